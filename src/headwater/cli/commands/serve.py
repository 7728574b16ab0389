"""`serve`: the page and the HTTP answers, for one viewer fixed at start."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli.options import AsJson
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.bootstrap.workspace import Workspace
    from headwater.server.writing import Writing

LOOPBACK = ("127.0.0.1", "localhost", "::1")
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")]


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8765,
    viewer: Annotated[
        str | None,
        typer.Option("--viewer", show_default="owner on a loopback host, else public", help="Who looks."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Answer questions only; record nothing.")] = False,
    allow_writing: Annotated[
        bool,
        typer.Option("--allow-writing", help="Record what is sent, also from other machines; those need the key."),
    ] = False,
    key_file: Annotated[
        Path | None,
        typer.Option(
            "--write-key-file", metavar="FILE", help="File with the key; else the variable HEADWATER_WRITE_KEY."
        ),
    ] = None,
    upload_limit: Annotated[
        int, typer.Option("--upload-limit", metavar="MIB", min=1, max=65_536, help="What one upload may hold.")
    ] = 200,
    as_json: AsJson = False,
) -> None:
    """Serve the page and the HTTP answers until interrupted.

    Files can be added on the page where the owner looks on a loopback host; elsewhere only with --allow-writing and a
    key.

    Example: headwater serve --port 9000

    Example: headwater serve --host 0.0.0.0 --viewer public

    Example: headwater serve --host 0.0.0.0 --allow-writing --write-key-file ./key.txt
    """
    space = session_of(context).workspace()
    who = viewer or ("owner" if host in LOOPBACK else "public")
    writing = replace(
        writing_at(host, who, read_only=read_only, allowed=allow_writing, key_file=key_file),
        upload_bytes=upload_limit * 1024 * 1024,
    )
    run_server(space, host=host, port=port, viewer=who, writing=writing, as_json=as_json)


def writing_at(
    host: str, viewer: str, *, read_only: bool = False, allowed: bool = False, key_file: Path | None = None
) -> Writing:
    """Whether the server takes writes: the owner's on a loopback host, others only where that was said."""
    from headwater.cli.commands.record import contributor_name
    from headwater.errors import BadQuestion
    from headwater.server.writing import Writing

    if read_only and allowed:
        raise BadQuestion("--read-only and --allow-writing contradict each other.", "Leave one of them away.")
    local = host in LOOPBACK
    if read_only or not (allowed or (local and viewer == "owner")):
        return Writing()
    key = _key(key_file)
    if key is None and not local:
        raise BadQuestion(
            f"Whoever reaches {host} could write.",
            "Give a key: put it into a file for --write-key-file, or into the variable HEADWATER_WRITE_KEY.",
        )
    return Writing(allowed=True, key=key, contributor=contributor_name(None) if local else None)


def _key(key_file: Path | None) -> str | None:
    """The key of the file, else of the environment; None where neither has one."""
    from headwater.errors import BadQuestion

    if key_file is None:
        return os.environ.get("HEADWATER_WRITE_KEY", "").strip() or None
    try:
        key = key_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadQuestion("The file with the key cannot be read.", "Check its name.", str(key_file)) from None
    if not key:
        raise BadQuestion("The file with the key is empty.", "Put a key into it.", str(key_file))
    return key


def run_server(
    space: Workspace,
    *,
    host: str,
    port: int,
    viewer: str,
    writing: Writing,
    open_page: bool = False,
    as_json: bool = False,
) -> None:
    """Listen until interrupted; print the address once the server answers."""
    import uvicorn

    from headwater.claims.model import Viewer
    from headwater.server import create_app

    listener = bound_socket(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if as_json:
                typer.echo(
                    json.dumps({"address": address, "viewer": viewer, "writable": writing.allowed})
                )  # one line: the server goes on
            else:
                may = "files can be added" if writing.allowed else "read only"
                typer.echo(f"Headwater is at {address} (viewer: {viewer}; {may}; stop with Ctrl+C)")
            sys.stdout.flush()
            if open_page and _has_browser():
                webbrowser.open(address)

    app = create_app(space, Viewer.parse(viewer), loopback_only=host in LOOPBACK, writing=writing)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=True)
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how a server is stopped, not an error
        Announcing(config).run(sockets=[listener])


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that nobody can take the port between asking and listening."""
    from headwater.errors import BadQuestion

    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadQuestion(
            f"{host} is no address to listen on.", "Use 127.0.0.1, or an address of this machine."
        ) from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(where)
    except OSError as error:
        listener.close()
        free = _next_free_port(host, port)
        advice = f"Use --port {free}." if free else "Use another --port or --host."
        raise BadQuestion(f"Port {port} on {host} cannot be used: {error.strerror}.", advice) from error
    return listener


def _next_free_port(host: str, port: int) -> int | None:
    for candidate in range(port + 1, min(port + 50, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, candidate))
                return candidate
    return None


def _has_browser() -> bool:
    """Whether there is a screen to open a browser on, and a person at this terminal."""
    screen = sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return screen and sys.stdout.isatty()
