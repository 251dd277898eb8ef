"""A worker's hold on a shard: short, and renewed while the worker lives (docs/decisions/0009)."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from notices.desk.claim_work import renew_claim
from notices.desk.desk import Desk
from notices.desk.ports import Shard

# Three renewals in a row may fail or come late before a living worker's shard is taken over.
LEASE_SECONDS = 15.0
RENEW_SECONDS = 4.0

log = logging.getLogger(__name__)


async def keep(desk: Desk, shard: Shard, owner: str, now: Callable[[], datetime]) -> None:
    """Renew the lease until cancelled, or until someone else holds the shard: then the fence refuses our results."""
    is_held = True
    while is_held:
        await asyncio.sleep(RENEW_SECONDS)
        try:
            is_held = renew_claim(desk, shard, owner, now(), LEASE_SECONDS)
        except Exception:
            log.exception("a lease on %s could not be renewed; it is tried again", shard.channel)
    log.warning("a shard of %s was taken over by another worker", shard.channel)
