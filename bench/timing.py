"""How long a task takes, run after run."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(task: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """What each of `rounds` runs takes by the clock, in seconds, after one run that does not count."""
    task()
    taken = []
    for _ in range(rounds):
        start = clock()
        task()
        taken.append(clock() - start)
    return taken
