"""重大な事故 judged and foreseen: the real outages, the edges of the criteria, and what is not known."""

from datetime import timedelta

import pytest
from worlds.accidents import hit, japan, judged, one, outage

from notices.domain import incident_event as ev
from notices.domain.impact import Effect
from notices.domain.incident import Incident
from notices.domain.incident_event import IncidentKind
from notices.policy.severity import Note, Verdict, Weight, foresee
from notices.policy.thresholds import Confidence
from notices.rendering.formats import JAPAN

VOICE, DATA = "emergency_voice", "other_data"


def deciding(incident: Incident, now: str = "2030-01-01T00:00") -> dict[str, tuple[str, str | None]]:
    """What is decided: the verdict, and the row with the time it is met, by category."""
    return {
        j.service_class.value: (j.verdict.value, f"{j.clause} {j.at.astimezone(JAPAN):%H:%M}" if j.at else None)
        for j in judged(incident, now)
        if j.weight is Weight.DECIDE
    }


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        pytest.param(
            outage("2018-12-06T13:39", hit("mobile", 30_600_000, is_approximate=True), over="2018-12-06T18:04"),
            {
                VOICE: ("met", "judai-2015/emergency_voice-1h 14:39"),
                DATA: ("met", "judai-2015/other_data-1h 14:39"),
            },
            id="softbank 2018-12-06",
        ),
        pytest.param(
            outage("2018-12-06T13:39", hit("mobile", 100_000, is_approximate=True), over="2018-12-06T18:04"),
            {
                VOICE: ("met", "judai-2015/emergency_voice-1h 14:39"),
                DATA: ("met", "judai-2015/other_data-2h 15:39"),
            },
            id="its MVNO the same day",
        ),
        pytest.param(
            outage("2018-09-17T10:48", hit("mail", 4_360_000, Effect.DATA_LOST, "users"), over="2018-09-18T09:16"),
            {DATA: ("met", "judai-2015/other_data-1h 11:48")},
            id="softbank mail 2018-09-17, judged as other",
        ),
        pytest.param(
            outage("2021-10-14T17:00", hit("voice", 4_600_000), hit("data", 8_300_000), over="2021-10-15T22:00"),
            {
                VOICE: ("met", "judai-2019/emergency_voice-1h 18:00"),
                DATA: ("met", "judai-2019/other_data-1h 18:00"),
            },
            id="docomo 2021-10-14",
        ),
        pytest.param(
            outage(
                "2022-07-02T01:35",
                hit("voice", 39_150_000, Effect.HARD_TO_USE, is_at_most=True),
                hit("data", 7_650_000, Effect.HARD_TO_USE),
                over="2022-07-04T15:00",
            ),
            {
                VOICE: ("met", "judai-2019/emergency_voice-1h 02:35"),
                DATA: ("met", "judai-2019/other_data-1h 02:35"),
            },
            id="kddi 2022-07-02, hard to use",
        ),
        pytest.param(
            outage("2022-08-24T21:13", hit("voice", 83_000), over="2022-08-24T21:58"),
            {VOICE: ("not_met", None)},
            id="kddi 2022-08-24, 45 minutes",
        ),
        pytest.param(
            outage("2022-08-25T08:57", hit("hikari", 2_110_000, Effect.HARD_TO_USE), over="2022-08-25T14:44"),
            {DATA: ("met", "judai-2019/other_data-1h 09:57")},
            id="ntt-west 2022-08-25",
        ),
        pytest.param(
            outage("2022-12-17T07:50", hit("data", 2_420_000), over="2022-12-17T12:44"),
            {DATA: ("met", "judai-2019/other_data-1h 08:50")},
            id="docomo 2022-12-17",
        ),
        pytest.param(
            outage("2022-12-20T01:10", hit("data", 690_000), over="2022-12-20T03:12"),
            {DATA: ("met", "judai-2019/other_data-2h 03:10")},
            id="docomo 2022-12-20",
        ),
        pytest.param(
            outage("2023-04-03T07:10", hit("phone", 446_000, is_at_most=True), over="2023-04-03T10:10"),
            {VOICE: ("met", "judai-2019/emergency_voice-1h 08:10")},
            id="ntt 2023-04-03",
        ),
        pytest.param(
            outage("2023-05-25T10:26", hit("phone", 27_000, is_at_most=True), over="2023-05-25T12:22"),
            {VOICE: ("not_met", None)},
            id="ntt-west 2023-05-25, at most 27,000",
        ),
        pytest.param(
            outage("2025-06-26T13:21", hit("data"), over="2025-06-26T13:48"),
            {DATA: ("not_met", None)},
            id="kddi 2025-06-26, too short for any number of users",
        ),
        pytest.param(
            outage("2026-01-27T14:00", hit("mobile"), over="2026-01-27T15:30"),
            {
                VOICE: ("users_unknown", "judai-2019/emergency_voice-1h 15:00"),
                DATA: ("users_unknown", "judai-2019/other_data-1h 15:00"),
            },
            id="rakuten 2026-01-27, users not on record",
        ),
    ],
)
def test_real_outages(incident, expected) -> None:
    """Which category met which row, and when."""
    assert deciding(incident) == expected


@pytest.mark.parametrize(
    ("service", "users", "minutes", "verdict"),
    [
        ("voice", 30_000, 60, Verdict.MET),
        ("voice", 29_999, 60, Verdict.NOT_MET),
        ("voice", 30_000, 59, Verdict.NOT_MET),
        ("voice050", 30_000, 119, Verdict.NOT_MET),
        ("voice050", 30_000, 120, Verdict.MET),
        ("voice050", 99_999, 60, Verdict.NOT_MET),
        ("voice050", 100_000, 60, Verdict.MET),
        ("data", 999_999, 119, Verdict.NOT_MET),
        ("data", 999_999, 120, Verdict.MET),
        ("data", 1_000_000, 60, Verdict.MET),
        ("message", 100_000, 24 * 60 - 1, Verdict.NOT_MET),
        ("message", 100_000, 24 * 60, Verdict.MET),
        ("message", 1_000_000, 12 * 60, Verdict.MET),
        ("iot", 30_000, 12 * 60 - 1, Verdict.NOT_MET),
        ("iot", 30_000, 12 * 60, Verdict.MET),
        ("iot", 1_000_000, 120, Verdict.MET),
    ],
)
def test_criteria_are_met_exactly_at_their_values(service, users, minutes, verdict) -> None:
    """`or more`, in time and in number; the very hour counts."""
    (decided,) = [
        j.verdict
        for j in judged(outage("2022-08-24T00:00", hit(service, users), minutes=minutes))
        if j.weight is Weight.DECIDE
    ]
    assert decided is verdict


@pytest.mark.parametrize(
    ("onset", "service", "users", "over", "expected"),
    [
        ("2008-03-31T12:00", "voice", 30_000, "2008-03-31T14:00", {VOICE: ("not_met", None)}),
        ("2008-04-01T12:00", "voice", 30_000, "2008-04-01T14:00", {VOICE: ("met", "judai-2008/all-2h 14:00")}),
        ("2015-03-31T12:00", "voice", 30_000, "2015-03-31T13:59", {VOICE: ("not_met", None)}),
        (
            "2015-04-01T00:00", "voice", 30_000, "2015-04-01T01:59",
            {VOICE: ("met", "judai-2015/emergency_voice-1h 01:00")},
        ),
        ("2019-03-31T23:59", "iot", 30_000, "2019-04-01T02:00", {"lpwa": ("met", "judai-2015/other_data-2h 01:59")}),
        ("2019-04-01T00:00", "iot", 30_000, "2019-04-01T02:01", {"lpwa": ("not_met", None)}),
    ],
)  # fmt: skip
def test_the_day_of_the_accident_in_japan_chooses_the_criteria(onset, service, users, over, expected) -> None:
    """Midnight in Japan switches, also while an accident lasts; degraded quality counts since FY2008."""
    assert deciding(outage(onset, hit(service, users, Effect.HARD_TO_USE), over=over)) == expected


@pytest.mark.parametrize(
    ("now", "facts", "expected"),
    [
        ("13:50", [hit("voice", 30_600_000)], "emergency_voice 14:39"),
        ("14:39", [hit("voice", 30_600_000)], None),
        ("13:50", [hit("data", 50_000)], "other_data 15:39"),
        ("13:50", [hit("data", 50_000), hit("voice", 50_000)], "emergency_voice 14:39"),
        ("13:50", [hit("voice", 20_000)], None),
        ("13:50", [hit("voice")], None),
        ("13:50", [hit("message", 1_000_000)], "free_internet 01:39"),
        ("13:50", [hit("cable", 20_000)], "satellite_submarine 15:39"),
        (
            "14:20",
            [hit("voice", 50_000), ev.RecoveryReported(japan("2018-12-06T14:10"))],
            "emergency_voice 14:39",
        ),
    ],
)
def test_what_comes_if_the_outage_goes_on_is_foreseen(now, facts, expected) -> None:
    """What decides before what warns; word of recovery alone, judged by nobody, ends nothing."""
    coming = foresee(judged(outage("2018-12-06T13:39", *facts), f"2018-12-06T{now}"))
    told = coming and f"{coming.service_class} {coming.reaches[0].at.astimezone(JAPAN):%H:%M}"
    assert told == expected


def test_judged_recovery_ends_the_time_and_foresees_nothing() -> None:
    """59 minutes stay 59 minutes, whenever one looks."""
    over = one(outage("2022-08-24T21:00", hit("voice", 50_000), over="2022-08-24T21:59"), VOICE)
    assert (over.verdict, over.elapsed, over.is_running) == (Verdict.NOT_MET, timedelta(minutes=59), False)


def test_unknown_users_cannot_be_judged_and_say_how_to_count() -> None:
    """From when each row would be met, earliest first, and the rule that replaces a count."""
    unknown = one(outage("2022-08-24T21:00", hit("data")), DATA, now="2022-08-24T21:10")
    assert (
        unknown.verdict,
        [(reach.row.users, reach.at) for reach in unknown.reaches],
        unknown.notes,
    ) == (
        Verdict.USERS_UNKNOWN,
        [(1_000_000, japan("2022-08-24T22:00")), (30_000, japan("2022-08-24T23:00"))],
        ("deemed_by_speed",),
    )


@pytest.mark.parametrize(
    ("facts", "verdict", "notes"),
    [
        ([hit("data", 50_000), hit("hikari")], Verdict.MET, {Note.PARTLY_UNKNOWN}),
        ([hit("data", 20_000), hit("hikari")], Verdict.USERS_UNKNOWN, {"deemed_by_speed"}),
        ([hit("data", 2_000_000), hit("hikari")], Verdict.MET, set()),
        ([hit("data", 20_000), hit("hikari", 20_000)], Verdict.NOT_MET, {Note.USERS_NOT_ADDED, "deemed_by_speed"}),
        ([hit("data", 50_000), hit("hikari", 10_000)], Verdict.MET, set()),
        ([hit("data", 50_000, Effect.UNKNOWN)], Verdict.USERS_UNKNOWN, {"deemed_by_speed"}),
        ([hit("data", 50_000, is_at_most=True)], Verdict.MET, {Note.AT_MOST}),
    ],
)
def test_several_services_of_a_category(facts, verdict, notes) -> None:
    """The largest count of one service; counts that may overlap are not added, and that is said."""
    found = one(outage("2022-08-24T21:00", *facts, over="2022-08-25T00:00"), DATA)
    assert (found.verdict, set(found.notes)) == (verdict, notes)


def test_retracted_services_and_withdrawn_incidents_are_not_judged() -> None:
    """What never happened meets nothing (ntt-west 2023-05-25 took two services back)."""
    facts = [hit("phone", 27_000), hit("hikari", 50_000), ev.ImpactRetracted(("hikari",))]
    assert set(deciding(outage("2023-05-25T10:26", *facts))) == {VOICE}
    assert judged(outage("2023-05-25T10:26", *facts, ev.Withdrawn())) == ()
    assert judged(outage("2023-05-25T10:26")) == ()


def test_people_counted_for_contracts_are_a_lower_bound() -> None:
    """LPWA counts contracts: too few people say nothing, enough people are enough; lines are contracts."""
    verdicts = {
        (users, unit): one(
            outage("2022-08-24T00:00", hit("iot", users, unit=unit), over="2022-08-24T12:00"), "lpwa"
        ).verdict
        for users, unit in [(20_000, "users"), (30_000, "users"), (20_000, "lines"), (20_000, "contracts")]
    }
    assert list(verdicts.values()) == [Verdict.USERS_UNKNOWN, Verdict.MET, Verdict.NOT_MET, Verdict.NOT_MET]


@pytest.mark.parametrize(
    ("effect", "minutes", "verdict"),
    [
        (Effect.UNUSABLE, 120, Verdict.MET),
        (Effect.UNUSABLE, 119, Verdict.NOT_MET),
        (Effect.HARD_TO_USE, 300, Verdict.NOT_MET),
        (Effect.UNKNOWN, 300, Verdict.USERS_UNKNOWN),
    ],
)
def test_cables_count_only_when_all_traffic_stopped(effect, minutes, verdict) -> None:
    """No number of users needed; the category is only warned of, the profile cannot tell it."""
    found = one(outage("2022-08-24T00:00", hit("cable", None, effect), minutes=minutes), "satellite_submarine")
    assert (found.verdict, found.weight) == (verdict, Weight.WARN)


@pytest.mark.parametrize(
    ("onset", "service", "users", "over", "expected"),
    [
        (
            "2025-08-31T12:00", "data", 100_000, "2025-08-31T13:00",
            {("other_data", "judai-2019"): ("decide", "not_met")},
        ),
        (
            "2025-09-01T12:00", "data", 100_000, "2025-09-01T13:00",
            {
                ("other_data", "judai-2019"): ("decide", "not_met"),
                ("other_data", "judai-2025rec"): ("warn", "met"),
            },
        ),
        (
            "2025-09-01T12:00", "message", 1_000_000, "2025-09-01T14:00",
            {
                ("free_internet", "judai-2019"): ("decide", "not_met"),
                ("other_data", "judai-2019"): ("warn", "met"),
                ("other_data", "judai-2025rec"): ("warn", "met"),
                ("free_message", "judai-2025rec"): ("warn", "met"),
            },
        ),
    ],
)  # fmt: skip
def test_recommended_values_only_warn(onset, service, users, over, expected) -> None:
    """From the day of the recommendation, beside what is in force; a doubtful category warns as well."""
    found = judged(outage(onset, hit(service, users), over=over))
    assert {(j.service_class, j.period.id): (j.weight, j.verdict) for j in found} == expected
    assert [j.weight for j in found] == sorted(j.weight for j in found)


@pytest.mark.parametrize(
    ("incident", "note", "is_noted"),
    [
        (outage("2023-09-12T12:00", hit("voice", 30_000)), Note.MAY_BE_AMENDED, False),
        (outage("2023-09-13T12:00", hit("voice", 30_000)), Note.MAY_BE_AMENDED, True),
        (outage("2022-01-01T12:00", hit("voice", 30_000)), Note.ONSET_UNCERTAIN, False),
        (
            outage("2022-01-01T12:00", hit("voice", 30_000), onset_facts=[ev.Detected(japan("2022-01-01T12:00"))]),
            Note.ONSET_UNCERTAIN,
            True,
        ),
        (outage("2022-01-01T12:00", hit("voice", 30_000)), Note.DISASTER_REGIME, False),
        (outage("2022-01-01T12:00", hit("voice", 30_000), kind=IncidentKind.DISASTER), Note.DISASTER_REGIME, True),
    ],
)
def test_what_is_not_sure_is_said(incident, note, is_noted) -> None:
    """Amendments nobody could read, an onset that may move, the other regime of disasters."""
    assert (note in one(incident, VOICE).notes) is is_noted


def test_figures_of_lpwa_are_less_sure_than_the_rest() -> None:
    """They come from a working group's paper."""
    lpwa = one(outage("2022-01-01T12:00", hit("iot", 30_000)), "lpwa")
    voice = one(outage("2022-01-01T12:00", hit("voice", 30_000)), VOICE)
    assert (lpwa.confidence, voice.confidence) == (Confidence.MEDIUM, Confidence.HIGH)
