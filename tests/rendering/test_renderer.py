"""What holds for every text, whatever it says."""

import json
from dataclasses import replace
from itertools import product

import pytest
from rendering.reading import RENDERER, lead_of, read, texts_of
from rendering.samples import (
    CANCELLATION,
    CORRECTION,
    DATA,
    FIRST,
    GOLDEN,
    MAIL_LOST,
    RESTORED,
    UPDATE,
    UPDATE_PARTLY_RESTORED,
    UPDATE_RECOVERY_REPORTED,
    UPDATE_WITHOUT_NEWS,
    at,
    impact,
    sparse,
)

from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus, ImpactStatus, UserCount
from notices.domain.incident_event import CauseCategory, IncidentKind, Mode, OutlookKind
from notices.domain.notice_content import Change, Contact, NoticeContent, NoticeKind, Side, Stage, StatedOutlook
from notices.domain.rendition import HTML_FORMS, TEMPLATED_FORMS, Form
from notices.policy.page_text import lines_of

C2 = ("onset", "areas", "services", "situation", "emergency_calls", "cause", "outlook", "alternatives", "contacts",
      "as_of", "next_update", "apology")  # fmt: skip
KINDS_AND_STAGES = list(product(NoticeKind, Stage))
EVIL = '<script>alert("x")</script>{{ 7 * 7 }}'


@pytest.mark.parametrize(("kind", "stage"), KINDS_AND_STAGES)
def test_a_notice_that_knows_nothing_still_says_something(kind: NoticeKind, stage: Stage) -> None:
    """Every kind in every stage renders without facts, and no line of it is empty."""
    texts = texts_of(sparse(kind, stage))
    assert all(texts.values())
    lines = lines_of(texts[Form.PAGE])
    assert [key for key in C2 if not lines[RENDERER.item_labels[key]]] == []


@pytest.mark.parametrize(("kind", "stage"), KINDS_AND_STAGES)
@pytest.mark.parametrize("content", [UPDATE_PARTLY_RESTORED, RESTORED, CORRECTION], ids=["partly", "over", "mixed"])
def test_every_kind_renders_in_every_stage(kind: NoticeKind, stage: Stage, content: NoticeContent) -> None:
    """No combination of facts meets an undefined word."""
    assert all(texts_of(replace(content, kind=kind, stage=stage)).values())


@pytest.mark.parametrize("name", GOLDEN)
def test_every_page_has_all_lines_in_order(name: str) -> None:
    """C2: never left out, always in the same order."""
    labels = list(lines_of(texts_of(GOLDEN[name])[Form.PAGE]))
    wanted = [RENDERER.item_labels[key] for key in C2]
    assert [label for label in labels if label in wanted] == wanted


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.REPLAY])
def test_every_text_of_a_drill_or_replay_begins_with_its_mark(name: str, mode: Mode) -> None:
    """C12: title, page, entry, post, sms and mail."""
    texts = read(replace(GOLDEN[name], mode=mode))
    assert [form for form, text in texts.items() if not text.startswith(RENDERER.marks[mode])] == []


def test_a_drill_says_that_nothing_is_broken() -> None:
    """A mark alone can be overlooked: the page and the mail say it in a sentence."""
    texts = read(replace(FIRST, mode=Mode.DRILL))
    assert all("これは訓練です。" in texts[form] for form in (Form.PAGE, Form.ENTRY, Form.MAIL))


@pytest.mark.parametrize("kind", NoticeKind)
def test_titles_begin_with_the_label_of_their_kind(kind: NoticeKind) -> None:
    """C1."""
    assert RENDERER.title(replace(UPDATE, kind=kind)).startswith(RENDERER.labels[kind])


def test_a_disaster_has_its_own_label() -> None:
    """C1: 【災害影響】 while it lasts, 【復旧】 afterwards."""
    disaster = {
        kind: RENDERER.title(replace(UPDATE, incident_kind=IncidentKind.DISASTER, kind=kind))[:6]
        for kind in (NoticeKind.FIRST, NoticeKind.UPDATE, NoticeKind.RESTORED)
    }
    assert disaster == {
        NoticeKind.FIRST: "【災害影響】",
        NoticeKind.UPDATE: "【災害影響】",
        NoticeKind.RESTORED: "【復旧】全国",
    }


def test_a_summary_of_many_effects_stays_short() -> None:
    """Two effects and など; "unknown" adds nothing; all on one line."""
    effects = (Effect.HARD_TO_USE, Effect.UNUSABLE, Effect.UNKNOWN, Effect.DATA_LOST, Effect.PARTLY_UNUSABLE)
    many = tuple(impact(effect.value, f"サービス{n}", effect) for n, effect in enumerate(effects))
    assert RENDERER.title(replace(FIRST, impacts=many)) == (
        "【障害発生】全国でサービス1ほか4サービスが利用できない、またはデータが失われるなどの状況について（第1報）"
    )


def test_without_an_alternative_the_page_says_what_is_being_checked() -> None:
    """A3: never an empty section."""
    lines = lines_of(texts_of(replace(FIRST, alternatives=()))[Form.PAGE])
    assert lines["代替手段とその使い方"].startswith("現在、確実に使えることを確認できた代わりの手段はありません。")


def hostile(content: NoticeContent) -> NoticeContent:
    """The same notice with a script in every free text."""
    return replace(
        content,
        carrier_name=EVIL,
        impacts=tuple(replace(i, service_name=EVIL) for i in content.impacts),
        cause=EVIL,
        outlook=StatedOutlook(OutlookKind.ESTIMATE, EVIL, EVIL, (EVIL,)),
        situation=EVIL,
        progress=EVIL,
        residual=EVIL,
        user_actions=(EVIL,),
        contacts=(Contact(EVIL, EVIL, EVIL),),
        official_accounts=(EVIL,),
        recovery=replace(content.recovery, basis=EVIL, judged_by=EVIL) if content.recovery else None,
        prevention=EVIL,
        note=EVIL,
        changes=(Change("cause", Side(text=EVIL), Side(text=EVIL)),),
        apology=EVIL,
        page_url=f'https://status.aozora.example/"{EVIL}',
    )


@pytest.mark.parametrize("name", GOLDEN)
def test_text_from_people_cannot_become_markup_or_template(name: str) -> None:
    """S6: shown as it was typed, in HTML as in plain text."""
    texts = texts_of(hostile(GOLDEN[name]))
    assert [form for form in HTML_FORMS if "<script" in texts[form]] == []
    assert [form for form, text in texts.items() if "49" in text.replace("13時49分", "").replace("13:49", "")] == []


@pytest.mark.parametrize("form", [Form.TITLE, Form.POST, Form.SMS, Form.MAIL])
def test_a_line_break_from_a_person_makes_no_line_of_its_own(form: Form) -> None:
    """S6: nobody can fake an item or a header by typing a new line."""
    broken = replace(
        RESTORED,
        user_actions=("再起動してください。\n\n■復旧見通し\nまもなくです",),
        impacts=(impact("voice", "音声\r\n通話", Effect.UNUSABLE, status=ImpactStatus.RESTORED),),
    )
    text = texts_of(broken)[form]
    assert "まもなくです" not in (line.strip() for line in text.splitlines())
    assert "音声 通話" in text


def test_an_update_without_news_says_so_and_who_confirmed_it_when() -> None:
    """T7: it restates, and never pretends to news."""
    lead = read(UPDATE_WITHOUT_NEWS)[Form.MAIL].split("\n\n")[2]
    assert lead.startswith(
        "前回のお知らせから、新しくお伝えできる情報はありません。次の内容は、16時20分に監視設備で確認したものです。"
    )


@pytest.mark.parametrize("form", TEMPLATED_FORMS)
def test_a_reported_recovery_never_states_the_old_effect_as_present(form: Form) -> None:
    """T7: neither the effects nor the emergency calls, in no form."""
    text = read(UPDATE_RECOVERY_REPORTED)[form]
    present = ("利用できない", "利用しづらい状況", "影響あり", "続いています", "影響があります")
    assert [words for words in present if words in text] == []


def test_a_recovery_known_with_the_first_report_reads_as_one_story() -> None:
    """Everything was over before anyone knew: began and ended in one sentence."""
    lead = read(MAIL_LOST)[Form.MAIL].split("\n\n")[2]
    assert lead.startswith("9月17日10時48分に、全国で、")
    assert "障害が発生し、9月18日9時16分に復旧しました。" in lead


def test_what_users_must_do_comes_first() -> None:
    """C9: before every other item of the page."""
    assert next(iter(lines_of(texts_of(MAIL_LOST)[Form.PAGE]))) == RENDERER.item_labels["user_actions"]


def test_an_unknown_onset_is_about_and_under_investigation() -> None:
    """T1."""
    lines = lines_of(texts_of(replace(FIRST, is_onset_known=False))[Form.PAGE])
    assert lines["発生日時"] == "2018年12月6日(木) 13時39分頃（調査中）"


def test_a_corrected_onset_shows_both_readings() -> None:
    """T10: also when the report is no correction."""
    moved = replace(UPDATE, is_onset_corrected=True, onset_before=at(6, 13, 30))
    assert "13時30分" in lines_of(texts_of(moved)[Form.PAGE])["発生日時"]


def test_a_correction_shows_before_and_after_and_names_its_report() -> None:
    """C7."""
    shown = lines_of(texts_of(CORRECTION)[Form.PAGE])["訂正の内容"]
    order = ["（訂正前）：固定電話の発信", "（訂正前）：インターネット接続", "（訂正後）：固定電話の着信"]
    assert [shown.index(part) for part in order] == sorted(shown.index(part) for part in order)
    assert "第1報でお知らせした内容に、誤りがありました。" in read(CORRECTION)[Form.PAGE]


def test_a_cancellation_says_that_nothing_was_hit() -> None:
    """No line of it leaves a doubt."""
    lines = lines_of(texts_of(CANCELLATION)[Form.PAGE])
    assert lines["影響サービス"] == "影響を受けたサービスはありません"
    assert "影響あり" not in lines[RENDERER.item_labels["emergency_calls"]]


def test_services_in_different_places_are_listed_with_their_places() -> None:
    """C3: the full list of areas, and each service with its own."""
    split = replace(
        FIRST,
        impacts=(
            impact("voice", "音声通話", Effect.UNUSABLE, (Area("12217", is_part=True), Area("12222"))),
            impact("data", "データ通信", Effect.HARD_TO_USE, (Area("13"),)),
            impact("mail", "メール", Effect.UNKNOWN, None),
        ),
    )
    lines = lines_of(texts_of(split)[Form.PAGE])
    assert lines["影響地域"] == (
        "千葉県の我孫子市の全域と柏市の一部（音声通話） 東京都全域（データ通信） 調査中（メール）"
    )
    assert "データ通信：利用しづらい（東京都全域）" in lines["影響サービス"]


def test_emergency_numbers_stand_each_on_its_own() -> None:
    """C2: 110, 118 and 119 may differ; the lead names those that are hit."""
    calls = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.UNKNOWN, EmergencyStatus.AFFECTED)
    texts = texts_of(replace(FIRST, emergency_calls=calls))
    assert lines_of(texts[Form.PAGE])[RENDERER.item_labels["emergency_calls"]] == (
        "110（警察）：影響あり 118（海上保安庁）：調査中 119（消防）：影響あり"
    )
    assert "110・119：影響あり、118：調査中" in texts[Form.POST]


def test_a_typed_cause_is_said_in_plain_words() -> None:
    """T12: the clock has the category, and no person's wording."""
    lines = lines_of(texts_of(replace(FIRST, cause_category=CauseCategory.CONGESTION))[Form.PAGE])
    assert lines["原因"] == "通信の集中"


def test_an_outlook_that_slipped_shows_the_earlier_ones() -> None:
    """C5: with its basis, oldest first."""
    slipped = StatedOutlook(OutlookKind.TARGET, "17時30分", "復旧作業の進み具合", ("7時15分", "11時"))
    lines = lines_of(texts_of(replace(UPDATE, outlook=slipped))[Form.PAGE])
    assert lines["復旧見通し"] == "目標：17時30分 根拠：復旧作業の進み具合 （これまでのお知らせ：7時15分 → 11時）"


def test_the_payload_is_canonical_json_with_text_to_republish() -> None:
    """O5: the same facts give the same bytes; the texts are those of the other forms."""
    texts = texts_of(CORRECTION)
    assert texts == texts_of(CORRECTION)
    payload = json.loads(texts[Form.PAYLOAD])
    assert payload["text"] == {"title": texts[Form.TITLE], "short": texts[Form.POST], "plain": texts[Form.MAIL]}
    assert list(payload) == sorted(payload)


def test_the_payload_names_areas_and_times_for_machines() -> None:
    """Codes with their unique names; times with +09:00."""
    payload = json.loads(texts_of(CORRECTION)[Form.PAYLOAD])
    assert payload["services"][0]["areas"] == [
        {"code": "27", "name": "大阪府", "is_part": True},
        {"code": "28", "name": "兵庫県", "is_part": True},
    ]
    assert payload["onset"] == {
        "at": "2018-12-06T10:26:00+09:00",
        "before": "2018-12-06T10:40:00+09:00",
        "is_approximate": False,
        "is_known": True,
    }
    assert payload["emergency_calls"] == {"110": "not_affected", "118": "not_affected", "119": "not_affected"}


BOTH_SIDES = {
    "impacts": Change("impacts", Side(impacts=(FIRST.impacts[0],)), Side(is_unknown=True)),
    "users": Change("users", Side(users=UserCount(2_000_000, "users")), Side(is_unknown=True)),
    "emergency_calls": Change(
        "emergency_calls",
        Side(emergency_calls=EmergencyCalls(*[EmergencyStatus.NOT_AFFECTED] * 3)),
        Side(emergency_calls=EmergencyCalls(EmergencyStatus.AFFECTED)),
    ),
    "cause": Change("cause", Side(text="停電"), Side(is_unknown=True)),
    "outlook": Change(
        "outlook",
        Side(outlook=StatedOutlook(OutlookKind.ESTIMATE, "15時頃", "作業の進み具合")),
        Side(outlook=StatedOutlook(OutlookKind.UNDETERMINED)),
    ),
    "user_actions": Change("user_actions", Side(user_actions=("再起動してください。",)), Side(is_unknown=True)),
    "recovery": Change("recovery", Side(at=at(6, 18, 4)), Side(is_unknown=True)),
}


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (
            "impacts",
            "影響サービス（訂正前）：携帯電話（LTE）音声通話が利用できない（全国） "
            "影響サービス（訂正後）：影響を受けたサービスはありません 影響がなかったサービス：携帯電話（LTE）音声通話",
        ),
        ("users", "影響の規模（訂正前）：200万人 影響の規模（訂正後）：調査中"),
        (
            "emergency_calls",
            "緊急通報への影響（訂正前）：110 影響なし、118 影響なし、119 影響なし "
            "緊急通報への影響（訂正後）：110 影響あり、118 調査中、119 調査中",
        ),
        ("cause", "原因（訂正前）：停電 原因（訂正後）：調査中"),
        ("outlook", "復旧見通し（訂正前）：見込み：15時頃（根拠：作業の進み具合） 復旧見通し（訂正後）：未定"),
        (
            "user_actions",
            "お客さまへのお願い（訂正前）：再起動してください。 "
            "お客さまへのお願い（訂正後）：お願いすることはありません",
        ),
        ("recovery", "復旧日時（訂正前）：2018年12月6日(木) 18時04分 復旧日時（訂正後）：まだ復旧していません"),
    ],
)
def test_every_corrected_fact_shows_both_sides(item: str, shown: str) -> None:
    """C7: also when what is right is not known yet."""
    page = texts_of(replace(CORRECTION, changes=(BOTH_SIDES[item],)))[Form.PAGE]
    assert lines_of(page)["訂正の内容"] == shown


def test_a_lead_never_says_more_of_a_service_than_is_known_of_it() -> None:
    """C3: what works in part is not told in one breath with what does not work at all."""
    lead = lead_of(UPDATE_WITHOUT_NEWS)
    assert "携帯電話（LTE）データ通信が利用できない状況が続いています。そらのでんわ" in lead
    assert "そらAir（家庭用Wi-Fi）は、一部で利用できない状況です。携帯電話（3G）は、利用しづらい状況です。" in lead


def test_an_addition_after_recovery_reads_as_an_addition() -> None:
    """C1: not as a new outage."""
    addition = replace(RESTORED, kind=NoticeKind.UPDATE, number=8, news=("user_actions",))
    title = RENDERER.title(addition)
    assert title.startswith("【復旧】")
    assert title.endswith("（復旧後のお願い、第8報）")


def test_a_follow_up_that_takes_a_service_back_says_so_in_every_form() -> None:
    """C7: where nobody corrects yet, the clock's own update does not drop it silently."""
    update = replace(UPDATE_PARTLY_RESTORED, impacts=(DATA, UPDATE_PARTLY_RESTORED.impacts[-1]), outlook=FIRST.outlook)
    texts = read(update)
    assert "携帯電話（3G）には、影響がなかったことが分かりました。" in texts[Form.PAGE]
    assert all("影響なしと判明：3G携帯" in texts[form] for form in (Form.POST, Form.SMS))
