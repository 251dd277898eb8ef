"""Calls that two readers could read differently, or that end too early: refused in words, and nothing is changed."""

import gzip
import json

import pytest
import requests
from web.calls import DETECTED, VOICE_DOWN
from web.raw import head, say, status_of

from notices.sandbox.serving import serve
from notices.web.app import create_app

pytestmark = pytest.mark.slow

GOOD = json.dumps({"facts": [DETECTED, VOICE_DOWN]}).encode()
JSON = "Content-Type: application/json"


def cause(text):
    return b'{"facts": [{"fact": "CauseStated", "text": ' + text + b"}]}"


@pytest.mark.parametrize(
    ("data", "headers", "status", "code"),
    [
        (b'{"facts": [], "facts": [' + json.dumps(DETECTED).encode() + b"]}", {}, 400, "member_twice"),
        (b'{"\\ud800": 1, "\\ud800": 2}', {}, 400, "member_twice"),
        (b'{"facts": [{"fact": "Detected", "fact": "Escalated", "to": "x"}]}', {}, 400, "member_twice"),
        (cause(b"NaN"), {}, 400, "body_unreadable"),
        (cause(b"-Infinity"), {}, 400, "body_unreadable"),
        (cause(b'"' + "\ud800".encode("utf-8", "surrogatepass") + b'"'), {}, 400, "body_unreadable"),
        (cause(b'"\\ud800"'), {}, 422, "body_invalid"),
        (b'{"facts": [], "\\ud800": 1}', {}, 422, "body_invalid"),
        (GOOD.decode().encode("utf-16"), {}, 400, "body_unreadable"),
        (b'{"a":' * 100_000, {}, 413, "body_too_large"),
        (b"[" * 100_000 + b"]" * 100_000, {}, 400, "body_unreadable"),
        (b'{"facts": [{"fact": "ImpactChanged", "service_id": "voice", "effect": "unusable", "users": {"value": '
         + b"9" * 400 + b"}}]}", {}, 422, "body_invalid"),
        (cause(b"9" * 5_000), {}, 400, "body_unreadable"),
        (gzip.compress(GOOD), {"Content_Encoding": "gzip"}, 415, "body_packed"),
        (GOOD, {"Content_Encoding": "br"}, 415, "body_packed"),
    ],
    ids=["twice", "twice unspeakably", "twice inside", "NaN", "Infinity", "half in bytes", "half a character",
         "in a name", "UTF-16", "nested objects", "nested lists", "a huge number", "a monstrous number", "gzip", "br"],
)  # fmt: skip
def test_a_body_that_can_be_read_in_two_ways_is_refused(api, data, headers, status, code):
    """RFC 8259 leaves these open, so each reader between the caller and us could understand something else."""
    before = api.everything()
    answer = api.call("POST", "/incidents", data=data, by="noc", **headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert api.everything() == before


def test_who_packs_a_body_is_told_what_is_taken(api):
    """RFC 9110 §15.5.16."""
    answer = api.call("POST", "/incidents", data=gzip.compress(GOOD), by="noc", Content_Encoding="gzip")
    assert answer.headers["Accept-Encoding"] == "identity"


def test_a_body_of_10_mb_in_chunks_is_refused(api):
    """Its size is not said beforehand."""
    before = api.everything()
    refused = api.call("POST", "/incidents", data=(b"a" * 65_536 for _ in range(160)), by="noc")

    assert (refused.status_code, refused.json()["code"], api.everything()) == (413, "body_too_large", before)


@pytest.mark.parametrize(
    "lines",
    [
        ("Idempotency-Key: a", "Idempotency-Key: b"),
        ("Authorization: Bearer x",),
        ("Content-Type: text/plain",),
    ],
    ids=["idempotency key", "key", "content type"],
)
def test_a_header_that_stands_there_twice_is_refused(api, lines):
    """Somebody between would go by the other one."""
    before = api.everything()
    answer = say(
        api.url, head("POST", "/incidents", api.tokens["noc"], JSON, f"Content-Length: {len(GOOD)}", *lines), GOOD
    )

    assert (status_of(answer), b"header_twice" in answer, api.everything()) == (400, True, before)


@pytest.mark.parametrize(
    "lines",
    [
        (f"Content-Length: {len(GOOD)}", "Content-Length: 5"),
        (f"Content-Length: {len(GOOD)}", "Idempotency-Key : a"),
        (f"Content-Length: {len(GOOD)}", "Idempotency-Key: a\0b"),
        ("Content-Length: -1",),
        ("Transfer-Encoding: chunked, gzip",),
    ],
    ids=["two lengths", "blank before the colon", "NUL", "negative length", "unknown coding"],
)
def test_a_smuggled_header_is_refused_before_anything_is_read(api, lines):
    """RFC 9112 §5.1, §6.3: the server itself says 400 or 501 and closes the line."""
    before = api.everything()
    answer = say(api.url, head("POST", "/incidents", api.tokens["noc"], JSON, *lines), GOOD)

    assert (status_of(answer) in {400, 501}, answer.count(b"HTTP/1.1 "), api.everything()) == (True, 1, before)


def test_what_stands_behind_a_chunked_body_is_no_second_call(api):
    """RFC 9112 §6.3: chunks go before a length, and the line is closed afterwards."""
    hidden = head("DELETE", "/clock/hold", api.tokens["approver"])
    lines = (JSON, "Content-Length: 5", "Transfer-Encoding: chunked")
    before = api.everything()
    answer = say(api.url, head("POST", "/glossary/check", api.tokens["viewer"], *lines), b"0\r\n\r\n" + hidden)

    assert (answer.count(b"HTTP/1.1 "), api.everything()) == (1, before)


@pytest.mark.parametrize("key", ["é", "a\tb", "a b", "a,\u00a0b"])
def test_an_idempotency_key_of_other_characters_is_refused(api, key):
    """What is no visible ASCII is read differently by whoever stands between."""
    before = api.everything()
    answer = say(
        api.url, head("POST", "/incidents", api.tokens["noc"], JSON, f"Content-Length: {len(GOOD)}",
                      f"Idempotency-Key: {key}"), GOOD,
    )  # fmt: skip
    assert (status_of(answer), b'"parameter": "Idempotency-Key"' in answer, api.everything()) == (422, True, before)


@pytest.mark.parametrize(
    ("length", "given"), [(100, b"{}"), (9, b'{"a": 1}'), (3, b"")], ids=["half", "one byte short", "nothing"]
)
def test_a_call_that_was_cut_off_is_not_acted_upon(api, world, length, given):
    """RFC 9112 §8: publication needs no body, but a call that ends early was not meant as it came."""
    notice_id = api.draft(api.open())
    before = api.everything()
    etag = api.get(f"/notices/{notice_id}").headers["ETag"]
    lines = (JSON, f"Content-Length: {length}", f"If-Match: {etag}")
    asked = head("POST", f"/notices/{notice_id}/submit", api.tokens["writer"], *lines)
    with serve(create_app(world.house, world.clock)) as url:  # its end waits for whatever is still under way
        say(url, asked, given, is_cut=True)

    assert api.everything() == before


@pytest.mark.parametrize(
    ("etag", "status", "code"),
    [
        ("*", 422, "etag_unusable"), ("1", 422, "etag_unusable"), ('"1', 422, "etag_unusable"),
        ("", 422, "etag_unusable"), ('W/"1"', 412, "etag_stale"), ('"7", "8"', 412, "etag_stale"),
    ],
)  # fmt: skip
def test_if_match_names_what_was_read(api, etag, status, code):
    """Neither everything (`*`), nor something like it (weak), nor a number without its quotation marks."""
    notice_id = api.draft(api.open())
    before = api.everything()
    refused = [api.post(f"/notices/{notice_id}/{verb}", If_Match=etag) for verb in ("submit", "discard")]

    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(status, code)}
    assert api.everything() == before


def test_if_match_may_name_several_versions_in_one_line_or_in_more(api):
    """RFC 9110 §13.1.1: it is a list."""
    first, second = api.draft(api.open()), api.draft(api.open())
    in_one = api.post(f"/notices/{first}/submit", If_Match='"7" , "1"')
    lines = ('If-Match: "7"', 'If-Match: "1"', "Content-Length: 0")
    in_two = say(api.url, head("POST", f"/notices/{second}/submit", api.tokens["writer"], *lines))

    assert (in_one.status_code, status_of(in_two)) == (200, 200)


@pytest.fixture(params=[False, True], ids=["alone", "with the site"])
def url(request, api, world, tmp_path):
    """The API with and without the public site behind it, which must not answer for it."""
    with serve(create_app(world.house, world.clock, site_dir=tmp_path / "site" if request.param else None)) as at:
        yield at


def test_an_address_names_all_its_methods(api, url):
    """RFC 9110 §15.5.6, whichever of them was not meant."""
    told = {
        (method, path): requests.request(method, f"{url}/api/v1{path}", timeout=30).headers.get("Allow")
        for method, path in (
            ("DELETE", "/incidents"),
            ("OPTIONS", "/incidents"),
            ("PATCH", "/notices/x"),
            ("GET", "/x"),
        )
    }
    assert told == {
        ("DELETE", "/incidents"): "GET, HEAD, POST", ("OPTIONS", "/incidents"): "GET, HEAD, POST",
        ("PATCH", "/notices/x"): "GET, HEAD, PUT", ("GET", "/x"): None,
    }  # fmt: skip


def test_head_is_get_without_its_content(api, url):
    """RFC 9110 §9.3.2; on what is refused, too."""
    caller = {"Authorization": f"Bearer {api.tokens['viewer']}"}
    for path, status in (("/incidents", 200), ("/incidents/x", 404), ("/nothing", 404), ("/glossary/check", 405)):
        answer = requests.head(f"{url}/api/v1{path}", headers=caller, timeout=30)
        assert (path, answer.status_code, answer.content) == (path, status, b"")
    assert requests.head(f"{url}/api/v1/incidents", timeout=30).status_code == 401
