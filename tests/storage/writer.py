"""A process that appends, started by tests.

    writer.py STORE COUNT      append COUNT contributions (0: until killed); print the id of each once acknowledged
    writer.py STORE fork       for every line on standard input start a child that appends until it is killed; print its
                               process id, and `gone` once it is (starting Python anew 200 times would take minutes)

Each contribution has 1 source and 20 provisions.
"""

import os
import sys
from datetime import UTC, datetime

import polars as pl

from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.storage import DeltaLog


def say(words):
    os.write(1, f"{words}\n".encode())


def batches():
    said = {"source": "source:survey", "locator": "row 1"}
    source = {"id": "source:survey", "title": "A survey", **said}
    provisions = [
        {"product": "product:lens", "provider": f"country:C{i}", "share": i / 100, "basis": "volume", **said}
        for i in range(20)
    ]
    yield "sources", pl.DataFrame([source], schema=dict(reader_schema(table("sources"))))
    yield "provisions", pl.DataFrame(provisions, schema=dict(reader_schema(table("provisions"))))


def append(store, count):
    log = DeltaLog.open(store)
    done = 0
    while done < count or not count:
        entry = log.record(batches(), contributor=str(os.getpid()), recorded_at=datetime.now(UTC), format_name="own")
        say(entry.id)
        done += 1


def fork(store):
    """Nothing here touches Polars or Delta before the fork, so a child starts with no thread of theirs half way."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            append(store, 0)
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    store, what = sys.argv[1:]
    if what == "fork":
        fork(store)
    else:
        append(store, int(what))
