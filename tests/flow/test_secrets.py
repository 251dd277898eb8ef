"""S6: after a whole replay no secret stands in a record, a page, a log or a shown object."""

import json
import logging
from datetime import timedelta

import pytest

from notices.domain.errors import ConfigurationError
from notices.sandbox.replay.run import replay, set_stage
from notices.sandbox.replay.scenario import parse_scenario
from notices.settings import Settings, read_settings

pytestmark = pytest.mark.slow

SCENARIO = {
    "id": "short",
    "carrier": {"name": "実在通信", "brands": ["実在"]},
    "facts": [
        {"at": "2018-12-06T13:39:00+09:00", "what": "detected"},
        {"at": "2018-12-06T13:40:00+09:00", "what": "service", "service": "音声通話", "effect": "unusable",
         "area": "全国"},
    ],
}  # fmt: skip
# what a sender shows to everyone it writes to, an account's number, and a relay of this machine without a login
SHOWN = ("smtp_sender", "twilio_sender", "twilio_account_sid", "smtp_url")


class NobodyWatches:
    """A watcher that looks at nothing."""

    def __getattr__(self, name):
        return lambda *told, **more: None


async def test_no_secret_is_left_anywhere_after_a_replay(tmp_path, caplog, capfd):
    """The database, the site, the log, the console and every object that could be printed."""
    caplog.set_level(logging.DEBUG)
    scenario = parse_scenario(SCENARIO, "short.json")
    stage = set_stage(scenario, tmp_path / "replay")
    secrets = {name: value for name, value in stage.sandbox.secrets.items() if name not in SHOWN}
    try:
        replayed = await replay(scenario, "absent", timedelta(minutes=5), stage, NobodyWatches())
        objects = repr((stage.house, vars(stage.house), [vars(door) for door in stage.house.doors.values()]))
    finally:
        await stage.close()
    files = {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    out, err = capfd.readouterr()
    shown = {**files, "log": caplog.text.encode(), "console": f"{out}{err}".encode(), "objects": objects.encode()}
    shown["report"] = json.dumps(replayed.report.as_json()).encode()

    assert len(secrets) >= 6
    assert {"replay/replay.sqlite3", "replay/site/index.html"} <= set(files)
    assert [(name, where) for name, value in secrets.items() for where, b in shown.items() if value.encode() in b] == []


def test_settings_show_no_secret_and_no_password():
    """Neither the credentials nor the database's login."""
    settings = Settings(secrets={"x_consumer_key": "canary-1"}, database_url="postgresql://u:canary-2@db/x")

    assert "canary" not in repr(settings)


@pytest.mark.parametrize(
    "text", ["secrets = 'canary'", "secrets = 5", "[secrets]\nkey = 5", "[secrets\nkey = 'canary'"]
)
def test_a_wrong_secrets_file_is_told_without_what_stands_in_it(tmp_path, text):
    """Only where it is and what kind of mistake it holds."""
    path = tmp_path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        read_settings({"SHUCHI_SECRETS_FILE": str(path)})

    assert (refused.value.code, refused.value.__cause__) == ("secrets_file", None)
    assert "canary" not in str(refused.value)
