"""The stand-in for X refuses what X refuses."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from fastapi import FastAPI
from requests_oauthlib import OAuth1

from channels.x.channel import XCredentials
from notices.clock import WallClock
from notices.sandbox.serving import serve
from notices.sandbox.x import USER_ID, XStandIn

pytestmark = pytest.mark.slow
NOW = datetime(2018, 12, 6, 5, 0, tzinfo=UTC)
KEYS = tuple(secrets.token_urlsafe(30) for _ in range(4))


@pytest.fixture
def x() -> XStandIn:
    return XStandIn(XCredentials(*KEYS), lambda: NOW)


@pytest.fixture
def url(x: XStandIn) -> Iterator[str]:
    app = FastAPI()
    app.include_router(x.router)
    with serve(app) as base_url:
        yield base_url


def call(url: str, method: str, path: str, **options: object) -> requests.Response:
    """Sign for X's own name and send to the stand-in; `signed_for` and `seconds_off` sign it wrongly."""
    signed_for = options.pop("signed_for", path)
    stamp = str(int(WallClock().now_epoch_seconds() + float(str(options.pop("seconds_off", 0)))))
    auth = OAuth1(*KEYS, timestamp=stamp, nonce=str(options.pop("nonce", secrets.token_hex(12))))
    request = requests.Request(method, f"https://api.twitter.com{signed_for}", auth=auth, **options).prepare()
    request.url = f"{url}{path}"
    request.headers["Host"] = "api.twitter.com"
    with requests.Session() as session:
        return session.send(request, timeout=5)


def test_only_a_fresh_true_signature_passes(x: XStandIn, url: str) -> None:
    """Signed for this request, within five minutes of the real clock, and once."""
    me = "/2/users/me"
    answers = {
        "right": call(url, "GET", me),
        "4 minutes old": call(url, "GET", me, seconds_off=-240),
        "6 minutes old": call(url, "GET", me, seconds_off=-360),
        "6 minutes ahead": call(url, "GET", me, seconds_off=360),
        "for another path": call(url, "GET", me, signed_for="/2/tweets"),
        "for another query": call(url, "GET", f"{me}?a=2", signed_for=f"{me}?a=1"),
        "nonce": call(url, "GET", me, nonce="once"),
        "nonce again": call(url, "GET", me, nonce="once"),
        "none": requests.get(f"{url}{me}", timeout=5),
    }
    passed = {name for name, answer in answers.items() if answer.status_code == 200}
    assert passed == {"right", "4 minutes old", "nonce"}
    assert {answer.status_code for name, answer in answers.items() if name not in passed} == {401}


def test_texts_are_refused_as_x_refuses_them(x: XStandIn, url: str) -> None:
    """Duplicate, too long, empty, missing: each with X's kind of problem."""
    bodies = [{"text": "障害"}, {"text": "障害"}, {"text": "あ" * 141}, {"text": " "}, {}]
    answers = [call(url, "POST", "/2/tweets", json=body) for body in bodies]
    assert [answer.status_code for answer in answers] == [201, 403, 403, 400, 400]
    assert "duplicate content" in answers[1].json()["detail"]
    assert [post.text for post in x.posts] == ["障害"]


def test_the_timeline_shows_links_and_signs_as_x_does(x: XStandIn, url: str) -> None:
    """Newest first, URLs wrapped, markup escaped; entities only when asked for."""
    call(url, "POST", "/2/tweets", json={"text": "1 <b> https://example.jp/a と https://example.jp/b"})
    call(url, "POST", "/2/tweets", json={"text": "2"})
    path = f"/2/users/{USER_ID}/tweets"
    newest, oldest = call(url, "GET", f"{path}?max_results=5&tweet.fields=entities").json()["data"]
    links = oldest["entities"]["urls"]
    assert newest["text"] == "2"
    assert oldest["text"] == f"1 &lt;b&gt; {links[0]['url']} と {links[1]['url']}"
    assert [link["expanded_url"] for link in links] == ["https://example.jp/a", "https://example.jp/b"]
    assert {len(link["url"]) for link in links} == {23}
    assert "entities" not in call(url, "GET", path).json()["data"][1]


def test_the_timeline_begins_where_asked(x: XStandIn, url: str) -> None:
    """`start_time` is on the sandbox's clock, like the posts."""
    call(url, "POST", "/2/tweets", json={"text": "1"})
    path = f"/2/users/{USER_ID}/tweets?start_time="
    counts = [
        call(url, "GET", f"{path}{start}").json()["meta"]["result_count"]
        for start in ("2018-12-06T04:59:00Z", "2018-12-06T05:01:00Z")
    ]
    assert counts == [1, 0]


def test_a_rate_limit_has_xs_headers(x: XStandIn, url: str) -> None:
    """The reset is a Unix time of the real clock."""
    x.behaviour.command("429", seconds=1000)
    answer = call(url, "POST", "/2/tweets", json={"text": "1"})
    wait = int(answer.headers["x-rate-limit-reset"]) - WallClock().now_epoch_seconds()
    assert (answer.status_code, answer.headers["x-rate-limit-remaining"]) == (429, "0")
    assert 900 < wait <= 1001
