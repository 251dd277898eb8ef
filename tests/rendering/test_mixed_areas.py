"""Services hit in different places: no text says of one of them what is true of another only."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rendering.easy_samples import with_kinds
from rendering.english_samples import in_english
from rendering.mixed_samples import MIXED, MIXED_CORRECTION, MIXED_MUCH, MIXED_PLACES, SLOW_DATA
from rendering.sample_parts import HOME_PHONE

from notices.domain.channel_spec import Measure
from notices.domain.impact import Area, ImpactStatus
from notices.domain.notice_content import Change, DevelopmentKind, NoticeContent, NoticeKind, Side, Stage
from notices.domain.rendition import Form
from notices.rendering.fit import DETAILS
from notices.rendering.renderer import Renderer

LOCALISED: dict[str, Callable[[NoticeContent], NoticeContent]] = {
    "ja": lambda content: content,
    "en": in_english,
    "ja-easy": with_kinds,
}
WHOLE = {
    "ja": r"{name}(?:[・と][^、。：]*)?の?全域",
    "ja-easy": r"{name}(?:[・と][^、。：]*)?の ?全部",
    "en": r"all of [^;().:]*{name}",
}
NAMES = {
    "ja": {"16": "富山県", "17": "石川県"},
    "ja-easy": {"16": "富山県", "17": "石川県"},
    "en": {"16": "Toyama", "17": "Ishikawa"},
}
SERVICES = {
    "ja": {"lte-voice": "音声", "lte-data": "データ", "home-phone": "そらのでんわ"},
    "ja-easy": {"lte-voice": "携帯の ?電話", "lte-data": "ネット", "home-phone": "家や会社の ?電話"},
    "en": {"lte-voice": "[Mm]obile voice", "lte-data": "[Mm]obile data", "home-phone": "Sora home phone"},
}
CLAUSES = {
    "ja": r"。|\n|(?<=[にが）])、",
    "ja-easy": r"。|\n",
    "en": r"\n|(?<=\))[.;:] |\. ",
}
WHOLE_WORDS = ("全域", "全部", "all of", "全国", "Japan")
OVER = {
    "recovery_reported": (NoticeKind.UPDATE, Stage.RECOVERY_REPORTED, ImpactStatus.RECOVERY_REPORTED),
    "restored": (NoticeKind.RESTORED, Stage.RESTORED, ImpactStatus.RESTORED),
}


def passing_after(refused: int) -> Callable[[str], Measure]:
    """A channel in which the first so many variants do not fit, so that the next one is taken."""
    asked = iter(range(len(DETAILS) + 1))
    return lambda _text: Measure(units=1, limit=0 if next(asked) < refused else 1, segments=1)


def written(content: NoticeContent, language: str, refused: int = 0) -> dict[Form, str]:
    measures = {form: passing_after(refused) for form in (Form.POST, Form.SMS)}
    return Renderer(language, measures).texts(LOCALISED[language](content))


def lead(mail: str, language: str) -> str:
    return mail.split("\n■", maxsplit=1)[0] if language == "ja-easy" else mail.split("\n\n")[2]


def overstated(text: str, content: NoticeContent, language: str) -> list[str]:
    """Clauses that name a prefecture as wholly hit of a service that is not, or of no service at all."""
    wrong = []
    for clause in re.split(CLAUSES[language], text):
        whole = {code for code, name in NAMES[language].items() if re.search(WHOLE[language].format(name=name), clause)}
        named = [i for i in content.impacts if re.search(SERVICES[language][i.service_id], clause)]
        if whole and (not named or any(not whole <= {area.code for area in i.areas or ()} for i in named)):
            wrong.append(clause)
    return wrong


@pytest.mark.parametrize("language", LOCALISED)
@pytest.mark.parametrize("name", MIXED)
def test_no_title_or_lead_says_whole_of_what_is_hit_in_part(name: str, language: str) -> None:
    """A title leaves it to the lead; the lead names each service with its own areas."""
    texts = written(MIXED[name], language)
    title = texts[Form.TITLE].replace("Japan time", "")
    assert [word for word in WHOLE_WORDS if word in title] == []
    assert overstated(lead(texts[Form.MAIL], language), MIXED[name], language) == []


@pytest.mark.parametrize("language", LOCALISED)
@pytest.mark.parametrize("name", MIXED)
@pytest.mark.parametrize("refused", range(len(DETAILS)))
def test_no_short_text_says_whole_of_what_is_hit_in_part(name: str, language: str, refused: int) -> None:
    """Whatever room there is."""
    texts = written(MIXED[name], language, refused)
    for form in (Form.POST, Form.SMS):
        assert overstated(texts[form], MIXED[name], language) == []


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        ("ja", r"富山県・石川県(など|（サービスに?.*異なる?.*）)"),
        ("ja-easy", r"富山県・石川県(など|（サービスで ?ちがいます）)"),
        ("en", r"Toyama Prefecture and Ishikawa Prefecture \(differs"),
    ],
)
@pytest.mark.parametrize("refused", range(len(DETAILS)))
def test_areas_in_one_line_are_said_to_differ(language: str, hint: str, refused: int) -> None:
    """Where the areas of services are merged, the reader is told so; else each service has its own."""
    if language == "en" and not DETAILS[refused].areas:
        hint = r"Toyama Prefecture (and 1 more|and Ishikawa Prefecture) \(differs"
    texts = written(MIXED["first-mixed"], language, refused)
    own = {"ja": "石川県輪島市の一部", "ja-easy": "石川県輪島市の 一部", "en": "part of Wajima City"}[language]
    for form in (Form.POST, Form.SMS):
        assert own in texts[form] or re.search(hint, texts[form]), texts[form]


@pytest.mark.parametrize("name", ["restored-mixed", "cause-mixed"])
def test_a_sentence_on_what_is_over_names_each_group_with_its_own_areas(name: str) -> None:
    """A lead that merges them would say that voice calls failed in all of the prefecture."""
    said = (
        "石川県輪島市の一部では携帯電話（LTE）音声通話に、石川県全域では携帯電話（LTE）データ通信に影響が出ていた障害"
    )
    assert said in lead(written(MIXED[name], "ja")[Form.MAIL], "ja")


@pytest.mark.parametrize("name", ["first-mixed", "update-mixed", "correction-mixed"])
@pytest.mark.parametrize(
    ("language", "voice", "data"),
    [
        ("ja", "石川県輪島市の一部で、携帯電話（LTE）音声通話が", "石川県全域で、携帯電話（LTE）データ通信は"),
        ("ja-easy", "石川県輪島市の 一部", "携帯のインターネットの ところ：石川県の 全部"),
        ("en", "part of Wajima City, Ishikawa Prefecture).", "Mobile data (all of Ishikawa Prefecture)."),
    ],
)
def test_a_sentence_on_what_is_hit_begins_with_its_own_areas(name: str, language: str, voice: str, data: str) -> None:
    """Also where both are hit alike."""
    said = lead(written(MIXED[name], language)[Form.MAIL], language)
    assert voice in said
    assert data in said


@pytest.mark.parametrize("stage", OVER)
def test_more_than_two_groups_are_said_to_differ(stage: str) -> None:
    """The page lists them; the sentence names the places and no group."""
    kind, reached, status = OVER[stage]
    services = (*MIXED_PLACES.impacts, replace(HOME_PHONE, areas=(Area("16", is_part=True),)))
    content = replace(
        MIXED_PLACES, kind=kind, stage=reached, number=5, impacts=tuple(replace(i, status=status) for i in services)
    )
    said = lead(written(content, "ja")[Form.MAIL], "ja")
    assert "富山県・石川県（サービスにより異なります）で、" in said
    assert "全域" not in said


def test_an_unknown_area_is_not_that_of_the_service_beside_it() -> None:
    """Where it is unknown of one service only, that is said of it."""
    content = replace(MIXED_PLACES, impacts=(MIXED_PLACES.impacts[0], replace(SLOW_DATA, areas=None)))
    texts = written(content, "ja")
    assert "携帯電話（LTE）データ通信は、利用しづらい状況です。地域は調査中です。" in texts[Form.MAIL]
    assert "利用しづらい：LTEデータ（地域は調査中）" in texts[Form.POST]
    over = replace(content, kind=NoticeKind.UPDATE, stage=Stage.RECOVERY_REPORTED)
    assert (
        "では携帯電話（LTE）音声通話に、携帯電話（LTE）データ通信（地域は調査中）に" in written(over, "ja")[Form.MAIL]
    )


@pytest.mark.parametrize(
    ("language", "cleared"),
    [
        ("ja", r"影響なし(と判明：富山県（LTE音声）|：富山県\n)"),
        ("ja-easy", r"トラブルなし：富山県（携帯の ?電話）|富山県は ?使えます"),
        ("en", r"Not affected: Toyama Prefecture( \(Mobile voice calls\))?\n"),
    ],
)
@pytest.mark.parametrize("refused", [n for n, detail in enumerate(DETAILS) if detail.areas])
def test_the_short_texts_of_a_correction_name_the_cleared_area(language: str, cleared: str, refused: int) -> None:
    """Whoever lives there learns that nothing was ever wrong, in all but the tersest variants."""
    texts = written(MIXED_CORRECTION, language, refused)
    for form in (Form.POST, Form.SMS):
        assert re.search(cleared, texts[form]), texts[form]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "富山県では、携帯電話（LTE）音声通話への影響はありませんでした。影響の規模も訂正しました。"),
        ("ja-easy", "富山県では、携帯の電話の トラブルは ありませんでした。"),
        (
            "en",
            "There was no problem with Mobile voice calls in Toyama Prefecture. We also corrected: Number of users.",
        ),
    ],
)
def test_the_lead_of_a_correction_names_the_cleared_area(language: str, said: str) -> None:
    """C7."""
    assert said in lead(written(MIXED_CORRECTION, language)[Form.MAIL], language)


def test_a_cleared_area_where_another_service_is_hit_names_the_service_always() -> None:
    """Otherwise it would read as free of every problem."""
    data = replace(SLOW_DATA, areas=(Area("16"), Area("17")))
    voice = MIXED_CORRECTION.impacts[0]
    content = replace(MIXED_CORRECTION, impacts=(voice, data))
    for refused, detail in enumerate(DETAILS):
        for form in (Form.POST, Form.SMS):
            text = written(content, "ja", refused)[form]
            assert ("富山県（LTE音声）" in text) == bool(detail.areas), text


def test_a_correction_that_clears_nothing_names_what_it_corrects() -> None:
    """Only the effect was wrong: the item is named."""
    before, after = Side(impacts=MIXED_PLACES.impacts), Side(impacts=MIXED["first-mixed"].impacts)
    content = replace(MIXED_CORRECTION, impacts=after.impacts, changes=(Change("impacts", before, after),))
    named = {"ja": "訂正した項目：影響サービス・地域", "en": "Corrected: affected services and areas",
             "ja-easy": "なおした もの：トラブルの サービスと ところ"}  # fmt: skip
    assert [language for language, said in named.items() if said not in written(content, language)[Form.SMS]] == []


def test_services_whose_areas_narrowed_to_different_places_are_told_apart() -> None:
    """The same area went; what is left differs."""
    news = replace(MIXED["update-mixed"].developments[0], kind=DevelopmentKind.AREA_NARROWED,
                   impacts=MIXED_MUCH.impacts[::2], areas=(Area("18"),))  # fmt: skip
    told = written(replace(MIXED["update-mixed"], impacts=MIXED_MUCH.impacts[::2], developments=(news,)), "ja")
    assert "音声通話の影響地域が、富山県全域、石川県輪島市の一部に狭まりました。" in told[Form.MAIL]
    assert "そらのでんわ（LTE回線を利用する固定電話）の影響地域が、石川県全域に狭まりました。" in told[Form.MAIL]


@pytest.mark.parametrize("refused", range(len(DETAILS)))
def test_places_in_short_are_never_said_to_be_hit_in_part_beside_others_in_whole(refused: int) -> None:
    """Towns that give way to their prefecture stand beside another one as its equals."""
    prefectures, towns = (Area("15", is_part=True), Area("17", is_part=True)), (
        Area("17204", is_part=True), Area("17205", is_part=True), Area("17461", is_part=True))  # fmt: skip
    services = tuple(replace(i, areas=a) for i, a in zip(MIXED_PLACES.impacts, (prefectures, towns), strict=True))
    texts = written(replace(MIXED_PLACES, impacts=services), "ja", refused)
    assert "】新潟県・石川県などで携帯電話" in texts[Form.TITLE]
    for form in (Form.POST, Form.SMS):
        own = "（新潟県・石川県の各一部）"
        assert own in texts[form] or re.search(r"\n(地域：)?新潟県・石川県[（な]", texts[form]), texts[form]
