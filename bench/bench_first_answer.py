"""A server over a year of world trade: how long from its start to the first answer of each thing the page asks.

    python bench/bench_first_answer.py [--rows 11_000_000] [--years 1] [--store FOLDER] [--starts 2]

The reference world and made-up BACI years are recorded (or an existing store is taken); then `headwater serve` is
started, and asked one question after another, as the page does. Every start is a process that knows nothing of the one
before. Wall time since the start, and processor time of the server in all; prints the load of the machine too.
"""

from __future__ import annotations

import argparse
import http.client
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_baci import write

from headwater import reference_world

QUESTIONS = (
    "/api/view",
    "/api/products",
    "/api/dependency",
    "/api/dependency/product?country=KOR&product=hs:HS2017.381800",
    "/api/dependency/products?country=KOR",
)
COMMAND = [sys.executable, "-c", "from headwater.cli import main; main()"]


def filled(store: Path, rows: int, years: int) -> None:
    """A store with the reference world and the years."""
    folder = store.with_name("baci")
    words = ["--store", str(store)]
    subprocess.run([*COMMAND, *words, "init"], check=True, capture_output=True)
    subprocess.run([*COMMAND, *words, "add", str(reference_world.folder())], check=True, capture_output=True)
    for year in range(2021, 2021 + years):
        write(folder, rows, [year])
        subprocess.run([*COMMAND, *words, "add", str(folder), "--each"], check=True, capture_output=True)
        for path in folder.glob("BACI*.csv"):
            path.unlink()


def answered(server: subprocess.Popen[bytes], port: int, question: str) -> int:
    """Ask until the server listens; the length of the answer."""
    while True:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        try:
            asking.request("GET", question)
            answer = asking.getresponse()
            body = answer.read()
        except ConnectionRefusedError:
            if server.poll() is not None:
                raise SystemExit("the server stopped") from None
            time.sleep(0.02)
            continue
        finally:
            asking.close()
        if answer.status != http.client.OK:
            raise SystemExit(f"{question}: {answer.status} {body[:300]!r}")
        return len(body)


def one_start(store: Path) -> None:
    """Start, ask, stop, and print."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    before, start = _processor_seconds(), time.perf_counter()
    words = ["--store", str(store), "serve", "--port", str(port)]
    server = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for question in QUESTIONS:
            asked = time.perf_counter()
            length = answered(server, port, question)
            now = time.perf_counter()
            print(f"{question}: {now - asked:.2f} s, {now - start:.2f} s since the start, {length:,} bytes")
    finally:
        server.terminate()
        server.wait()
    print(f"{_processor_seconds() - before:.1f} s of the processor in all; load {os.getloadavg()[0]:.1f} "
          f"on {os.cpu_count()} cores", flush=True)  # fmt: skip


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Fill where there is no store, start, and ask."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=11_000_000)
    asked.add_argument("--years", type=int, default=1)
    asked.add_argument("--store", type=Path)
    asked.add_argument("--starts", type=int, default=2)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store = given.store or Path(name) / "store"
        if not store.exists():
            filled(store, given.rows, given.years)
        for _ in range(given.starts):
            one_start(store)


if __name__ == "__main__":
    main()
