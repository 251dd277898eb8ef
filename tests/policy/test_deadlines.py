"""What is due when, as tables of situations."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from worlds.clock import START, at, carrier, hour, incident, report

from notices.domain import incident_event as ev
from notices.domain.deadline import DeadlineState
from notices.domain.incident_event import IncidentKind, OutlookKind
from notices.domain.notice_content import NoticeKind
from notices.policy.deadlines import deadlines_of, promise


def find(deadlines, key):
    return next(d for d in deadlines if d.key == key)


def due(key, *reports, now=0, facts=(ev.OnsetEstimated(START),), profile=None, **incident_args):
    state = incident(*facts, **incident_args)
    return find(deadlines_of(state, reports, profile or carrier(), at(now), hour), key)


def test_first_report_is_due_thirty_minutes_after_onset_not_after_detection():
    """T1, T2: the clock starts with the harm."""
    assert due("first_report", detected=20).due_at == at(30)


def test_unknown_onset_counts_from_the_earliest_evidence():
    """T1: without a reading the detection stands in."""
    assert due("first_report", facts=(), detected=7).due_at == at(37)


@pytest.mark.parametrize(("designated", "hard"), [(True, True), (False, False)])
def test_the_clock_binds_designated_institutions_and_is_a_target_for_others(designated, hard):
    """T2: the same clock, hard or not."""
    assert due("first_report", profile=carrier(designated=designated)).is_hard is hard


@pytest.mark.parametrize(
    ("reports", "now", "state"),
    [
        ((), 30, DeadlineState.PENDING),
        ((), 31, DeadlineState.MISSED),
        ((report(1, 10, NoticeKind.FIRST),), 31, DeadlineState.MET),
        ((report(1, 40, NoticeKind.FIRST),), 41, DeadlineState.MISSED),
        ((report(1, 10, NoticeKind.FIRST, on_web=False),), 20, DeadlineState.PENDING),
        ((report(1, 10, NoticeKind.FIRST, on_web=False),), 31, DeadlineState.MISSED),
        ((report(1, 10, NoticeKind.RESTORED),), 31, DeadlineState.MET),
    ],
)
def test_first_report_is_met_only_by_what_stands_on_the_web_in_time(reports, now, state):
    """T2: published but not on the web does not count; late stays missed."""
    assert due("first_report", *reports, now=now).state is state


def test_a_late_report_shows_by_how_much_it_was_late():
    """A miss is never hidden: the time it was met is kept."""
    late = due("first_report", report(1, 40, NoticeKind.FIRST), now=50)

    assert (late.state, late.met_at, late.due_at) == (DeadlineState.MISSED, at(40), at(30))


@pytest.mark.parametrize(("detected", "passed"), [(29, False), (30, True), (1402, True)])
def test_a_deadline_over_before_anyone_knew_says_so(detected, passed):
    """T6: missed and unknowable is told apart from missed and known."""
    assert due("first_report", detected=detected, now=detected).has_passed_before_detection is passed


@pytest.mark.parametrize(("promise_minutes", "due_minutes"), [(None, 70), (65, 65), (90, 70)])
def test_next_update_is_due_at_the_earlier_of_promise_and_an_hour(promise_minutes, due_minutes):
    """T4: the printed promise is absolute, and it never stretches the hour."""
    first = report(1, 10, NoticeKind.FIRST, promise_minutes=promise_minutes)

    assert due("next_update:1", first).due_at == at(due_minutes)


def test_each_report_owes_the_next_until_the_restored_one():
    """T4: restored ends the hourly duty, also for a cause report that follows it."""
    reports = (
        report(1, 10, NoticeKind.FIRST), report(2, 60), report(3, 100, NoticeKind.RESTORED),
        report(4, 9000, NoticeKind.CAUSE),
    )  # fmt: skip
    deadlines = deadlines_of(incident(ev.OnsetEstimated(START)), reports, carrier(), at(9001), hour)

    assert [d.key for d in deadlines] == ["first_report", "next_update:1", "next_update:2"]
    assert {d.state for d in deadlines} == {DeadlineState.MET}


def test_a_correction_keeps_the_hourly_clock_going():
    """C7: a correction is a report like any other to the clock."""
    reports = (report(1, 10, NoticeKind.FIRST), report(2, 30, NoticeKind.CORRECTION))

    assert due("next_update:2", *reports).due_at == at(90)


def test_a_corrected_onset_moves_the_deadline():
    """T10: 楽天 2022, 10:58 read anew as 11:20."""
    moved = (ev.OnsetEstimated(START), ev.OnsetEstimated(at(22)))

    assert due("first_report", facts=moved, detected=25, now=31).due_at == at(52)


def test_withdrawn_without_a_report_makes_the_deadline_void():
    """A false alarm owes nothing."""
    assert due("first_report", facts=(ev.Withdrawn(),), now=300).state is DeadlineState.VOID


@pytest.mark.parametrize(
    ("report_outlook", "state"),
    [(OutlookKind.UNDETERMINED, DeadlineState.MISSED), (OutlookKind.ESTIMATE, DeadlineState.MET)],
)
def test_a_disaster_owes_an_outlook_within_days(report_outlook, state):
    """T5: 数日以内, three days by default; 未定 does not count."""
    told = report(1, 10, NoticeKind.FIRST, outlook_kind=report_outlook)
    deadline = due("disaster_outlook", told, kind=IncidentKind.DISASTER, now=4 * 24 * 60)

    assert (deadline.due_at, deadline.state) == (at(3 * 24 * 60), state)


def test_the_disaster_interval_is_used_only_where_the_carrier_switched_it_on():
    """T5: draft-stage, off by default."""
    first = report(1, 0, NoticeKind.FIRST)
    used = carrier(is_disaster_interval_used=True)

    assert due("next_update:1", first, kind=IncidentKind.DISASTER).due_at == at(60)
    assert due("next_update:1", first, kind=IncidentKind.DISASTER, profile=used).due_at == at(240)


def test_night_moves_an_update_only_where_switched_on():
    """T4: 深夜早朝 is draft-stage and off by default; 13:39+09:00 plus 10 hours is 23:39."""
    late = report(1, 600, NoticeKind.FIRST)
    night = carrier(night_from_hour=0, night_to_hour=6)

    assert due("next_update:1", late).due_at == at(660)
    assert due("next_update:1", late, profile=night).due_at == datetime(2018, 12, 6, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize("minutes", range(0, 60, 7))
def test_a_promise_is_never_later_than_an_hour_and_falls_on_five_minutes(minutes):
    """T4: a time people can keep in mind, never one that stretches the hour."""
    now = at(minutes) + timedelta(seconds=41)
    promised = promise(incident(), carrier().clock, now)

    assert promised.timestamp() % 300 == 0
    assert timedelta(minutes=55) - timedelta(seconds=1) < promised - now <= timedelta(minutes=60)


def test_nobody_who_knows_nothing_owes_anything():
    """Before detection there is no clock to miss."""
    state = replace(incident(), detected_at=None, confirmed_at=None)

    assert deadlines_of(state, (), carrier(), at(500), hour) == []
