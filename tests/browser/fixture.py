"""A small server of the fictional world, with the built page and the content security policy of the real one.

python tests/browser/fixture.py [PORT]
"""

from __future__ import annotations

import json
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

sys.path.insert(0, str(Path(__file__).parent))
import fictional_world as world  # noqa: E402  found beside this file, however the tests are imported

PAGE = Path(__file__).parents[2] / "src" / "headwater" / "server" / "page"
POLICY = "default-src 'self'"


def answer(path: str, query: dict[str, list[str]]) -> dict[str, Any] | None:
    """The JSON for an address; None where nothing is."""
    first = {name: values[0] for name, values in query.items()}
    if path == "/api/view":
        return world.view(first.get("known_on"), first.get("valid_on"))
    if path == "/api/products":
        return world.products()
    if path == "/api/claims":
        return world.claims(query.get("id", []))
    if path == "/api/search":
        return world.search(first.get("q", ""))
    kind, _, identity = path.removeprefix("/api/").partition("/")
    if kind == "products":
        return world.PANELS.get(identity)
    if kind in {"countries", "organizations", "facilities"}:
        return world.entity(identity)
    return None


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path.startswith("/api/"):
            found = answer(path, parse_qs(parts.query))
            missing = {"error": {"code": "not-found", "problem": f"Nothing is recorded under {path}.", "remedy": ""}}
            self._send(404 if found is None else 200, "application/json", json.dumps(found or missing).encode())
            return
        file = PAGE / ("index.html" if path == "/" else path.lstrip("/"))
        if file.is_file():
            self._send(200, mimetypes.guess_type(file.name)[0] or "application/octet-stream", file.read_bytes())
        else:
            self._send(404, "text/plain", b"nothing here")

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base class's
        """Quiet: the tests say what they asked for."""


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The server's address while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    with served(int(sys.argv[1]) if len(sys.argv) > 1 else 8765) as address:
        print(address)  # noqa: T201  started by hand
        threading.Event().wait()
