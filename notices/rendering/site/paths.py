"""Where each page stands inside the site, and its address on the web. Ids are the desk's and the profile's own."""

from notices.domain.carrier import Carrier
from notices.domain.rendition import MASTER_LANGUAGE

TOP = "index.html"
ARCHIVE = "archive/index.html"


def incident_path(incident_id: str, language: str = MASTER_LANGUAGE) -> str:
    """The page that shows an incident with all its reports, in a language."""
    name = "index" if language == MASTER_LANGUAGE else language
    return f"incidents/{incident_id}/{name}.html"


def report_path(incident_id: str, number: int, language: str = MASTER_LANGUAGE) -> str:
    """The page of one report alone, in a language; it never moves."""
    ending = "" if language == MASTER_LANGUAGE else f".{language}"
    return f"incidents/{incident_id}/reports/{number}{ending}.html"


def brand_path(brand_id: str) -> str:
    """A brand's own entry point."""
    return f"brands/{brand_id}/index.html"


def month_path(month: str, page: int | None = None) -> str:
    """The archive of one month, given as "2018-12"; `page`: one that newer incidents pushed aside."""
    return f"archive/{month}/{'index' if page is None else page}.html"


def json_beside(path: str) -> str:
    """The machine-readable twin of a page."""
    return f"{path.removesuffix('.html')}.json"


def root_of(path: str) -> str:
    """The way from a page back to the site's root, so that links work under any base path and from a folder."""
    return "../" * path.count("/")


def url_of(carrier: Carrier, path: str) -> str:
    """A page's address on the web, without the file name a web server adds by itself."""
    return f"{carrier.site_url.rstrip('/')}/{path.removesuffix('index.html')}"
