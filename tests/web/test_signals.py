"""From other systems' messages to signals: pure."""

from datetime import UTC, datetime, timedelta

import pytest
from worlds.house import START
from worlds.inputs import alert, problem_event, ticket_event

from notices.domain.errors import InputError
from notices.domain.signal import SignalSource, SignalState
from notices.web.schemas.inputs import Alert, TmfMessage, flat, usable
from notices.web.signals import signal_of_alert, signal_of_event

NOW = START + timedelta(minutes=10)
FIRING, RESOLVED, SET_ASIDE = SignalState.FIRING, SignalState.RESOLVED, SignalState.SET_ASIDE


def of_ticket(*given, **members):
    return signal_of_event(SignalSource.TMF621, TmfMessage(**ticket_event(*given, **members)), NOW)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("submitted", FIRING), ("acknowledged", FIRING), ("inProgress", FIRING), ("In Progress", FIRING),
        ("In Progress [Held, Pending]", FIRING), ("held", FIRING), ("pending", FIRING), ("IN_PROGRESS", FIRING),
        ("resolved", RESOLVED), ("Closed", RESOLVED), ("cancelled", SET_ASIDE), ("Rejected", SET_ASIDE),
        ("onMonitoring", None), ("", None), (None, None), (7, None),
    ],
)  # fmt: skip
def test_states_are_read_as_both_versions_write_them(status, state):
    """One that nobody knows says nothing."""
    assert of_ticket("StatusChange", status).state is state


def test_a_deleted_ticket_is_set_aside_whatever_its_last_state_was():
    """Deleting is no repair."""
    assert of_ticket("Delete", "resolved").state is SET_ASIDE


def test_a_ticket_begins_and_ends_by_its_own_times_and_never_after_its_event():
    """A time without a zone, or no time at all, gives way to that of the event."""
    event = problem_event("StateChange", "resolved", 5, resolutionDate="2026-11-21T12:04:00+09:00")
    signal = signal_of_event(SignalSource.TMF656, TmfMessage(**event), NOW)
    late = of_ticket("StatusChange", "closed", 5, creationDate="2026-11-21T12:03:00", resolutionDate="soon")

    assert (signal.as_of, signal.started_at, signal.ended_at) == tuple(
        START + timedelta(minutes=minutes) for minutes in (5, -5, 4)
    )
    assert (late.started_at, late.ended_at) == (START + timedelta(minutes=5),) * 2


def test_what_people_wrote_is_left_behind():
    """No row can match it, so nothing of it can be kept."""
    fields = of_ticket().fields
    assert sorted(fields) == ["id", "severity", "status", "ticketType"]


@pytest.mark.parametrize("event", [{}, {"troubleTicket": 7}, {"troubleTicket": {"id": "a\nb"}}, {"serviceProblem": {}}])
def test_an_event_without_its_ticket_is_refused(event):
    """With the place where the id is missing."""
    with pytest.raises(InputError) as refused:
        signal_of_event(SignalSource.TMF621, TmfMessage(eventType="TroubleTicketCreateEvent", event=event), NOW)
    assert (refused.value.code, refused.value.details) == ("input_without_id", {"path": "/event/troubleTicket/id"})


def test_an_alert_is_about_its_beginning_and_then_about_its_end():
    """The end never lies before the beginning, nor either in the future."""
    given = (alert(began=1), alert(began=1, ended=4), alert(began=4, ended=1), alert(began=99, ended=100))
    signals = [signal_of_alert(Alert(**each), NOW) for each in given]
    minutes = [(each.as_of - START) / timedelta(minutes=1) for each in signals]
    assert (minutes, [each.state for each in signals]) == ([1, 4, 4, 10], [FIRING, RESOLVED, RESOLVED, RESOLVED])


def test_members_are_named_with_dots_and_have_all_their_values():
    """Lists are looked through, characteristics have the names they were given, depth has an end."""
    given = {
        "a": [{"id": 1}, {"id": "x"}], "b": {"c": {"d": True}}, "e": None,
        "characteristic": [{"name": "region", "value": "east"}], "deep": {"1": {"2": {"3": {"4": {"5": {"6": 1}}}}}},
    }  # fmt: skip
    assert flat(given) == {
        "a.id": ("1", "x"), "b.c.d": ("true",), "characteristic.name": ("region",), "characteristic.value": ("east",),
        "characteristic.region": ("east",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (None, None), (datetime(1, 1, 1, tzinfo=UTC), None), (START, START), (NOW + timedelta(hours=1), NOW),
        (datetime.max.replace(tzinfo=UTC), NOW),
    ],
)  # fmt: skip
def test_a_time_is_no_later_than_now(at, expected):
    """And the year 1 is none."""
    assert usable(at, NOW) == expected
