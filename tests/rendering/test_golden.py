"""Every kind × form of text as the public reads it. `SHUCHI_UPDATE_GOLDEN=1` rewrites the files: read them then."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from rendering.samples import GOLDEN, RESTORED, UPDATE_RESTRICTED, at, impact

from channels.sms.spec import SPEC as SMS
from channels.x.spec import SPEC as X
from notices.domain.impact import Area, Effect, EmergencyCalls, EmergencyStatus
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeKind, Stage
from notices.domain.rendition import TEMPLATED_FORMS, Form
from notices.rendering.fit import AIMED_SEGMENTS
from notices.rendering.renderer import FILES, Renderer

FOLDER = Path(__file__).parents[1] / "golden" / "renditions"
MEASURES = {spec.form: spec.measure for spec in (X, SMS) if spec.measure is not None}
RENDERER = Renderer(measures=MEASURES)


@pytest.mark.parametrize("name", GOLDEN)
def test_texts_are_those_of_the_golden_files(name: str) -> None:
    """Each form of each sample, letter by letter."""
    written = {r.form: r.text + "\n" for r in RENDERER.render(GOLDEN[name]) if r.form in TEMPLATED_FORMS}
    paths = {form: FOLDER / f"{name}.{form}{Path(FILES[form]).suffix}" for form in TEMPLATED_FORMS}
    if os.environ.get("SHUCHI_UPDATE_GOLDEN") == "1":
        for form, path in paths.items():
            path.write_text(written[form], encoding="utf-8")
    assert written == {form: path.read_text(encoding="utf-8") for form, path in paths.items()}


def test_no_golden_file_is_left_over() -> None:
    """A sample that is gone takes its files with it."""
    named = {f"{name}.{form}{Path(FILES[form]).suffix}" for name in GOLDEN for form in TEMPLATED_FORMS}
    assert {path.name for path in FOLDER.iterdir()} == named


def test_every_kind_has_a_golden_sample() -> None:
    """All six kinds are shown."""
    assert {content.kind for content in GOLDEN.values()} == set(NoticeKind)


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("form", [Form.POST, Form.SMS])
def test_short_texts_fit_their_channel(name: str, form: Form) -> None:
    """280 weighted for X; two segments for a short message with a real address and short names."""
    text = next(r.text for r in RENDERER.render(GOLDEN[name]) if r.form is form)
    measure = MEASURES[form](text)
    assert not measure.is_too_long
    assert measure.segments <= AIMED_SEGMENTS


@pytest.mark.slow
@pytest.mark.parametrize("mode", [Mode.NORMAL, Mode.DRILL])
@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("stage", Stage)
def test_even_the_hardest_facts_fit_a_post(kind: NoticeKind, stage: Stage, mode: Mode) -> None:
    """O3: long names, many places, differing emergency numbers and the next day still leave one text that fits."""
    calls = EmergencyCalls(EmergencyStatus.AFFECTED, EmergencyStatus.UNKNOWN, EmergencyStatus.NOT_AFFECTED)
    hardest = replace(
        UPDATE_RESTRICTED,
        kind=kind,
        stage=stage,
        mode=mode,
        number=112,
        corrects_number=108,
        has_news=False,
        impacts=tuple(
            impact(f"s{n}", f"とても長い名前のサービス{n}" * 4, effect, (Area(f"{n + 10}", is_part=True), Area("01")))
            for n, effect in enumerate(Effect)
        ),
        emergency_calls=calls,
        user_actions=("携帯電話の電源を切ってから、もう一度入れてください。" * 3,),
        recovery=RESTORED.recovery,
        as_of=at(30, 23, 49),
        next_update_at=None if "restored" in (kind, stage) else at(31, 0, 45),
    )
    post = next(r.text for r in RENDERER.render(hardest) if r.form is Form.POST)
    assert MEASURES[Form.POST](post).units <= 280, post
