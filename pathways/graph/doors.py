"""Doors: level nodes that stand for "any diploma of this level" or "of this type"."""

from __future__ import annotations

from collections import defaultdict
from statistics import median_low
from typing import TYPE_CHECKING, Any

from pathways.model import NodeKind
from pathways.scheme import LEVELS, TYPES
from pathways.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.graph.places import Place
    from pathways.model import Formation, Job

__all__ = ["LEVEL_DOORS", "Doors", "domains_of"]

#: kind of a link -> the level's door
LEVEL_DOORS = {
    "niveau CAP": "niveau:cap",
    "niveau bac": "niveau:bac",
    **{f"bac+{n}": f"niveau:bac+{n}" for n in range(1, 9)},
}
_BACS = ("bac général", "bac techno", "bac pro")
_KIND_OF_TYPE = {t.id: t.kind for t in TYPES}
#: How little a diploma binds its holder to a field, 0 (to one) to 1 (to none), by kind; 0 for others.
#: It is the score of its holds edge: a door takes a bac général anywhere, a bac pro out of its field.
_BREADTH = {"bac général": 1.0, "bac international": 0.9, "bac techno": 0.6, "CPGE": 0.5, "IEP": 0.5, "licence": 0.3}
#: Who is bound so little to a field is inside the doors of all of them.
_BROAD = 0.6
_BOUND_WITHIN = 0.5  #: so little that a diploma near in field goes before any of the domain


def domains_of(formation: Formation | Job) -> tuple[str, ...]:
    """Return the Onisep domains of a formation or a job, without their sub-domains.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> domains_of(Formation("FOR.1", "CAP boulanger", domains=("tourisme/restauration", "tourisme/accueil")))
    ('tourisme',)
    """
    return tuple(dict.fromkeys(d.partition("/")[0].strip() for d in formation.domains))


class Doors:
    """Which formations are inside which door, and how long after 3e a door is reached.

    Inside are those that are held no sooner than the door's usual years (most of a type, all of a level): "after a
    DE" does not mean the DE of level 3, nor "after a CPGE" its first year.
    """

    def __init__(self, formations: Iterable[Formation], places: Mapping[str, Place]) -> None:
        self.members: dict[str, list[str]] = defaultdict(list)
        self.breadth: dict[str, float] = {}
        self.domains: dict[str, tuple[str, ...]] = {}
        labels: dict[str, str] = {x.id: x.label for x in LEVELS}
        types: dict[str, str] = {}
        exits: dict[str, list[float]] = defaultdict(list)
        levels: dict[str, list[int]] = defaultdict(list)
        for f in formations:
            place = places[f.id]
            kind = _KIND_OF_TYPE.get(f.type, "")
            self.domains[f.id] = domains_of(f)
            self.breadth[f.id] = _BREADTH.get(f.type, _BREADTH.get(kind, 0.0))
            doors = list(place.doors)
            if kind:
                door = f"type:{slug(kind)}"
                labels[door], types[door] = f"tout diplôme « {kind} »", kind
                doors.append(door)
                if kind in _BACS:
                    labels["type:bac"], types["type:bac"] = "tout bac (général, technologique, professionnel)", "bac"
                    doors.append("type:bac")
            for door in doors:
                self.members[door].append(f.id)
                if place.exit is not None:
                    exits[door].append(place.exit)
                if place.level is not None:
                    levels[door].append(place.level)
        self._labels, self._types = labels, types
        self.years: dict[str, float] = {d: median_low(v) for d, v in exits.items()}
        self.years.update({x.id: float(x.years) for x in LEVELS})
        for door, inside in self.members.items():
            usual = self.years.get(door, 0.0)
            self.members[door] = [i for i in inside if (places[i].exit or 0.0) >= usual]
        self._levels: dict[str, int | None] = {d: median_low(v) for d, v in levels.items()}
        self._levels.update({x.id: x.level for x in LEVELS})

    def of_kind(self, kind: str) -> str:
        """Return the door of a kind of link ("bac pro", "niveau bac", "bac+2"); "" where nobody is inside."""
        door = LEVEL_DOORS.get(kind) or f"type:{slug(kind)}"
        return door if door in self.members or door in self._labels else ""

    def within(self, door: str, domain: str) -> str:
        """Return the part of a door for those of a domain, and for those whom no field binds; "" where none is inside.

        « niveau:bac+3 » becomes « niveau:bac+3/sciences ».
        """
        part = f"{door}/{slug(domain)}"
        if part not in self.members:
            inside = [i for i in self.members.get(door, ()) if domain in self.domains[i] or self.breadth[i] >= _BROAD]
            if not inside:
                return ""
            self.members[part] = inside
            self._labels[part] = f"{self._labels[door]}, domaine {domain}"
            self._types[part] = self._types.get(door, "")
            if door in self.years:
                self.years[part] = self.years[door]
            self._levels[part] = self._levels.get(door)
        return part

    def of_those(self, door: str, what: str, inside: list[str]) -> str:
        """Return the part of a door for some of its members, told by what they hold ("bac pro").

        « niveau:bac » becomes « niveau:bac:bac-pro ».
        """
        part = f"{door}:{slug(what)}"
        if part not in self.members:
            self.members[part] = inside
            self._labels[part] = f"{self._labels[door]} : {what.replace('/', ' ')}"
            self._types[part] = self._types.get(door, "")
            self._levels[part] = self._levels.get(door)
            if door in self.years:
                self.years[part] = self.years[door]
        return part

    def hold(self, member: str, door: str) -> float:
        """Return how little a diploma binds its holder to a field, 0 to 1; within its own domain it binds less."""
        return max(self.breadth[member], _BOUND_WITHIN) if "/" in door else self.breadth[member]

    def attributes(self, door: str) -> dict[str, Any]:
        """Return what the door's node says of itself."""
        return {
            "kind": NodeKind.LEVEL.value,
            "label": self._labels[door],
            "type": self._types.get(door, ""),
            "level": self._levels.get(door),
        }
