"""Which formations a code scolarité stands for today: its own, or those that took its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.sources.bcn import bare_title
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from pathways.model import Formation
    from pathways.sources.opendata import OpenData

__all__ = ["Codes"]

#: So many formations at most take the place of one: options of what replaced it.
_MOST_HEIRS = 6


class Codes:
    """Codes scolarité and the formations of a record.

    Parameters
    ----------
    formations : iterable of Formation
    data : OpenData
        Successions (BCN), and codes of formations (table de passage).
    current : collection of str
        Ids of the formations that can be entered.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> from pathways.sources.opendata import OpenData
    >>> data = OpenData()
    >>> data.nomenclature.heirs["50022139"] = {"50022146"}
    >>> codes = Codes([Formation("FOR.1", "CAP cuisine", code_scolarite="50022146")], data, {"FOR.1"})
    >>> codes.formations("50022139")
    ('FOR.1',)
    """

    def __init__(self, formations: Iterable[Formation], data: OpenData, current: Collection[str]) -> None:
        formations = list(formations)
        self._data = data
        self._current = frozenset(current)
        self._title = {f.id: frozenset(words(f.title)) for f in formations}
        self._codes: dict[str, set[str]] = {}
        own: dict[str, set[str]] = {}
        by_rncp: dict[str, set[str]] = {}
        present = {i: f.id for f in formations for i in (f.id, *f.former_ids)}
        for f in formations:
            if f.code_scolarite:
                own.setdefault(f.code_scolarite, set()).add(f.id)
            if f.rncp:
                by_rncp.setdefault(f.rncp, set()).add(f.id)
        for code, ids in data.passage.formations.items():
            own.setdefault(code, set()).update(present[i] for i in ids if i in present)
        for code, numbers in data.passage.rncp.items():
            if not own.get(code):
                own[code] = set().union(*(by_rncp.get(n, set()) for n in numbers))
        self._own = own
        for code, ids in own.items():
            for id_ in ids:
                self._codes.setdefault(id_, set()).add(code)
        self._known: dict[str, tuple[str, ...]] = {}

    def formations(self, code: str) -> tuple[str, ...]:
        """Return the ids of the formations that a code stands for, in their order; () where none is known.

        Those that can be entered come before others; where none of the code's own can, its heirs stand for it.
        Of several, those that bear the whole title that the nomenclature gives the code are kept, where some do.
        """
        if code not in self._known:
            own = self._own.get(code, set())
            found = own & self._current or self._heirs(code, self._current)
            found = found or own or self._heirs(code, self._title.keys())
            self._known[code] = tuple(sorted(self._titled(code, found)))
        return self._known[code]

    def heirs(self, formation: Formation) -> tuple[str, ...]:
        """Return the ids of the formations that can be entered and that took the place of one, in their order.

        Those that the nomenclature names; and for a formation that cannot be entered any more, the one that has
        its code now.  Where they are many, a code was split or is shared, and nothing took the place of this one.
        """
        found: set[str] = set()
        for code in sorted(self._codes.get(formation.id, ())):
            found |= self._titled(code, self._heirs(code, self._current))
            same = self._own[code] & self._current
            if formation.id not in self._current and len(same) == 1:
                found |= same
        found -= {formation.id}
        return tuple(sorted(found)) if len(found) <= _MOST_HEIRS else ()

    def closed(self, formation: Formation) -> str:
        """Return the day on which the nomenclature closes the diploma, "" where it does not (or not all its codes)."""
        days = [e.closed if (e := self._data.nomenclature.diplomas.get(c)) else "" for c in self._codes_of(formation)]
        return max(days) if days and all(days) else ""

    def last_session(self, formation: Formation) -> int | None:
        """Return the year of the last session that the nomenclature tells, None where it tells none."""
        entries = (self._data.nomenclature.diplomas.get(c) for c in self._codes_of(formation))
        years = [e.last_session if e else None for e in entries]
        told = [y for y in years if y is not None]
        return max(told) if told and len(told) == len(years) else None

    def years(self, formation: Formation) -> frozenset[int]:
        """Return the official lengths of the diploma's trainings, in years."""
        years = self._data.nomenclature.years
        return frozenset().union(*(years.get(code, ()) for code in self._codes_of(formation)))

    def family(self, formation: Formation) -> str:
        """Return the famille de métiers of the diploma, "" where it has none."""
        families = self._data.nomenclature.families
        return next((families[c] for c in self._codes_of(formation) if c in families), "")

    def _codes_of(self, formation: Formation) -> list[str]:
        return [formation.code_scolarite] if formation.code_scolarite else []

    def _next(self, code: str) -> Iterator[str]:
        nomenclature = self._data.nomenclature
        yield from sorted(nomenclature.heirs.get(code, ()))
        yield from sorted(nomenclature.options.get(code, ()))

    def _heirs(self, code: str, among: AbstractSet[str]) -> set[str]:
        """Return the formations among those given of the nearest codes after this one, however many lie between."""
        found: set[str] = set()
        seen, front = {code}, [code]
        while front:
            after = [c for past in front for c in self._next(past)]
            front = []
            for c in after:
                if c in seen:
                    continue
                seen.add(c)
                mine = self._own.get(c, set()) & among
                found |= mine
                front += [] if mine else [c]
        return found

    def _titled(self, code: str, ids: set[str]) -> set[str]:
        entry = self._data.nomenclature.diplomas.get(code)
        if len(ids) <= 1 or entry is None:
            return ids
        title = set(words(bare_title(entry.label)))
        return {i for i in ids if title <= self._title[i]} or ids
