"""What does not work around this house just now, by part, and since when; `/healthz` and the log tell it."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from notices.messages import say

TELL_AGAIN_AFTER = timedelta(minutes=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`code` names its sentence ("trouble.database_full"), which says what to do."""

    part: str
    code: str
    since: datetime
    told_at: datetime

    @property
    def reason(self) -> str:
        """The code without its room."""
        return self.code.partition(".")[2]

    def sentence(self, language: str | None = None) -> str:
        """What happened and what to do."""
        return say(self.code, language)


class Troubles:
    """All of them. Used from the event loop alone."""

    def __init__(self) -> None:
        self._by_part: dict[str, Trouble] = {}

    def all(self) -> list[Trouble]:
        """What lasts, by part."""
        return [self._by_part[part] for part in sorted(self._by_part)]

    def of(self, part: str) -> Trouble | None:
        """The trouble with one part, None while it works."""
        return self._by_part.get(part)

    def note(self, part: str, code: str, now: datetime) -> Trouble:
        """It does not work. Told at once, again each minute, and when the reason changes."""
        before = self._by_part.get(part)
        since = before.since if before is not None else now
        is_told = before is None or before.code != code or now - before.told_at >= TELL_AGAIN_AFTER
        told_at = now if is_told or before is None else before.told_at
        trouble = self._by_part[part] = Trouble(part, code, since, told_at)
        if is_told:
            text = say("trouble.lasting", part=say(f"part.{part}"), sentence=trouble.sentence())
            log.error("%s", text, extra={"part": part, "reason": trouble.reason, "since": since})
        return trouble

    def mend(self, part: str, now: datetime) -> None:
        """It works; told once, where it had not."""
        trouble = self._by_part.pop(part, None)
        if trouble is not None:
            lasted = round((now - trouble.since).total_seconds())
            log.info("%s", say("trouble.mended", part=say(f"part.{part}"), seconds=lasted), extra={"part": part})
