"""How far a fact may travel (共有範囲, requirement P1)."""

from enum import IntEnum


class SharingScope(IntEnum):
    """Ordered from the narrowest to the widest; the wider one may be seen by everyone the narrower one may.

    The five steps are those of the information-sharing rules between carriers and the ministry.
    """

    INTERNAL = 0
    MINISTRY = 1
    CARRIERS = 2
    CONSUMER_BODIES = 3
    PUBLIC = 4

    def may_reach(self, audience_scope: "SharingScope") -> bool:
        """Whether a fact with this scope may be shown to an audience that sees `audience_scope` and wider."""
        return self >= audience_scope
