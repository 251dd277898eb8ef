"""Structured logs: one JSON object per line. Tokens, addresses and bodies are never handed to a logger."""

import json
import logging
import sys
from datetime import UTC, datetime

from notices.web.log_flood import OncePerMinute

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


class JsonLines(logging.Formatter):
    """Time, level, logger, message, whatever was given as `extra`, and the trace of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        line |= {name: value for name, value in vars(record).items() if name not in _PLAIN}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_as_json() -> None:
    """All loggers of this process, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(OncePerMinute())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # these say at every request or migration what our own lines say better
    for name in ("alembic", "uvicorn", "httpx", "twilio"):
        logging.getLogger(name).setLevel(logging.WARNING)
