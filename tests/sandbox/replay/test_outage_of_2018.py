"""The numbers that issue 2 names for the LTE outage of 2018-12-06, and what its texts must say."""

import pytest

from notices.domain.rendition import Form

pytestmark = pytest.mark.slow


def measured(outcome):
    return {row["what"]: row["shuchi"] for row in outcome.report["compare"]}


@pytest.mark.parametrize("outcome", ["softbank-2018-12-06.absent"], indirect=True)
def test_nobody_there_still_tells_the_public_and_the_partners_in_ten_minutes(outcome):
    """First report and MVNO 10 minutes after 13:39; no restored report without a judgement."""
    figures = measured(outcome)

    assert (figures["first_report_delay_minutes"], figures["mvno_delay_minutes"]) == (10, 10)
    assert (figures["longest_update_gap_minutes"] <= 60, figures["restored_delay_minutes"]) == (True, None)
    assert {report["by"] for report in outcome.report["reports"]} == {"standing-approval"}


@pytest.mark.parametrize("outcome", ["softbank-2018-12-06.attentive"], indirect=True)
def test_an_attentive_desk_tells_every_fact_and_the_cause_days_later(outcome):
    """Restored within ten minutes; the cause of 12 December is the last report."""
    figures = measured(outcome)

    assert (figures["first_report_delay_minutes"] <= 10, figures["restored_delay_minutes"] <= 10) == (True, True)
    assert [report["kind"] for report in outcome.report["reports"][-2:]] == ["restored", "cause"]
    assert "期限切れ" in outcome.texts[len(outcome.texts)][Form.MAIL]


@pytest.mark.parametrize("outcome", ["softbank-2018-12-06.absent", "softbank-2018-12-06.attentive"], indirect=True)
def test_the_first_text_message_is_billed_as_two(outcome):
    """O4: 134 UTF-16 units at most, with services, area, emergency numbers, next update and address."""
    text = outcome.texts[1][Form.SMS]

    assert len(text.encode("utf-16-le")) // 2 <= 134
    assert all(part in text for part in ("LTE音声", "LTEデータ", "全国", "110・118・119：影響あり", "次回", "https://"))


@pytest.mark.parametrize("outcome", ["softbank-mail-2018-09-17.attentive"], indirect=True)
def test_advice_that_comes_after_recovery_is_published_as_an_addition(outcome):
    """C9: what users of lost mail should do, under the label of recovery."""
    last = outcome.report["reports"][-1]

    assert (last["kind"], "【復旧】" in last["title"], "復旧後のお願い" in last["title"]) == ("update", True, True)
    assert "相手先に連絡を取るようお願いします。" in outcome.texts[last["number"]][Form.MAIL]


@pytest.mark.parametrize("outcome", ["ntt-west-2023-05-25.attentive"], indirect=True)
def test_a_text_that_waits_is_called_back_when_it_is_no_longer_true(outcome):
    """C7: services never hit are named once, and the very next report corrects them."""
    reports = outcome.report["reports"]

    assert [report["kind"] for report in reports[:2]] == ["first", "correction"]
    assert outcome.contents[2].corrects_number == 1
