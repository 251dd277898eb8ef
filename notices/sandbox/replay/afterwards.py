"""After a replay the simulated clock runs on at real speed, and the house goes on working until it is interrupted."""

import asyncio
import signal

from notices.sandbox.replay.run import Stage


async def serve_on(stage: Stage) -> None:
    """Clock, courier, site and inboxes until Ctrl-C or a request to end; then everything is let go in order."""
    stage.clock.run_on()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(ending, stop.set)
    async with asyncio.TaskGroup() as group:
        group.create_task(stage.house.engine.run(stop))
        group.create_task(stage.house.heartbeat.run(stop))
        await stop.wait()
        stage.house.desk.wake()
