"""Puts the pages of a parcel in place."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from channels.static_files import SiteFolder
from channels.website.spec import SPEC
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt


class WebsiteChannel:
    """One folder of static files. `now` is the house's clock and dates the receipts.

    The disk is written in a thread of its own, so that a slow one delays nobody else.
    """

    spec = SPEC

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._files = SiteFolder(folder)
        self._now = now

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Place the parcel's files, whole or not at all; `detail` says how many. Raises DeliveryFailed (`codes.py`)."""
        changed = await self._files.apart(self._files.place, parcel.files, is_whole=not parcel.incident_id)
        detail = f"{len(parcel.files)} files, {changed} changed"
        return Receipt(DeliveryStatus.DELIVERED, self._now(), detail=detail)

    async def look_up(self, parcel: Parcel) -> Receipt | None:
        """Delivered when every file stands in place byte for byte."""
        if not await self._files.apart(self._files.holds, parcel.files):
            return None
        return Receipt(DeliveryStatus.DELIVERED, self._now(), detail=f"{len(parcel.files)} files")

    async def probe(self) -> None:
        """Whether the folder can be written to."""
        await self._files.apart(self._files.check_writable)

    async def close(self) -> None:
        """Let go of the thread."""
        self._files.close()
