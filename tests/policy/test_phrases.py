"""Turns of phrase as data, and the times of day in a text."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from notices import policy
from notices.domain.errors import ConfigurationError
from notices.policy.phrases import folded, load_phrases, read_phrases, sentences
from notices.policy.spoken_times import times_in

POLICY = Path(policy.__file__).parent
JAPAN = timezone(timedelta(hours=9))
SINCE = datetime(2018, 12, 6, 5, 0, tzinfo=UTC)  # 14:00 in Japan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18時ごろ", ["06 18:00"]),
        ("１８時３０分の見込み", ["06 18:30"]),
        ("18:05から19時半", ["06 18:05", "06 19:30"]),
        ("7時15分", ["07 07:15"]),
        ("14時", ["07 14:00"]),
        ("約3時間後", []),
        ("明日9時", []),
        ("12月8日の9時", []),
        ("午後6時", []),
        ("24時", []),
        ("部品が届き次第", []),
    ],
)
def test_times_of_day_are_the_next_such_moments(text: str, expected: list[str]) -> None:
    """A text that speaks of another day, or of a half of it, gives none: it does not tell the moment by itself."""
    assert [moment.astimezone(JAPAN).strftime("%d %H:%M") for moment in times_in(text, SINCE, JAPAN)] == expected


def test_the_shipped_phrases_are_those_that_rules_ask_for() -> None:
    """A phrase that no rule looks for would only seem to be checked."""
    source = "".join(path.read_text(encoding="utf-8") for path in POLICY.rglob("*.py"))
    assert [name for name in load_phrases() if f'"{name}"' not in source] == []


@pytest.mark.parametrize("line", ["patterns = []", 'patterns = ["("]', "patterns = [3]"])
def test_a_pattern_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    """By file, entry and field."""
    path = tmp_path / "a.toml"
    path.write_text(f'[[phrases]]\nid = "x"\n{line}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_phrases(path)
    details = caught.value.details
    assert (details["file"], details["entry"], details["field"]) == ("a.toml", "x", "patterns")


def test_sentences_keep_their_ends() -> None:
    """So that a place in one is found again in the whole."""
    assert sentences("復旧しました。\n確認中です！ はい") == ["復旧しました。", "確認中です！", " はい"]


def test_texts_that_say_the_same_fold_alike() -> None:
    """Blanks, marks and width do not count."""
    assert folded("設備Ａ を、再起動。") == folded("設備Aを再起動")
