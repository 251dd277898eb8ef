"""The public site at `/`, beside the API."""

import pytest
import requests

from notices.sandbox.serving import serve
from notices.web.app import create_app

pytestmark = pytest.mark.slow


@pytest.fixture
def ask(world, tmp_path):
    """`ask("GET", "/")` of a house whose site holds one page, a half-written one, and a secret beside the folder."""
    folder = tmp_path / "site"
    with serve(create_app(world.house, world.clock, site_dir=folder)) as url:
        (folder / "index.html").write_text("<p>top</p>")
        (folder / ".index.html.0a.part").write_text("half")
        (tmp_path / "secret.txt").write_text("secret")
        yield lambda method, path: requests.request(method, url + path, timeout=30)


def test_the_page_is_shown_with_careful_headers(ask):
    """No script, no frame, no guessing of types; caches may keep it."""
    page = ask("GET", "/")

    assert (page.status_code, page.text) == (200, "<p>top</p>")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "Cache-Control" not in page.headers


@pytest.mark.parametrize("path", ["/.index.html.0a.part", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/none.html"])
def test_nothing_else_is_shown(ask, path):
    """Neither half-written files nor what lies beside the folder."""
    assert ask("GET", path).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_of_the_api_is_unknown_whatever_the_method(ask, method):
    """The site does not answer for it."""
    refused = ask(method, "/api/v1/nothing")

    assert (refused.status_code, refused.json()["code"]) == (404, "path_unknown")
