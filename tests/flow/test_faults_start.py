"""What `shuchi serve` cannot start with is one plain sentence and exit status 2; what it can start without is told."""

import logging
import shutil
import socket
import sqlite3
import sys
from pathlib import Path

import pytest
import requests
from worlds.served import Served, locked, until

import notices
from notices.cli.main import main
from notices.domain.errors import ConfigurationError
from notices.rendering import installation, words
from notices.rendering.languages import renderers_for
from notices.resources import templates_dir
from notices.storage.database import open_database
from notices.storage.migrate import upgrade
from notices.storage.trouble import trouble_of

pytestmark = pytest.mark.slow


@pytest.fixture
def served(tmp_path):
    """An installation with its tables, not running."""
    served = Served(tmp_path)
    upgrade(served.url_of_database)
    yield served
    served.close()


@pytest.fixture
def start(served, monkeypatch, capfd):
    """`shuchi serve` in this process, for what ends it before it serves: exit status and last words."""
    monkeypatch.chdir(served.folder)
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")
    monkeypatch.setenv("SHUCHI_DATABASE_URL", served.url_of_database)
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level

    def run(*arguments, **changes):
        for name, value in changes.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as left:
            main(["serve", "--port", "0", *arguments])
        return left.value.code, capfd.readouterr().err

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)


def not_a_database(served):
    served.database.write_bytes(b"%PDF-1.7 " * 4096)


def truncated(served):
    whole = served.database.read_bytes()
    served.database.write_bytes(whole[: len(whole) // 3])


def of_a_newer_version(served):
    with sqlite3.connect(served.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def carrier_cut_short(served):
    path = served.folder / "carrier.toml"
    path.write_bytes(path.read_bytes()[:700])


def carrier_of_another_kind(served):
    (served.folder / "carrier.toml").write_bytes(b"\x00\xff\xfe" * 100)


def nothing(served):
    """What is wrong stands in the environment."""


@pytest.mark.parametrize(
    ("break_it", "change", "told"),
    [
        (not_a_database, {}, "The file named as the database is none"),
        (truncated, {}, "damaged"),
        (of_a_newer_version, {}, "is of a newer version of shuchi"),
        (nothing, {"SHUCHI_DATABASE_URL": "sqlite:////proc/none/db.sqlite3"}, "/proc/none/db.sqlite3"),
        (carrier_cut_short, {}, "carrier.toml"),
        (carrier_of_another_kind, {}, "carrier.toml"),
        (nothing, {"SHUCHI_SECRETS_FILE": "nowhere.toml"}, "No such file or directory"),
        (nothing, {"SHUCHI_SECRETS_FILE": "carrier.toml/x"}, "Not a directory"),
    ],
    ids=["no database", "truncated", "newer", "no folder", "cut short", "bytes", "no secrets", "no folder of secrets"],
)
def test_what_it_cannot_start_with_is_one_sentence(served, start, break_it, change, told):
    """No trace, and whatever was found is left as it was."""
    break_it(served)
    before = served.database.read_bytes()
    status, said = start(**change)

    assert (status, told in said, "Traceback" in said) == (2, True, False), said
    assert served.database.read_bytes() == before


def test_a_port_in_use_is_named(start):
    """Somebody else, or another shuchi, is there already."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, said = start("--port", str(port))

    assert (status, f"127.0.0.1 port {port} (Address already in use)" in said, "Traceback" in said) == (2, True, False)


def test_a_locked_database_is_named_at_the_start(served, start):
    """A service manager starts it again; by then the lock may be gone."""
    with locked(served.database):
        status, said = start()

    assert (status, "Another program keeps the database to itself" in said, "Traceback" in said) == (2, True, False)


def test_it_runs_without_a_site_folder_and_with_open_secrets_and_tells_both(served):
    """X, SMS and mail still work, so an outage can be made public; neither is a reason to stay silent."""
    served.site.write_text("a file where the folder should be")
    secrets_file = served.folder / "secrets.toml"
    secrets_file.write_text("[secrets]\n")
    secrets_file.chmod(0o644)
    served.start(SHUCHI_SECRETS_FILE="secrets.toml")
    trouble = until(lambda: served.trouble("website"))
    health, shown = served.health(), requests.get(served.url, timeout=30)
    served.site.unlink()
    until((served.site / "index.html").exists)

    assert (trouble["reason"], health["http"]) == ("folder_is_a_file", 200)
    assert (shown.status_code, "a file where" in shown.text) == (404, False)
    assert "Other users may read the secrets file secrets.toml" in str(served.log())


def test_a_broken_installation_is_told_before_the_first_outage(served, tmp_path):
    """A template was lost: nobody learns that at night, from a report that could not be written."""
    copy = tmp_path / "installed"
    for room in ("notices", "channels", "scheduler", "templates", "glossary"):
        source = Path(notices.__file__).parents[1] / room
        shutil.copytree(source, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    begin = f"import sys; sys.path.insert(0, {str(copy)!r}); from notices.cli import main; main()"
    said = []
    for lost in ("templates/ja/_parts/short.j2", "glossary/ja.toml"):
        (copy / lost).rename(copy / "lost")
        process = served.command_of((sys.executable, "-P", "-c", begin), "serve", "--port", "0")
        process.communicate(timeout=60)
        said.append((process.returncode, lost in (served.folder / "log").read_text()))
        (copy / "lost").rename(copy / lost)

    assert said == [(2, True), (2, True)]
    assert "Traceback" not in (served.folder / "log").read_text()


def test_every_template_is_looked_at(tmp_path, monkeypatch):
    """None is overlooked, and one that is missing is named."""
    shutil.copytree(templates_dir(), tmp_path / "templates")
    folder = tmp_path / "templates"
    monkeypatch.setattr(installation, "templates_dir", lambda: tmp_path / "templates")
    files = {path for path in folder.rglob("*") if path.suffix in (".txt", ".html", ".j2", ".css")}
    seen = installation.check_templates()
    (folder / "ja" / "_parts" / "items.j2").unlink()
    with pytest.raises(ConfigurationError) as missing:
        installation.check_templates()

    assert {path for path in files - seen if path.parent.name != "authorities"} == set()
    assert missing.value.details["path"] == folder / "ja" / "_parts" / "items.j2"


def test_trouble_has_a_word_for_what_sqlite_answers(tmp_path):
    """From a real file each time."""
    words = {}
    for name, content in (("pdf", b"%PDF" * 1000), ("torn", b"SQLite format 3\0" + b"\xff" * 4000)):
        (tmp_path / name).write_bytes(content)
        try:
            with open_database(f"sqlite:///{tmp_path / name}").read() as records:
                records.house.get("mode")
        except Exception as error:  # noqa: BLE001
            words[name] = trouble_of(error)

    assert words == {"pdf": "database_no_database", "torn": "database_no_database"}
    assert trouble_of(ValueError("a defect of ours")) is None


def test_a_broken_translation_is_told_and_keeps_nobody_from_starting(tmp_path, monkeypatch, caplog):
    """C13: what only another language lacks costs that language alone."""
    shutil.copytree(templates_dir(), tmp_path / "templates")
    (tmp_path / "templates" / "en" / "words.toml").write_text("[kinds", encoding="utf-8")
    for module in (installation, words):
        monkeypatch.setattr(module, "templates_dir", lambda: tmp_path / "templates")
    words.load_words.cache_clear()
    try:
        written = [renderer.language for renderer in renderers_for({})]
        seen = installation.check_templates()
    finally:
        words.load_words.cache_clear()

    assert written == ["ja", "ja-easy"]
    assert {path.parts[len(tmp_path.parts) + 1] for path in seen} == {"ja", "ja-easy"}
    assert "notices will not be written in en" in caplog.text
