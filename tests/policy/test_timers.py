"""What the clock does about a deadline, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from worlds.clock import at, carrier, hour, incident, report

from notices.domain import incident_event as ev
from notices.domain.carrier import StandingApproval
from notices.domain.deadline import TimerKind
from notices.domain.notice_content import NoticeKind
from notices.policy.deadlines import deadlines_of
from notices.policy.timers import first_issue_at, timers_of

APPROVAL = StandingApproval("s", "広報部長", (NoticeKind.FIRST, NoticeKind.UPDATE), ("website",), at(100_000))


def approved(*, kinds=APPROVAL.kinds, expires=100_000, **clock):
    approval = replace(APPROVAL, kinds=kinds, expires_at=at(expires))
    return replace(carrier(**clock), standing_approvals=(approval,))


def timers(*reports, profile=None, now=0, facts=(ev.OnsetEstimated(at(0)),), **incident_args):
    state = incident(*facts, **incident_args)
    profile = profile or approved()
    deadlines = deadlines_of(state, reports, profile, at(now), hour)
    return timers_of(state, deadlines, reports, profile, at(now))


def times(found, kind):
    return [(t.due_at - at(0)) / timedelta(minutes=1) for t in found if t.kind is kind]


@pytest.mark.parametrize(
    ("detected", "confirmed", "issued"),
    [
        (0, 0, 10),       # the grace after detection
        (18, 18, 25),     # at the latest five minutes before the deadline
        (27, 27, 29),     # hardly time left: a short grace that still keeps the deadline
        (40, 40, 43),     # over before anyone knew: a short grace
        (0, 14, 17),      # detected, but what is hit became known later
        (0, 29, 29),      # confirmed with a minute left
        (0, 45, 48),      # confirmed after the deadline
    ],
)  # fmt: skip
def test_the_clock_issues_the_first_report_after_a_grace(detected, confirmed, issued):
    """T6: grace 10 minutes, margin 5, and 3 where the deadline had passed before anyone knew."""
    state = replace(incident(ev.OnsetEstimated(at(0)), detected=detected), confirmed_at=at(confirmed))

    assert first_issue_at(state, at(30), carrier().clock) == at(issued)


def test_an_unconfirmed_incident_is_never_issued():
    """T6: a machine's alarm alone publishes nothing; reminders still ring."""
    state = replace(incident(), confirmed_at=None)

    assert first_issue_at(state, at(30), carrier().clock) is None


def test_it_announces_itself_before_it_issues():
    """T6: a countdown that a person can stop."""
    found = timers()

    assert (times(found, TimerKind.ANNOUNCE), times(found, TimerKind.ISSUE)) == ([5.0], [10.0])


@pytest.mark.parametrize(
    "profile",
    [carrier(), approved(kinds=(NoticeKind.UPDATE,)), approved(expires=0)],
    ids=["none", "other kind", "expired"],
)
def test_without_a_valid_standing_approval_it_only_reminds(profile):
    """T6: reminders and the record of the miss, no publication."""
    found = timers(profile=profile)

    assert times(found, TimerKind.ISSUE) == []
    assert times(found, TimerKind.REMIND) == [15.0, 20.0, 25.0]
    assert len(times(found, TimerKind.MISS)) == 1


def test_an_update_is_issued_before_the_promise_runs_out():
    """T7: five minutes before the promised time."""
    found = timers(report(1, 10, NoticeKind.FIRST, promise_minutes=65), now=10)

    assert times(found, TimerKind.ISSUE) == [60.0]


def test_only_the_latest_report_is_followed_up():
    """An older report's missed hour is on record; nothing is issued for it any more."""
    found = timers(report(1, 10, NoticeKind.FIRST), report(2, 100), now=100)

    assert times(found, TimerKind.ISSUE) == [155.0]


def test_nothing_is_issued_after_the_restored_report_but_the_pages_are_refreshed():
    """T9: two days later the notice leaves the top page."""
    found = timers(report(1, 10, NoticeKind.FIRST), report(2, 60, NoticeKind.RESTORED), now=60)

    assert [t.kind for t in found] == [TimerKind.REFRESH_SITE]
    assert times(found, TimerKind.REFRESH_SITE) == [60.0 + 2 * 24 * 60]


def test_a_moved_deadline_is_served_by_new_timers():
    """T10: the key names the due time, so what fired for the old one does not silence the new one."""
    before = {t.key for t in timers()}
    moved = (ev.OnsetEstimated(at(0)), ev.OnsetEstimated(at(5)))
    after = {t.key for t in timers(facts=moved)}

    assert {key for key in before & after if key.startswith(("remind", "miss"))} == set()
