"""One way out at work: shards claimed, parcels made and outcomes written in lots, calls side by side (0011)."""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Callable, Sequence
from datetime import datetime

from notices.desk.claim_work import claim_work, has_work
from notices.desk.desk import Desk
from notices.desk.ports import Shard
from notices.desk.prepare_parcel import Claimed, NotMade, Prepared, prepare_parcels
from notices.desk.record_receipt import Outcome
from notices.desk.site_files import STATIC_CHANNELS
from notices.storage.trouble import trouble_of
from scheduler import lease
from scheduler.attempt import Attempts
from scheduler.together import to_the_end

# The first answer waits at most so long for others to be written down with it.
COLLECT_SECONDS = 0.02
# So often a lane with calls under way looks for work unasked; and a call that takes longer leaves its place to another
# where each recipient answers for itself (`ChannelSpec.may_hang`).
LOOK_SECONDS = 1.0


class Lane:
    """Works until nothing is due. `changed` is set to make it look at once; `turn` belongs to who places static files.

    What it holds is given back when it ends, however it ends.
    """

    def __init__(
        self, desk: Desk, channel: str, attempts: Attempts, now: Callable[[], datetime], owner: str, *,
        turn: asyncio.Lock, changed: asyncio.Event, is_ending: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._desk, self._channel, self._attempts, self._now, self._owner = desk, channel, attempts, now, owner
        self._changed, self._is_ending = changed, is_ending
        self._spec = desk.specs[channel]
        self._turn = turn if channel in STATIC_CHANNELS else None
        self._held: dict[str, Shard] = {}
        self._left: Counter[Shard] = Counter()
        self._queue: deque[Claimed] = deque()
        self._calls: dict[asyncio.Task[Outcome], float] = {}
        self._outcomes: list[Outcome] = []
        self._done_with: list[Shard] = []
        self._unwritten: list[Outcome] = []
        self._error: BaseException | None = None
        self._tried = 0

    async def run(self) -> int:
        """How many deliveries were tried. Raises what could not be written down, once all calls have ended."""
        keeping = asyncio.create_task(lease.keep(self._desk, self._held, self._owner, self._now))
        try:
            while True:
                self._changed.clear()
                has_claimed = await self._claim()
                await self._turn_over()
                if has_claimed or self._outcomes or self._done_with or (self._queue and self._room() > 0):
                    continue
                if not self._calls:
                    break
                await self._wait()
        finally:
            keeping.cancel()
            await self._leave()
        if self._error is not None:
            raise self._error
        return self._tried

    def _room(self) -> int:
        """How many more may be on their way."""
        since = asyncio.get_running_loop().time() - LOOK_SECONDS
        hanging = sum(begun < since for begun in self._calls.values())
        return self._spec.at_once - len(self._calls) + min(hanging, self._spec.may_hang)

    async def _claim(self) -> bool:
        """Claim more before what waits runs out; false when there is nothing, or nothing more is to be begun.

        Ahead of need, so that calls are under way while the records are busy.
        """
        is_wanted = len(self._queue) <= self._spec.at_once // 2 if self._queue else self._room() > 0
        if not is_wanted or self._error or self._is_ending():
            return False
        try:
            return await to_the_end(self._claim_now, self._spec.at_once * 2 // self._spec.recipients_per_shard or 1)
        except Exception as error:  # noqa: BLE001
            self._error = error
            return False

    def _claim_now(self, most: int) -> bool:
        now = self._now()
        if not has_work(self._desk, self._channel, now):
            return False
        in_hand = list(self._held)
        claimed = claim_work(self._desk, self._channel, self._owner, now, lease.LEASE_SECONDS, most, in_hand)
        for shard, due in claimed:
            self._held[shard.id] = shard
            self._left[shard] = len(due)
            self._queue.extend((shard, delivery) for delivery in due)
            if not due:
                self._done_with.append(shard)
        return bool(claimed)

    async def _turn_over(self) -> None:
        """Write down what has come back and make parcels for as many as there is room for, in one transaction; call.

        A static door keeps its turn until it has answered: what was made earlier is never put over what is newer.
        """
        outcomes, self._outcomes = self._outcomes, []
        for outcome in outcomes:
            self._close(outcome.shard)
        done_with, self._done_with = self._done_with, []
        if self._error or self._is_ending():
            self._queue.clear()
        lot = [self._queue.popleft() for _ in range(min(self._room(), len(self._queue)))]
        self._tried += len(lot)
        async with self._turn if self._turn and lot else contextlib.nullcontext():
            made = await self._write(outcomes, done_with, lot)
            going = {each.delivery.id for each in made}
            for shard in (shard for shard, delivery in lot if delivery.id not in going and not self._error):
                self._close(shard)
            for each in made:
                if isinstance(each, NotMade):
                    self._outcomes.append(self._attempts.not_made(each))
                else:
                    call = asyncio.create_task(self._attempts.make(each))
                    self._calls[call] = asyncio.get_running_loop().time()
                    call.add_done_callback(self._ended)
            if self._turn and self._calls:
                await asyncio.wait(list(self._calls))

    async def _write(
        self, outcomes: Sequence[Outcome], done_with: Sequence[Shard], lot: Sequence[Claimed]
    ) -> list[Prepared | NotMade]:
        """What fails as a lot is done one by one, so that it stays with the one it concerns."""
        if not outcomes and not done_with and not lot:
            return []
        now = self._now()
        try:
            made = await to_the_end(prepare_parcels, self._desk, self._owner, lot, now, outcomes, done_with)
        except Exception as error:  # noqa: BLE001
            is_alone = len(outcomes) + len(lot) <= 1
            if is_alone and lot and trouble_of(error) is None:
                return [NotMade(*lot[0], error)]
            self._error = self._error or (error if is_alone or trouble_of(error) else None)
            if is_alone or trouble_of(error):
                # what a vendor said is tried to be kept once more when we leave: it would be sent, or asked for, again
                self._unwritten.extend(outcomes if trouble_of(error) else ())
                return []
            for outcome in outcomes:
                await self._write([outcome], [], [])
            return [each for one in lot for each in await self._write([], [], [one])]
        for shard in done_with:
            if self._held.get(shard.id) == shard:
                del self._held[shard.id]
        return made

    def _ended(self, call: asyncio.Task[Outcome]) -> None:
        del self._calls[call]
        if call.cancelled():
            return
        self._error = self._error or call.exception()
        if call.exception() is None:
            self._outcomes.append(call.result())
        self._changed.set()

    async def _wait(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await self._changed.wait()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(COLLECT_SECONDS):
                while self._calls and 0 < len(self._outcomes) < self._spec.at_once / 2:
                    self._changed.clear()
                    await self._changed.wait()

    def _close(self, shard: Shard) -> None:
        self._left[shard] -= 1
        if not self._left[shard]:
            del self._left[shard]
            self._done_with.append(shard)

    async def _leave(self) -> None:
        """Nothing is under way any more unless we are cancelled: what was called then is an outcome nobody knows."""
        for call in self._calls:
            call.cancel()
        if self._calls:
            await asyncio.wait(list(self._calls))
        await self._write([*self._unwritten, *self._outcomes], list(self._held.values()), [])
