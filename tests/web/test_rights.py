"""The table of rights, and the languages of sentences: pure."""

from itertools import pairwise

import pytest

from notices.storage.access import Role
from notices.web.language import language_of
from notices.web.rights import RIGHTS, Right


def test_every_right_is_in_the_table():
    """A right nobody has written down would be refused to everybody, by a crash."""
    assert set(RIGHTS) == set(Right)


def test_a_machine_never_submits_holds_or_approves():
    """S1: the public is told by people."""
    assert {right for right, roles in RIGHTS.items() if Role.MACHINE in roles} == {
        Right.READ, Right.RECORD, Right.DRAFT,
    }  # fmt: skip


def test_a_wider_role_may_what_the_narrower_may():
    """Viewer, editor, approver, administrator."""
    people = [Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR]
    may = [{right for right, roles in RIGHTS.items() if role in roles} for role in people]

    assert all(narrow <= wide for narrow, wide in pairwise(may))


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "ja"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("fr, ja;q=0.5, en;q=0.8", "en"), ("de", "ja"),
        ("en;q=0, ja", "ja"), ("en;q=0", "ja"), ("en;q=x", "ja"), ("*", "ja"), ("ja,en", "ja"),
    ],
)  # fmt: skip
def test_the_language_is_the_callers_first_that_we_speak(asked, language):
    """Japanese where none of theirs is ours."""
    assert language_of(asked) == language
