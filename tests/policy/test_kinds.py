"""Kinds of notices: the table, and which may follow which."""

from pathlib import Path

import pytest

from notices.domain.errors import ConfigurationError
from notices.domain.notice_content import NoticeKind
from notices.policy.kinds import MAY_FOLLOW, load_kinds, may_follow, read_kinds

F, U, R, C, K, X = "first", "update", "restored", "correction", "cause", "cancellation"

ORDER = [
    ([], {F, R}),
    ([F], {U, R, C, X}),
    ([F, U], {U, R, C, X}),
    ([F, U, C], {U, R, C, X}),
    ([R], {U, C, K, X}),
    ([F, R], {U, C, K, X}),
    ([F, R, U], {U, R, C, K, X}),
    ([F, R, C], {U, R, C, K, X}),
    ([F, R, K], {U, C, K, X}),
    ([F, X], set()),
    ([F, R, X], set()),
]


@pytest.mark.parametrize(("published", "allowed"), ORDER, ids=lambda value: "-".join(sorted(value)) or "nothing")
def test_what_may_come_next(published: list[str], allowed: set[str]) -> None:
    """Every kind is tried after every history."""
    history = [NoticeKind(kind) for kind in published]
    assert {kind.value for kind in NoticeKind if may_follow(kind, history)} == allowed


def test_only_number_one_is_a_first_report() -> None:
    """Nothing that is out may be followed by a first report."""
    assert {kind for kind, following in MAY_FOLLOW.items() if NoticeKind.FIRST in following} == set()


def test_every_kind_has_its_row() -> None:
    """In the order of the domain."""
    assert list(load_kinds()) == list(NoticeKind)


def test_only_a_cancellation_leaves_lines_out() -> None:
    """Every other kind has the twelve lines of C2."""
    assert {kind.value for kind, row in load_kinds().items() if len(row.required_items) != 12} == {X}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "kind_without_row"),
        ('[[kind]]\nkind = "third"\naudiences = ["public"]', "policy_field_wrong"),
        ('[[kind]]\nkind = "first"\naudiences = ["nobody"]', "policy_field_wrong"),
        ('[[kind]]\nkind = "first"\n', "policy_field_wrong"),
    ],
)
def test_mistake_in_the_table_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """A kind without a row, an unknown kind, an unknown audience, none at all."""
    path = tmp_path / "kinds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_kinds(path)
    assert caught.value.code == code
