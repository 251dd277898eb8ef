"""`shuchi key`: made once, shown once, listed, revoked."""

import re

import pytest

from notices.cli import main
from notices.desk.audit_chain import first_broken
from notices.storage.access import Role
from notices.storage.database import open_database

pytestmark = pytest.mark.slow


@pytest.fixture
def key(tmp_path, monkeypatch, capsys):
    """`key("add", "noc", "--machine")` → exit status, output, errors."""
    monkeypatch.setenv("SHUCHI_DATABASE_URL", f"sqlite:///{tmp_path / 'keys.sqlite3'}")
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["key", *arguments])
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.fixture
def records(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'keys.sqlite3'}")
    with database.read() as opened:
        yield opened
    database.close()


def test_a_key_is_shown_once_and_kept_only_as_its_hash(key, records, tmp_path):
    """S2: whoever reads the database cannot call the API."""
    status, token, _ = key("add", "tanaka", "--person", "--role", "approver")

    assert (status, bool(re.fullmatch(r"shuchi_[\w-]{43}\n", token))) == (0, True)
    assert all(token.strip().encode() not in path.read_bytes() for path in tmp_path.iterdir())
    assert records.access.key_of(token.strip()).role is Role.APPROVER


def test_keys_are_listed_and_revoked(key, records):
    """A revoked one stays listed; each step is in the audit trail."""
    key("add", "noc-1", "--machine")
    key_id = key("list")[1].split("\t")[0]
    revoked, again = key("revoke", key_id), key("revoke", key_id)
    listed = key("list")[1].strip().split("\t")

    assert (revoked[0], again[0], listed[1:3], listed[4] != "-") == (0, 2, ["noc-1", "machine"], True)
    entries = list(records.audit.entries())
    assert [entry.verb for entry in entries] == ["add_key", "revoke_key"]
    assert first_broken(entries) is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["x"],
        ["x", "--person", "--machine"],
        ["x", "--person"],
        ["x", "--machine", "--role", "viewer"],
        ["clock", "--machine"],
        ["standing:first", "--person", "--role", "viewer"],
        ["taro@kaku.example", "--person", "--role", "viewer"],
        ["known", "--person", "--role", "viewer"],
    ],
)
def test_a_key_that_must_not_be_is_not_made(key, arguments):
    """Neither for nobody, nor for the clock, nor for a person and a machine under one name."""
    key("add", "known", "--machine")
    status, out, told = key("add", *arguments)

    assert (status, out, told.count("\n")) == (2, "", 1)
    assert len(key("list")[1].splitlines()) == 1
