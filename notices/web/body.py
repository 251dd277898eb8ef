"""What a call sends: whole, small, and such that no two readers could take it differently (RFC 8259 §4, §6, §8)."""

import json
from collections.abc import Iterable
from typing import Any

from starlette.types import Receive

from notices.domain.errors import InputError

MOST_BYTES = 256 * 1024
# one message of a monitoring system tells of a whole group of alerts, and is not sent a second time when refused
MOST_SIGNAL_BYTES = 2 * 1024 * 1024
SIGNALS = "/api/v1/inputs/"
# read on and thrown away, so that a caller who sends too much still gets to read why
MOST_DISCARDED_BYTES = 32 * 1024 * 1024
MEDIA_TYPE = "application/json"
# of each of these a call has one; a second one would be read by a proxy where we read the first
_ONCE = (b"authorization", b"idempotency-key", b"content-type", b"content-encoding")

Headers = Iterable[tuple[bytes, bytes]]


class CutOff(Exception):
    """The caller was gone before all of the body had come; what did come must not be acted upon (RFC 9112 §8)."""


def most_bytes(path: str) -> int:
    """How much a call to this path may send."""
    return MOST_SIGNAL_BYTES if path.startswith(SIGNALS) else MOST_BYTES


async def read_body(receive: Receive, most: int) -> bytes:
    """The whole body of at most so many bytes. Raises InputError when it is too large, CutOff when it ended early."""
    body, size = bytearray(), 0
    while size <= MOST_DISCARDED_BYTES:
        message: dict[str, Any] = dict(await receive())
        if message["type"] == "http.disconnect":
            raise CutOff
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= most:
            body += chunk
        if not message.get("more_body", False):
            break
    if size > most:
        raise InputError("body_too_large", kib=most // 1024)
    return bytes(body)


def check_headers(headers: Headers) -> None:
    """Raises InputError for a header that stands there twice."""
    names = [name for name, _ in headers]
    for name in _ONCE:
        if names.count(name) > 1:
            raise InputError("header_twice", name=name.decode("ascii").title())


def check_body(body: bytes, headers: Headers) -> None:
    """Raises InputError for a body that is not sent as JSON, is packed, or cannot be read in one way alone."""
    given = {name: value.decode("latin-1").strip().lower() for name, value in headers}
    if given.get(b"content-encoding", "identity") not in ("", "identity"):
        raise InputError("body_packed")
    if given.get(b"content-type", "").partition(";")[0].strip() != MEDIA_TYPE:
        raise InputError("body_not_json")
    try:
        json.loads(body.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError("body_unreadable") from error


def _each_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(members)
    if len(read) < len(members):
        names = [name for name, _ in members]
        raise InputError("member_twice", member=next(name for name in names if names.count(name) > 1)[:80])
    return read


def _no_number(word: str) -> float:
    raise ValueError(word)
