"""Keeps a page within one round trip: 14 KiB compressed (S7), the response's headers included."""

import gzip
from collections.abc import Callable

PAGE_LIMIT_BYTES = 14 * 1024 - 512


def compressed_size(page: bytes) -> int:
    """Bytes on the wire at the level web servers commonly use."""
    return len(gzip.compress(page, compresslevel=6, mtime=0))


def fit(render: Callable[[int], str], count: int) -> bytes:
    """The page with as many of its `count` items in full as fit. The first is always in full: no text is ever cut.

    `render(n)` draws the page with the first n items in full and the others as a line each.
    """
    # few items fit, however many there are: counting up from one draws and compresses small pages alone
    least, most = min(1, count), count + 1
    page = render(least).encode()
    while most - least > 1:
        middle = min(2 * least, count) if most > count else (least + most) // 2
        candidate = render(middle).encode()
        if len(candidate) <= PAGE_LIMIT_BYTES or compressed_size(candidate) <= PAGE_LIMIT_BYTES:
            page, least = candidate, middle
        else:
            most = middle
    return page
