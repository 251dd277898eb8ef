"""Lost updates: whoever changes a notice names the version they read (RFC 9110 §13.1.1, RFC 6585 §3)."""

from typing import Annotated

from fastapi import Depends, Header

from notices.desk.draft_notice import get_notice
from notices.domain.errors import InputError
from notices.domain.notice import Notice
from notices.storage.database import Records

IfMatchHeader = Annotated[str | None, Header(alias="If-Match", description='The ETag that was read, such as "3"')]


def required(if_match: IfMatchHeader = None) -> str:
    """The version the caller read. Raises InputError (428) without one."""
    if if_match is None:
        raise InputError("etag_missing")
    return if_match


IfMatch = Annotated[str, Depends(required)]


def matching(records: Records, notice_id: str, if_match: str | None) -> Notice:
    """The notice, when it still is what the caller read. Raises InputError: unknown (404) or changed since (412)."""
    notice = get_notice(records, notice_id)
    if if_match is not None and f'"{notice.version}"' not in [tag.strip() for tag in if_match.split(",")]:
        raise InputError("etag_stale", notice=notice_id, version=notice.version)
    return notice
