"""Notices, their texts and the findings against them, as they are answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from notices.domain.finding import Finding, Override
from notices.domain.notice import Notice, NoticeStatus
from notices.domain.notice_content import NoticeKind, Wording
from notices.domain.rendition import MASTER_LANGUAGE, Rendition
from notices.web.problems import finding_members


class NoticeOut(BaseModel):
    """One notice. Its `version` is also its ETag; `overrides`: findings that people let stand, each with its reason."""

    id: str
    incident_id: str
    kind: NoticeKind
    status: NoticeStatus
    number: int | None
    corrects_number: int | None
    author_id: str
    wording: Wording
    digest: str | None
    next_update_at: datetime | None
    created_at: datetime
    submitted_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    published_at: datetime | None
    returned_reason: str | None
    is_automatic: bool
    channels: tuple[str, ...]
    overrides: tuple[Override, ...]
    version: int


class Notices(BaseModel):
    """Oldest first."""

    notices: list[NoticeOut]


class FindingOut(BaseModel):
    """What a rule found, where, the wording it proposes, and a sentence.

    `is_overridable`: it blocks, and a person may let it stand; `overridden_by`: who did, for `override_reason`.
    """

    rule: str
    severity: str
    language: str
    where: str
    matched: str
    start: int
    end: int
    proposal: str | None
    detail: str
    is_overridable: bool
    overridden_by: str | None
    override_reason: str | None


class Findings(BaseModel):
    """In the order of the text. `is_blocking`: a notice with this text could not be submitted."""

    findings: list[FindingOut]
    is_blocking: bool


class Preview(Findings):
    """The texts by form: what submission would freeze now, or what it froze (`is_frozen`).

    `texts` are the Japanese ones, `translations` those of every other language; the digest covers them all.
    """

    is_frozen: bool
    number: int | None
    digest: str
    next_update_at: datetime | None
    texts: dict[str, str]
    translations: dict[str, dict[str, str]]


def notice_out(notice: Notice) -> NoticeOut:
    """The notice as it stands."""
    return NoticeOut(**{name: getattr(notice, name) for name in NoticeOut.model_fields})


def findings_out(findings: Sequence[Finding], language: str, overrides: Sequence[Override] = ()) -> list[FindingOut]:
    """The findings with their sentences, and with what was let stand."""
    return [FindingOut(**finding_members(finding, language, overrides)) for finding in findings]


def texts_in(renditions: Sequence[Rendition]) -> dict[str, Any]:
    """Members of a preview: the master language's texts by form, and the others' by language."""
    by_language: dict[str, dict[str, str]] = {MASTER_LANGUAGE: {}}
    for each in renditions:
        by_language.setdefault(each.language, {})[each.form.value] = each.text
    return {"texts": by_language.pop(MASTER_LANGUAGE), "translations": by_language}
