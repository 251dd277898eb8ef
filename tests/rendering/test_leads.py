"""What is new comes first, and what the wording says of a kind of incident stands on a fact."""

from dataclasses import replace

import pytest
from rendering.reading import RENDERER, lead_of, read, texts_of
from rendering.samples import GOLDEN, UPDATE

from notices.domain.notice_content import NoticeKind, Stage
from notices.domain.rendition import Form
from notices.policy.page_text import lines_of


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("update", "新たに、全国で、携帯電話（3G）が利用しづらいことが分かりました。"),
        ("update-area-widened", "新たに、京都府全域でも、携帯電話（LTE）音声通話、携帯電話（LTE）データ通信が"),
        (
            "update-area-narrowed",
            "携帯電話（LTE）音声通話、携帯電話（LTE）データ通信の影響地域が、大阪府の",
        ),
        ("update-partly-restored", "携帯電話（LTE）音声通話は、復旧しました。"),
        ("update-partly-reported", "携帯電話（LTE）データ通信は、復旧したとの情報があり、確認しています。"),
        ("update-hit-again", "携帯電話（LTE）データ通信は、再び利用できない状況です。"),
        (
            "update-emergency",
            "緊急通報（110・119）にも影響が出ていることが分かりました。緊急通報（118）には、",
        ),
        ("update-restricted", "通信の制限を続けています（まだ復旧していません）。"),
        ("update-restriction-lifted", "通信の制限を解除しました（復旧したとは、まだ判断していません）。"),
        (
            "update-cause-classified",
            "原因は、通信ケーブルの故障（切断など）です。復旧の見通しは、「21時」",
        ),
        ("update-disaster", "原因は、停電など、電源の不具合です。復旧の見通しは、「12月中旬に、"),
        (
            "update-alternatives",
            "「緊急通報ができないとき」に、緊急通報だけの",
        ),
        ("update-onset", "発生日時を、12月6日13時39分から13時30分に訂正しました。"),
    ],
)
def test_a_follow_up_begins_with_what_is_new(name: str, first: str) -> None:
    """C8: in its first sentence, the weightiest first."""
    assert lead_of(GOLDEN[name]).startswith(first)


def test_news_beyond_three_is_named_in_one_sentence() -> None:
    """A lead that tells everything tells nothing."""
    assert "このほか、復旧見通し、影響の規模、現在の状況を更新しました。" in lead_of(GOLDEN["update-much"])


def test_a_report_of_old_facts_without_developments_names_the_changed_items() -> None:
    """Where nothing tells what is new, the items say it."""
    assert lead_of(replace(UPDATE, developments=(), news=("cause", "outlook"))).startswith(
        "原因、復旧の見通しについて、新しい情報をお知らせします。"
    )


@pytest.mark.parametrize("name", GOLDEN)
def test_no_sentence_of_the_lead_is_said_again_as_the_situation(name: str) -> None:
    """The lead says what is new and how it stands; the situation what users meet with."""
    situation = lines_of(texts_of(GOLDEN[name])[Form.PAGE])["状況"]
    told = [sentence for sentence in lead_of(GOLDEN[name]).split("。") if sentence and f"{sentence}。" in situation]
    assert told == (
        [] if GOLDEN[name].kind is not NoticeKind.CANCELLATION else ["サービスは通常どおりご利用いただけます"]
    )


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("first", ""),
        ("first-congestion", "通信が集中しているため、"),
        ("first-disaster", "災害の影響により、"),
        ("update-disaster", "災害による停電などの影響により、"),
        ("first-third-party", "他の事業者の設備やサービスの不具合の影響により、"),
        ("first-cyber", "サイバー攻撃の影響により、"),
        ("first-cyber-unknown", ""),
    ],
)
def test_the_wording_says_why_only_where_a_fact_does(name: str, because: str) -> None:
    """C11: the kind alone tells of congestion and disaster; whose fault it is, only the cause does."""
    texts = read(GOLDEN[name])
    reasons = ("通信が集中しているため、", "の影響により、")
    assert f"から、{because}" in lead_of(GOLDEN[name])
    assert any(reason in texts[Form.MAIL] for reason in reasons) == bool(because)


def test_congestion_advises_to_try_later_while_it_lasts() -> None:
    """And no longer than that."""
    over = replace(GOLDEN["first-congestion"], stage=Stage.RESTORED)
    advised = [lines_of(texts_of(notice)[Form.PAGE]).get("お客さまへのお願い") for notice in (
        GOLDEN["first-congestion"], over)]  # fmt: skip
    assert advised == ["つながらないときは、しばらく時間をおいてから、もう一度お試しください。", None]


def test_a_disaster_without_an_outlook_says_by_when_there_will_be_one() -> None:
    """T5."""
    lines = lines_of(texts_of(GOLDEN["first-disaster"])[Form.PAGE])
    assert lines["復旧見通し"] == "未定（2018年12月9日(日) 13時39分までに、見通しをお知らせします）"
    assert lines["影響地域"] == "新潟県妙高市の一部 石川県の輪島市・珠洲市の全域と穴水町・能登町の各一部"


@pytest.mark.parametrize("form", [Form.PAGE, Form.MAIL, Form.PRESS, Form.AGENT])
def test_how_to_reach_emergency_services_stands_apart_while_it_matters(form: Form) -> None:
    """A2: a heading of its own, and none where nothing must be said."""
    with_means, without = read(GOLDEN["first"])[form], read(GOLDEN["first-third-party"])[form]
    assert "消防署・警察署・交番：" in with_means
    assert "緊急通報ができないとき" not in without


def test_an_opened_means_says_where_it_is_open() -> None:
    """A1: nobody looks for it in the wrong prefecture."""
    assert (
        "（使える地域：石川県全域）" in lines_of(texts_of(GOLDEN["update-disaster"])[Form.PAGE])["代替手段とその使い方"]
    )


def test_a_recovery_that_nobody_judged_is_never_called_one() -> None:
    """T7: also where only some services are said to work again."""
    text = "".join(read(GOLDEN["update-partly-reported"]).values())
    assert "復旧しました" not in text.replace("「復旧しました」とお伝えしないで", "")
    assert "一部のサービスで復旧を確認中" in RENDERER.title(GOLDEN["update-partly-reported"])


def test_a_shop_is_told_to_promise_nothing() -> None:
    """The answers are typed facts; compensation is not one of them."""
    sheet = read(GOLDEN["first"])[Form.AGENT]
    assert "復旧の見通しは、まだ分かっていません。" in sheet
    assert "お店でお約束しないでください。" in sheet


@pytest.mark.parametrize("name", GOLDEN)
def test_a_press_release_has_its_frame(name: str) -> None:
    """Whom it is for, from whom, the desk to ask, and its end."""
    press = read(GOLDEN[name])[Form.PRESS]
    parts = ("報道発表資料", "報道関係各位", GOLDEN[name].carrier_name, "この資料についてのお問い合わせ先", "以上")
    assert [part for part in parts if part not in press] == []
    assert press.endswith("以上")
