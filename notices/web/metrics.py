"""`GET /metrics`: the house in numbers, for Prometheus. Needs a key of any role: they tell what is not public yet."""

from importlib.metadata import version

from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from starlette.middleware import Middleware

from notices.bootstrap import House
from notices.clock import Clock
from notices.web.call import Reading
from notices.web.health import Health
from notices.web.house_metrics import HouseMetrics
from notices.web.request_metrics import FoundRoute, RequestMetrics


def install(app: FastAPI, house: House, health: Health, clock: Clock) -> None:
    """The route and the layers that time requests, on a registry of this app's own. To be called after all layers."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(HouseMetrics(house, health, clock, version("shuchi")))
    router = APIRouter()

    @router.get("/metrics", include_in_schema=False)
    def metrics(request: Request, call: Reading) -> Response:
        """In the form that its caller prefers: OpenMetrics or the older text."""
        del call
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(registry), headers={"Content-Type": media_type, "Cache-Control": "no-store"})

    app.include_router(router)
    app.add_middleware(RequestMetrics, registry=registry)
    app.user_middleware.append(Middleware(FoundRoute))
