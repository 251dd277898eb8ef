"""A worker's hold on its shards: short, and renewed while the worker lives (docs/decisions/0009)."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from notices.desk.claim_work import renew_claims
from notices.desk.desk import Desk
from notices.desk.ports import Shard

# Three renewals in a row may fail or come late before a living worker's shard is taken over.
LEASE_SECONDS = 15.0
RENEW_SECONDS = 4.0

log = logging.getLogger(__name__)


async def keep(desk: Desk, held: dict[str, Shard], owner: str, now: Callable[[], datetime]) -> None:
    """Renew the leases of `held` until cancelled; one that someone else holds is left to them, our results refused."""
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        shards = list(held.values())
        try:
            still_ours = await asyncio.to_thread(renew_claims, desk, shards, owner, now(), LEASE_SECONDS)
        except Exception:
            log.exception("leases could not be renewed; it is tried again")
            continue
        # a shard given back meanwhile is not in `held` any more: it was not lost
        lost = [shard for shard in shards if shard not in still_ours and held.get(shard.id) == shard]
        for shard in lost:
            del held[shard.id]
        if lost:
            log.warning("%d shards of %s were taken over by another worker", len(lost), lost[0].channel)
