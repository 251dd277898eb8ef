"""A stand-in for X: API v2, three endpoints, one account. Behaves as X does where a client can notice.

https://docs.x.com/x-api/posts/create-post and the pages beside it (November 2026).
"""

import html
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from json import JSONDecodeError
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from twitter_text import extract_urls_with_indices

from channels.x.channel import XCredentials
from channels.x.spec import measure
from notices.clock import WallClock
from notices.sandbox.behaviour import Behaviour
from notices.sandbox.oauth1 import SignatureCheck

USER_ID = "1000000000000000001"
_FIRST_POST_ID = 1_100_000_000_000_000_000
_DUPLICATES_AMONG = 100


@dataclass(frozen=True, slots=True)
class Post:
    """One post as its author wrote it. `at` is the sandbox's time, aware UTC."""

    id: str
    text: str
    at: datetime


class XStandIn:
    """X with one account. `now` stamps the posts; signatures are checked against the real clock.

    `duplicates`: posts refused because they stand there already; `searches`: how often somebody looked for one.
    """

    def __init__(
        self, credentials: XCredentials, now: Callable[[], datetime], behaviour: Behaviour | None = None
    ) -> None:
        self.posts: list[Post] = []
        self.duplicates = 0
        self.searches = 0
        self.behaviour = behaviour or Behaviour()
        self.router = APIRouter(tags=["x"])
        self.router.add_api_route("/2/tweets", self._create, methods=["POST"])
        self.router.add_api_route("/2/users/me", self._me, methods=["GET"])
        self.router.add_api_route("/2/users/{user_id}/tweets", self._timeline, methods=["GET"])
        self._signature = SignatureCheck(credentials)
        self._now = now

    async def _create(self, request: Request) -> Response:
        if not self._is_signed(request):
            return _problem(401, "Unauthorized", "Unauthorized")
        try:
            text = str((await request.json())["text"])
        except (JSONDecodeError, KeyError, TypeError):
            return _problem(400, "Invalid Request", "One or more parameters to your request was invalid.")
        return await self.behaviour.apply(
            request,
            answer=lambda: self._take(text),
            limited=_too_many,
            broken=lambda: _problem(503, "Service Unavailable", "Service Unavailable"),
        )

    def _take(self, text: str) -> Response:
        if not text.strip():
            return _problem(400, "Invalid Request", "One or more parameters to your request was invalid.")
        if measure(text).is_too_long:
            return _problem(403, "Forbidden", "Your Tweet text is too long.")
        if any(post.text == text for post in self.posts[-_DUPLICATES_AMONG:]):
            self.duplicates += 1
            return _problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        post = Post(str(_FIRST_POST_ID + len(self.posts)), text, self._now())
        self.posts.append(post)
        shown, _ = _as_shown(post)
        return JSONResponse({"data": {"id": post.id, "text": shown, "edit_history_tweet_ids": [post.id]}}, 201)

    async def _me(self, request: Request) -> Response:
        if not self._is_signed(request):
            return _problem(401, "Unauthorized", "Unauthorized")
        return JSONResponse({"data": {"id": USER_ID, "name": "sandbox", "username": "sandbox"}})

    async def _timeline(self, request: Request, user_id: str, max_results: int = 10) -> Response:
        if not self._is_signed(request):
            return _problem(401, "Unauthorized", "Unauthorized")
        if user_id != USER_ID or not 5 <= max_results <= 100:
            return _problem(400, "Invalid Request", "One or more parameters to your request was invalid.")
        self.searches += 1
        start = request.query_params.get("start_time")
        since = datetime.fromisoformat(start) if start else None
        newest_first = [post for post in reversed(self.posts) if since is None or post.at >= since][:max_results]
        fields = request.query_params.get("tweet.fields", "").split(",")
        answer: dict[str, Any] = {"meta": {"result_count": len(newest_first)}}
        if newest_first:
            answer["data"] = [_resource(post, fields) for post in newest_first]
        return JSONResponse(answer)

    def _is_signed(self, request: Request) -> bool:
        """X is called by its own name; only the address differs."""
        query = f"?{request.url.query}" if request.url.query else ""
        url = f"https://{request.headers.get('host', '')}{request.url.path}{query}"
        return self._signature.passes(request.method, url, dict(request.headers))


def _resource(post: Post, fields: list[str]) -> dict[str, Any]:
    text, links = _as_shown(post)
    resource: dict[str, Any] = {"id": post.id, "text": text, "edit_history_tweet_ids": [post.id]}
    if "created_at" in fields:
        resource["created_at"] = post.at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    if "entities" in fields and links:
        resource["entities"] = {"urls": links}
    return resource


def _as_shown(post: Post) -> tuple[str, list[dict[str, str]]]:
    """The text as X gives it back: URLs wrapped as t.co links, and &, <, > escaped."""
    shown, links, end = "", [], 0
    for number, found in enumerate(extract_urls_with_indices(post.text)):
        start, stop = found["indices"]
        url = found["url"]
        short = f"https://t.co/{(int(post.id) - _FIRST_POST_ID) * 100 + number:010x}"
        links.append(
            {
                "url": short,
                "expanded_url": url if "://" in url else f"http://{url}",
                "display_url": url.partition("://")[2] or url,
            }
        )
        shown += html.escape(post.text[end:start], quote=False) + short
        end = stop
    return shown + html.escape(post.text[end:], quote=False), links


def _problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> Response:
    body = {"title": title, "detail": detail, "type": "about:blank", "status": status}
    return JSONResponse(body, status, headers)


def _too_many(seconds: float) -> Response:
    reset = math.ceil(WallClock().now_epoch_seconds() + seconds)
    limits = {"x-rate-limit-limit": "100", "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(reset)}
    return _problem(429, "Too Many Requests", "Too Many Requests", limits)
