"""The public site's files at `/`, for carriers without a web server of their own."""

import os
from contextlib import suppress
from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from notices.web.guard import API


class Site(StaticFiles):
    """The folder the website door writes to. Half-written files and other hidden ones are not shown."""

    def __init__(self, folder: Path) -> None:
        # a folder that cannot be had just now keeps nobody else waiting: the other ways out work, and it may come back
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(directory=folder, html=True, check_dir=False)
        self.config_checked = True
        self._folder = folder

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a file lies, and what it is; nothing at all below a file that stands where the folder should be."""
        return super().lookup_path(path) if self._folder.is_dir() else ("", None)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file. Raises HTTPException: what is not there, and any unknown path of the API whatever the method."""
        if scope["path"].startswith(API) or any(part.startswith(".") and part != "." for part in path.split("/")):
            raise HTTPException(404)
        return await super().get_response(path, scope)
