"""What every door offers, and what it may ask of the house."""

from typing import Protocol

from notices.domain.channel_spec import ChannelSpec
from notices.domain.delivery import Parcel, Receipt


class Channel(Protocol):
    """A way out. Doors are asynchronous; a blocking vendor library runs in a thread of its own."""

    spec: ChannelSpec

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand the parcel over and return the vendor's answer.

        Raises DeliveryFailed: `is_permanent` where trying again cannot help, `is_unanswered` where the parcel may have
        been taken all the same. The text is sent as it is, never shortened, never reworded.
        """

    async def look_up(self, parcel: Parcel) -> Receipt | None:
        """Ask the vendor what became of a parcel. None: the vendor has no trace of it, so sending is safe.

        Raises DeliveryFailed when the vendor cannot be asked.
        """

    async def probe(self) -> None:
        """A quiet test of the line that reaches nobody. Raises DeliveryFailed when the way out is down."""

    async def close(self) -> None:
        """Let go of connections."""


class VendorClock(Protocol):
    """The real time, for signatures, TLS and vendor time stamps; never the simulated one."""

    def now_epoch_seconds(self) -> float:
        """Seconds since 1970-01-01T00:00Z."""
