"""What a route must keep to."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pathways.errors import QueryError
from pathways.model import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FREE", "Constraints"]

_SURENESS = {str(basis): rank for rank, basis in enumerate(Basis)}
#: Below this score the two ends of a step are not of one field.
_SAME_FIELD = 0.5
#: Types of class and of formation that nobody takes as an apprentice: school years, general and technological
#: bacs, preparatory years, and what is no "diplôme ou titre à finalité professionnelle enregistré au répertoire
#: national" (Code du travail, art. L. 6211-1).
_SCHOOL_ALONE = frozenset(
    {"3e", "2de", "2de pro", "1re", "Tle", "2e", "PASS", "L.AS", "bac général", "bac techno", "bac international"}
    | {"CPGE", "cycle préparatoire", "mise à niveau", "préparation aux concours", "magistère", "DU", "FCIL"}
)


def _check_number(
    name: str, value: object, allowed: str, least: float, most: float = math.inf, *, whole: bool = False
) -> None:
    """Raise a QueryError unless the value is None or a finite number from `least` to `most`."""
    if value is None:
        return
    try:
        number = float(value)  # type: ignore[arg-type]  # TypeError is caught
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(value, str | bool) or not least <= number <= most or number == math.inf or (whole and number % 1):
        raise QueryError(f"{name} is {value!r}, not {allowed}")


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a route must keep to; the default is free.

    Parameters
    ----------
    via : tuple of str, or of tuples of str
        Ids of nodes that the route goes through, in any order; of a tuple of ids (the options of one
        diploma) through any one.
    avoid : tuple of str
        Ids of nodes that it does not meet.
    avoid_types : tuple of str
        Types of diploma ("BTS", "licence pro") that it does not meet.
    avoid_conditions : tuple of str
        Conditions ("concours") that no step of it asks.
    max_years : float, optional
        Years in all, at most.
    max_steps : int, optional
        Steps in all, at most.
    apprenticeship : {"any", "only", "no"}
        "only": every step can be taken as an apprentice: the record says so, or does not say no and the law
        allows it for the type of diploma; what one starts from is `spare`.  "no": none is for apprentices alone.
    basis : {"scheme", "field", "stated"}
        The least sure basis that is accepted.
    within_field : bool
        No continuation leaves the field: a score of 0.5 or more; and no wide door is entered with a
        diploma that binds to one field (with a bac général, it is).
    open_in : int, optional
        A year: no diploma whose last session was before it.
    max_level : int, optional
        No diploma above this level (3 CAP ... 8 doctorat).
    spare : tuple of str
        Ids of nodes that are allowed though their last session is over or they are no apprentice's: what is
        held, or asked for.

    Raises
    ------
    QueryError
        If a value is outside what is allowed.

    Examples
    --------
    >>> Constraints(max_years=3, basis="field").options()
    ['--max-years 3', '--basis field']
    """

    via: tuple[str | tuple[str, ...], ...] = ()
    avoid: tuple[str, ...] = ()
    avoid_types: tuple[str, ...] = ()
    avoid_conditions: tuple[str, ...] = ()
    max_years: float | None = None
    max_steps: int | None = None
    apprenticeship: str = "any"
    basis: str = "scheme"
    within_field: bool = False
    open_in: int | None = None
    max_level: int | None = None
    spare: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.apprenticeship not in {"any", "only", "no"}:
            raise QueryError(f"apprenticeship is {self.apprenticeship!r}, not one of any, only, no")
        if self.basis not in _SURENESS:
            raise QueryError(f"basis is {self.basis!r}, not one of {', '.join(_SURENESS)}")
        _check_number("max_years", self.max_years, "a number from 0 on", 0)
        _check_number("max_steps", self.max_steps, "a whole number from 0 on", 0, whole=True)
        _check_number("open_in", self.open_in, "a year", 0, whole=True)
        _check_number("max_level", self.max_level, "a level from 3 to 8 (level_of('bac+2') gives it)", 3, 8, whole=True)
        if not isinstance(self.within_field, bool):
            raise QueryError(f"within_field is {self.within_field!r}, not True or False")
        for name in ("via", "avoid", "avoid_types", "avoid_conditions"):
            value = getattr(self, name)
            if isinstance(value, str):
                raise QueryError(f"{name} is a text, not a list of texts")
            try:
                groups = (item if isinstance(item, str) else tuple(item) for item in value)
                object.__setattr__(self, name, tuple(groups if name == "via" else value))
            except TypeError:
                raise QueryError(f"{name} is {value!r}, not a list of texts") from None
        if () in self.via:
            raise QueryError("via has a group of no node")

    def via_groups(self) -> list[tuple[str, ...]]:
        """Return the ids of `via`, each with those that may stand for it."""
        return [(item,) if isinstance(item, str) else item for item in self.via]

    @property
    def limits(self) -> tuple[Any, ...]:
        """What rules single edges and nodes out: equal for constraints that leave the same of a graph."""
        nodes = (self.avoid, self.avoid_types, self.open_in, self.max_level, self.spare)
        return (*nodes, self.avoid_conditions, self.apprenticeship, self.basis, self.within_field)

    @property
    def limits_edges(self) -> bool:
        """Whether some edges are ruled out by what they are."""
        return bool(
            self.avoid_conditions or self.apprenticeship != "any" or self.basis != "scheme" or self.within_field
        )

    @property
    def limits_nodes(self) -> bool:
        """Whether some nodes are ruled out by what they are."""
        nodes = self.avoid or self.avoid_types or self.open_in is not None or self.max_level is not None
        return bool(nodes or self.apprenticeship == "only")

    def sparing(self, held: Iterable[str]) -> Constraints:
        """Return these constraints for who starts from `held`: it may be no apprentice's."""
        return replace(self, spare=(*self.spare, *held)) if self.apprenticeship == "only" else self

    def edge_allowed(self, data: Mapping[str, Any]) -> bool:
        """Say whether a route may take an edge of these attributes."""
        kind, score = data["kind"], data.get("score", 1.0)
        bound = kind == "holds" or (kind == "continuation" and data.get("scope") != "any")
        if self.within_field and bound and score < _SAME_FIELD:
            return False
        if kind == "holds":
            return True
        if self.apprenticeship != "any" and data.get("apprenticeship") is (self.apprenticeship == "no"):
            return False
        if _SURENESS.get(data["basis"], len(_SURENESS)) > _SURENESS[self.basis]:
            return False
        return not (self.avoid_conditions and not set(self.avoid_conditions).isdisjoint(data.get("conditions") or ()))

    def node_allowed(self, name: str, type_: str, level: float | None, closed: int | None) -> bool:
        """Say whether a route may meet a node of this id, type, level and last session."""
        return not (
            name in self.avoid
            or (type_ and type_ in self.avoid_types)
            or (self.max_level is not None and level is not None and level > self.max_level)
            or (self.open_in is not None and closed and closed < self.open_in and name not in self.spare)
            or (self.apprenticeship == "only" and type_ in _SCHOOL_ALONE and name not in self.spare)
        )

    def options(self) -> list[str]:
        """Return the constraints that are set, as the command line writes them."""
        texts = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default or field.name == "spare":
                continue
            name = "--" + {"open_in": "open_only"}.get(field.name, field.name).replace("_", "-")
            if field.name in {"avoid_types", "avoid_conditions"}:
                name = "--avoid"
            if isinstance(value, tuple):
                texts += [f"{name} {item if isinstance(item, str) else item[0]}" for item in value]
            elif value is True or field.name == "open_in":
                texts.append(name)
            else:
                texts.append(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}")
        return texts


#: No constraint.
FREE = Constraints()
