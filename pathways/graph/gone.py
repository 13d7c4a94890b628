"""Formations of older sources that the present repertory no longer lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.model import Formation, Origin

__all__ = ["gone_formations", "still_open"]

_NUMBER = re.compile(r"^FOR\.(\d+)$")
_A_TABLE = re.compile(r"\btable of formations\b")


def gone_formations(formations: Iterable[Formation]) -> frozenset[str]:
    """Return the ids of formations that the newest table of formations would list, and does not.

    Onisep numbers its formations as they come, so the source with the greatest number is the newest, dated or not.
    What only older sources tell of, under a number that the newest table already reaches, is no longer prepared for.

    Examples
    --------
    >>> from pathways.model import Formation, Origin
    >>> old, new = Origin("2021.csv", "CSV table of formations"), Origin("2025.csv", "CSV table of formations")
    >>> made = [Formation("FOR.1", "DMA", origins=(old,)), Formation("FOR.2", "CAP", origins=(old, new)),
    ...         Formation("FOR.9", "BTS", origins=(new,))]
    >>> sorted(gone_formations(made))
    ['FOR.1']
    """
    formations = list(formations)
    reach: dict[str, int] = {}
    tables: set[str] = set()
    for f in formations:
        if m := _NUMBER.match(f.id):
            for o in f.origins:
                source = _source(o)
                reach[source] = max(reach.get(source, 0), int(m[1]))
                if _A_TABLE.search(o.format):
                    tables.add(source)
    if not tables:
        return frozenset()
    newest = max(reach[t] for t in tables)
    return frozenset(
        f.id for f in formations if (m := _NUMBER.match(f.id)) and int(m[1]) <= newest and _only_older(f, reach, newest)
    )


def _source(o: Origin) -> str:
    """Return the source of a record: its file; of Markdown, a file a record, all of that format in its folder."""
    return f"{o.path.rpartition('/')[0]}|{o.format}" if o.format.startswith("markdown") else o.path


def _only_older(f: Formation, reach: Mapping[str, int], newest: int) -> bool:
    """Tell whether none of the sources of `f` is as new as the newest table: tables and dated publications."""
    return all(
        reach[_source(o)] < newest and (_A_TABLE.search(o.format) is not None or bool(o.release)) for o in f.origins
    )


def still_open(formations: Iterable[Formation], gone: frozenset[str], release: str) -> frozenset[str]:
    """Return the ids of formations that can be entered: not gone, last session not past at `release`."""
    year = int(release[:4]) if release[:4].isdigit() else 0
    return frozenset(f.id for f in formations if f.id not in gone and not (f.last_session and f.last_session < year))
