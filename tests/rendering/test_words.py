"""The words of a language: complete, and a missing one is named."""

from enum import StrEnum
from pathlib import Path

import pytest

from notices.domain.errors import ConfigurationError
from notices.domain.impact import Effect, EmergencyStatus
from notices.domain.incident_event import CauseCategory, Mode, OutlookKind
from notices.domain.notice_content import NoticeKind
from notices.policy.alternatives import load_alternatives
from notices.rendering.words import load_words, read_words


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("kinds", NoticeKind),
        ("marks", Mode),
        ("mark_notes", Mode),
        ("effects", Effect),
        ("emergency", EmergencyStatus),
        ("emergency_reported", EmergencyStatus),
        ("causes", CauseCategory),
        ("outlooks", OutlookKind),
    ],
)
def test_every_value_of_the_domain_has_its_word(table: str, values: type[StrEnum]) -> None:
    """And no word is left over."""
    assert set(load_words()[table].as_mapping()) == {value.value for value in values}


def test_every_alternative_has_its_sentence() -> None:
    """The catalogue of the policy and the words of the templates belong together (A1)."""
    tables = [load_words()[table].as_mapping() for table in ("alternatives", "emergency_alternatives")]
    assert [means.id for means in load_alternatives() if not any(means.id in table for table in tables)] == []


def test_a_missing_word_names_file_and_key(tmp_path: Path) -> None:
    """Whoever writes a language learns what to add, and where."""
    path = tmp_path / "templates" / "en" / "words.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[effects.unusable]\nlabel = "unusable"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_words(path)["effects"]["unusable"]["past"]
    assert caught.value.details == {"file": "templates/en/words.toml", "key": "effects.unusable.past"}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """Not TOML: the file and the reason."""
    path = tmp_path / "words.toml"
    path.write_text("[kinds\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_words(path)
    assert caught.value.code == "words_unreadable"
