"""One word of the glossary, as its file states it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notices.domain.finding import Severity


class WordRule(StrEnum):
    """Why a word is in the glossary: unclear (W2), stays with a note (W3), misled in public or superseded (W4)."""

    UNCLEAR = "W2"
    NEEDS_NOTE = "W3"
    MISLEADS = "W4"


class Status(StrEnum):
    """Who stands behind the wording."""

    MINISTRY = "ministry"
    CARRIER = "carrier"
    OURS = "ours"


class Confidence(StrEnum):
    """How sure the source is: official summary, press or draft, our inference."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that reads better replaced as a whole than word by word."""

    text: str
    plain: str


@dataclass(frozen=True, slots=True)
class Spec:
    """The entry's proof: `source`, all proposals accepted, reads `target`; equal where nothing may change."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`plain` is None where only a person who knows the facts can find the words (or W3: the word stays, with `note`).

    `verb` is the wording where the word is used as a verb, that is before one of the language's `verb_endings`.
    `tails`: what may follow the word and goes with it (予備系 and 予備系装置 are both 予備の設備).
    `needs_facts`: only a person knows whether the wording is true (which device is meant); nobody accepts it unseen.
    `starts_word`: not the word where another word touches it in front. `valid_to` is the last day, None while in use.
    """

    term: str
    reading: str
    rule: WordRule
    severity: Severity
    status: Status
    source: str
    confidence: Confidence
    valid_from: date
    specs: tuple[Spec, ...]
    valid_to: date | None = None
    variants: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    plain: str | None = None
    verb: str | None = None
    phrases: tuple[Phrase, ...] = ()
    note: str | None = None
    starts_word: bool = False
    needs_facts: bool = False

    def is_in_force(self, on: date | None) -> bool:
        """Whether it is used on that day; without a day: whether it has no last day."""
        if on is None:
            return self.valid_to is None
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Everything this entry may propose."""
        return tuple(w for w in (self.plain, self.verb, *(phrase.plain for phrase in self.phrases)) if w)


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What the glossary must know of its language: the `[language]` table of the file.

    `annotated` has the places `{term}` and `{note}`; a word followed by one of `note_opens` has its note already.
    A word of rule W4 misleads nobody where one of `denials`, regular expressions on the folded text, follows it at once
    (復旧作業は終了していません).
    """

    verb_endings: tuple[str, ...]
    sentence_ends: tuple[str, ...]
    annotated: str
    note_opens: tuple[str, ...]
    denials: tuple[str, ...] = ()
