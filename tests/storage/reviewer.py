"""A process that decides, started by tests: reviewer.py FOLDER NAME ROUNDS; prints each decision's key once kept."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from headwater.errors import Outdated
from headwater.storage.review_queue import DatabaseQueue
from headwater.workflows.review.model import Decision


def decide(queue, name, number):
    found = queue.candidates()[number % 2]
    state = "rejected" if found.state == "open" else "open"
    now = datetime.now(UTC)
    after = replace(found, state=state, reviewer=name, decided_at=now, version=found.version + 1)
    key = f"{name}-{os.getpid()}-{number}"
    said = Decision(key, found.id, "reject", name, now, {"version": found.version}, {"version": after.version})
    queue.decide(after, said)
    return key


def main(folder, name, rounds):
    queue = DatabaseQueue.in_folder(Path(folder), "one")
    for number in range(int(rounds)):
        try:
            os.write(1, f"{decide(queue, name, number)}\n".encode())
        except Outdated:
            continue


main(*sys.argv[1:])
