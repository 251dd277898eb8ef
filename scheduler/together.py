"""Several things at once, none left behind."""

import asyncio
from collections.abc import Awaitable, Iterable
from typing import TypeVar

_T = TypeVar("_T")


async def all_of(work: Iterable[Awaitable[_T]]) -> list[_T]:
    """Every result. The first error is raised only when all have ended; a cancelled caller waits for them, too."""
    results = await asyncio.gather(*work, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]
