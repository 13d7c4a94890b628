"""From a statement of a fiche to nodes of the graph: named, of a field, or any."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.doors import LEVEL_DOORS, Doors
from pathways.graph.fields import Near
from pathways.graph.mentions import TitleIndex, types_of_kind
from pathways.model import Basis, Direction, Scope
from pathways.scheme.classes import series
from pathways.text import fold, slug, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pathways.graph.fields import FieldIndex, Pool
    from pathways.graph.places import Place
    from pathways.model import Formation, Link

__all__ = ["Resolved", "Resolver", "Target"]

#: Kinds that are no diploma of the record, with the reason that the graph keeps.
_OUTSIDE = {"concours": "concours, pas un diplôme", "expérience": "expérience, pas un diplôme"}
#: Kinds of school without a type of their own: the types in which the record holds them, and a word of their titles.
_SCHOOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "école d'art": (
        ("DNA", "DNSEP", "DN MADE", "école spécialisée"),
        ("art", "design", "mode", "cinema", "audiovisuel"),
    ),
    "école vétérinaire": (("école spécialisée", "santé", "DE", ""), ("docteur veterinaire",)),
    "grande école": (("ingénieur", "école de commerce", "IEP"), ()),
    "L3": (("licence",), ()),
}
_CLASSES = {"3e": "classe:3e", "2de GT": "classe:2de-gt", "L1": "classe:l1", "L2": "classe:l2"}
_CLASSES |= {"PASS": "classe:pass", "LAS": "classe:las"}
_UNSURE = frozenset(
    {*_SCHOOLS, "école spécialisée", "DU", "TP", "autre", "DE", "école de commerce"}
)  #: kinds of any level
_MOST_NEAR = 8  #: concrete edges of a statement on "any" diploma
_MOST_FIELD = 12  #: concrete edges of a statement on a field
_LEAST_NEAR = 0.4
_LEAST_FIELD = 0.3
_FEW, _ANY_OF_FEW = 12, "toute formation de ce genre"  #: so few of a kind are all meant where none is nearer
_ONE_OF_A_KIND = frozenset({"bac général", "doctorat"})  #: any of these is the one that there is
_ANY_OF_ONE = 0.8  #: the one bac général (or doctorat) is near to all fields, and wholly of none


class Target(NamedTuple):
    """A node that a statement leads to."""

    id: str
    basis: Basis
    scope: Scope
    score: float
    why: str = ""


class Resolved(NamedTuple):
    """What a link leads to; `reason` says why it leads to nothing ("" where it leads somewhere)."""

    targets: tuple[Target, ...]
    reason: str = ""


class Resolver:
    """Leads links to nodes, by names, by fields, by doors; `titles` is the index of names that it uses."""

    def __init__(
        self,
        formations: Iterable[Formation],
        places: Mapping[str, Place],
        fields: FieldIndex,
        titles: TitleIndex,
        doors: Doors,
    ) -> None:
        self._by_type: dict[str, list[str]] = {}
        self._title: dict[str, str] = {}
        for f in formations:
            self._by_type.setdefault(f.type, []).append(f.id)
            self._title[f.id] = " ".join(words(f.title))
        self._places, self._fields, self.titles, self._doors = places, fields, titles, doors
        self._pools: dict[str, Pool] = {}

    def resolve(self, link: Link, formation: Formation) -> Resolved:
        """Return the nodes at the other end of a link of `formation`; a famille of 2de pro is not for here."""
        if link.kind in _OUTSIDE:
            return Resolved((), _OUTSIDE[link.kind])
        if link.kind in _CLASSES or link.kind in {"1re", "Tle"}:
            return _class(link)
        if link.scope is Scope.NAMED and link.name:
            return self._named(link, link.name, formation)
        pool = self._pool(link.kind)
        if not pool.ids:
            return Resolved((), "aucune formation de ce genre dans le répertoire")
        if link.scope is Scope.FIELD:
            return self._field(link, formation, pool)
        return self._any(link, formation, pool)

    def _pool(self, kind: str) -> Pool:
        if kind not in self._pools:
            self._pools[kind] = self._fields.pool(self.members(kind))
        return self._pools[kind]

    def _keep(self, link: Link, formation: Formation) -> Callable[[str], bool]:
        """Return the test that the levels make of what a statement on a field, or on any diploma, may mean."""
        if link.direction is Direction.TO:
            return lambda other: self._follows(formation.id, other, link.kind)
        left = self._places[formation.id].exit
        if link.years is None or left is None:
            return lambda _: True
        least = left - link.years  # "in 1 year after a CPGE" does not mean its first year
        return lambda other: (held := self._places[other].exit) is None or held >= least

    def members(self, kind: str) -> list[str]:
        """Return the formations that a kind of link may mean, by id."""
        if kind in LEVEL_DOORS:
            return [i for i in self._doors.members.get(LEVEL_DOORS[kind], ()) if i in self._title]
        if kind in _SCHOOLS:
            types, marks = _SCHOOLS[kind]
            ids = [i for t in types for i in self._by_type.get(t, ())]
            return [i for i in ids if not marks or any(f" {m} " in f" {self._title[i]} " for m in marks)]
        return [i for t in types_of_kind(kind) for i in self._by_type.get(t, ())]

    def _follows(self, source: str, target: str, kind: str) -> bool:
        """Tell whether a diploma may follow another by their levels, where a statement does not name it.

        What is entered above the source's level follows it only through something else; and a school "after D"
        leads above D.
        """
        held, entered, left = self._places[source].exit, self._places[target].entry, self._places[target].exit
        if held is None or entered is None or left is None:
            return kind not in _UNSURE
        return entered <= held and (left > held or kind not in _UNSURE)

    def _named(self, link: Link, name: str, formation: Formation) -> Resolved:
        types = types_of_kind(link.kind) or _SCHOOLS.get(link.kind, ((), ()))[0]
        if link.kind in LEVEL_DOORS:
            ids = self._doors.members.get(LEVEL_DOORS[link.kind], [])
            types = tuple({t for t, members in self._by_type.items() if not set(members).isdisjoint(ids)})
        if link.kind in {"bac techno", "bac"}:
            asked = set(words(name))
            for s in series():
                if asked & set(s.words):
                    name = self._series_name(s.bac, name, asked - set(s.words))
        found = self.titles.find(types, name)
        if not found.ids and link.kind in {"autre", "DE", "école spécialisée", "grande école"}:
            whole = self.titles.find(tuple(self._by_type), name) if link.kind == "autre" else self.titles.whole(name)
            found = whole if whole.ids else found
        if not found.ids:
            return Resolved((), "plusieurs possibles" if found.reason == "ambiguous" else "inconnu du répertoire")
        keep = self._keep(link, formation)
        ids = [i for i in found.ids if keep(i)] if link.direction is Direction.FROM else []
        return Resolved(tuple(Target(i, Basis.STATED, Scope.NAMED, 1.0) for i in ids or found.ids))

    def _series_name(self, bac: str, name: str, rest: set[str]) -> str:
        """Return the title of a série's bac, with the spécialité that a mention adds where a title has it."""
        extra = rest - {"bac", "techno", "technologique", "specialite", "enseignement", "specifique", "serie"}
        if not extra:
            return bac
        tail = fold(name)
        for mark in ("specialite ", "enseignement specifique ", "specifique "):
            if mark in tail:
                with_option = f"{bac} enseignement spécifique {tail.split(mark, 1)[1]}"
                return with_option if self.titles.find(("bac techno",), with_option).ids else bac
        return bac

    def _field(self, link: Link, formation: Formation, pool: Pool) -> Resolved:
        found: list[Near] = []
        keep = self._keep(link, formation)
        if link.name:
            found = self._fields.of_field(
                link.name, formation.id, pool, least=_LEAST_FIELD, most=_MOST_FIELD, keep=keep
            )
        if not found:
            found = self._fields.near(formation.id, pool, least=_LEAST_FIELD, most=_MOST_FIELD, keep=keep)
        if not found:
            return Resolved((), "aucune formation de ce champ dans le répertoire")
        return Resolved(tuple(Target(n.id, Basis.FIELD, Scope.FIELD, n.score, n.why) for n in found))

    def _any(self, link: Link, formation: Formation, pool: Pool) -> Resolved:
        if the_one := self.titles.whole(link.kind).ids if link.kind in _ONE_OF_A_KIND else ():
            return Resolved(tuple(Target(i, Basis.STATED, Scope.NAMED, _ANY_OF_ONE) for i in the_one))
        if len(pool.ids) == 1 and pool.ids[0] != formation.id:
            return Resolved((Target(pool.ids[0], Basis.STATED, Scope.NAMED, _ANY_OF_ONE),))
        keep = self._keep(link, formation)
        near = self._fields.near(formation.id, pool, least=_LEAST_NEAR, most=_MOST_NEAR, keep=keep)
        if not near and link.direction is Direction.TO and len(pool.ids) <= _FEW:
            near = [Near(i, _LEAST_NEAR, _ANY_OF_FEW) for i in pool.ids if i != formation.id and keep(i)]
        targets = [Target(n.id, Basis.FIELD, Scope.FIELD, n.score, n.why) for n in near]
        door = self._doors.of_kind(link.kind)
        if link.direction is Direction.FROM and door:
            targets.insert(0, Target(door, Basis.STATED, Scope.ANY, 0.0))
        if not targets:
            return Resolved((), "aucune formation proche dans le répertoire")
        return Resolved(tuple(targets))


def _class(link: Link) -> Resolved:
    """Return the class that a link names."""
    node = _CLASSES.get(link.kind, "")
    asked = set(words(link.name or "generale"))
    for s in series():
        if not node and asked & set(s.words):
            node = s.premiere if link.kind == "1re" else s.terminale
    if not node:
        return Resolved((), "série inconnue")
    return Resolved((Target(node, Basis.STATED, Scope.NAMED, 1.0),))


def second_pro(name: str) -> str:
    """Return the node id of a famille (or specialty) of 2de professionnelle.

    Examples
    --------
    >>> second_pro("métiers de la relation client")
    'classe:2de-pro-metiers-de-la-relation-client'
    """
    return f"classe:2de-pro-{slug(name)}"
