"""What a profile leaves undone is told before an outage tells it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from notices.cli.gaps import approval_gaps, secret_gaps
from notices.profile import load_carrier
from notices.settings import Settings

Shuchi = Callable[..., Any]

EXAMPLE = Path(__file__).resolve().parents[2] / "notices" / "profile" / "example.toml"
CARRIER = load_carrier(EXAMPLE)
APPROVAL = CARRIER.standing_approvals[0]
ALL = {"smtp_url": "smtp://relay", "partner_hoshi": "given"}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are compared in English."""
    monkeypatch.setenv("SHUCHI_LANGUAGE", "en")


@pytest.mark.parametrize(
    ("secrets", "begins"),
    [
        (ALL, []),
        ({"partner_hoshi": "given"}, ['The way out "mail" stays shut: the secret "smtp_url"']),
        ({"smtp_url": "smtp://relay"}, ['"hoshi" gets no webhook: the secret "partner_hoshi"']),
    ],
    ids=["all", "no relay", "no partner's secret"],
)
def test_a_way_out_without_its_secret_is_named(secrets: dict[str, str], begins: list[str]) -> None:
    """One sentence for each, with the name under which the secret is looked for."""
    told = list(secret_gaps(CARRIER, Settings(secrets=secrets)))
    assert [sentence[: len(begin)] for sentence, begin in zip(told, begins, strict=True)] == begins


def test_only_ways_out_that_are_counted_on_are_named() -> None:
    """X without keys is no gap until a standing approval names it."""
    with_x = replace(CARRIER, standing_approvals=(replace(APPROVAL, channels=("website", "x")),))
    settings = Settings(secrets=ALL)
    assert [len(list(secret_gaps(carrier, settings))) for carrier in (CARRIER, with_x)] == [0, 1]


def test_an_alarm_webhook_without_its_secret_is_named() -> None:
    """Reminders that would reach nobody."""
    alarms = replace(CARRIER.alarms, webhook_url="https://chat.example/", webhook_secret_name="bell")
    [told] = secret_gaps(replace(CARRIER, alarms=alarms), Settings(secrets=ALL))
    assert '"alarms" gets no webhook: the secret "bell"' in told


def test_an_approval_that_is_over_is_told_and_so_is_having_none_left() -> None:
    """In force up to its last moment, and no longer."""
    end = APPROVAL.expires_at
    counts = [len(list(approval_gaps(CARRIER, now))) for now in (end - timedelta(seconds=1), end)]
    without = list(approval_gaps(replace(CARRIER, standing_approvals=()), end))
    assert (counts, without) == ([0, 2], [list(approval_gaps(CARRIER, end))[1]])


def test_check_says_so_without_calling_it_a_mistake(shuchi: Shuchi, tmp_path: Path) -> None:
    """The profile is sound; what it does not allow stands below."""
    old = tmp_path / "carrier.toml"
    old.write_text(EXAMPLE.read_text(encoding="utf-8").replace("2027-03-31", "2020-03-31"), encoding="utf-8")
    ran = shuchi("check", str(old))
    assert (ran.status, len(ran.out.splitlines())) == (0, 3)
