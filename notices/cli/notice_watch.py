"""`shuchi notice watch`: where a published notice went, until nothing more will happen or the time is over."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import click

from notices.cli.client.api import Answer, Api, house
from notices.cli.client.names import called, find_notice
from notices.cli.client.refusals import SOMETHING_BLOCKS
from notices.cli.client.shown import json_option, tell, tell_json
from notices.cli.client.times import show_time
from notices.cli.client.words import word
from notices.cli.incident_page import counts_in_words
from notices.clock import SystemClock
from notices.domain.delivery import SETTLED
from notices.domain.errors import InputError
from notices.messages import say

EVERY_SECONDS = 1.0
DEAD = "dead"


@dataclass
class Watch:
    """What is known of one notice's deliveries."""

    channels: tuple[str, ...]
    rows: list[dict[str, Any]] = field(default_factory=list)
    pending: frozenset[str] = frozenset()

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """By way out, those without a delivery among them."""
        counts: dict[str, Counter[str]] = {channel: Counter() for channel in self.channels}
        for row in self.rows:
            counts.setdefault(row["channel"], Counter())[row["status"]] += 1
        return counts

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will happen."""
        return not self.pending and all(row["status"] in SETTLED for row in self.rows)


@click.command("watch", help=say("notice_watch.help"))
@click.argument("notice", metavar="NOTICE")
@click.option("--for", "seconds", type=click.FloatRange(min=0), default=120, show_default=True, metavar="SECONDS",
              help=say("client.option.for"))  # fmt: skip
@json_option
@click.pass_context
def command(context: click.Context, notice: str, seconds: float, *, is_json: bool) -> None:
    """Exit status 1 where something could not be delivered or is still under way."""
    api = house()
    read = api.get(f"/notices/{find_notice(api, notice)}").body
    if read["status"] != "published":
        raise InputError("not_published", notice=called(read), status=word("notice_status", read["status"]))
    watch = follow(api, read, seconds, is_told=not is_json)
    is_over = watch.is_settled
    dead = [row for row in watch.rows if row["status"] == DEAD]
    if is_json:
        tell_json({"is_settled": is_over, "deliveries": watch.rows, "pending_channels": sorted(watch.pending)})
    else:
        for row in dead:
            tell(say("notice_watch.dead", channel=row["channel"], recipient=row["recipient_id"], detail=row["detail"]))
        tell(
            say("notice_watch.settled" if is_over else "notice_watch.not_settled", notice=called(read), dead=len(dead))
        )
    context.exit(SOMETHING_BLOCKS if dead or not is_over else 0)


def follow(api: Api, notice: dict[str, Any], seconds: float, *, is_told: bool) -> Watch:
    """Looks once a second, telling each way out whose counts changed, until all is settled or the time is over."""
    clock = SystemClock()
    watch = Watch(tuple(notice["channels"]))
    told: dict[str, str] = {}
    ends_at = clock.monotonic_seconds() + seconds
    while True:
        answer = _look(api, notice, watch)
        for channel, count in watch.counts.items():
            line = counts_in_words(count) or say(
                "notice_watch.nothing_yet" if channel in watch.pending else "notice_watch.nobody"
            )
            if told.get(channel) != line:
                told[channel] = line
                if is_told:
                    tell(f"{show_time(answer.at)}\t{channel}\t{line}")
        now = clock.monotonic_seconds()
        if watch.is_settled or now >= ends_at:
            return watch
        time.sleep(min(EVERY_SECONDS, ends_at - now))


def _look(api: Api, notice: dict[str, Any], watch: Watch) -> Answer:
    answer = api.get(f"/incidents/{notice['incident_id']}/deliveries", notice=notice["id"])
    watch.rows, watch.pending = answer.body["deliveries"], frozenset(answer.body["pending_channels"])
    return answer
