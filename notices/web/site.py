"""The public site's files at `/`, for carriers without a web server of their own."""

from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from notices.web.guard import API


class Site(StaticFiles):
    """The folder the website door writes to. Half-written files and other hidden ones are not shown."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(directory=folder, html=True)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file. Raises HTTPException: what is not there, and any unknown path of the API whatever the method."""
        if scope["path"].startswith(API) or any(part.startswith(".") and part != "." for part in path.split("/")):
            raise HTTPException(404)
        return await super().get_response(path, scope)
