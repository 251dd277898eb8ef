"""What people type at a shell: times, numbers, and the words they read back."""

from datetime import UTC, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.cli.client.numbers import read_about, read_users
from notices.cli.client.times import how_long, read_time, show_time
from notices.cli.client.words import areas_in_words, fact_in_words
from notices.domain.deadline import DeadlineState
from notices.domain.delivery import DeliveryStatus
from notices.domain.errors import InputError
from notices.domain.impact import USER_UNITS, Effect, EmergencyStatus, ImpactStatus, UserCount
from notices.domain.incident import IncidentStatus
from notices.domain.incident_event import FACTS_BY_NAME, CauseCategory, IncidentKind, Mode, OutlookKind
from notices.domain.notice import NoticeStatus
from notices.domain.notice_content import NoticeKind
from notices.domain.sharing_scope import SharingScope
from notices.messages import LANGUAGES, catalogue
from notices.rendering.formats import format_users

NIGHT = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)  # 03:05 of the 21st in Japan


@pytest.mark.parametrize(
    ("typed", "is_ahead", "shown"),
    [
        ("03:05", False, "2026-11-21 03:05 JST"),
        ("2:50", False, "2026-11-21 02:50 JST"),
        ("０２：５０", False, "2026-11-21 02:50 JST"),
        ("23:50", False, "2026-11-20 23:50 JST"),
        ("06:00", True, "2026-11-21 06:00 JST"),
        ("02:00", True, None),
        ("04:00", False, None),
        ("now", False, "2026-11-21 03:05 JST"),
        ("2026-11-20T23:50", False, "2026-11-20 23:50 JST"),
        ("2026-11-20 23:50", False, "2026-11-20 23:50 JST"),
        ("2026-11-20T15:00Z", False, "2026-11-21 00:00 JST"),
        ("2026-11-20T15:00:00+00:00", False, "2026-11-21 00:00 JST"),
        ("2026-11-20", False, None),
        ("20261120", False, None),
        ("25:00", False, None),
        ("12:60", False, None),
        ("2026-13-01T00:00", False, None),
        ("", False, None),
        ("noon", False, None),
    ],
)
def test_a_time_is_read_as_a_person_at_night_means_it(typed, is_ahead, shown):
    """In Japan; the nearest day where a time of day alone is given; never a guess over half a day."""
    try:
        read = show_time(read_time(typed, NIGHT, is_ahead=is_ahead))
    except InputError:
        read = None
    assert read == shown


def test_what_is_left_never_flatters(monkeypatch):
    """Whole minutes that are surely left; hours and days further on; what is over says so."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
    moments = {
        "2026-11-20T18:05:59": "0 min left",
        "2026-11-20T18:35:00": "30 min left",
        "2026-11-20T19:09:30": "1 h 04 min left",
        "2026-11-23T18:05:00": "3 days left",
        "2026-11-20T18:00:00": "over by 5 min",
    }
    assert {text: how_long(datetime.fromisoformat(f"{text}Z"), NIGHT) for text in moments} == moments


@given(st.integers(1, 10**10), st.sampled_from(USER_UNITS), st.booleans(), st.booleans())
def test_a_number_of_users_is_read_as_the_notices_write_it(value, unit, is_approximate, is_at_most):
    """The inverse of what the public reads."""
    count = UserCount(value, unit, is_approximate, is_at_most)
    assert read_users(format_users(count)) == count


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("30000", UserCount(30000)),
        ("~30,000", UserCount(30000, is_approximate=True)),
        ("<=83000users", UserCount(83000, "users", is_at_most=True)),
        ("約３万", UserCount(30000, is_approximate=True)),
        ("8万3000 人", UserCount(83000, "users")),
        ("約3万5千", UserCount(35000, is_approximate=True)),
        ("3千500", UserCount(3500)),
        ("1億2千万", UserCount(120_000_000)),
        ("15千", None),
        ("3千5", None),
        ("3百", None),
        ("0", None),
        ("3.5万", None),
        ("-1", None),
        ("many", None),
        ("約", None),
        ("", None),
        ("万", None),
    ],
)
def test_a_number_of_users_may_be_typed_plainly(typed, count):
    """With ASCII marks, full width, or the Japanese words; anything else is refused, never guessed."""
    try:
        read = read_users(typed)
    except InputError:
        read = None
    assert read == count


@pytest.mark.parametrize(
    ("typed", "read"), [("12:00", ("12:00", False)), ("~12:00", ("12:00", True)), ("１２：００頃", ("12:00", True))]
)
def test_an_onset_may_be_about(typed, read):
    """Marked as the notices mark it, or with a tilde."""
    assert read_about(typed) == read


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("status", IncidentStatus), ("impact_status", ImpactStatus), ("effect", Effect),
        ("emergency", EmergencyStatus), ("deadline_state", DeadlineState), ("delivery", DeliveryStatus),
        ("kind", NoticeKind), ("notice_status", NoticeStatus), ("incident_kind", IncidentKind),
        ("fact", FACTS_BY_NAME), ("scope", [scope.name.lower() for scope in SharingScope]),
        ("value", [*OutlookKind, *IncidentKind, *CauseCategory, *Mode, "monitoring", "noc", "desk"]),
    ],
)  # fmt: skip
def test_every_value_has_its_word_and_no_word_is_left_over(language, kind, values):
    """What the API answers is read in the user's language."""
    wanted = {value.value if isinstance(value, StrEnum) else value for value in values}
    known = {code.split(".")[2] for code in catalogue(language) if code.startswith(f"client.{kind}.")}
    assert known == wanted


def test_a_fact_from_a_newer_house_is_shown_as_it_is():
    """A client may be older than the house it talks to."""
    assert fact_in_words("Teleported", {"to": "moon"}) == "Teleported: moon"


def test_areas_are_named_whether_typed_or_coded():
    """What was typed stays; codes get their names."""
    assert areas_in_words(["13", {"code": "12217", "is_part": True}]) == "13, 千葉県柏市の一部"
