"""How long the server takes to answer what the page asks, with 20 readers at once, over HTTP on loopback.

The server is a process of its own, started as `headwater serve`; each reader is a thread with a connection of its own
that asks again as soon as it is answered. Wanted: 95 of 100 answers in under 50 ms on the ETO world. "Unchanged" is a
reader who has the answer already and sends its ETag.

    python bench/bench_server.py [--readers 20] [--asks 60] [--data ../shared/data/eto_chip_explorer]
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

WANTED_MILLISECONDS = 50
DATA = Path(__file__).parents[2] / "shared" / "data" / "eto_chip_explorer"
COMMAND = [sys.executable, "-c", "from headwater.cli import main; main()"]


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server process over a new store with the data."""
    with tempfile.TemporaryDirectory() as folder:
        store = ["--store", str(Path(folder) / "store")]
        for words in (["init"], ["add", str(data)]):
            subprocess.run([*COMMAND, *store, *words], check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [*COMMAND, *store, "serve", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(port)
            yield "127.0.0.1", port
        finally:
            server.terminate()
            server.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "The server did not start."
    raise SystemExit(message)


def ask(connection: http.client.HTTPConnection, path: str, tag: str | None = None) -> tuple[int, str | None, bytes]:
    """Status, ETag and body, compressed as a browser asks for it."""
    headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
    if tag is not None:
        headers["If-None-Match"] = tag
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.headers["ETag"], answer.read()


def measure(address: tuple[str, int], paths: list[str], readers: int, asks: int, *, again: bool) -> list[float]:
    """Milliseconds of every answer; each reader walks through the paths from a place of its own."""
    times: list[list[float]] = [[] for _ in range(readers)]
    start = threading.Barrier(readers)

    def read(number: int) -> None:
        connection = http.client.HTTPConnection(*address)
        tags = {path: ask(connection, path)[1] for path in paths} if again else {}
        start.wait()
        for step in range(asks):
            path = paths[(number * 7 + step) % len(paths)]
            started = time.perf_counter()
            status, _, _ = ask(connection, path, tags.get(path))
            times[number].append(1000 * (time.perf_counter() - started))
            if status != (304 if again else 200):
                message = f"{path}: {status}"
                raise SystemExit(message)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for mine in times for each in mine]


def questions(address: tuple[str, int]) -> dict[str, list[str]]:
    """What the page asks, by screen: of 40 products each."""
    connection = http.client.HTTPConnection(*address)
    answers = {}
    for path in ("/api/products", "/api/chain"):
        connection.request("GET", path)
        answers[path] = json.loads(connection.getresponse().read())
    products = [quote(row["id"], safe="") for row in answers["/api/products"]["rows"]][:40]
    countries = [row["id"] for row in answers["/api/chain"]["providers"] if row["id"].startswith("country:")][:20]
    return {
        "map of a product": [f"/api/map?product={product}" for product in products],
        "arcs of a product": [f"/api/map/arcs?product={product}" for product in products],
        "panel of a product": [f"/api/products/{product}" for product in products],
        "panel of a country": [f"/api/countries/{quote(country, safe='')}" for country in countries],
        "list of products": ["/api/products"],
        "whole chain": ["/api/chain"],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--asks", type=int, default=60)
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    with serving(asked.data) as address:
        asks = questions(address)
        for paths in asks.values():  # resolve the map, and what is made of it once
            for path in paths:
                ask(http.client.HTTPConnection(*address), path)
        load = os.getloadavg()[0]
        print(f"{asked.readers} readers at once, {asked.asks} answers each; load of this machine before: {load:.1f}")
        print(f"milliseconds; p95 wanted under {WANTED_MILLISECONDS}")
        print(f"{'':22}{'median':>9}{'p95':>9}{'unchanged p95':>16}")
        for name, paths in asks.items():
            fresh = measure(address, paths, asked.readers, asked.asks, again=False)
            known = measure(address, paths, asked.readers, asked.asks, again=True)
            p95, known95 = (statistics.quantiles(times, n=20)[-1] for times in (fresh, known))
            print(f"{name:22}{statistics.median(fresh):9.1f}{p95:9.1f}{known95:16.1f}")


if __name__ == "__main__":
    main()
