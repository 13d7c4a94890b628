"""What `--timeout` leaves of the time: for the search, and for drawing what it found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Item = TypeVar("Item")

__all__ = ["Deadline"]

#: Seconds that drawing a route takes, at most, and a start of Python with what a search loads.
_A_ROUTE, _A_START = 0.0015, 0.15
#: Routes that are drawn to see how long one takes.
_A_FEW = 100


class Deadline:
    """When a command is to be done.

    Parameters
    ----------
    seconds : float or None
        From now, at most; None for no limit.
    """

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self._until = None if seconds is None else time.monotonic() + seconds - min(_A_START, seconds / 4)

    def search(self, k: int) -> float | None:
        """Return the seconds that a search for `k` routes may take, with time left to draw them; None for no limit."""
        if self.seconds is None or self._until is None:
            return None
        left = self._until - time.monotonic()
        return max(left - min(self.seconds / 2, k * _A_ROUTE), 1e-6)

    def fitting(self, items: Sequence[Item], draw: Callable[[Sequence[Item]], Any]) -> Sequence[Item]:
        """Return the items, as many as can be drawn in time; the first hundred in any case."""
        if self._until is None or len(items) <= _A_FEW:
            return items
        start = time.monotonic()
        draw(items[:_A_FEW])
        now = time.monotonic()
        return items[: max(_A_FEW, int((self._until - now) * _A_FEW / (now - start)))]

    def told(self, partial: str, *, cut: bool = False) -> str:
        """Return why an answer is partial, in the seconds that were asked for; "" if it is whole."""
        if cut or partial.endswith(" seconds"):
            return f"stopped after {self.seconds:g} seconds"
        return partial
