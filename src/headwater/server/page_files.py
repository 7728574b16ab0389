"""The built page: its files with the right types, and `index.html` for the addresses the page makes itself."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from headwater.server.methods import methods_at

PAGE_FOLDER = Path(__file__).parent / "page"
"""Where the page build puts its files; absent in a checkout that did not build it."""

# Named here because the operating system's own table may be missing or wrong (Windows says text/plain for .js).
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_HASHED = re.compile(r"-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")
_FOREVER = "public, max-age=31536000, immutable"

_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Headwater: the page was not built</title></head>
<body><h1>The page was not built</h1>
<p>The server runs and answers under <a href="/api/view">/api</a>; this copy of Headwater has no page in it.</p>
<p>In a checkout, run <code>make page</code> (it needs Node) and start again. A released wheel has the page.</p>
</body></html>
"""


def page_is_built(folder: Path) -> bool:
    """Whether the page's first file is there."""
    return (folder / "index.html").is_file()


def install_page(app: FastAPI, folder: Path) -> None:
    """Serve the page on every address outside `/api`."""
    files = _PageFiles(directory=folder, check_dir=False)

    @app.get("/{path:path}", include_in_schema=False)
    async def page(request: Request, path: str) -> Response:
        if path == "api" or path.startswith("api/"):
            if methods_at(app, f"/{path}"):
                raise HTTPException(405)
            raise HTTPException(404, "Nothing is answered at this address")
        if not page_is_built(folder):
            return HTMLResponse(_NOT_BUILT, 503, headers={"Cache-Control": "no-store"})
        return await files.page_or_file(path, request.scope)


class _PageFiles(StaticFiles):
    """Static files with our media types and cache rules."""

    async def page_or_file(self, path: str, scope: Scope) -> Response:
        """The file, or the page itself where the address names no file: the page reads its state from the address."""
        if not path or "." not in PurePosixPath(path).name:
            path = "index.html"
        return await self.get_response(path, scope)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        name = Path(full_path).name
        headers: dict[str, Any] = {"Cache-Control": _FOREVER if _HASHED.search(name) else "no-cache"}
        if response.status_code != 304:
            headers["Content-Type"] = _MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")
        response.headers.update(headers)
        return response
