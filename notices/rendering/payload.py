"""The machine-readable form of a notice (O5): canonical JSON of its facts, and text ready to republish.

Every field is always there; null means "not known" (or "none" for `recovery`, `corrects_number`). Times are ISO 8601
with +09:00. Codes of areas are JIS X 0401/0402 ("00" the whole country). The envelope (CloudEvents attributes) is the
channel's business.

    incident_id, number, kind, mode, incident_kind, carrier, language, as_of, page_url
    onset            at, is_known, is_approximate, before (an earlier reading that was corrected)
    stage            ongoing | partly_restored | restricted | recovery_reported | restored
    services[]       id, name, brands[], effect, status, users, areas: null or [{code, name, is_part}], areas_text
    users            value, unit (lines | users | contracts), is_approximate, is_at_most
    emergency_calls  "110", "118", "119": affected | not_affected | unknown | restored
    cause            category, text; outlook: kind, text, basis, earlier[]
    situation, progress, residual, prevention, note, apology (texts; "" where nothing was said), user_actions[]
    alternatives[], emergency_alternatives[]   id, text; contacts[]: label, value, hours; official_accounts[]
    recovery         reported_at, recovered_at, basis, judged_by
    next_update_at, last_checked_at, last_checked_by, is_automatic, has_news, news[]
    developments[]   what is new since the report before: kind, services[] (ids), areas[] (codes), numbers[],
                     alternatives[]
    corrects_number, changes[]: item and before, after, each {services, text, at, users, emergency_calls, outlook,
                     user_actions, is_unknown}
    text             title, short (the post), plain (the body of the mail)
    translations     the same by language ("en", "ja-easy")
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from notices.areas.sentence import name_areas
from notices.areas.table import load_areas
from notices.areas.words import load_area_words
from notices.domain.impact import EmergencyCalls, UserCount
from notices.domain.notice_content import Change, Development, NoticeContent, Side, StatedImpact, StatedOutlook
from notices.domain.rendition import Form
from notices.rendering.formats import format_iso
from notices.rendering.view import alternatives_of, emergency_alternatives_of
from notices.rendering.words import load_words

Json = dict[str, Any]
_NUMBERS = {"police": "110", "coast_guard": "118", "fire": "119"}


def build_payload(notice: NoticeContent, texts: Mapping[str, Mapping[Form, str]], language: str) -> str:
    """The notice as canonical JSON: sorted keys, no escapes for Japanese, the same bytes for the same facts."""
    words = load_words(language)
    alternatives, emergency_alternatives = alternatives_of(notice, words), emergency_alternatives_of(notice, words)
    return json.dumps(
        {
            "incident_id": notice.incident_id,
            "number": notice.number,
            "kind": notice.kind,
            "mode": notice.mode,
            "incident_kind": notice.incident_kind,
            "carrier": notice.carrier_name,
            "language": language,
            "as_of": _time(notice.as_of),
            "page_url": notice.page_url,
            "onset": {
                "at": _time(notice.onset_at),
                "is_known": notice.is_onset_known,
                "is_approximate": notice.is_onset_approximate,
                "before": _time(notice.onset_before),
            },
            "stage": notice.stage,
            "services": [_service(impact, language) for impact in notice.impacts],
            "users": _users(notice.users),
            "emergency_calls": _emergency_calls(notice.emergency_calls),
            "cause": {"category": notice.cause_category, "text": notice.cause},
            "outlook": _outlook(notice.outlook),
            "situation": notice.situation,
            "progress": notice.progress,
            "residual": notice.residual,
            "prevention": notice.prevention,
            "note": notice.note,
            "apology": notice.apology,
            "user_actions": notice.user_actions,
            "alternatives": [{"id": name, "text": text} for name, text in alternatives],
            "emergency_alternatives": [{"id": name, "text": text} for name, text in emergency_alternatives],
            "contacts": [{"label": c.label, "value": c.value, "hours": c.hours} for c in notice.contacts],
            "official_accounts": notice.official_accounts,
            "recovery": _recovery(notice),
            "next_update_at": _time(notice.next_update_at),
            "last_checked_at": _time(notice.last_checked_at),
            "last_checked_by": notice.last_checked_by,
            "is_automatic": notice.is_automatic,
            "has_news": notice.has_news,
            "news": notice.news,
            "developments": [_development(each) for each in notice.developments],
            "corrects_number": notice.corrects_number,
            "changes": [_change(change, language) for change in notice.changes],
            "text": _text(texts[language]),
            "translations": {other: _text(texts[other]) for other in texts if other != language},
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def _text(texts: Mapping[Form, str]) -> Json:
    return {"title": texts[Form.TITLE], "short": texts[Form.POST], "plain": texts[Form.MAIL]}


def _time(moment: datetime | None) -> str | None:
    return format_iso(moment) if moment is not None else None


def _service(impact: StatedImpact, language: str) -> Json:
    table = load_areas()
    areas = None
    if impact.areas is not None:
        areas = [{"code": a.code, "name": table.full_name(a.code), "is_part": a.is_part} for a in impact.areas]
    return {
        "id": impact.service_id,
        "name": impact.service_name,
        "brands": impact.brand_ids,
        "effect": impact.effect,
        "status": impact.status,
        "users": _users(impact.users),
        "areas": areas,
        "areas_text": name_areas(impact.areas, table, load_area_words(language)),
    }


def _users(count: UserCount | None) -> Json | None:
    if count is None:
        return None
    return {
        "value": count.value,
        "unit": count.unit,
        "is_approximate": count.is_approximate,
        "is_at_most": count.is_at_most,
    }


def _emergency_calls(calls: EmergencyCalls) -> Json:
    return {"110": calls.police, "118": calls.coast_guard, "119": calls.fire}


def _outlook(outlook: StatedOutlook) -> Json:
    return {"kind": outlook.kind, "text": outlook.text, "basis": outlook.basis, "earlier": outlook.earlier}


def _recovery(notice: NoticeContent) -> Json | None:
    judged = notice.recovery
    if judged is None and notice.recovery_reported_at is None:
        return None
    return {
        "reported_at": _time(notice.recovery_reported_at),
        "recovered_at": _time(judged.recovered_at) if judged else None,
        "basis": judged.basis if judged else "",
        "judged_by": judged.judged_by if judged else "",
    }


def _development(development: Development) -> Json:
    return {
        "kind": development.kind,
        "services": [impact.service_id for impact in development.impacts],
        "areas": [{"code": area.code, "is_part": area.is_part} for area in development.areas],
        "numbers": [_NUMBERS[number] for number in development.numbers],
        "alternatives": development.alternatives,
    }


def _change(change: Change, language: str) -> Json:
    def side(said: Side) -> Json:
        return {
            "services": [_service(impact, language) for impact in said.impacts],
            "text": said.text,
            "at": _time(said.at),
            "users": _users(said.users),
            "emergency_calls": _emergency_calls(said.emergency_calls) if said.emergency_calls else None,
            "outlook": _outlook(said.outlook) if said.outlook else None,
            "user_actions": said.user_actions,
            "is_unknown": said.is_unknown,
        }

    return {"item": change.item, "before": side(change.before), "after": side(change.after)}
