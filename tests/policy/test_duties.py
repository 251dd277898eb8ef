"""T3, D2: what is owed to the authorities, by when, and what the clock does about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from worlds.authorities import AUTHORITIES, MINISTRY, POLICE
from worlds.clock import at, carrier, incident, report

from notices.domain import incident_event as ev
from notices.domain.authority import Authority, AuthorityReportKind, AuthorityRole, CallSheet
from notices.domain.carrier import StandingApproval
from notices.domain.deadline import TimerKind
from notices.domain.impact import Effect, UserCount
from notices.policy.duties import Calendar, Told, duties_of, owed_to
from notices.policy.duty_timers import duty_timers, severity_timers
from notices.policy.severity import judge
from notices.rendering.formats import JAPAN, end_of_japan_day, japan_day

CALENDAR = Calendar(japan_day, end_of_japan_day)
ONSET = ev.OnsetEstimated(at(0))
HIT = ev.ImpactChanged("voice", Effect.UNUSABLE)


def owing(**clock):
    return replace(carrier(**clock), authorities=AUTHORITIES)


def owed(*reports, told=None, profile=None, now=0, state=None):
    state = state or incident(ONSET)
    profile = profile or owing()
    judgements = judge(state, profile, at(now), japan_day)
    return {d.key: d for d in duties_of(state, reports, judgements, Told(told or {}), profile, CALENDAR, at(now))}


@pytest.mark.parametrize(
    ("told", "now", "state"),
    [
        ({}, 30, "pending"),
        ({}, 31, "missed"),
        ({("quick_report", MINISTRY.id): 12}, 60, "met"),
        ({("quick_report", MINISTRY.id): 31}, 60, "missed"),
        ({("emergency_bodies", MINISTRY.id): 12}, 31, "missed"),
    ],
)
def test_the_ministry_is_told_within_thirty_minutes_of_the_onset(told, now, state):
    """S001 ①: met by when it was told, never by when it was sent."""
    duty = owed(told={key: at(minute) for key, minute in told.items()}, now=now)["quick_report"]

    assert (duty.due_at, duty.state.value, duty.is_hard) == (at(30), state, True)


def test_all_emergency_bodies_must_have_been_told():
    """The last of them counts."""
    bodies = [a.id for a in AUTHORITIES if a is not MINISTRY]
    told = {("emergency_bodies", each): at(12 + n) for n, each in enumerate(bodies)}
    some = {key: when for key, when in told.items() if key[1] != POLICE.id}

    assert "emergency_bodies" not in owed(now=20)
    assert owed(report(1, 10), told=some, now=15)["emergency_bodies"].state.value == "pending"
    whole = owed(report(1, 10), told=told, now=15)["emergency_bodies"]
    assert (whole.due_at, whole.state.value, whole.met_at) == (at(20), "met", at(14))


@pytest.mark.parametrize(
    ("profile", "told", "whom"),
    [
        (("a", "b"), (), ("a", "b")),
        (("a", "b", "c"), ("a",), ("a", "b", "c")),
        (("a", "b", "c"), ("a", "b"), ("a", "b")),
        (("b",), ("a",), ("a", "b")),
        (("b",), (), ("b",)),
        ((), ("a",), ("a",)),
        ((), (), ()),
    ],
)
def test_a_profile_that_changes_leaves_what_was_done(profile, told, whom):
    """Sheets stand for a and b. Who was told stays, who was removed untold falls away, who is new counts until done."""
    bodies = {each: Authority(each, each, AuthorityRole.POLICE) for each in "abc"}
    sheets = [CallSheet(each, "i", "emergency_bodies", bodies[each], at(0)) for each in "ab"]
    known = Told({("emergency_bodies", each): at(1) for each in told}, sheets)
    now = replace(carrier(), authorities=tuple(bodies[each] for each in profile))

    assert tuple(each.id for each in owed_to("emergency_bodies", now, known)) == whom


def test_written_reports_bind_every_carrier():
    """R57, R7-3 are law; the guideline's minutes bind designated institutions (T2)."""
    state = incident(ONSET, replace(HIT, users=UserCount(30_000)))
    found = owed(state=state, now=120, profile=replace(carrier(designated=False), authorities=AUTHORITIES))

    assert {key: duty.is_hard for key, duty in found.items()} == {
        "quick_report": False, "detailed_report": True, "quarterly_report": True
    }  # fmt: skip


def test_nobody_owes_before_anybody_knows_or_where_nobody_stands_in_the_profile():
    """An incident without detection has no deadline yet; a profile without authorities has no duty here."""
    unknown = replace(incident(ONSET), detected_at=None, confirmed_at=None)
    assert (owed(state=unknown, now=60), owed(profile=carrier(), now=60)) == ({}, {})


@pytest.mark.parametrize(
    ("onset", "due"),
    [
        ("2026-11-21T12:00", "2027-02-28T23:59:59+09:00"),
        ("2026-12-31T23:59", "2027-02-28T23:59:59+09:00"),
        ("2027-01-01T00:00", "2027-05-31T23:59:59+09:00"),
        ("2027-06-30T12:00", "2027-08-31T23:59:59+09:00"),
        ("2027-07-01T00:30", "2027-11-30T23:59:59+09:00"),
        ("2027-10-01T00:00", "2028-02-29T23:59:59+09:00"),
    ],
)
def test_the_quarterly_report_is_due_two_months_after_the_quarter_in_japan(onset, due):
    """R7-3: by the day in Japan, not in UTC; two hours are enough."""
    began = datetime.fromisoformat(onset).replace(tzinfo=JAPAN).astimezone(UTC)
    state = replace(incident(ev.OnsetEstimated(began), HIT), detected_at=began)
    judgements = judge(state, owing(), began + timedelta(hours=2), japan_day)
    duties = duties_of(state, (), judgements, Told(), owing(), CALENDAR, began + timedelta(hours=2))

    assert {d.key: d.due_at for d in duties}["quarterly_report"] == datetime.fromisoformat(due).astimezone(UTC)


@pytest.mark.parametrize(
    ("users", "minutes", "is_owed"),
    [(29_999, 119, False), (30_000, 1, True), (None, 120, True), (None, 119, False)],
)
def test_the_quarterly_report_needs_thirty_thousand_users_or_two_hours(users, minutes, is_owed):
    """R7-3: either is enough; an unknown number is no number."""
    count = UserCount(users) if users is not None else None
    state = incident(ONSET, replace(HIT, users=count))

    assert ("quarterly_report" in owed(state=state, now=minutes)) is is_owed


def test_the_detailed_report_is_dated_only_by_criteria_in_force():
    """R57: thirty days from the onset once the accident is serious; not before, and not by a recommendation."""
    serious = incident(ONSET, replace(HIT, users=UserCount(30_000)))

    assert "detailed_report" not in owed(state=serious, now=119)
    assert owed(state=serious, now=120)["detailed_report"].due_at == at(30 * 24 * 60)


def kinds_of(timers):
    return sorted((t.kind.value, t.deadline_key, (t.due_at - at(0)) / timedelta(minutes=1)) for t in timers)


def test_dated_reports_remind_a_week_and_a_day_ahead():
    """D2: minutes would be useless for what is due in a month."""
    state = incident(ONSET, replace(HIT, users=UserCount(30_000)))
    duties = [d for d in owed(state=state, now=120).values() if d.key == "detailed_report"]
    day = 24 * 60

    assert kinds_of(duty_timers(state, duties, has_reported=True, carrier=owing(), now=at(120))) == [
        ("miss", "detailed_report", 30 * day + 1 / 60),
        ("remind", "detailed_report", 23 * day),
        ("remind", "detailed_report", 29 * day),
    ]


@pytest.mark.parametrize(("reports", "issues"), [((), []), ((AuthorityReportKind.QUICK_REPORT,), [10.0])])
def test_the_clock_sends_the_quick_report_only_where_an_approval_names_it(reports, issues):
    """T3, T6: at the moment of the first report; never without a named approval."""
    approval = StandingApproval("s", "広報部長", (), ("website",), at(100_000), reports=reports)
    profile = replace(owing(), standing_approvals=(approval,))
    state = incident(ONSET, HIT)
    duties = list(owed(state=state, profile=profile).values())
    found = duty_timers(state, duties, has_reported=False, carrier=profile, now=at(0))

    assert [minute for kind, _, minute in kinds_of(found) if kind == "issue"] == issues
    assert duty_timers(state, duties, has_reported=True, carrier=profile, now=at(0)) == [
        timer for timer in found if timer.kind is not TimerKind.ISSUE
    ]


def test_a_serious_accident_is_told_when_foreseen_and_when_met():
    """D1: one timer each, with the same row and time in their keys, so that neither is told twice."""
    state = incident(ONSET, replace(HIT, users=UserCount(30_000)))
    before = severity_timers(judge(state, owing(), at(10), japan_day))
    after = severity_timers(judge(state, owing(), at(121), japan_day))

    assert [(t.key.partition(":")[0], t.due_at) for t in before][:2] == [("foresee", at(0)), ("met", at(120))]
    assert {t.key for t in after if t.key.startswith("met")} & {t.key for t in before} != set()
