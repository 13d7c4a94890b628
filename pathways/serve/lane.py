"""Work in its turn: one search at a time, a bounded queue before it, and answers kept within a bound."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pathways.serve.answer import Answer

    T = TypeVar("T")

__all__ = ["FullError", "Kept", "Lane"]


#: Answers after which memory that is free is given back to the system.
_BETWEEN_TIDYINGS = 64


def _tidy() -> None:
    """Give back what is free: searches take many small pieces, and the C library would keep twice what is in use."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # not every C library has it
        return


class FullError(Exception):
    """Too many questions wait already."""


class Lane:
    """One thread that does what is asked in the order of asking.

    Searches are Python, so two threads would only take turns, and the graph file keeps what queries met: one thread
    needs no lock.  More cores are used by more processes.

    Parameters
    ----------
    waiting : int
        How many may wait.
    patience : float
        Seconds that one may wait.
    """

    def __init__(self, waiting: int, patience: float) -> None:
        self._most, self._patience = waiting, patience
        self._waiting = self._done = 0
        self._thread = ThreadPoolExecutor(1, "pathways")

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, once it was its turn.

        Raises
        ------
        FullError
            If too many wait, or it has waited too long.
        """
        if self._waiting >= self._most:
            raise FullError
        asked = time.monotonic()

        def in_turn() -> T:
            if time.monotonic() - asked > self._patience:
                raise FullError
            self._done += 1
            if self._done % _BETWEEN_TIDYINGS == 0:
                _tidy()
            return work()

        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, in_turn)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the thread once it has done what it is at."""
        self._thread.shutdown(wait=True, cancel_futures=True)


class Kept:
    """Answers for who asks the same: those that were asked for last, within a number of bytes.

    Parameters
    ----------
    most : int
        Bytes.
    """

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[object, Answer] = OrderedDict()

    def get(self, key: object) -> Answer | None:
        """Return the answer kept for a question, None where there is none."""
        if (kept := self._answers.get(key)) is not None:
            self._answers.move_to_end(key)
        return kept

    def keep(self, key: object, answer: Answer) -> None:
        """Keep an answer; those that were not asked for the longest make room."""
        if answer.size > self._most // 4:
            return
        if (old := self._answers.pop(key, None)) is not None:
            self._size -= old.size
        self._answers[key] = answer
        self._size += answer.size
        while self._size > self._most:
            self._size -= self._answers.popitem(last=False)[1].size
