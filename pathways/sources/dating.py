"""Which source is newer: by its date, or by how far Onisep's numbering had come when it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.sources.fields import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.sources.batch import Batch

__all__ = ["newest_first", "present_editions"]

#: An undated source counts as the present edition: newer than any that has a date.
_PRESENT = "9999"
#: So many records show how far the numbering had come; fewer may be any choice of records.
_MANY = 500
#: Onisep gives some 500 numbers a year; two sources nearer than this are not told apart by it.
_APART = 200


def _reached(batch: Batch) -> tuple[str, int] | None:
    """Return kind and number that one record in a hundred lies beyond, None where there are too few records."""
    numbers = sorted(
        (kind, n)
        for r, _ in batch.items
        for kind, _, number in [r.id.partition(".")]
        if (n := whole(number)) is not None
    )
    return numbers[len(numbers) * 99 // 100] if len(numbers) >= _MANY else None


def present_editions(batches: Sequence[Batch]) -> list[bool]:
    """Return which sources may be of today: not those whose numbering of records had not come as far as another's.

    Parameters
    ----------
    batches : sequence of Batch
        What each source gave.
    """
    reached = [_reached(b) for b in batches]
    return [
        mine is None or not any(o is not None and o[0] == mine[0] and o[1] >= mine[1] + _APART for o in reached)
        for mine in reached
    ]


def newest_first(batches: Sequence[Batch], releases: Sequence[str]) -> list[int]:
    """Return the order of the sources, newest first.

    A source without a date is the present edition, unless it is large and Onisep's numbering of records (which
    only ever grows) had not come as far in it as in another source of the kind: then it is older than that one.
    Sources of one date stand in the order: fiches, tables; and then as they were given.

    Parameters
    ----------
    batches : sequence of Batch
        What each source gave.
    releases : sequence of str
        Date of each, "" where it has none.
    """
    reached = [_reached(b) for b in batches]

    def age(i: int) -> tuple[str, bool, int]:
        mine = reached[i]
        if releases[i] or mine is None:
            return (releases[i] or _PRESENT, True, 0)
        beyond = [
            releases[j] or _PRESENT
            for j, other in enumerate(reached)
            if other is not None and other[0] == mine[0] and other[1] >= mine[1] + _APART
        ]
        return (min(beyond), False, mine[1]) if beyond else (_PRESENT, True, 0)

    return sorted(
        range(len(batches)),
        key=lambda i: (age(i), batches[i].named, not batches[i].format.is_table, -i),
        reverse=True,
    )
