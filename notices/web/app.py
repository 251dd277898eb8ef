"""Puts the API together: one router per noun, the guard before them, the public site beside them."""

from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI

from notices.areas.words import load_area_words
from notices.bootstrap import House
from notices.clock import Clock
from notices.web import (
    clock,
    deadlines,
    deliveries,
    drafts,
    events,
    glossary,
    incidents,
    moves,
    notices,
    openapi,
    problems,
    standing_approvals,
)
from notices.web.guard import Guard
from notices.web.health import Health, health_router
from notices.web.office import Office
from notices.web.site import Site

DESCRIPTION = "Incidents, notices and their deadlines. Times are UTC; whoever changes a notice sends If-Match."

ROUTERS = (
    incidents.router,
    events.router,
    drafts.router,
    notices.router,
    moves.router,
    deadlines.router,
    clock.router,
    deliveries.router,
    standing_approvals.router,
    glossary.router,
)


def create_app(
    house: House, wall_clock: Clock, *, site_dir: Path | None = None, health: Health | None = None
) -> FastAPI:
    """The app of one house. `site_dir` is shown at `/`, `health` at `/healthz`, where they are given.

    There is no page that draws the description: it would load its parts from elsewhere.
    """
    app = FastAPI(
        title="shuchi", version=version("shuchi"), description=DESCRIPTION, openapi_url=openapi.PATH, docs_url=None,
        redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.office = Office(house, wall_clock, load_area_words())
    app.openapi = lambda: openapi.describe(app)  # type: ignore[method-assign]  # FastAPI's own way to change it
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router)
    if health is not None:
        app.include_router(health_router(house, health))
    if site_dir is not None:
        app.mount("/", Site(site_dir))
    app.add_middleware(Guard)
    return app
