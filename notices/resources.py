"""Finds the words: `templates/` and `glossary/` beside the packages in a checkout, carried inside them in a wheel."""

from pathlib import Path

_HOUSE = Path(__file__).resolve().parent
_CARRIED = _HOUSE / "_carried"
_READABILITY = "readability-"


def templates_dir() -> Path:
    """The folder with one folder per language."""
    return _root() / "templates"


def glossary_dir() -> Path:
    """The folder with one TOML file per language."""
    return _root() / "glossary"


def readability_languages() -> list[str]:
    """The languages whose texts can be measured: one file each beside the glossary."""
    return sorted(path.stem.removeprefix(_READABILITY) for path in glossary_dir().glob(f"{_READABILITY}*.toml"))


def scenarios_dir() -> Path:
    """The real outages that can be replayed."""
    return _HOUSE / "sandbox" / "scenarios"


def _root() -> Path:
    return _CARRIED if _CARRIED.is_dir() else _HOUSE.parent
