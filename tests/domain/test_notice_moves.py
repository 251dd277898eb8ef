"""The table of moves, walked pair by pair."""

from itertools import product

import pytest

from notices.domain.errors import ForbiddenMove
from notices.domain.notice import MOVES, NoticeStatus, check_move


@pytest.mark.parametrize(("now", "then"), list(product(NoticeStatus, NoticeStatus)))
def test_every_pair_is_allowed_or_refused_as_the_table_says(now, then):
    """A forbidden move is refused with both ends named."""
    if then in MOVES[now]:
        check_move(now, then)
        return

    with pytest.raises(ForbiddenMove) as refused:
        check_move(now, then)
    assert refused.value.details == {"now": now.value, "then": then.value}


def test_a_published_notice_never_moves_again():
    """C7: a mistake is a new notice, not an edit."""
    assert MOVES[NoticeStatus.PUBLISHED] == frozenset()
