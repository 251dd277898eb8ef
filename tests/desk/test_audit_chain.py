"""S2: the trail shows when it was tampered with."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from notices.desk.audit_chain import GENESIS, first_broken, link

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def trail(length=5):
    entries, previous = [], GENESIS
    for seq in range(1, length + 1):
        entries.append(link(seq, NOW, "kouhou-1", "draft_notice", f"n{seq}", "{}", previous))
        previous = entries[-1].hash
    return entries


def test_an_untouched_trail_holds():
    """The chain verifies from its beginning."""
    assert first_broken(trail()) is None


@pytest.mark.parametrize(
    "change",
    [{"actor": "x"}, {"verb": "x"}, {"subject": "x"}, {"detail": "x"}, {"at": datetime(2020, 1, 1, tzinfo=UTC)}],
)
def test_a_changed_entry_is_found(change):
    """Whatever is changed, the entry's own hash no longer fits."""
    entries = trail()
    entries[2] = replace(entries[2], **change)

    assert first_broken(entries) == 3


def test_a_changed_and_rehashed_entry_breaks_the_next():
    """Rewriting one entry with a fresh hash does not help."""
    entries = trail()
    entries[2] = link(3, NOW, "somebody", "draft_notice", "n3", "{}", entries[1].hash)

    assert first_broken(entries) == 4


def test_a_removed_entry_is_found():
    """A gap in the numbers breaks the chain."""
    entries = trail()
    del entries[1]

    assert first_broken(entries) == 3
