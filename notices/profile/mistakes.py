"""A mistake in the carrier's file, where it stands, and the error that tells all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from notices.domain.errors import ConfigurationError
from notices.messages import say
from notices.profile.scan import line_of


@dataclass(frozen=True, slots=True)
class Mistake:
    """`field` is the setting's path ("services[2].kind", counted from 1), "" where the file as a whole is meant.

    `code` names the sentence `profile.<code>` of the catalogues; `details` fills its places and never holds a secret.
    """

    file: str
    line: int
    field: str
    code: str
    details: Mapping[str, object]

    def sentence(self, language: str | None = None) -> str:
        """File, line, field, what is wrong there and what to write instead."""
        frame = "profile.mistake_in_field" if self.field else "profile.mistake_in_file"
        problem = say(f"profile.{self.code}", language, **self.details)
        return say(frame, language, file=self.file, line=self.line, field=self.field, problem=problem)


class ProfileErrors(ConfigurationError):
    """The carrier's file has mistakes. `mistakes` holds all of them by line; the error's own sentence lists them."""

    def __init__(self, file: str, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        listed = "\n".join(mistake.sentence() for mistake in self.mistakes)
        super().__init__("profile_mistakes", file=file, count=len(self.mistakes), mistakes=listed)


class MistakeList:
    """Gathers mistakes while reading goes on. A place is told once: the first thing found wrong there."""

    def __init__(self, file: str, lines: Mapping[str, int]) -> None:
        self._file = file
        self._lines = lines
        self._found: dict[str, Mistake] = {}

    def add(self, path: str, code: str, **details: object) -> None:
        """Note what is wrong with the setting at this path."""
        self._found.setdefault(path, Mistake(self._file, line_of(self._lines, path), path, code, details))

    def raise_if_any(self) -> None:
        """Raises ProfileErrors when anything was noted."""
        if self._found:
            raise ProfileErrors(self._file, sorted(self._found.values(), key=lambda mistake: mistake.line))
