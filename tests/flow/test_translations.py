"""A translation that fails never costs the notice: it is left out, told, and in order again afterwards (C13)."""

import json
import shutil

import pytest
from worlds.house import APPROVAL, WRITER

from notices import resources
from notices.desk.preview_notice import preview_notice
from notices.desk.submit_notice import submit_notice
from notices.domain.finding import Severity
from notices.domain.incident_event import Mode
from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import Form
from notices.rendering.environment import html_environment, text_environment
from notices.rendering.words import load_words

pytestmark = pytest.mark.slow

ALL = ("ja", "ja-easy", "en")
# what may befall a folder of templates: a file that cannot be read or is gone, a rule that its text breaks
BREAKS = {
    "unreadable": lambda folder: (folder / "first" / "sms.txt").write_text("{% if %}", encoding="utf-8"),
    "gone": lambda folder: (folder / "first" / "page.html").unlink(),
    "undefined": lambda folder: (folder / "first" / "post.txt").write_text("{{ notice.nothing }}", encoding="utf-8"),
    "without its page's address": lambda folder: (folder / "first" / "sms.txt").write_text("Outage.", encoding="utf-8"),
    "without its mark": lambda folder: (folder / "first" / "post.txt").write_text(
        "ZZZ {{ notice.page_url }}", encoding="utf-8"
    ),
    "without a line": lambda folder: (folder / "first" / "page.html").write_text("<p>{{ mark }}</p>", encoding="utf-8"),
}


def forget():
    """Templates and words are read once in a process."""
    for reader in (html_environment, text_environment, load_words):
        reader.cache_clear()


@pytest.fixture
def english(tmp_path, monkeypatch):
    """A copy of the words; `breaks` harms the English ones of it, `mends` puts the sound ones back."""
    root = tmp_path / "words"
    shutil.copytree(resources.templates_dir(), root / "templates")
    (root / "glossary").symlink_to(resources.glossary_dir())
    sound = resources.templates_dir() / "en"

    class English:
        folder = root / "templates" / "en"

        def breaks(self, how):
            BREAKS[how](self.folder)
            forget()

        def mends(self):
            shutil.rmtree(self.folder)
            shutil.copytree(sound, self.folder)
            forget()

    monkeypatch.setattr(resources, "_root", lambda: root)
    forget()
    yield English()
    forget()


def languages_of(world, notice):
    with world.house.database.read() as records:
        renditions = records.notices.renditions(notice.id)
    (payload,) = [json.loads(each.text) for each in renditions if each.form is Form.PAYLOAD]
    return {each.language for each in renditions}, set(payload["translations"]), renditions


@pytest.mark.parametrize("how", BREAKS)
async def test_the_clock_reports_in_the_languages_that_can_be_written(make_world, english, how):
    """The Japanese report goes out in time; nothing of the English text goes anywhere, and somebody is called."""
    world = make_world(approvals=(APPROVAL,), mode=Mode.DRILL)
    english.breaks(how)
    world.open()
    await world.beat(10)
    (first,) = world.published()
    written, in_payload, renditions = languages_of(world, first)

    assert (written, in_payload) == ({"ja", "ja-easy"}, {"ja-easy"})
    assert [each.language for each in renditions if "ZZZ" in each.text] == []
    assert world.alarms().count("language_left_out") == 1
    assert {p.number for p in world.doors["mvno"].parcels} == {1}

    english.mends()
    for minute in range(50, 75):
        await world.beat(minute)
    update = world.published()[-1]
    assert update.number == 2
    assert languages_of(world, update)[:2] == (set(ALL), {"ja-easy", "en"})
    assert world.alarms().count("language_left_out") == 1


@pytest.mark.parametrize("how", BREAKS)
def test_a_person_is_told_and_not_held_up(make_world, english, how):
    """Nobody can mend a template at three in the morning: the preview says what is missing, and submission goes on."""
    world = make_world(mode=Mode.DRILL)
    english.breaks(how)
    world.open()
    draft = world.draft()
    preview = preview_notice(world.desk, draft, world.clock.now())
    submitted = submit_notice(world.desk, draft.id, WRITER, world.clock.now())

    told = [finding for finding in preview.findings if finding.rule == "C13"]
    assert [(finding.language, finding.severity) for finding in told] == [("en", Severity.WARN)]
    assert told[0].note
    assert [f for f in preview.findings if f.severity is Severity.BLOCK] == []
    assert languages_of(world, submitted)[:2] == ({"ja", "ja-easy"}, {"ja-easy"})
    assert preview.digest == submitted.digest
    assert world.approve(submitted).number == 1


def test_a_translation_that_cannot_be_checked_is_left_out_too(make_world, english):
    """A label is missing that this notice does not print: the text is written, but no rule can look at it."""
    words = english.folder / "words.toml"
    kept = [line for line in words.read_text(encoding="utf-8").splitlines() if not line.startswith("cancellation = ")]
    words.write_text("\n".join(kept), encoding="utf-8")
    forget()
    world = make_world()
    world.open()
    submitted = world.submit()

    assert languages_of(world, submitted)[:2] == ({"ja", "ja-easy"}, {"ja-easy"})


def test_what_is_wrong_with_the_master_still_blocks(make_world, english):
    """Only a translation may be left out."""
    world = make_world()
    world.open()
    (english.folder.parent / "ja" / "first" / "sms.txt").write_text("x", encoding="utf-8")
    forget()
    preview = preview_notice(world.desk, world.draft(NoticeKind.FIRST), world.clock.now())

    assert ("O12", "ja") in {(f.rule, f.language) for f in preview.findings if f.severity is Severity.BLOCK}
