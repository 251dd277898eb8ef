"""Every language of the public's texts is whole: each form of each kind, each word, each line about areas."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from notices.domain.notice_content import NoticeKind
from notices.domain.rendition import MASTER_LANGUAGE, PUBLIC_FORMS
from notices.rendering.renderer import FILES

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OTHERS = sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir() and path.name != MASTER_LANGUAGE)

# Where a language's words are its own: the columns of an effect follow its grammar, and it may have further words.
OWN_COLUMNS = "effects"
# One word of the master that another language need not have, and why.
OF_THE_MASTER_ALONE = {
    ("terms", "stem_end"),  # how Japanese service names share their start
    ("terms", "company_form"),  # how Japanese companies write their legal form
}


def read(language: str, file: str) -> dict[str, Any]:
    """A file of a language."""
    return tomllib.loads((TEMPLATES / language / file).read_text(encoding="utf-8"))


def keys_of(table: dict[str, Any], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The full keys of every table and word."""
    found: set[tuple[str, ...]] = set()
    for key, value in table.items():
        found.add((*path, key))
        if isinstance(value, dict) and path[:1] != (OWN_COLUMNS,):
            found |= keys_of(value, (*path, key))
    return found


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_every_public_form(language: str, kind: NoticeKind) -> None:
    """C13: what the public sees, it sees in every language."""
    folder = TEMPLATES / language / kind
    assert [FILES[form] for form in PUBLIC_FORMS if not (folder / FILES[form]).is_file()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_master_has_its_word(language: str) -> None:
    """A new cause, effect, alternative or phrase of the book is missing in no language."""
    missing = keys_of(read(MASTER_LANGUAGE, "words.toml")) - keys_of(read(language, "words.toml"))
    assert sorted(".".join(path) for path in missing - OF_THE_MASTER_ALONE) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("table", ["alternatives", "emergency_alternatives", "actions", "causes", "effects"])
def test_no_language_says_what_the_master_does_not(language: str, table: str) -> None:
    """A sentence that is left over was removed from the master, perhaps because it was wrong."""
    assert set(read(language, "words.toml")[table]) - set(read(MASTER_LANGUAGE, "words.toml")[table]) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_form_holds_the_items_of_the_master(language: str) -> None:
    """C2 holds in every language; the order may be the language's own."""
    own, masters = read(language, "words.toml")["forms"], read(MASTER_LANGUAGE, "words.toml")["forms"]
    assert {form: set(masters[form]) - set(own[form]) for form in ("page", "entry")} == {"page": set(), "entry": set()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_names_areas(language: str) -> None:
    """Every line of the master's wording; more only where the names are written otherwise."""
    missing = set(read(MASTER_LANGUAGE, "areas.toml")) - set(read(language, "areas.toml"))
    assert sorted(missing) == []
