"""When a house dies, and what its vendors do meanwhile: the moments and plays that a seed chooses from."""

from collections.abc import Callable
from time import perf_counter, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worlds.kill_stage import KillStage

LIFE_SECONDS = 1.0
# what a vendor does with the next few parcels; an hour of silence is "accepted, and never answered"
PLAYS = {
    "x": ("slow", "never", "accept_silently", "broken_off", "garbage", "reset", "429", "500"),
    "twilio": ("slow", "never", "accept_silently", "broken_off", "garbage", "reset", "429", "500"),
    "mvno": ("slow", "never", "accept_silently", "broken_off", "reset", "429", "500"),
    "smtp": ("slow", "never", "accept_silently", "broken_off", "garbage", "reset", "429"),
}


def _while_starting(stage: "KillStage", share: float) -> bool:
    sleep(0.2 * share)
    return True


def _between_call_and_answer(stage: "KillStage", share: float) -> bool:
    which, share = divmod(share * 6, 1)
    return _once(lambda: stage.calls > which, share * 0.02)


def _as_a_call_is_written_down(stage: "KillStage", share: float) -> bool:
    with stage.world.house.database.engine.connect() as connection:
        kept = connection.connection.cursor()

        def count() -> int:
            [number] = kept.execute("SELECT count(*) FROM api_answers").fetchone()
            return int(number)

        before = count()
        return _once(lambda: count() > before, share * 0.001)


def _while_files_are_written(stage: "KillStage", share: float) -> bool:
    return _once(lambda: any(stage.site.rglob(".*.part")), share * 0.01)


def _as_a_vendor_takes(stage: "KillStage", share: float) -> bool:
    before = stage.taken()
    return _once(lambda: stage.taken() > before, share * 0.02)


def _anywhere(stage: "KillStage", share: float) -> bool:
    sleep(LIFE_SECONDS * share)
    return True


def _once(look: Callable[[], bool], then_seconds: float) -> bool:
    ends_at = perf_counter() + LIFE_SECONDS
    while not look():
        if perf_counter() > ends_at:
            return False
        sleep(0.001)
    sleep(then_seconds)
    return True


STARTING = "while starting"
MOMENTS: dict[str, Callable[["KillStage", float], bool]] = {
    STARTING: _while_starting,
    "between call and answer": _between_call_and_answer,
    "as a call is written down": _as_a_call_is_written_down,
    "while files are written": _while_files_are_written,
    "as a vendor takes a parcel": _as_a_vendor_takes,
    "anywhere": _anywhere,
}
