"""Tells the carrier's own people what the clock says (T8): by their mail and webhook, through the ordinary doors."""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from channels.port import Channel
from channels.registry import ALARM_WEBHOOK
from notices.desk.desk import Desk
from notices.domain.delivery import Parcel, Recipient
from notices.domain.errors import DeliveryFailed
from notices.messages import say

log = logging.getLogger(__name__)

HURRY_FOR = timedelta(minutes=30)
RETRY_AFTER = timedelta(seconds=30)
RETRY_LATER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=1)
SEND_SECONDS = 20.0


class AlarmBell:
    """Sends each alarm once to every route the profile names; a route that is down is tried again."""

    def __init__(self, desk: Desk, doors: Mapping[str, Channel]) -> None:
        self._desk = desk
        self._doors = doors
        self._next_try: dict[str, datetime] = {}
        self._rung: set[str] = set()
        self._taken: dict[str, set[str]] = {}

    async def ring(self, now: datetime) -> None:
        """Send what has not been sent, all at once: a silent relay holds up no other alarm."""
        with self._desk.database.read() as records:
            unsent = records.alarms.unsent()
        due = [alarm for alarm in unsent if self._next_try.get(alarm[0], now) <= now]
        await asyncio.gather(*(self._tell(*alarm, now) for alarm in due))

    async def _tell(
        self, alarm_id: str, incident_id: str, code: str, details: dict[str, str], at: datetime, now: datetime
    ) -> None:
        """Each route once. What nobody took stays unsent, and is tried on, ever more seldom, for a day."""
        if alarm_id not in self._rung:
            parcels = self._parcels(alarm_id, incident_id, code, details, at)
            taken = self._taken.setdefault(alarm_id, set())
            waiting = [parcel for parcel in parcels if parcel.recipient.id not in taken]
            answers = await asyncio.gather(*(self._send(parcel) for parcel in waiting))
            taken |= {parcel.recipient.id for parcel, is_taken in zip(waiting, answers, strict=True) if is_taken}
            is_late = now - at > HURRY_FOR
            if len(taken) < len(parcels) and not (is_late and taken) and now - at <= GIVE_UP_AFTER:
                self._next_try[alarm_id] = now + (RETRY_LATER if is_late else RETRY_AFTER)
                return
            if parcels and not taken:
                log.error("alarm %s reached nobody for a day; it is given up", code)
        # told once, even while a full disk keeps that from being written down
        self._rung.add(alarm_id)
        await asyncio.to_thread(self._mark_sent, alarm_id, now)
        self._rung.discard(alarm_id)
        self._next_try.pop(alarm_id, None)
        self._taken.pop(alarm_id, None)

    def _mark_sent(self, alarm_id: str, now: datetime) -> None:
        with self._desk.database.write() as records:
            records.alarms.mark_sent(alarm_id, now)

    def _parcels(
        self, alarm_id: str, incident_id: str, code: str, details: dict[str, str], at: datetime
    ) -> list[Parcel]:
        mark = self._desk.renderer.marks[self._desk.mode]
        text = mark + say(f"alarm.{code}", **details)
        log.info("%s", text)
        routes, mode = self._desk.carrier.alarms, self._desk.mode
        told = [
            (Recipient(f"alarm-mail-{n}", "mail", address, mode=mode), text)
            for n, address in enumerate(routes.mails, 1)
        ]
        if routes.webhook_url:
            body = json.dumps({"incident_id": incident_id, "code": code, "text": text, **details}, ensure_ascii=False)
            told.append((Recipient(ALARM_WEBHOOK, "mvno", routes.webhook_url, mode=mode), body))
        return [
            Parcel(
                delivery_id=f"{alarm_id}-{recipient.id}",
                channel=recipient.channel,
                recipient=recipient,
                notice_id="",
                incident_id=incident_id,
                number=0,
                mode=mode,
                title=mark + (say("alarm.title", incident=incident_id) if incident_id else say("alarm.title_house")),
                text=body,
                page_url=self._desk.carrier.site_url,
                published_at=at,
            )
            for recipient, body in told
            if recipient.channel in self._doors
        ]

    async def _send(self, parcel: Parcel) -> bool:
        """Whether the route took it."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._doors[parcel.channel].deliver(parcel)
        except DeliveryFailed as failure:
            log.warning("an alarm was not taken by %s: %s", parcel.channel, failure.reason)
            return False
        except TimeoutError:
            log.warning("an alarm was not taken by %s in time", parcel.channel)
            return False
        return True
