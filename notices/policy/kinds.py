"""The kinds of notices: what each must carry (`kinds.toml`), and which may follow which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from notices.domain.delivery import Audience
from notices.domain.errors import ConfigurationError
from notices.domain.notice_content import NoticeKind
from notices.policy.data_file import Entry, read_entries

_FILE = Path(__file__).resolve().with_name("kinds.toml")
_FIELDS = frozenset({"kind", "required_items", "audiences", "clauses"})

_OPEN = frozenset({NoticeKind.UPDATE, NoticeKind.RESTORED, NoticeKind.CORRECTION, NoticeKind.CANCELLATION})
_OVER = frozenset({NoticeKind.UPDATE, NoticeKind.CORRECTION, NoticeKind.CAUSE, NoticeKind.CANCELLATION})

MAY_BEGIN = frozenset({NoticeKind.FIRST, NoticeKind.RESTORED})
"""Number 1 is a first report, or a restored one when everything was over before anyone knew."""

MAY_FOLLOW: dict[NoticeKind, frozenset[NoticeKind]] = {
    NoticeKind.FIRST: _OPEN,
    NoticeKind.UPDATE: _OPEN | {NoticeKind.CAUSE},
    NoticeKind.RESTORED: _OVER,
    NoticeKind.CORRECTION: _OPEN | {NoticeKind.CAUSE},
    NoticeKind.CAUSE: _OVER,
    NoticeKind.CANCELLATION: frozenset(),
}
"""What may come right after a report of each kind. A restored report may follow a restored one only when something was
said in between: that it had not held (update) or had been wrong (correction). A cause also needs the recovery told."""


def may_follow(kind: NoticeKind, published_kinds: Sequence[NoticeKind]) -> bool:
    """Whether a report of this kind may come next, given the kinds published so far, oldest first."""
    if not published_kinds:
        return kind in MAY_BEGIN
    if kind is NoticeKind.CAUSE and NoticeKind.RESTORED not in published_kinds:
        return False
    return kind in MAY_FOLLOW[published_kinds[-1]]


@dataclass(frozen=True, slots=True)
class KindRow:
    """One row of the table. The items are keys of the words; the clauses are ids."""

    kind: NoticeKind
    required_items: tuple[str, ...]
    audiences: tuple[Audience, ...]
    clauses: tuple[str, ...]


@cache
def load_kinds() -> Mapping[NoticeKind, KindRow]:
    """Every kind with its row. Raises ConfigurationError, see read_kinds."""
    return read_kinds(_FILE)


def read_kinds(path: Path) -> Mapping[NoticeKind, KindRow]:
    """The rows of a file. Raises ConfigurationError naming entry and field, also for a kind without a row."""
    rows = {row.kind: row for row in map(_row, read_entries(path, "kind", "kind", _FIELDS))}
    missing = [kind.value for kind in NoticeKind if kind not in rows]
    if missing:
        raise ConfigurationError("kind_without_row", file=path.name, kind=missing[0])
    return rows


def _row(entry: Entry) -> KindRow:
    audiences = entry.texts("audiences")
    if not audiences or not set(audiences) <= set(Audience):
        raise entry.wrong("audiences")
    return KindRow(
        kind=entry.choice("kind", NoticeKind),
        required_items=entry.texts("required_items"),
        audiences=tuple(map(Audience, audiences)),
        clauses=entry.texts("clauses"),
    )
