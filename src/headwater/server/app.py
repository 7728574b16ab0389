"""The application: one store, one viewer fixed at start, and writing only where it was allowed at start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from headwater import __version__
from headwater.bootstrap.workspace import Workspace
from headwater.claims.model import Viewer
from headwater.server.bodies import BodyLimitMiddleware
from headwater.server.faults import install_handlers
from headwater.server.headers import HeadMiddleware, StrictHeadersMiddleware
from headwater.server.kept import KeptAnswersMiddleware
from headwater.server.page_files import PAGE_FOLDER, install_page
from headwater.server.resolved import ResolvedMaps
from headwater.server.routes import ROUTERS
from headwater.server.temporary import remove_leftovers
from headwater.server.uploads import Uploads
from headwater.server.writing import Writing

_DESCRIPTION = (
    "A shared supply-chain map. Every figure carries the ids of the claims behind it: ask `/api/claims` for who says "
    "so, where and when. Shares are 0..1, null is unknown and never 0. The viewer was fixed when the server was "
    "started, and a claim that viewer may not see is answered like one that nobody recorded. GET changes nothing; what "
    "writes needs a server that allows it and the token of `/api/session` as the header `Headwater-Write`."
)


def create_app(
    workspace: Workspace,
    viewer: Viewer = Viewer("public"),  # noqa: B008 - frozen
    page_folder: Path = PAGE_FOLDER,
    *,
    loopback_only: bool = False,
    writing: Writing = Writing(),  # noqa: B008 - frozen; nothing may be written
) -> FastAPI:
    """The ASGI application over `workspace` for `viewer`.

    `loopback_only` refuses requests whose Host header is not this machine's own, so that a page of another site cannot
    reach a server bound to loopback by pointing its name there. Without it, `writing` needs a key: `ValueError`.
    """
    if writing.allowed and writing.key is None and not loopback_only:
        raise ValueError("a server that others can reach takes writes only with a key")
    app = FastAPI(
        title="Headwater",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page would load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_while_it_runs,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    app.state.workspace = workspace
    app.state.writing = writing
    app.state.uploads = Uploads(writing.upload_bytes)
    app.state.maps = ResolvedMaps(workspace.log, viewer)
    install_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    install_page(app, page_folder)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(KeptAnswersMiddleware, stamp=app.state.maps.stamp)
    if loopback_only:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]"], www_redirect=False)
    app.add_middleware(BodyLimitMiddleware)
    app.add_middleware(HeadMiddleware)
    app.add_middleware(StrictHeadersMiddleware)
    return app


@asynccontextmanager
async def _while_it_runs(app: FastAPI) -> AsyncIterator[None]:
    """What killed servers left of uploads goes at the start, our own at the end."""
    remove_leftovers()
    yield
    app.state.uploads.close()
