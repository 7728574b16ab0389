"""Answers kept while they are asked for: the same question at the same time is worked out once and shared."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The last `size` answers by their question; failures are told to those who wait, and not kept."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Future[Answer]] = OrderedDict()

    def get(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to `question`, from `work` where it is not kept."""
        with self._lock:
            promise = self._answers.get(question)
            mine = promise is None
            if promise is None:
                promise = self._answers[question] = Future()
                if len(self._answers) > self._size:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(question)
        if mine:
            try:
                promise.set_result(work())
            except BaseException as error:  # noqa: BLE001 - whoever waits for the promise must hear of anything
                with self._lock:
                    self._answers.pop(question, None)
                promise.set_exception(error)
        return promise.result()

    def peek(self, question: Hashable) -> Answer | None:
        """The answer where it is kept and done; nobody waits, and nothing is worked out."""
        with self._lock:
            promise = self._answers.get(question)
        return promise.result() if promise is not None and promise.done() and not promise.exception() else None
