"""One page from its template, with what every page needs."""

from notices.domain.carrier import Carrier
from notices.domain.incident_event import Mode
from notices.domain.rendition import MASTER_LANGUAGE
from notices.rendering.site import paths
from notices.rendering.site.environment import site_environment


def draw(
    template: str, path: str, carrier: Carrier, mode: Mode, *, language: str = MASTER_LANGUAGE, **facts: object
) -> str:
    """The page that stands at `path` inside the site, in a language."""
    return site_environment(language).get_template(template).render(
        carrier=carrier, mode=mode.value, path=path, root=paths.root_of(path), language=language,
        canonical=paths.url_of(carrier, path), **facts,
    )  # fmt: skip
