"""Lost updates: whoever changes a notice names the version they read (RFC 9110 §13.1.1, RFC 6585 §3)."""

import re
from typing import Annotated

from fastapi import Depends, Header, Request

from notices.desk.draft_notice import get_notice
from notices.domain.errors import InputError
from notices.domain.notice import Notice
from notices.storage.database import Records

_TAG = r'(W/)?"[!#-~]*"'
_TAGS = rf"^{_TAG}([ \t]*,[ \t]*{_TAG})*$"
# said in the description alone: what is wrong with it is told in words of its own, by its own status
NEEDED = "x-needed"
_WHAT_WAS_READ = 'The ETag that was read, such as "3"'


def _header(*, is_needed: bool) -> object:
    extra = {"pattern": _TAGS, "examples": ['"3"'], **({NEEDED: True} if is_needed else {})}
    return Header(alias="If-Match", description=_WHAT_WAS_READ, json_schema_extra=extra)


def _given(request: Request) -> str | None:
    # a list may stand in several lines, which are one list (RFC 9110 §5.3)
    lines = request.headers.getlist("if-match")
    tags = ", ".join(lines)
    if lines and re.fullmatch(_TAGS, tags) is None:
        raise InputError("etag_unusable")
    return tags if lines else None


def required(request: Request, if_match: Annotated[str | None, _header(is_needed=True)] = None) -> str:
    """The version the caller read. Raises InputError: none (428), or none of ours (422)."""
    del if_match
    given = _given(request)
    if given is None:
        raise InputError("etag_missing")
    return given


def optional(request: Request, if_match: Annotated[str | None, _header(is_needed=False)] = None) -> str | None:
    """The version the caller read, where they say it. Raises InputError (422)."""
    del if_match
    return _given(request)


IfMatch = Annotated[str, Depends(required)]
OptionalIfMatch = Annotated[str | None, Depends(optional)]


def matching(records: Records, notice_id: str, if_match: str | None) -> Notice:
    """The notice, when it still is what the caller read. Raises InputError: unknown (404) or changed since (412).

    Compared strongly: a weak tag (W/"3") is none of ours and never fits.
    """
    notice = get_notice(records, notice_id)
    if if_match is not None and f'"{notice.version}"' not in [tag.strip() for tag in if_match.split(",")]:
        raise InputError("etag_stale", notice=notice_id, version=notice.version)
    return notice
