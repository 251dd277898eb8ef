"""One way to the API: address and key from the environment, a time limit, one repeat where no answer came."""

import os
import re
import secrets
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from notices.domain.errors import ConfigurationError
from notices.messages import default_language, say
from notices.settings import is_loopback

if TYPE_CHECKING:
    import requests

HERE = "http://127.0.0.1:8000"
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 20.0

READ_BY_OTHERS = stat.S_IRGRP | stat.S_IROTH

_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class Answer:
    """What the API said. `etag`: the version that was read; `at`: the house's own time (its Date header)."""

    body: Any
    etag: str | None
    at: datetime


class Refused(Exception):
    """The API refused, with an RFC 9457 `problem`; `sent` is the body its pointers, `texts` what its findings mean."""

    def __init__(
        self, problem: Mapping[str, Any], sent: Any = None, texts: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__(problem.get("code", ""))
        self.problem = problem
        self.sent = sent
        self.texts = texts or {}


class _Unanswered(Exception):
    """Nothing came back. `was_sent`: the call may have been done all the same."""

    def __init__(self, *, was_sent: bool) -> None:
        super().__init__()
        self.was_sent = was_sent


class Api:
    """Calls below `/api/v1`. Every change carries a new Idempotency-Key, so that its one repeat is done once."""

    def __init__(self, url: str, session: "requests.Session", answer_seconds: float = ANSWER_SECONDS) -> None:
        self._url = url
        self._session = session
        self._answer_seconds = answer_seconds

    def get(self, path: str, **query: int | str) -> Answer:
        """Read."""
        return self._call("GET", path, query=query)

    def post(self, path: str, body: Any = None, *, etag: str | None = None) -> Answer:
        """Change, or make; `etag` is the version that was read."""
        return self._call("POST", path, body, etag=etag)

    def put(self, path: str, body: Any, *, etag: str | None = None) -> Answer:
        """Replace what was read."""
        return self._call("PUT", path, body, etag=etag)

    def delete(self, path: str) -> Answer:
        """Take away."""
        return self._call("DELETE", path)

    def _call(
        self, method: str, path: str, body: Any = None, *, etag: str | None = None, query: Mapping[str, int | str] = {}
    ) -> Answer:  # fmt: skip
        headers = {"If-Match": etag} if etag is not None else {}
        if method != "GET":
            headers["Idempotency-Key"] = secrets.token_urlsafe(16)
        was_sent = False
        for _ in range(2):
            try:
                return self._once(method, path, body, headers, query)
            except _Unanswered as silence:
                was_sent = was_sent or silence.was_sent
        code = "api_unanswered" if was_sent and method != "GET" else "api_unreachable"
        raise ConfigurationError(code, url=self._url)

    def _once(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], query: Mapping[str, int | str]
    ) -> Answer:  # fmt: skip
        import requests

        try:
            response = self._session.request(
                method, f"{self._url}/api/v1{path}", json=body, headers=dict(headers), params=dict(query),
                timeout=(CONNECT_SECONDS, self._answer_seconds), allow_redirects=False,
            )  # fmt: skip
        except requests.exceptions.SSLError as error:
            raise ConfigurationError("api_tls", url=self._url) from error
        except (requests.exceptions.ConnectTimeout, requests.exceptions.ProxyError) as error:
            raise _Unanswered(was_sent=False) from error
        except requests.exceptions.ConnectionError as error:
            raise _Unanswered(was_sent=not _is_closed_door(error)) from error
        except requests.exceptions.RequestException as error:
            raise _Unanswered(was_sent=True) from error
        return self._read(response, body)

    def _read(self, response: "requests.Response", sent: Any) -> Answer:
        try:
            body = response.json()
        except ValueError:
            body = None
        is_refusal = response.status_code >= 400
        if not isinstance(body, dict) or response.is_redirect or (is_refusal and "code" not in body):
            raise ConfigurationError("api_foreign", url=self._url, status=response.status_code)
        if is_refusal:
            raise Refused(body, sent)
        return Answer(body, response.headers.get("ETag"), _house_time(response.headers.get("Date")))


@contextmanager
def connect(answer_seconds: float = ANSWER_SECONDS) -> Iterator[Api]:
    """The API of `SHUCHI_API_URL` under `SHUCHI_API_KEY` or the key in `SHUCHI_API_KEY_FILE`.

    Raises ConfigurationError where one of them cannot be used; the key itself is never shown.
    """
    import requests

    url, token = _url(), _token()

    def with_key(request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    with requests.Session() as session:
        session.auth = with_key  # as `auth`, since ~/.netrc would take the place of a mere header
        session.headers["Accept-Language"] = default_language()
        session.trust_env = not is_loopback(url)  # no proxy between this machine and itself
        yield Api(url, session, answer_seconds)


def house() -> Api:
    """The API, let go of when the command that is running ends."""
    return click.get_current_context().with_resource(connect())


def _url() -> str:
    url = os.environ.get("SHUCHI_API_URL") or HERE
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or parts.query or parts.fragment or "@" in parts.netloc:
        raise ConfigurationError("api_url")  # not shown: it may hold a password
    if parts.scheme == "http" and not is_loopback(url):
        raise ConfigurationError("api_url_open", url=url)
    return url.rstrip("/")


def _token() -> str:
    token, file = os.environ.get("SHUCHI_API_KEY"), os.environ.get("SHUCHI_API_KEY_FILE")
    if not token:
        if not file:
            raise ConfigurationError("no_api_key")
        try:
            token = Path(file).read_text(encoding="utf-8")
            is_open = bool(Path(file).stat().st_mode & READ_BY_OTHERS)
        except (OSError, ValueError) as error:
            raise ConfigurationError("api_key_file", file=file, reason=type(error).__name__) from error
        if is_open:
            click.echo(say("client.key_file_open", file=file), err=True)
    if _TOKEN.fullmatch(token.strip()) is None:
        raise ConfigurationError("api_key_form")
    return token.strip()


def _house_time(date: str | None) -> datetime:
    """The Date header of an answer; without a usable one, this machine's clock."""
    from notices.clock import SystemClock

    try:
        return parsedate_to_datetime(date or "")
    except ValueError:
        return SystemClock().now()


def _is_closed_door(error: BaseException) -> bool:
    """Whether the connection was never made, so that nothing can have been done."""
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
