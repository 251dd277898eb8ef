"""The facts of a way out (周知手段): declared once, read by the rules before approval and by the courier after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from notices.domain.delivery import Audience
from notices.domain.rendition import Form


class Priority(IntEnum):
    """Who is served first (design: website, feed and partners; then X; then mail and SMS)."""

    FIRST = 0
    SECOND = 1
    THIRD = 2


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a text is to this channel: `units` of at most `limit`; `segments` where the vendor bills by them."""

    units: int
    limit: int
    segments: int = 1

    @property
    def is_too_long(self) -> bool:
        """A text over the limit is a finding before approval; no door ever cuts (O3)."""
        return self.units > self.limit


@dataclass(frozen=True, slots=True)
class ChannelSpec:
    """`is_repeatable`: sending the same parcel twice is harmless; otherwise the vendor is asked first (S3).

    `confirms_later`: the vendor's first answer is "accepted"; whether it arrived is learnt by looking it up.
    `recipients_per_shard`: how many deliveries one shard holds; with 1 a silent recipient keeps no other waiting, and
    shards are served side by side. `form` None: it carries reports to authorities, never a notice.
    `at_once`: how many parcels may be on their way, that is attempted and their outcome not yet written down.
    `may_hang`: how many more may, once they have hung for a second; for ways out where each recipient answers for
    itself (docs/decisions/0011).
    """

    name: str
    form: Form | None
    audience: Audience
    priority: Priority
    is_repeatable: bool
    measure: Callable[[str], Measure] | None = None
    confirms_later: bool = False
    recipients_per_shard: int = 500
    attempt_timeout_seconds: float = 20.0
    at_once: int = 8
    may_hang: int = 0


def measures_of(specs: Iterable[ChannelSpec]) -> dict[Form, Callable[[str], Measure]]:
    """How each form is measured, where its channel has a limit."""
    return {spec.form: spec.measure for spec in specs if spec.form is not None and spec.measure is not None}
