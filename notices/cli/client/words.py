"""Incidents, facts and places in words: what the API answers, and what is about to be sent, said the same way."""

from collections.abc import Mapping, Sequence
from typing import Any

from notices.areas.sentence import load_area_words, name_areas
from notices.areas.table import load_areas
from notices.cli.client.times import show_time
from notices.domain.impact import Area, UserCount
from notices.domain.sharing_scope import SharingScope
from notices.messages import catalogue, default_language, say
from notices.rendering.formats import format_users

# every incident is of this mode unless its texts are marked otherwise
ORDINARY = ("mode", "normal")
NUMBERS = ("police", "coast_guard", "fire")


def word(kind: str, value: str) -> str:
    """The word for one of the API's values; the value itself where a newer house knows one more."""
    code = f"{kind}.{value}"
    return say(f"client.{code}") if f"client.{code}" in catalogue(default_language()) else value


def areas_in_words(areas: Sequence[Any] | None) -> str:
    """The names of the areas; what was typed stays as it was typed."""
    if areas is None:
        return say("client.areas_unknown")
    coded = [Area(each["code"], each["is_part"]) for each in areas if not isinstance(each, str)]
    typed = [each for each in areas if isinstance(each, str)]
    return ", ".join([*typed, *([name_areas(coded, load_areas(), load_area_words())] if coded else [])])


def users_in_words(users: Mapping[str, Any] | None) -> str:
    """How many are hit."""
    return format_users(UserCount(**users)) if users else ""


def impact_in_words(impact: Mapping[str, Any]) -> str:
    """One service: effect, where, how many, and what it means for calls to 110, 118 and 119."""
    parts = [f"{impact['service_id']} {word('effect', impact['effect'])}", areas_in_words(impact.get("areas"))]
    parts += [users_in_words(impact.get("users")), emergency_in_words(impact.get("emergency_calls"))]
    if impact.get("is_addition"):
        parts.append(say("client.flag.is_addition"))
    return "; ".join(part for part in parts if part)


def emergency_in_words(calls: Mapping[str, str] | None) -> str:
    """The three numbers, each by itself, where anything is known of them."""
    if calls is None or set(calls.values()) <= {"unknown"}:
        return ""
    return " ".join(f"{word('number', name)}={word('emergency', calls[name])}" for name in NUMBERS if name in calls)


def fact_in_words(fact: str, members: Mapping[str, Any]) -> str:
    """What one fact says, after its name: `Onset: 2026-11-21 12:00 JST`."""
    told = impact_in_words(members) if fact == "ImpactChanged" else _members(members)
    return f"{word('fact', fact)}: {told}" if told else word("fact", fact)


def _members(members: Mapping[str, Any]) -> str:
    said = [_member(name, value) for name, value in members.items()]
    return "; ".join(text for text in said if text)


def _member(name: str, value: Any) -> str:
    if value is None or value in (False, "", []) or (name, value) == ORDINARY:
        return ""
    if value is True:
        return word("flag", name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name == "scope":  # stored as a number, sent as a name
        return word("scope", value if isinstance(value, str) else SharingScope(value).name.lower())
    if name.endswith("_at"):
        return show_time(value)
    return word("value", str(value))
