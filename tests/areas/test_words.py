"""A slip in the wording shows at the start, naming file and line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notices import resources
from notices.areas import words as area_words
from notices.domain.errors import ConfigurationError
from notices.messages import LANGUAGES, explain

ENGLISH = (resources.templates_dir() / "en" / "areas.toml").read_text(encoding="utf-8")
RIGHT = (resources.templates_dir() / "ja" / "areas.toml").read_text(encoding="utf-8")


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A templates folder of one's own."""
    (tmp_path / "ja").mkdir()
    monkeypatch.setattr(area_words, "templates_dir", lambda: tmp_path)
    area_words.load_area_words.cache_clear()
    yield tmp_path
    area_words.load_area_words.cache_clear()


@pytest.mark.parametrize(
    ("before", "after", "code", "shown"),
    [
        ('unknown = "調査中"', "unknown =", "area_words_unreadable", "areas.toml"),
        ('unknown = "調査中"', "", "area_words_lines", "unknown"),
        ('unknown = "調査中"', 'unknown = "調査中"\nunknwon = "調査中"', "area_words_lines", "unknwon"),
        ('"{name}の一部"', '"{nmae}の一部"', "area_words_line", "part_of"),
        ('"{names}の各一部"', '"の各一部"', "area_words_line", "parts_of"),
        ('"{names}の全域"', '"{namesの全域"', "area_words_line", "all_of"),
        ('joint = "の"', 'joint = ["の"]', "area_words_line", "joint"),
        ('["の全地域",', '["",', "area_words_line", "whole_endings"),
    ],
)
def test_a_wrong_line_is_named(templates: Path, before: str, after: str, code: str, shown: str) -> None:
    """Whoever edits the wording reads which line to mend, in both languages."""
    assert before in RIGHT
    (templates / "ja" / "areas.toml").write_text(RIGHT.replace(before, after), encoding="utf-8")
    with pytest.raises(ConfigurationError) as refusal:
        area_words.load_area_words("ja")
    assert refusal.value.code == code
    assert [language for language in LANGUAGES if shown not in explain(refusal.value, language)] == []


@pytest.mark.parametrize(
    ("before", "after", "code", "shown"),
    [
        ('names = "romaji"', 'names = "rōmaji"', "area_words_line", "names"),
        ("[special_names]", "[names_special]", "area_words_lines", "special_names"),
        ('town = "{name} Town"', "", "area_words_line", "name_patterns"),
        ('"{name} Town"', '"Town"', "area_words_line", "name_patterns"),
        ('13 = "Tokyo"', '13 = "{name}"', "area_words_line", "special_names"),
        ('13 = "Tokyo"', "13 = 13", "area_words_line", "special_names"),
        ('last_joint = " and "', 'last_joint = "{name}"', "area_words_line", "last_joint"),
    ],
)
def test_a_wrong_line_about_latin_names_is_named(
    templates: Path, before: str, after: str, code: str, shown: str
) -> None:
    """Whoever asks for Latin letters gives a pattern for every kind of area."""
    assert before in ENGLISH
    (templates / "ja" / "areas.toml").write_text(ENGLISH.replace(before, after), encoding="utf-8")
    with pytest.raises(ConfigurationError) as refusal:
        area_words.load_area_words("ja")
    assert refusal.value.code == code
    assert shown in explain(refusal.value, "en")


def test_a_language_without_wording_is_refused(templates: Path) -> None:
    """The file that is missing is named."""
    with pytest.raises(ConfigurationError, match="area_words_unreadable"):
        area_words.load_area_words("xx")
