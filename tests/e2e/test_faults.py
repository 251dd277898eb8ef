"""A disk that fills, a lock that stays, a folder that goes while `shuchi serve` runs: told, outlived, nothing lost."""

import resource
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from worlds.served import Served, full_disk, limited, locked, mounted, unmount, until

from notices.clock import SystemClock

pytestmark = pytest.mark.slow

FAULT_SECONDS = 4
CLOCK = SystemClock()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One running installation for all of them: whatever breaks, the next fault finds it well again."""
    folder = tmp_path_factory.mktemp("served")
    disks = [disk for disk in (folder / "db", folder / "site") if mounted(disk, "8m")]
    served = Served(folder)
    try:
        served.prepare()
        served.start()
        yield served
    finally:
        served.close()
        for disk in disks:
            unmount(disk)


def is_disk(folder: Path) -> bool:
    """Whether it was possible to mount a small disk there."""
    return folder.is_mount()


def database_fault(served, name):
    """The fault of that name, about to happen."""
    match name:
        case "full disk":
            if not is_disk(served.database.parent):
                pytest.skip("no disk can be mounted here; the limit of a file's length stands for it")
            return full_disk(served.database.parent)
        case "no longer file":
            return limited(served.process, resource.RLIMIT_FSIZE, 4096)
    return locked(served.database)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("full disk", "database_full"),
        ("no longer file", "database_disk"),
        ("lock", "database_locked"),
    ],
)
def test_a_database_that_refuses_is_told_and_everything_goes_on_once_it_takes_again(served, fault, reason):
    """The clock fires what came due, and who asked in vain asks again under the same key; each is done once."""
    until(lambda: not served.trouble("database"))  # what a test before left must be mended
    by_clock, by_people = served.open(FAULT_SECONDS), served.open()
    notice_id = served.approved(by_people)
    seen = len(served.log())
    asked = {"by": "approver", "Idempotency_Key": f"publish-{notice_id}"}
    with database_fault(served, fault):
        began = CLOCK.now()
        refused = served.move(notice_id, "publish", **asked)
        # several writers meet the fault at once: who waits for another one's failing write first takes it for a lock
        trouble = until(lambda: (told := served.trouble("database")) and told["reason"] == reason and told)
        health = served.health()
        until(lambda: (CLOCK.now() - began).total_seconds() > FAULT_SECONDS + 2)
        meanwhile = [served.call("GET", f"/incidents/{i}", by="noc").status_code for i in (by_clock, by_people)]
        lines = served.log()[seen:]
    until(lambda: served.health().get("http") == 200)
    until(lambda: served.is_public(by_clock))
    as_before = {**asked, "If_Match": refused.request.headers["If-Match"]}
    taken, again = (served.call("POST", f"/notices/{notice_id}/publish", **as_before) for _ in range(2))
    until(lambda: served.is_public(by_people))

    assert (refused.status_code, refused.headers["Content-Type"]) == (503, "application/problem+json")
    assert refused.json()["code"] == "database_unavailable"
    assert trouble["detail"] in refused.json()["detail"]
    assert trouble["reason"] == reason
    assert (health["http"], health["status"], health["database"]) == (503, "down", False)
    assert meanwhile == [200, 200]
    assert [line for line in lines if "exception" in line] == []
    assert len([line for line in lines if line["level"] in ("error", "warning")]) <= 4
    assert (taken.status_code, again.headers.get("Idempotency-Replayed")) == (200, "true")
    assert [served.reports(i) for i in (by_clock, by_people)] == [[(1, "published")]] * 2
    assert served.is_audit_whole()


@contextmanager
def no_folder(site):
    """Where no disk can be mounted: a file stands where the folder was."""
    aside = site.with_name("aside")
    site.rename(aside)
    site.write_text("")
    try:
        yield
    finally:
        site.unlink()
        aside.rename(site)


def test_a_full_disk_under_the_site_holds_up_no_publication_and_the_pages_come_at_once_when_there_is_room(served):
    """What backs off does not wait for its turn: the receipts are there as well, and so is every older page."""
    older, newer = served.open(), served.open()
    served.move(served.approved(older), "publish", by="approver")
    until(lambda: served.arrived(older) == [("feed", "delivered"), ("website", "delivered")])
    notice_id = served.approved(newer)
    with full_disk(served.site) if is_disk(served.site) else no_folder(served.site):
        published = served.move(notice_id, "publish", by="approver")
        trouble = until(lambda: served.trouble("website"))
        health = served.health()
        time.sleep(6)
        is_shown = served.is_public(newer)
    until(lambda: served.is_public(newer), 20)
    until(lambda: served.arrived(newer) == [("feed", "delivered"), ("website", "delivered")], 5)

    assert (published.status_code, is_shown) == (200, False)
    assert trouble["reason"] in ("disk_full", "folder_is_a_file")
    assert (health["http"], health["status"]) == (200, "ok")
    assert served.is_public(older)
    assert [path for path in served.site.rglob(".*") if path.is_file()] == []
    until(lambda: not served.trouble("website"))


def test_a_site_that_was_removed_is_put_in_place_whole(served):
    """Somebody tidied up: every page published so far stands again, without anybody publishing anything."""
    shown = served.open()
    served.move(served.approved(shown), "publish", by="approver")
    until(lambda: served.is_public(shown))
    pages = {path.relative_to(served.site) for path in served.site.rglob("*.html")}
    for path in served.site.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    until(lambda: served.is_public(shown))
    until(lambda: {path.relative_to(served.site) for path in served.site.rglob("*.html")} == pages)

    assert served.health()["http"] == 200


def test_a_disk_that_turns_read_only_is_told_and_outlived(served):
    """As a kernel does it that found the disk broken."""
    if not is_disk(served.site):
        pytest.skip("no disk can be mounted here")
    until(lambda: not served.trouble("website"))  # what a test before left must be mended
    subprocess.run(["mount", "-o", "remount,ro", str(served.site)], check=True)
    try:
        trouble = until(lambda: served.trouble("website"))
        newer = served.open()
        published = served.move(served.approved(newer), "publish", by="approver")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(served.site)], check=True)
    until(lambda: served.is_public(newer))

    assert (trouble["reason"], published.status_code) == ("folder_read_only", 200)
    assert "read-only" in trouble["detail"]


def test_no_file_descriptors_left_is_outlived(served):
    """Nothing can be opened for a while; what was due is done afterwards, and the log stays readable."""
    by_clock = served.open(3)
    seen = len(served.log())
    with limited(served.process, resource.RLIMIT_NOFILE, 4):
        time.sleep(7)
        lines = served.log()[seen:]
    until(lambda: served.health().get("http") == 200)
    until(lambda: served.is_public(by_clock))

    assert served.process.poll() is None
    assert served.reports(by_clock) == [(1, "published")]
    assert len([line for line in lines if line["level"] in ("error", "warning")]) <= 6
    assert [line for line in lines if "Traceback" in line.get("exception", "")] == []
    assert "too_many_files_open" in {line.get("reason") for line in lines}


def test_it_ends_in_order_after_all_that(served):
    """Exit status 0, and the last words are the usual ones."""
    assert served.stop() == 0
    assert served.log()[-1]["message"] == "ended"
