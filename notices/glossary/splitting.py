"""Where a long sentence is best parted in two: behind a word that joins two statements, near the middle."""

import re
from functools import cache

from notices.glossary.readability_rules import ReadabilityRules

# the first and the last quarter are no halves
_FIRST, _LAST = 0.25, 0.75
# a better joint may stand this much further from the middle (parts of the sentence)
_PER_RANK = 0.01


def split_place(read: str, rules: ReadabilityRules) -> int | None:
    """The place in the sentence behind which the second one would begin, None where no joint stands near the middle."""
    ranks = {joint: rank for rank, joint in enumerate(rules.splits)}
    places = [
        (abs(share - 0.5) + ranks[match.group()] * _PER_RANK, match.end())
        for match in _joints(rules).finditer(read)
        if _FIRST <= (share := match.end() / len(read)) <= _LAST
    ]
    return min(places)[1] if places else None


@cache
def _joints(rules: ReadabilityRules) -> re.Pattern[str]:
    """Any joint, the longest where several begin."""
    longest_first = sorted(rules.splits, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
