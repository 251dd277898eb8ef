"""Counts and times every HTTP request, by method, route and status."""

from prometheus_client import CollectorRegistry, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from notices.clock import SystemClock
from notices.web.guard import API

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SITE = "site"
# what no route answers: an unknown path of the API, a body refused before any route was sought
UNKNOWN = "unknown"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_ROUTE = "shuchi.route"


class RequestMetrics:
    """The outermost layer. Labels are bounded: a route's template, never the path that was asked for."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._clock = SystemClock()
        self._seconds = Histogram(
            "shuchi_http_request_duration_seconds", "Time from a request to the end of its answer.",
            ("method", "route", "status"), buckets=BUCKETS, registry=registry,
        )  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, and notes what it took; a request that was not answered has status 0."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started_at, status = self._clock.monotonic_seconds(), 0
        found: list[str] = []
        scope[_ROUTE] = found

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            seconds = self._clock.monotonic_seconds() - started_at
            method = scope["method"] if scope["method"] in METHODS else "other"
            route = found[0] if found else UNKNOWN if scope["path"].startswith(API) else SITE
            self._seconds.labels(method, route, str(status)).observe(seconds)


class FoundRoute:
    """The innermost layer: tells the outermost which route was found, since those between may pass on a copy."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, then looks what the router wrote down."""
        try:
            await self._app(scope, receive, send)
        finally:
            template = getattr(scope.get("route"), "path_format", None)
            if template and _ROUTE in scope:
                scope[_ROUTE].append(template)
