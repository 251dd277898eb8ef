"""Text from people at the door: short enough to be read, and of characters that every page, feed and record can hold.

What only steers the order of a text (bidirectional marks) is let in and taken out of every form before approval
(`notices.rendering.plain_text`); everything else that no reader could see is refused with its place (S5, S6).
"""

import re

from notices.domain.errors import InputError
from notices.domain.notice_content import Wording

MOST_CHARACTERS = 1_000
MOST_USER_ACTIONS = 20
# Control characters but tab and line breaks, lone halves of characters, and code points that are none.
_UNUSABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def check_text(item: str, text: str) -> None:
    """Raises InputError, naming the item and the place, for a text that is too long or holds an unusable character."""
    if len(text) > MOST_CHARACTERS:
        raise InputError("text_too_long", item=item, length=len(text), most=MOST_CHARACTERS)
    found = _UNUSABLE.search(text)
    if found is not None:
        character = f"U+{ord(found.group()):04X}"
        raise InputError("text_unusable", item=item, character=character, position=found.start() + 1)


def check_wording(wording: Wording) -> None:
    """Every item of a person's wording. Raises InputError."""
    if len(wording.user_actions) > MOST_USER_ACTIONS:
        raise InputError("too_many_actions", count=len(wording.user_actions), most=MOST_USER_ACTIONS)
    for item, text in wording.items():
        check_text(item, text)
