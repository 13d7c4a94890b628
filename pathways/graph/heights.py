"""How high in the course of studies a node stands, and the years that this leaves to what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.scheme.classes import school_classes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathways.graph.doors import Doors
    from pathways.graph.places import Place

__all__ = ["Heights"]

_CLASS_YEARS = {c.id: float(c.years) for c in school_classes()}
_MOST_OF_A_TRADE = 5  #: highest level of a title of a trade
_BAC_PRO_AFTER_CAP = 2  #: Code de l'éducation, art. D. 337-59: 2 years for who holds a CAP of the sector


class Heights:
    """Years after 3e of classes, diplomas and doors.

    Examples
    --------
    >>> from pathways.graph.doors import Doors
    >>> from pathways.graph.places import place_of
    >>> from pathways.model import Formation
    >>> bts = Formation("FOR.1", "BTS bâtiment", "BTS", certification=5, duration_years=2)
    >>> places = {"FOR.1": place_of(bts)}
    >>> heights = Heights(places, Doors([bts], places))
    >>> heights.of("FOR.1"), heights.of("classe:3e"), heights.of("classe:2de-pro-cuisine")
    (5.0, 0.0, 1.0)
    """

    def __init__(self, places: Mapping[str, Place], doors: Doors) -> None:
        self._places, self._doors = places, doors

    def of(self, node: str) -> float | None:
        """Return the years after 3e at which a node is reached, None where nobody knows."""
        if node in self._places:
            return self._places[node].exit
        if node.startswith("classe:2de-pro-"):
            return 1.0
        return _CLASS_YEARS.get(node, self._doors.years.get(node))

    def believed(self, source: str, target: str, years: float, *, own: bool) -> bool:
        """Tell whether stated years may be: they lead to no diploma before its level.

        "1 an en ATS pour intégrer une école d'ingénieurs" is no engineer's diploma in 1 year after a BTS.  The fiche of
        a trade's own title is believed a year below (a BM in 2 years after a CAP).
        """
        place, height = self._places.get(target), self.of(source)
        if place is None or place.exit is None or height is None:
            return True
        slack = 1.0 if own and not place.doors and (place.level or 0) <= _MOST_OF_A_TRADE else 0.0
        return height + years + slack >= place.exit

    def usual_years(self, source: str, target: str) -> float:
        """Return the years from `source` to `target` where nobody states them."""
        if target not in self._places:
            return 1.0
        place, height = self._places[target], self.of(source)
        if place.rule.id == "bac-pro-apres-3e" and height is not None and height >= _BAC_PRO_AFTER_CAP:
            return _BAC_PRO_AFTER_CAP
        return place.years_from(height, academic=self.academic(source))

    def academic(self, source: str) -> bool:
        """Tell whether what is held shortens what follows: a class, a door, a diploma that opens a level's door."""
        return source not in self._places or bool(self._places[source].doors)
