"""Keeps a lasting fault from flooding the log: one line a minute for each, which counts those left out."""

import logging

from notices.messages import say
from notices.storage.trouble import trouble_of

EVERY_SECONDS = 60.0
MOST_REMEMBERED = 1000


class OncePerMinute(logging.Filter):
    """For warnings and errors. What broke around us is one and the same however many stumble over it, and is told in a
    sentence instead of a trace; anything else is the same only where message and kind of error are.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[object, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is to be written; `repeated` counts how often it was not."""
        error = record.exc_info[1] if record.exc_info else None
        trouble = trouble_of(error) if error is not None else None
        if trouble is not None:
            vars(record).update({"trouble": trouble, "during": record.getMessage()})
            record.msg, record.args = say(f"trouble.{trouble}"), ()
            record.exc_info = record.exc_text = None
        if record.levelno < logging.WARNING:
            return True
        kind = (trouble,) if trouble is not None else (record.name, record.getMessage(), type(error).__name__)
        told_at, left_out = self._told.get(kind, (0.0, 0))
        if record.created - told_at < EVERY_SECONDS and told_at:
            self._told[kind] = (told_at, left_out + 1)
            return False
        if len(self._told) >= MOST_REMEMBERED:
            self._told.clear()
        self._told[kind] = (record.created, 0)
        if left_out:
            vars(record)["repeated"] = left_out
        return True
