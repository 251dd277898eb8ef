"""Three outages as their people live them, call by call: each step is one HTTP call, given again until answered."""

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests

# what a person hears when the clock, or an earlier try, was quicker: they look again and go on from there
MEANWHILE = {409, 412}


class NoAnswer(Exception):
    """The house died before it answered."""


@dataclass(frozen=True)
class Ask:
    """One call, the same at every repeat. `key`: its idempotency key, "" for a question."""

    method: str
    path: str
    body: dict[str, Any] | None = None
    by: str = "writer"
    key: str = ""
    etag: str = ""

    @property
    def headers(self) -> dict[str, str]:
        named = {"Idempotency-Key": self.key, "If-Match": self.etag}
        return {name: value for name, value in named.items() if value}


Steps = Generator[Ask, requests.Response, Any]


@dataclass
class Story:
    """What was told and done, to be compared with what is kept. `told`: incident id → facts answered for."""

    told: dict[str, int] = field(default_factory=dict)
    drafted: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def outages(self, began_at: datetime) -> list[Steps]:
        """One whole outage by people and clock; one that is over soon; one the clock has to itself."""
        return [self._long(began_at), self._short(began_at), self._unattended(began_at)]

    def opened(self, name: str, at: datetime) -> Steps:
        """An outage nobody has told of yet."""
        yield from self._open(name, at, "voice")

    def reported(self, incident: str, name: str) -> Steps:
        """Its first report, by people."""
        yield from self._report(incident, f"{name}-a", "first", cause=f"設備の故障（{name}）")

    def _long(self, at: datetime) -> Steps:
        incident = yield from self._open("long", at, "voice")
        yield from self._tell(incident, "long-2", _impact("data", "hard_to_use"))
        yield from self._report(incident, "long-a", "update", cause="設備の故障")
        yield from self._tell(incident, "long-3", _impact("data", "unusable"))
        yield from self._report(incident, "long-b", "update", cause="設備の故障と電源の故障")
        yield from self._report(incident, "long-c", "update", progress="予備の設備に切り替えています。")
        yield from self._tell(incident, "long-4", {"fact": "StateChecked"})
        yield from self._restore(incident, "long", at)
        yield from self._report(
            incident, "long-e", "cause", cause="設備の故障と電源の故障", prevention="点検を増やします。"
        )

    def _short(self, at: datetime) -> Steps:
        incident = yield from self._open("short", at, "data")
        yield from self._report(incident, "short-a", "first", situation="データ通信がつながりにくくなっています。")
        yield from self._report(incident, "short-b", "update", cause="回線の故障")
        yield from self._restore(incident, "short", at)

    def _unattended(self, at: datetime) -> Steps:
        incident = yield from self._open("unattended", at, "voice", areas=["千葉県柏市の一部", "13"])
        for n in range(4):
            yield from self._tell(incident, f"unattended-{n}", {"fact": "StateChecked"})

    def _open(self, name: str, at: datetime, service: str, **more: Any) -> Steps:
        facts = [
            {"fact": "Detected", "detected_at": at.isoformat()},
            {"fact": "OnsetEstimated", "occurred_at": (at - timedelta(minutes=2)).isoformat()},
            _impact(service, "unusable", **more),
        ]
        made = yield Ask("POST", "/incidents", {"facts": facts}, "noc", f"open-{name}")
        assert made.status_code == 201, made.text
        self.told[made.json()["id"]] = len(facts) + 1
        return made.json()["id"]

    def _tell(self, incident: str, key: str, fact: dict[str, Any], by: str = "noc") -> Steps:
        told = yield Ask("POST", f"/incidents/{incident}/events", {"facts": [fact]}, by, key)
        assert told.status_code == 201, told.text
        self.told[incident] += 1

    def _restore(self, incident: str, name: str, at: datetime) -> Steps:
        fact = {
            "fact": "Restored", "recovered_at": (at + timedelta(seconds=1)).isoformat(),
            "basis": "全国の監視で正常を確認", "judged_by": "センター長", "sharing_scope": "public",
        }  # fmt: skip
        yield from self._tell(incident, f"{name}-restored", fact, "writer")
        yield from self._report(incident, f"{name}-d", "restored")

    def _report(self, incident: str, name: str, kind: str, **wording: str) -> Steps:
        """Until it is out: when the clock put a first report out meanwhile, it is drafted anew, as an update."""
        for draft in range(4):
            is_out = yield from self._try_report(incident, f"{name}{draft}", kind, wording)
            if is_out:
                return
        raise AssertionError((name, self.refused))

    def _try_report(self, incident: str, name: str, kind: str, wording: dict[str, str]) -> Steps:
        """Draft, submit, approve, publish; whatever the clock does meanwhile is looked at and gone on from."""
        listed = yield Ask("GET", f"/incidents/{incident}/notices")
        if kind in ("first", "update"):
            kind = "update" if any(n["status"] == "published" for n in listed.json()["notices"]) else "first"
        made = yield Ask("POST", f"/incidents/{incident}/drafts", {"kind": kind, "wording": wording}, "writer", name)
        if self._is_refused(made, name):
            return False
        notice = made.json()["id"]
        self.drafted.append(notice)
        for turn in range(12):
            seen = yield Ask("GET", f"/notices/{notice}")
            verb, by, body = self._next_move(seen.json()["status"])
            if verb == "approve":
                preview = yield Ask("GET", f"/notices/{notice}/preview")
                body = {"digest": preview.json()["digest"]}
            if verb == "":
                self.published.append(notice)
                return True
            etag = seen.headers["ETag"]
            moved = yield Ask("POST", f"/notices/{notice}/{verb}", body, by, f"{name}-{verb}-{turn}", etag)
            if self._is_refused(moved, f"{name} {verb}") and moved.json()["code"] == "kind_order":
                gone = yield Ask("POST", f"/notices/{notice}/discard", None, "writer", f"{name}-discard")
                assert gone.status_code == 200, gone.text
                return False
        raise AssertionError((name, self.refused))

    def _next_move(self, status: str) -> tuple[str, str, dict[str, Any] | None]:
        by_status = {"submitted": ("approve", "approver"), "approved": ("publish", "approver"), "published": ("", "")}
        return (*by_status.get(status, ("submit", "writer")), None)

    def _is_refused(self, answer: requests.Response, what: str) -> bool:
        """Refused because of what happened meanwhile; any other refusal is none that a person should get."""
        if answer.ok:
            return False
        self.refused.append(f"{what}: {answer.status_code} {answer.json()['code']}")
        assert answer.status_code in MEANWHILE, answer.text
        return True


def _impact(service: str, effect: str, areas: list[str] | None = None) -> dict[str, Any]:
    return {"fact": "ImpactChanged", "service_id": service, "effect": effect, "areas": areas or ["全国"]}


class Telling:
    """The story as it goes on: one step at a time, the outages in turn; an unanswered step is given again."""

    def __init__(self, outages: list[Steps]) -> None:
        self._waiting: list[tuple[Steps, Ask]] = [(steps, next(steps)) for steps in outages]
        self.steps = 0

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def go_on(self, ask: Any, steps: int) -> Iterator[Ask]:
        """So many steps, or fewer when all is told; each is told by `ask`, which raises NoAnswer at a death."""
        for _ in range(steps):
            if not self._waiting:
                return
            outage, step = self._waiting[0]
            answer = ask(step)
            self.steps += 1
            self._waiting.pop(0)
            yield step
            with suppress(StopIteration):
                self._waiting.append((outage, outage.send(answer)))
