"""What the house asks of an engine."""

import asyncio
from typing import Protocol


class Engine(Protocol):
    """Gets claimed shards delivered. Each way out has a worker of its own, so a dead vendor delays nobody else (S4)."""

    def wake(self) -> None:
        """Work was written: look now, not at the next poll. May be called from any thread."""

    async def run(self, stop: asyncio.Event) -> None:
        """Serve all ways out until `stop` is set; what is under way is finished first."""

    async def run_until_idle(self) -> None:
        """Serve everything that is due now and return."""
