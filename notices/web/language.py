"""The language a caller wants its sentences in."""

from notices.messages import LANGUAGES


def language_of(accept_language: str) -> str:
    """The first of our languages by the caller's own weights (RFC 9110 §12.5.4); Japanese when none is asked for."""
    wanted: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept_language.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            wanted.append((-_weight(weight), position, language))
    acceptable = [entry for entry in sorted(wanted) if entry[0] < 0]
    return acceptable[0][2] if acceptable else LANGUAGES[0]


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
