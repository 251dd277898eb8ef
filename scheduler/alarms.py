"""Tells the carrier's own people what the clock says (T8): by their mail and webhook, through the ordinary doors."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from channels.port import Channel
from notices.desk.desk import Desk
from notices.domain.delivery import Parcel, Recipient
from notices.domain.errors import DeliveryFailed
from notices.messages import say

WEBHOOK_RECIPIENT = "alarm-webhook"
GIVE_UP_AFTER = timedelta(minutes=30)
RETRY_AFTER = timedelta(seconds=30)


class AlarmBell:
    """Sends each alarm once to every route the profile names; a route that is down is tried again for half an hour."""

    def __init__(self, desk: Desk, doors: Mapping[str, Channel]) -> None:
        self._desk = desk
        self._doors = doors
        self._next_try: dict[str, datetime] = {}

    async def ring(self, now: datetime) -> None:
        """Send what has not been sent."""
        with self._desk.database.read() as records:
            unsent = records.alarms.unsent()
        for alarm_id, incident_id, code, details, at in unsent:
            if self._next_try.get(alarm_id, now) > now:
                continue
            if await self._send(alarm_id, incident_id, code, details, at) or now - at > GIVE_UP_AFTER:
                self._next_try.pop(alarm_id, None)
                with self._desk.database.write() as records:
                    records.alarms.mark_sent(alarm_id, now)
            else:
                self._next_try[alarm_id] = now + RETRY_AFTER

    async def _send(self, alarm_id: str, incident_id: str, code: str, details: dict[str, str], at: datetime) -> bool:
        title = say("alarm.title", incident=incident_id)
        text = say(f"alarm.{code}", **details)
        routes = self._desk.carrier.alarms
        recipients = [
            ("mail", Recipient(f"alarm-mail-{n}", "mail", address, mode=self._desk.mode), text)
            for n, address in enumerate(routes.mails, 1)
        ]
        if routes.webhook_url:
            body = json.dumps({"incident_id": incident_id, "code": code, "text": text, **details}, ensure_ascii=False)
            webhook = Recipient(WEBHOOK_RECIPIENT, "mvno", routes.webhook_url, mode=self._desk.mode)
            recipients.append(("mvno", webhook, body))
        is_sent = True
        for channel, recipient, body in recipients:
            door = self._doors.get(channel)
            if door is None:
                continue
            parcel = Parcel(
                delivery_id=f"{alarm_id}-{recipient.id}", channel=channel, recipient=recipient, notice_id="",
                incident_id=incident_id, number=0, mode=self._desk.mode, title=title, text=body,
                page_url=self._desk.carrier.site_url, published_at=at,
            )  # fmt: skip
            try:
                await door.deliver(parcel)
            except DeliveryFailed as failure:
                is_sent = is_sent and failure.is_permanent
        return is_sent
