"""What a replay measures on both sides."""

from datetime import timedelta

from notices.resources import scenarios_dir
from notices.sandbox.replay.comparison import Told, compare
from notices.sandbox.replay.scenario import read_scenario

SCENARIO = read_scenario(scenarios_dir() / "softbank-2018-12-06.json")
ONSET = SCENARIO.occurred_at


def told(minutes, kind="update", partners=None):
    partners_at = ONSET + timedelta(minutes=partners) if partners is not None else None
    return Told(ONSET + timedelta(minutes=minutes), kind, partners_at)


def measured(*reports):
    return {c.what: (c.carrier, c.shuchi) for c in compare(SCENARIO, reports, ONSET)}


def test_the_carriers_own_record_of_2018_is_read_right():
    """First report 40 min, MVNO 60 min, worst brand silent 134 min, recovery 47 min after it worked again."""
    carrier = {what: figures[0] for what, figures in measured(told(10, "first", 10)).items()}

    assert carrier == {
        "first_report_delay_minutes": 40,
        "mvno_delay_minutes": 60,
        "longest_update_gap_minutes": 134,
        "restored_delay_minutes": 47,
    }


def test_ours_is_measured_up_to_the_restored_report():
    """Reports after the restored one (a cause days later) are no gap."""
    figures = measured(told(10, "first", 11), told(60), told(115), told(270, "restored"), told(9000, "cause"))

    assert {what: ours for what, (_, ours) in figures.items()} == {
        "first_report_delay_minutes": 10,
        "mvno_delay_minutes": 11,
        "longest_update_gap_minutes": 155,
        "restored_delay_minutes": 5,
    }


def test_a_restored_report_never_made_is_no_number():
    """Nobody judged, so none was rightly made."""
    assert measured(told(10, "first", 10))["restored_delay_minutes"][1] is None
