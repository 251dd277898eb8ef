"""Every code that can be said has its sentence, in both languages, with the places that the code fills."""

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import notices.profile  # noqa: F401 - brings its error class among the subclasses
from notices.domain.errors import ShuchiError
from notices.messages import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("notices", "channels", "scheduler")
FINDING_PLACES = frozenset({"matched", "proposal", "note"})
# errors and the profile's mistakes carry their code without the room's name, which is put before it when they are told
SAID_BY_SHORT_CODE = frozenset({"error.*", "profile.*"})
VENDOR_PLACES = frozenset({"vendor_code", "vendor_text"})


@dataclass(frozen=True)
class Said:
    """A code as it stands in the source. `gives`: the places filled there, None where that cannot be read off."""

    code: str
    where: str
    gives: frozenset[str] | None


def error_classes(base: type = ShuchiError) -> set[str]:
    """The names of all error classes."""
    return {base.__name__}.union(*(error_classes(sub) for sub in base.__subclasses__()))


@cache
def trees() -> dict[Path, ast.Module]:
    """Every source file, parsed."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def literals(node: ast.expr) -> list[str]:
    """The texts an expression may be; one of a choice, "*" for the open parts of an f-string."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return literals(node.body) + literals(node.orelse)
        case ast.JoinedStr():
            return ["".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)]  # type: ignore[misc]
    return []


def places_given(call: ast.Call) -> frozenset[str] | None:
    """The keywords of a call, None where some come from a mapping."""
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(str(name) for name in names)


@cache
def said() -> tuple[Said, ...]:
    """Every code that the source names where it is said or raised."""
    classes = error_classes()
    found: list[Said] = []
    for path, tree in trees().items():
        inside = {
            call
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) in classes for base in node.bases)
            for call in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found += said_by(node, f"{path.relative_to(ROOT)}:{node.lineno}", classes, node in inside)
    return tuple(found)


def said_by(call: ast.Call, where: str, classes: set[str], is_in_error_class: bool) -> Iterator[Said]:
    """What one call says."""
    name = ast.unparse(call.func).split(".")[-1]
    gives = places_given(call)
    first = literals(call.args[0]) if call.args else []
    if name in classes or (is_in_error_class and ast.unparse(call.func) == "super().__init__"):
        if name == "DeliveryFailed":
            gives = VENDOR_PLACES
        yield from (Said(f"error.{code}", where, gives) for code in first)
    elif name == "say":
        yield from (Said(code, where, gives) for code in first)
    elif name == "wrong" and where.startswith("notices/profile/") and len(call.args) > 1:
        yield from (Said(f"profile.{code}", where, gives) for code in literals(call.args[1]))
    elif name == "Finding":
        for keyword in call.keywords:
            if keyword.arg == "message":
                yield from (Said(code, where, FINDING_PLACES) for code in literals(keyword.value))


def places(sentence: str) -> frozenset[str]:
    """The places of a sentence."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def fits(code: str, pattern: str) -> bool:
    """Whether a code is the one said, or one of those an open part may stand for."""
    start, star, end = pattern.partition("*")
    return code == pattern or bool(star and start and code.startswith(start) and code.endswith(end))


@cache
def spelt_out() -> str:
    """Everything in which a code may stand as data: the texts in the source, the data files, the templates."""
    texts = [
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value
    ]
    files = [path for ending in ("toml", "html", "j2") for path in (ROOT / "notices").rglob(f"*.{ending}")]
    return "\n".join(["", *texts, *(path.read_text(encoding="utf-8") for path in files), ""])


def is_used(code: str, patterns: set[str]) -> bool:
    """Whether anything can say the code."""
    room, _, short = code.partition(".")
    spelt = f"\n{code}\n" in spelt_out() or f'"{code}"' in spelt_out() or f"'{code}'" in spelt_out()
    spelt = spelt or (f"{room}.*" in SAID_BY_SHORT_CODE and f"\n{short}\n" in spelt_out())
    return spelt or any(fits(code, pattern) for pattern in patterns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_is_said_has_a_sentence(language: str) -> None:
    """Nobody is shown a bare code at three in the morning."""
    known = catalogue(language)
    missing = [f"{each.code} ({each.where})" for each in said() if not any(fits(code, each.code) for code in known)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_a_sentence_is_filled(language: str) -> None:
    """A place that nothing fills would turn an error into a crash."""
    known = catalogue(language)
    unfilled = [
        f"{each.code} ({each.where}): {sorted(places(known[each.code]) - each.gives)}"
        for each in said()
        if each.gives is not None and each.code in known and places(known[each.code]) - each.gives
    ]
    assert unfilled == []


def test_the_languages_say_the_same_things() -> None:
    """Same codes with the same places in every language."""
    said_in = {
        language: {f"{code} {sorted(places(sentence))}" for code, sentence in catalogue(language).items()}
        for language in LANGUAGES
    }
    shared = set.intersection(*said_in.values())
    assert [f"{language}: {line}" for language, lines in said_in.items() for line in sorted(lines - shared)] == []


def test_no_sentence_is_left_over() -> None:
    """A sentence that nothing says any more is taken out."""
    patterns = {each.code for each in said()} - SAID_BY_SHORT_CODE
    assert [code for code in catalogue(LANGUAGES[0]) if not is_used(code, patterns)] == []
