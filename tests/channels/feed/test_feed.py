"""The door to the feeds, on a real folder."""

from datetime import UTC, datetime
from pathlib import Path

from channels.feed.channel import FeedChannel
from channels.feed.spec import SPEC
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt, Recipient
from notices.domain.incident_event import Mode

NOW = datetime(2018, 12, 6, 5, 0, tzinfo=UTC)


async def test_feeds_stand_beside_the_pages_and_may_be_placed_twice(tmp_path: Path) -> None:
    """The second time changes nothing; looking it up finds them."""
    (tmp_path / "index.html").write_bytes(b"top")
    files = {"feeds/reports.atom": b"<feed/>", "feeds/reports.rss": b"<rss/>"}
    parcel = Parcel(
        delivery_id="d1", channel="feed", recipient=Recipient("feed", "feed", ""), notice_id="n1", incident_id="1",
        number=1, mode=Mode.NORMAL, title="", text="", page_url="", published_at=NOW, files=files,
    )  # fmt: skip
    door = FeedChannel(tmp_path, lambda: NOW)
    await door.probe()
    details = [(await door.deliver(parcel)).detail for _ in range(2)]
    assert details == ["2 files, 2 changed", "2 files, 0 changed"]
    assert await door.look_up(parcel) == Receipt(DeliveryStatus.DELIVERED, NOW, detail="2 files")
    assert (tmp_path / "feeds/reports.atom").read_bytes() == b"<feed/>"
    assert (tmp_path / "index.html").read_bytes() == b"top"
    assert (SPEC.name, SPEC.is_repeatable) == ("feed", True)
