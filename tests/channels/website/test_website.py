"""The door to the public site, on a real folder."""

import asyncio
import fcntl
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from channels import static_files
from channels.website.channel import WebsiteChannel
from notices.domain.delivery import DeliveryStatus, Parcel, Receipt, Recipient
from notices.domain.errors import DeliveryFailed
from notices.domain.incident_event import Mode

NOW = datetime(2018, 12, 6, 5, 0, tzinfo=UTC)
SITE: Mapping[str, bytes | None] = {
    "index.html": b"top",
    "feeds/reports.rss": b"feed",
    "archive/index.html": b"archive",
    "incidents/1/index.html": b"incident",
    "incidents/1/reports/1.html": b"report",
}


def parcel(files: Mapping[str, bytes | None]) -> Parcel:
    """A parcel for the site."""
    return Parcel(
        delivery_id="d1", channel="website", recipient=Recipient("site", "website", ""), notice_id="n1",
        incident_id="1", number=1, mode=Mode.NORMAL, title="", text="", page_url="", published_at=NOW, files=files,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the site stands; not made yet."""
    return tmp_path / "site"


@pytest.fixture
def door(folder: Path) -> WebsiteChannel:
    """The door on that folder."""
    return WebsiteChannel(folder, lambda: NOW)


def standing(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


async def test_files_stand_as_they_were_handed_over(door: WebsiteChannel, folder: Path) -> None:
    """Byte for byte, nothing else beside them, and the receipt says how many."""
    receipt = await door.deliver(parcel(SITE))
    assert standing(folder) == SITE
    assert receipt == Receipt(DeliveryStatus.DELIVERED, NOW, detail="5 files, 5 changed")


async def test_untouched_bytes_keep_their_time_stamp(door: WebsiteChannel, folder: Path) -> None:
    """A web server makes its ETag of it, so readers are not sent the same page again."""
    await door.deliver(parcel(SITE))
    os.utime(folder / "index.html", (1, 1))
    os.utime(folder / "archive/index.html", (1, 1))
    receipt = await door.deliver(parcel(SITE | {"archive/index.html": b"more"}))
    assert (folder / "index.html").stat().st_mtime == 1
    assert (folder / "archive/index.html").stat().st_mtime > 1
    assert receipt.detail == "5 files, 1 changed"


def test_what_a_killed_writer_left_is_removed_and_a_living_ones_is_not(door: WebsiteChannel, folder: Path) -> None:
    """A lock that the system gives up with the process tells the two apart."""
    folder.mkdir()
    (folder / ".index.html.dead.part").write_bytes(b"half")
    with (folder / ".index.html.living.part").open("wb") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        asyncio.run(door.deliver(parcel(SITE)))
        assert set(standing(folder)) == set(SITE) | {".index.html.living.part"}


async def test_a_file_handed_over_as_none_is_removed(door: WebsiteChannel, folder: Path) -> None:
    """Also where it never was."""
    await door.deliver(parcel(SITE))
    await door.deliver(parcel({"archive/index.html": None, "never.html": None}))
    assert set(standing(folder)) == set(SITE) - {"archive/index.html"}


async def test_a_page_stands_before_the_pages_that_link_to_it(
    door: WebsiteChannel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports and incident first, top and feeds last, whatever the order they come in."""
    order: list[str] = []
    write = static_files._write

    def note(target: Path, data: bytes) -> bool:
        order.append(str(target.relative_to(folder)))
        return write(target, data)

    monkeypatch.setattr(static_files, "_write", note)
    await door.deliver(parcel(SITE))
    assert order == [
        "incidents/1/reports/1.html",
        "incidents/1/index.html",
        "archive/index.html",
        "index.html",
        "feeds/reports.rss",
    ]


@pytest.mark.parametrize(
    "path", ["../out.html", "/etc/out.html", "a/../../out.html", "", ".", "a//b.html", "./a.html", ".hidden", "a\0b",
             "link/out.html"],
)  # fmt: skip
def test_no_path_leads_out_of_the_folder(door: WebsiteChannel, folder: Path, tmp_path: Path, path: str) -> None:
    """Refused for good, and nothing of the parcel is written."""
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(DeliveryFailed) as failed:
        asyncio.run(door.deliver(parcel({"index.html": b"top", path: b"out"})))
    assert (failed.value.reason, failed.value.is_permanent) == ("path_refused", True)
    assert standing(tmp_path) == {}


async def test_a_parcel_without_files_is_refused(door: WebsiteChannel) -> None:
    """A receipt for nothing would be a lie."""
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(parcel({}))
    assert (failed.value.reason, failed.value.is_permanent) == ("nothing_to_place", True)


async def test_a_full_disk_is_said_and_leaves_the_old_page_whole(
    door: WebsiteChannel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried again later; no half page, no leftover. The disk is full at the moment of saving (a real one cannot be)."""
    await door.deliver(parcel(SITE))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(static_files.os, "fsync", full)
    with pytest.raises(DeliveryFailed) as failed:
        await door.deliver(parcel(SITE | {"index.html": b"new top"}))
    assert (failed.value.reason, failed.value.vendor_code, failed.value.is_permanent) == ("disk_full", "ENOSPC", False)
    assert standing(folder) == SITE


def test_a_folder_that_is_a_file_is_said(door: WebsiteChannel, folder: Path) -> None:
    """By delivery and by the quiet test alike."""
    folder.write_bytes(b"")
    for attempt in (door.deliver(parcel(SITE)), door.probe()):
        with pytest.raises(DeliveryFailed) as failed:
            asyncio.run(attempt)
        assert (failed.value.reason, failed.value.is_permanent) == ("folder_is_a_file", False)


async def test_the_probe_leaves_no_trace(door: WebsiteChannel, folder: Path) -> None:
    """It makes the folder if need be and shows nothing to anybody."""
    await door.probe()
    assert standing(folder) == {}


def test_the_probe_removes_what_a_killed_one_left(door: WebsiteChannel, folder: Path) -> None:
    """Also where nothing is placed for days; a living writer's file stays."""
    folder.mkdir()
    (folder / ".probe.dead.part").write_bytes(static_files.PROBE)
    with (folder / ".probe.living.part").open("wb") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        asyncio.run(door.probe())
        assert set(standing(folder)) == {".probe.living.part"}


async def test_look_up_compares_every_byte(door: WebsiteChannel, folder: Path) -> None:
    """Delivered only when all stands there and what should be gone is gone."""
    gone = parcel(SITE | {"old.html": None})
    assert await door.look_up(gone) is None
    await door.deliver(gone)
    assert await door.look_up(gone) == Receipt(DeliveryStatus.DELIVERED, NOW, detail="6 files")
    (folder / "index.html").write_bytes(b"TOP")
    assert await door.look_up(replace(gone)) is None
