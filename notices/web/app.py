"""Puts the API together: one router per noun, the guard before them, the public site beside them."""

from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI

from notices.areas.words import load_area_words
from notices.bootstrap import House
from notices.clock import Clock
from notices.profile.inputs import InputTable
from notices.web import (
    authority_reports,
    call_sheets,
    clock,
    deadlines,
    deliveries,
    drafts,
    events,
    glossary,
    incidents,
    inputs,
    metrics,
    moves,
    notices,
    openapi,
    problems,
    severity,
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
    inputs.router,
    drafts.router,
    notices.router,
    moves.router,
    deadlines.router,
    clock.router,
    deliveries.router,
    authority_reports.router,
    call_sheets.router,
    severity.router,
    standing_approvals.router,
    glossary.router,
)


def create_app(
    house: House,
    wall_clock: Clock,
    *,
    site_dir: Path | None = None,
    health: Health | None = None,
    input_table: InputTable | None = None,
) -> FastAPI:
    """The app of one house. `site_dir` is shown at `/`, `health` at `/healthz` and `/metrics`, where given;
    `input_table`: what alerts and tickets of other systems mean; without it they are refused.

    There is no page that draws the description: it would load its parts from elsewhere.
    """
    app = FastAPI(
        title="shuchi", version=version("shuchi"), description=DESCRIPTION, openapi_url=openapi.PATH, docs_url=None,
        redoc_url=None, redirect_slashes=False, generate_unique_id_function=lambda route: route.name,
    )  # fmt: skip
    app.state.office = Office(house, wall_clock, load_area_words(), input_table)
    app.openapi = lambda: openapi.describe(app)  # type: ignore[method-assign]  # FastAPI's own way to change it
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router)
    if health is not None:
        app.include_router(health_router(house, health))
    app.add_middleware(Guard)
    if health is not None:
        metrics.install(app, house, health, wall_clock)  # its layer around the guard
    if site_dir is not None:
        app.mount("/", Site(site_dir))
    return app
