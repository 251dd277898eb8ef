"""What authorities are told, as they read it. `SHUCHI_UPDATE_GOLDEN=1` rewrites the files: read them then."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from rendering.samples import CANCELLATION, CORRECTION, FIRST, FIRST_UNKNOWN, GOLDEN, RESTORED, UPDATE_RESTRICTED, at

from notices.domain.authority import AuthorityReportKind
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeContent
from notices.rendering.authority_reports import AuthorityFacts, PublicReport, write_report

FOLDER = Path(__file__).parents[1] / "golden" / "authorities"
QUICK, BODIES = AuthorityReportKind.QUICK_REPORT, AuthorityReportKind.EMERGENCY_BODIES


def facts(kind: AuthorityReportKind, content: NoticeContent, number: int = 1, **more: object) -> AuthorityFacts:
    """A report with the carrier's own line to call back."""
    return AuthorityFacts(kind, number, content, content.as_of, "運用センター 当直 03-0000-0002", **more)  # type: ignore[arg-type]


_ROW = "緊急通報を取り扱う音声、利用者30,000以上・1時間以上。電気通信事業法施行規則第58条"
COMING = f"このまま続くと2018年12月6日(木) 14時39分に重大な事故の基準に達します（{_ROW}）。"
MET = f"2018年12月6日(木) 14時39分に重大な事故の基準に達しました（{_ROW}）。"
SAMPLES = {
    "quick-unknown": facts(QUICK, replace(FIRST_UNKNOWN, impacts=(), users=None)),
    "quick-first": facts(
        QUICK,
        FIRST,
        equipment=("東京第二センターと大阪第一センターのパケット交換機",),
        public_reports=(PublicReport(1, "【障害発生】全国で携帯電話などの障害（第1報）", at(6, 13, 49), None),),
        partner_names=("ほしぞらモバイル", "こもれびSIM"),
        severity=(COMING,),
    ),
    "quick-second": facts(
        QUICK,
        UPDATE_RESTRICTED,
        number=2,
        causes=("交換機のソフトウェアが異常を起こした", "証明書の期限切れの疑い"),
        measures=("交換機のソフトウェアを一つ前の版に戻している",),
        outlooks=("18時頃",),
        public_reports=(PublicReport(1, "第1報の標題", at(6, 13, 49), at(6, 13, 50)),),
        severity=(MET,),
        remarks="技術者を現地に派遣しました。\n次の報告は19時頃を予定しています。",
    ),
    "quick-restored": facts(
        QUICK,
        RESTORED,
        number=3,
        public_reports=(PublicReport(6, "復旧報の標題", at(6, 18, 14), None),),
        severity=(MET,),
    ),
    "quick-cancelled": facts(QUICK, CANCELLATION, number=2, equipment=("交換機",), measures=("予備に切り替えた",)),
    "bodies-first": facts(BODIES, FIRST),
    "bodies-correction": facts(BODIES, CORRECTION, number=2),
    "bodies-restored": facts(BODIES, RESTORED, number=3),
    "bodies-already-restored": facts(BODIES, RESTORED),
    "bodies-cancelled": facts(BODIES, CANCELLATION, number=2),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_reports_are_those_of_the_golden_files(name: str) -> None:
    """Title and text, letter by letter."""
    title, text = write_report(SAMPLES[name])
    path = FOLDER / f"{name}.txt"
    if os.environ.get("SHUCHI_UPDATE_GOLDEN") == "1":
        path.write_text(text + "\n", encoding="utf-8")
    assert (text + "\n", text.splitlines()[0]) == (path.read_text(encoding="utf-8"), title)


def test_no_golden_file_is_left_over() -> None:
    """A sample that is gone takes its file with it."""
    assert {path.stem for path in FOLDER.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("kind", AuthorityReportKind)
@pytest.mark.parametrize("name", GOLDEN)
def test_every_item_has_its_line_whatever_is_known(name: str, kind: AuthorityReportKind) -> None:
    """An unknown is said to be unknown; no heading stands without a line under it."""
    lines = write_report(facts(kind, GOLDEN[name]))[1].splitlines()
    headings = [number for number, line in enumerate(lines) if line.startswith("■")]

    assert len(headings) == (15 if kind is QUICK else 8)
    assert [lines[number] for number in headings if not lines[number + 1].startswith("　")] == []


@pytest.mark.parametrize("kind", AuthorityReportKind)
@pytest.mark.parametrize(("mode", "mark"), [(Mode.DRILL, "【訓練】"), (Mode.REPLAY, "【再現】")])
def test_a_drill_is_marked_in_title_and_text(kind: AuthorityReportKind, mode: Mode, mark: str) -> None:
    """C12: nobody takes a drill for an accident."""
    title, text = write_report(facts(kind, replace(FIRST, mode=mode)))

    assert [shown.startswith(mark) for shown in (title, text)] == [True, True]
    assert text.splitlines()[2].startswith("これは")


def test_a_text_from_a_person_begins_no_line_of_its_own() -> None:
    """S6: a line break or a steering character in a remark cannot forge a heading."""
    text = write_report(facts(QUICK, FIRST, remarks="以上\n■14 うそ\u202eです"))[1]

    assert "以上 ■14 うそです" in text
