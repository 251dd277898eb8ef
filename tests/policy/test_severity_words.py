"""What a judgement says, in both languages."""

import pytest
from worlds.accidents import hit, one, outage

from notices.messages import say
from notices.policy.severity_words import tell, tell_notes
from notices.rendering.formats import format_time

RUNNING = "2018-12-06T13:39"


@pytest.mark.parametrize(
    ("facts", "now", "service_class", "language", "sentence"),
    [
        (
            [hit("voice", 30_600_000)], "13:50", "emergency_voice", "ja",
            "このまま続くと14:39に重大な事故の基準に達します（緊急通報を取り扱う音声、利用者30,000以上・1時間以上。"
            "電気通信事業法施行規則第58条、judai-2015/emergency_voice-1h）。",
        ),
        (
            [hit("voice", 30_600_000)], "13:50", "emergency_voice", "en",
            "If this goes on, it will meet the criteria of a serious accident at 14:39 (voice with emergency calls, "
            "30,000 users or more for 1 h or more; Ordinance for Enforcement of the Telecommunications Business Act, "
            "article 58, judai-2015/emergency_voice-1h).",
        ),
        (
            [hit("data", 50_000)], "16:00", "other_data", "ja",
            "15:39に重大な事故の基準に達しました（その他（データ通信など）、利用者30,000以上・2時間以上。"
            "電気通信事業法施行規則第58条、judai-2015/other_data-2h）。",
        ),
        (
            [hit("data")], "13:50", "other_data", "ja",
            "影響を受けた利用者数や状況が分からないため、重大な事故の基準に当たるか判定できません（その他（データ通信など））。"
            "基準に達する時刻は、利用者1,000,000以上・1時間以上なら14:39、利用者30,000以上・2時間以上なら15:39です。"
            "確かめて記録してください（電気通信事業法施行規則第58条、judai-2015/other_data-1h）。",
        ),
        (
            [hit("cable")], "13:50", "satellite_submarine", "ja",
            "このまま続くと15:39に重大な事故の基準の参考値に達します（衛星・海底ケーブルなど、すべての通信の停止が2時間以上。"
            "電気通信事業法施行規則第58条、judai-2015/satellite_submarine-2h）。",
        ),
        (
            [hit("data", 10)], "13:50", "other_data", "ja",
            "分かっている利用者数と時間では、重大な事故の基準に達していません（その他（データ通信など）。"
            "電気通信事業法施行規則第58条、judai-2015）。",
        ),
    ],
)  # fmt: skip
def test_sentence_says_what_when_and_by_which_clause(facts, now, service_class, language, sentence) -> None:
    """A person on duty reads what is coming and where it stands."""
    judgement = one(outage(RUNNING, *facts), service_class, now=f"2018-12-06T{now}", period="judai-2015")
    assert tell(judgement, say, format_time, language) == sentence


def test_recommended_values_are_told_as_a_reference() -> None:
    """And why they do not decide stands beside it."""
    incident = outage("2025-09-01T12:00", hit("data", 100_000))
    judgement = one(incident, "other_data", now="2025-09-01T12:10", period="judai-2025rec")
    assert (tell(judgement, say, format_time, "ja"), tell_notes(judgement, say, "ja")) == (
        "このまま続くと13:00に重大な事故の基準の参考値に達します（その他（データ通信など）、利用者100,000以上・1時間以上。"
        "情報通信審議会 答申（2025年9月1日）、judai-2025rec/other_data-1h）。",
        ("答申の値で、施行を確認できていません。判定には使わず、参考として知らせます。",),
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_note_of_a_doubtful_case_has_its_sentence(language) -> None:
    """No bare code is shown."""
    incident = outage("2026-06-01T12:00", hit("message"), hit("iot"), hit("voice", 1, is_at_most=True), minutes=2000)
    told = [
        line
        for service_class in ("free_internet", "lpwa", "emergency_voice", "other_data")
        for line in tell_notes(one(incident, service_class), say, language)
    ]
    assert [line for line in told if line.startswith("severity.")] == []
    assert len(set(told)) == 5
