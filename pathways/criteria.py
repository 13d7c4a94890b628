"""What a route costs: criteria, each the sum over its steps of a cost that is never negative.

==============  ==========  ===============================================================================
criterion       unit        source
==============  ==========  ===============================================================================
``years``       years       the edge's years, as the fiche or the rule states them
``steps``       steps       one a diploma, class or job that is shown; entering a wide door is none
``selectivity`` points      the conditions that the fiche states, weighted by `SELECTIVITY`
``field``       steps       how far a continuation or a job leaves the field: 1 - score (0 the same, 1 far)
``certainty``   doubts      whose word it is: `DOUBT` by basis, more for a wide door, and
                            for a way that is not the usual one: `DOUBT_OF_UNUSUAL`
``employment``  share       of those who leave the diploma before a job, who are out of work 12 months after
                            (InserJeunes); 1 where nobody counted
``counsel``     years       the default: the others weighed against each other by `COUNSEL`, in years
==============  ==========  ===============================================================================

Costs are added as whole millionths, so that no order depends on how floats round.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.errors import GraphContractError, QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "COUNSEL",
    "CRITERIA",
    "DEFAULT",
    "DOUBT",
    "DOUBT_OF_UNUSUAL",
    "MILLION",
    "SELECTIVITY",
    "Criterion",
    "Prices",
    "all_costs",
    "millionths",
    "price",
    "weights_of",
]

#: Costs are whole multiples of one millionth of their unit.
MILLION = 1_000_000
#: More than that in one edge is a mistake, not a study.
_MAX_YEARS = 1_000_000
#: Bits for the number of steps, and for the default order, in a packed cost.
_STEP_BITS, _COUNSEL_BITS = 20, 64

#: Points by condition: what takes years of work or waiting weighs most, then what must be won against
#: others, then what is but asked for, as every wish on Parcoursup is.  A way for apprentices alone asks for
#: an employer.
SELECTIVITY: Mapping[str, float] = {
    "expérience": 14,
    "âge": 6,
    "concours": 3,
    "mention": 2,
    "bon dossier": 2,
    "alternance": 2,
    "sous conditions": 2,
    "tests": 0.5,
    "dossier": 0.5,
    "entretien": 0.5,
}
#: A condition -> those beside which it asks for nothing more.
_SAID_BY: Mapping[str, frozenset[str]] = {
    "mention": frozenset({"bon dossier"}),
    "dossier": frozenset({"bon dossier", "mention"}),
    "sous conditions": frozenset(SELECTIVITY) - {"sous conditions"},
}
_UNKNOWN_CONDITION = 1.0
_NOTHING: frozenset[str] = frozenset()

#: Doubts by basis.  That a class leads to a diploma by the study scheme is law: next to no doubt; that one
#: may enter a diploma that asks for no class (score 0.5) is not yet a way that a class leads to.  Where the
#: scheme names the diploma that is continued (bac général to CPGE), there is less doubt than of a level.
DOUBT: Mapping[str, float] = {"stated": 0, "field": 1, "scheme": 0.8}
_DOUBT_OF_ENTRY, _DOUBT_OF_NAMED = 0.02, 0.4
_DOUBT_OF_WIDE_DOOR = 0.25
#: Doubts by how usual the step is (`pathways.scheme.usual`); that it is usual is a word for it where no fiche speaks.
DOUBT_OF_UNUSUAL: Mapping[str, float] = {"usual": 0, "possible": 0.8, "rare": 2.2}
_DOUBT_OF_USUAL = 0.1
#: What hardly anybody takes may not be taught near: it stands behind what is stated as surely and taken by many.
_DOUBT_OF_RARITY = 0.15

#: Through a wide door, the distance is that of the diploma that opens it (the score of its holds edge: how
#: little it binds to a field) and, less, what the door says of the diploma behind it.
_FIELD_OF_HOLDER, _FIELD_OF_WIDE_DOOR = 0.8, 0.2

#: The default order, in years that a family would trade: a doubt is worth 0.8 years, leaving the field
#: wholly 2.5 years, a step more 0.1, a point of selectivity 0.15.
COUNSEL: Mapping[str, float] = {"years": 1, "certainty": 0.8, "field": 2.5, "steps": 0.1, "selectivity": 0.15}


def _years(data: Mapping[str, Any], witnesses: int) -> float:
    del witnesses
    years: float = data["years"]
    return years


def _steps(data: Mapping[str, Any], witnesses: int) -> float:
    del witnesses
    return 0 if data["kind"] == "holds" else 1


def _selectivity(data: Mapping[str, Any], witnesses: int) -> float:
    del witnesses
    conditions = data.get("conditions") or ()
    said = [c for c in conditions if _SAID_BY.get(c, _NOTHING).isdisjoint(conditions)]
    points = sum(SELECTIVITY.get(condition, _UNKNOWN_CONDITION) for condition in said)
    if data.get("apprenticeship") is True and "alternance" not in conditions:
        points += SELECTIVITY["alternance"]
    return points


def _field(data: Mapping[str, Any], witnesses: int) -> float:
    del witnesses
    kind = data["kind"]
    far: float = 1 - data.get("score", 1.0)
    if kind == "holds":  # how much the diploma that opens a wide door is bound to a field
        return _FIELD_OF_HOLDER * far
    if kind == "entry":
        return 0
    if data.get("scope") == "any":
        return _FIELD_OF_WIDE_DOOR * far if kind == "continuation" else 0
    return far


def _certainty(data: Mapping[str, Any], witnesses: int) -> float:
    del witnesses  # what a second fiche says may be but a condition: it bears no witness of the way
    usual = data.get("usual")
    doubt = _doubt_of_word(data)
    if usual == "usual" and data["basis"] == "scheme" and data.get("scope") == "named":
        doubt = min(doubt, _DOUBT_OF_USUAL)
    rarity: float = data.get("rarity", 0)
    return doubt + _DOUBT_OF_RARITY * rarity + (DOUBT_OF_UNUSUAL[usual] if usual else 0)


def _doubt_of_word(data: Mapping[str, Any]) -> float:
    kind = data["kind"]
    if kind == "holds":
        return 0
    doubt: float = DOUBT[data["basis"]]
    if kind == "entry":
        score: float = data.get("score", 1.0)
        return min(doubt, _DOUBT_OF_ENTRY) + 1 - score
    if data.get("scope") == "any":
        doubt += _DOUBT_OF_WIDE_DOOR
    elif data["basis"] == "scheme" and data.get("scope") == "named":
        doubt = _DOUBT_OF_NAMED
    return doubt


def _employment(data: Mapping[str, Any], witnesses: int) -> float:
    del witnesses
    share: float = data.get("out_of_work", 1)
    return share if data["kind"] == "job" else 0


class Criterion(NamedTuple):
    """A cost of an edge: its name, its unit, and the function of the edge's attributes and witnesses."""

    name: str
    unit: str
    of: Callable[[Mapping[str, Any], int], float]


#: By name; `counsel` is a mix of these.
CRITERIA: Mapping[str, Criterion] = {
    c.name: c
    for c in (
        Criterion("years", "years", _years),
        Criterion("steps", "steps", _steps),
        Criterion("selectivity", "points", _selectivity),
        Criterion("field", "steps out of the field", _field),
        Criterion("certainty", "doubts", _certainty),
        Criterion("employment", "share of leavers out of work", _employment),
    )
}
#: Name of the default order.
DEFAULT = "counsel"


def weights_of(criterion: str | Mapping[str, float]) -> dict[str, float]:
    """Return the weights that a criterion stands for.

    Parameters
    ----------
    criterion : str or mapping
        A name of `CRITERIA`, `"counsel"`, or weights by name, none negative, at least one above 0.

    Raises
    ------
    QueryError
        If a name is unknown or a weight is no number from 0 on.

    Examples
    --------
    >>> weights_of("years"), weights_of({"years": 1, "steps": 0.5})
    ({'years': 1.0}, {'years': 1.0, 'steps': 0.5})
    """
    if isinstance(criterion, str):
        if criterion == DEFAULT:
            return dict(COUNSEL)
        criterion = {criterion: 1.0}
    for name, weight in criterion.items():
        if name not in CRITERIA:
            raise QueryError(f"criterion {name!r} is not one of {', '.join((DEFAULT, *CRITERIA))}")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < math.inf:
            raise QueryError(f"the weight of {name!r} is {weight!r}, not a number from 0 on")
    if not any(criterion.values()):
        raise QueryError("a criterion needs at least one weight above 0")
    return {name: float(weight) for name, weight in criterion.items() if weight}


def price(data: Mapping[str, Any], weights: Mapping[str, float], witnesses: int) -> int:
    """Return what an edge costs, in millionths.

    Parameters
    ----------
    data : mapping
        Attributes of the edge.
    weights : mapping of str to float
        As `weights_of` gives them.
    witnesses : {0, 1, 2}
        How many pieces of evidence the edge has, 2 for two or more.

    Raises
    ------
    GraphContractError
        If years, kind or basis is missing or outside what is allowed.

    Examples
    --------
    >>> price({"kind": "entry", "years": 2, "basis": "stated"}, {"years": 1}, 1)
    2000000
    """
    try:
        if not 0 <= data["years"] <= _MAX_YEARS:
            raise GraphContractError(f"years is {data['years']!r}, not a number from 0 on")
        cost = sum(weight * CRITERIA[name].of(data, witnesses) for name, weight in weights.items())
        return round(cost * MILLION)
    except KeyError as error:
        missing = "basis" if error.args[0] == data.get("basis") else str(error.args[0])
        raise GraphContractError(f"{missing} is missing or unknown") from error
    except TypeError as error:
        raise GraphContractError(f"an attribute is of the wrong type ({error})") from error


#: Packed costs by weights, then by the attributes that are priced.
_KNOWN: dict[tuple[tuple[str, float], ...], dict[tuple[Any, ...], int]] = {}
_ALL_KNOWN: dict[tuple[Any, ...], tuple[int, ...]] = {}
_MOST_KNOWN = 200_000


def all_costs(data: Mapping[str, Any], witnesses: int) -> tuple[int, ...]:
    """Return what an edge costs by each of `CRITERIA`, in millionths.

    Raises
    ------
    GraphContractError
        As `price`.
    """
    key = (
        data.get("years"),
        data.get("kind"),
        data.get("basis"),
        data.get("scope"),
        data.get("score"),
        data.get("apprenticeship"),
        data.get("usual"),
        data.get("rarity"),
        data.get("out_of_work"),
        witnesses,
        *(data.get("conditions") or ()),
    )
    known = _ALL_KNOWN.get(key)
    if known is None:
        if len(_ALL_KNOWN) > _MOST_KNOWN:
            _ALL_KNOWN.clear()
        known = _ALL_KNOWN[key] = tuple(price(data, {name: 1.0}, witnesses) for name in CRITERIA)
    return known


def millionths(limit: float) -> int:
    """Return a limit in the unit of costs, however high it is: no route has a million of anything.

    Examples
    --------
    >>> millionths(2.5), millionths(1e308)
    (2500000, 1000000000000)
    """
    return round(min(limit, MILLION) * MILLION)


class Prices:
    """Packed costs of edges: the criterion first, then the default order, then the number of steps.

    One integer orders routes by all three; `cost` and `steps` unpack a sum of them.

    Examples
    --------
    >>> prices = Prices("years")
    >>> packed = prices.of({"kind": "entry", "years": 2, "basis": "stated"}, 1)
    >>> prices.cost(packed + packed), prices.steps(packed + packed)
    (4.0, 2)
    """

    def __init__(self, criterion: str | Mapping[str, float] = DEFAULT) -> None:
        self._weights = weights_of(criterion)
        self._counsel = dict(COUNSEL)
        self._ties = self._weights != self._counsel
        # Prices by all that they depend on: never stale, so one table serves every query.
        #: equal for criteria that price alike
        self.key = tuple(sorted(self._weights.items()))
        self.known = _KNOWN.setdefault(self.key, {})
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()

    def of(self, data: Mapping[str, Any], witnesses: int) -> int:
        """Return the packed cost of an edge.

        Raises
        ------
        GraphContractError
            As `price`.
        """
        step = 0 if data.get("kind") == "holds" else 1
        packed = price(data, self._weights, witnesses)
        if self._ties:
            packed = packed << _COUNSEL_BITS | price(data, self._counsel, witnesses)
        return packed << _STEP_BITS | step

    def of_edge(self, data: Mapping[str, Any]) -> int:
        """Return the packed cost of an edge of a MultiDiGraph, from its attributes as they are now."""
        key: tuple[Any, ...] | None = None
        try:
            evidence = data["evidence"]
            key = (
                data["years"],
                data["kind"],
                data["basis"],
                data["scope"],
                data["score"],
                data["apprenticeship"],
                data.get("usual"),
                data.get("rarity"),
                data.get("out_of_work"),
                len(evidence) if evidence else 0,
                *data["conditions"],
            )
            return self.known[key]
        except (KeyError, TypeError):  # a price not known yet, or an attribute that is missing or odd
            packed = self.of(data, min(len(data.get("evidence") or ()), 2))
            if key is not None:
                self.known[key] = packed
            return packed

    @property
    def shift(self) -> int:
        """Bits below the criterion's own millionths in a packed cost."""
        return _STEP_BITS + _COUNSEL_BITS if self._ties else _STEP_BITS

    def cost(self, packed: int) -> float:
        """Return the cost of a packed sum, in the unit of the criterion."""
        return (packed >> self.shift) / MILLION

    def steps(self, packed: int) -> int:
        """Return the number of steps of a packed sum."""
        return packed & (1 << _STEP_BITS) - 1

    def most(self, millionths: int) -> int:
        """Return the greatest packed sum whose cost is at most that many millionths of the unit."""
        return ((millionths + 1) << self.shift) - 1
