"""The ways into and out of a diploma: what its fiche states, then what the study scheme adds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from pathways.graph.doors import domains_of
from pathways.graph.draft import Claim, Draft, Word, statement
from pathways.graph.ladder import scheme_statement
from pathways.graph.mentions import stems
from pathways.graph.nodes import class_node
from pathways.graph.resolve import Target, second_pro
from pathways.model import Basis, Direction, EdgeKind, Scope, SectionName
from pathways.scheme import level_of_years
from pathways.scheme.classes import school_classes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pathways.graph.doors import Doors
    from pathways.graph.fields import FieldIndex, Pool
    from pathways.graph.places import Place
    from pathways.graph.resolve import Resolver
    from pathways.model import Formation, Link
    from pathways.scheme import Entry

__all__ = ["Entries"]

_CLASS_YEARS = {c.id: float(c.years) for c in school_classes()}
_SCHEME_NEAR = 6  #: concrete edges that a wide rule of the scheme adds
_SCHEME_LEAST = 0.4
_OF_NO_FIELD = 0.8  #: score of the bac général: near to all fields
_SAME_DOMAIN, _WHY_DOMAIN = 0.5, "même domaine"  #: score of who is of one domain, and no nearer
#: Rules of what asks for no diploma, or for a section that few lycées have, and is not what a class leads to:
#: entered from one with half a score.
_ASKS_NO_CLASS = frozenset(
    {"niveau-3-sans-diplome", "niveau-moins-duree", "tp-niveau-3", "bpjeps", "de-niveau-4", "bac-international"}
)
_BAC_PRO_AFTER_CAP = 2  #: Code de l'éducation, art. D. 337-59: 2 years for who holds a CAP of the sector
_BAC_GENERAL = "type:bac-general"  #: a door with one bac inside: the way leaves from that
_LADDER = frozenset({"bac général", "bac techno"})  #: their way is the ladder of classes


def _said(link: Link) -> dict[str, Any]:
    return statement(link.fiche, link.section, link.span.start, link.span.end, link.evidence)


def _release(f: Formation) -> str:
    return f.origins[0].release if f.origins else ""


def _kind(source: str) -> EdgeKind:
    return EdgeKind.ENTRY if source.startswith("classe:") else EdgeKind.CONTINUATION


def _specialty(title: str) -> str:
    """Return the specialty of a bac pro: its title without the type and the option."""
    return re.split(r"\b(?:option|spécialité|parcours)\b", re.sub(r"^bac pro\s+", "", title))[0].strip(" ,:-")


class Entries:
    """Draws ways between diplomas into a draft.

    Parameters
    ----------
    draft : Draft
        Where the edges gather.
    nodes : dict
        Nodes by id; a class that only prose names is added.
    places : mapping of str to Place
        Where each diploma stands.
    doors, fields, resolver
        What is known of levels, fields and names.
    current : collection of str
        Diplomas that are still prepared for: the scheme and fields lead to no others.

    Attributes
    ----------
    unresolved : Counter
        Mentions that lead to no node: (direction, kind, name, reason).
    """

    def __init__(
        self,
        draft: Draft,
        nodes: dict[str, dict[str, Any]],
        places: Mapping[str, Place],
        *,
        doors: Doors,
        fields: FieldIndex,
        resolver: Resolver,
        current: Collection[str],
    ) -> None:
        self._draft, self._nodes, self._places = draft, nodes, places
        self._doors, self._fields, self._resolver = doors, fields, resolver
        self._current = current
        self.unresolved: Counter[tuple[str, str, str, str]] = Counter()
        self._pools: dict[tuple[str, ...], Pool] = {}
        self._families: dict[frozenset[str], str] = {}

    def second_pro(self, f: Formation, links: Iterable[Link]) -> None:
        """Draw 3e -> 2de pro -> bac pro.

        The 2de of a famille is inside the three years of its bac pro, so the plain "3 years after 3e" of
        the fiche stands as evidence on the way through the 2de; only apprentices go straight.
        """
        if f.type != "bac pro":
            return
        place = self._places[f.id]
        into = [x for x in links if x.direction is Direction.FROM]
        families = [x for x in into if x.kind == "2de pro"]
        plain = tuple(_said(x) for x in into if x.kind == "3e" and not x.apprenticeship)
        names: dict[str, tuple[Link, ...]] = {x.name: (x,) for x in families if x.name}
        scheme = scheme_statement(place.rule.id, place.rule.text, place.rule.source)
        for name, own in (names or {_specialty(f.title): tuple(families)}).items():
            node = self._family(name)
            if node not in self._nodes:
                self._nodes[node] = class_node(f"2de pro {name}", type_="2de pro")
            said = tuple(_said(x) for x in own) + plain
            basis, word = (Basis.STATED, Word.TARGET) if said else (Basis.SCHEME, Word.SCHEME)
            for u, v, years in (("classe:3e", node, 1.0), (node, f.id, max(place.duration - 1, 1.0))):
                claim = Claim(years, word=word, basis=basis, evidence=said or (scheme,), release=_release(f))
                self._draft.add(u, v, EdgeKind.ENTRY, claim)

    def _family(self, name: str) -> str:
        """Return the node of a famille of 2de pro; one that is written in another order of its words is the same."""
        if not self._families:
            self._families = {
                frozenset(stems(d["label"])): id_
                for id_, d in sorted(self._nodes.items())
                if id_.startswith("classe:2de-pro-")
            }
        return self._families.setdefault(frozenset(stems(f"2de pro {name}")), second_pro(name))

    def links(self, f: Formation, links: Iterable[Link]) -> None:
        """Draw what the fiche of `f` states, resolved; what leads nowhere is counted."""
        for link in links:
            into = link.direction is Direction.FROM
            if into and (f.type in _LADDER or (f.type == "bac pro" and self._of_second_pro(link))):
                continue
            if link.kind == "2de pro":
                node = self._family(link.name or _specialty(f.title))
                known = node in self._nodes
                targets: tuple[Target, ...] = (Target(node, Basis.STATED, Scope.NAMED, 1.0),) if known else ()
                reason = "famille inconnue"
            else:
                targets, reason = self._resolver.resolve(link, f)
            if not targets:
                self._miss(link.direction, link.kind, link.name or "", reason)
            for target in targets:
                self._link(f, link, target)

    @staticmethod
    def _of_second_pro(link: Link) -> bool:
        """Tell whether `second_pro` has drawn this link."""
        return link.kind == "2de pro" or (link.kind == "3e" and not link.apprenticeship)

    def _miss(self, direction: Direction, kind: str, name: str, reason: str) -> None:
        self.unresolved[direction.value, kind, name, reason] += 1

    def _height(self, node: str) -> float | None:
        """Return the years after 3e at which a node is reached, None where nobody knows."""
        if node in self._places:
            return self._places[node].exit
        if node.startswith("classe:2de-pro-"):
            return 1.0
        return _CLASS_YEARS.get(node, self._doors.years.get(node))

    def _link(self, f: Formation, link: Link, other: Target) -> None:
        into = link.direction is Direction.FROM
        source, target = (other.id, f.id) if into else (f.id, other.id)
        if into:
            self._draft.own_entry.add(f.id)
        if link.years is not None and self._believed(source, target, link.years, own=into):
            years, word = link.years, Word.TARGET if into else Word.SOURCE
        else:
            years, word = self._usual_years(source, target), Word.COMPUTED
        claim = Claim(
            years,
            word=word,
            basis=other.basis,
            scope=other.scope,
            score=other.score,
            conditions=link.conditions,
            apprenticeship=True if link.apprenticeship else None,
            evidence=(_said(link),),
            why=other.why,
            release=_release(f),
            after_year=link.after_year,
        )
        self._draft.add(source, target, _kind(source), claim)

    def _believed(self, source: str, target: str, years: float, *, own: bool) -> bool:
        """Tell whether stated years may be: they lead to no diploma before its level.

        "1 an en ATS pour intégrer une école d'ingénieurs" is no engineer's diploma in 1 year after a BTS.  The fiche of
        a trade's own title is believed a year below (a BM in 2 years after a CAP).
        """
        place, height = self._places.get(target), self._height(source)
        if place is None or place.exit is None or height is None:
            return True
        slack = 1.0 if own and not place.doors else 0.0
        return height + years + slack >= place.exit

    def _usual_years(self, source: str, target: str) -> float:
        """Return the years from `source` to `target` where nobody states them."""
        if target not in self._places:
            return 1.0
        place, height = self._places[target], self._height(source)
        if place.rule.id == "bac-pro-apres-3e" and height is not None and height >= _BAC_PRO_AFTER_CAP:
            return _BAC_PRO_AFTER_CAP
        return place.years_from(height, academic=self._academic(source))

    def _academic(self, source: str) -> bool:
        """Tell whether what is held shortens what follows: a class, a door, a diploma that opens a level's door."""
        return source not in self._places or bool(self._places[source].doors)

    def continuations(self, f: Formation) -> None:
        """Draw the structured « poursuites d'études » of the official XML."""
        name = SectionName.POURSUITES_ETUDES
        section = f.section(name)
        for ref in f.continuations:
            ids = (ref.id,) if ref.id in self._places else self._resolver.titles.mention(ref.label)
            if not ids:
                self._miss(Direction.TO, "", ref.label, "inconnu du répertoire")
            at = section.text.find(ref.label) if section else -1
            span = (at, at + len(ref.label)) if at >= 0 else (0, 0)
            said = statement(f.id, name, *span, ref.label)
            for target in ids:
                claim = Claim(self._usual_years(f.id, target), evidence=(said,), release=_release(f))
                self._draft.add(f.id, target, EdgeKind.CONTINUATION, claim)

    def scheme(self, f: Formation) -> None:
        """Draw what the study scheme says leads to `f`, where its own fiche lets nobody in."""
        if f.id not in self._current or f.id in self._draft.own_entry or f.type in _LADDER or f.type == "bac pro":
            return
        for entry in self._places[f.id].rule.entries:
            node = self._entry_node(entry, self._places[f.id])
            if node:
                self._enter(f, entry, node)

    def _entry_node(self, entry: Entry, place: Place) -> str:
        """Return the node that an entry of a rule means for a formation, "" where there is none."""
        node = entry.node
        if node == "exit-minus-duration":
            if place.entry is None:
                return ""
            level = level_of_years(place.entry)
            node = {0: "classe:3e", 1: "classe:2de-gt"}.get(level.years, level.id)
        if node == _BAC_GENERAL and (ids := self._resolver.titles.whole("bac général").ids):
            return ids[0]
        if node.startswith("classe:"):
            return node if node in self._nodes else ""
        return node if self._doors.members.get(node) else ""

    def _pool(self, types: tuple[str, ...], door: str) -> Pool:
        """Return the diplomas of these types, of whoever is inside the door where no types are given."""
        key = types or (door,)
        if key not in self._pools:
            ids = [i for i in self._places if self._nodes[i]["type"] in types] if types else self._doors.members[door]
            self._pools[key] = self._fields.pool(i for i in ids if i in self._current)
        return self._pools[key]

    def _enter(self, f: Formation, entry: Entry, node: str) -> None:
        place = self._places[f.id]
        rule = place.rule
        evidence = (scheme_statement(rule.id, rule.text, rule.source),)
        wide = node.startswith(("type:", "niveau:"))

        def claim(source: str, scope: Scope, score: float, why: str = "") -> Claim:
            years = entry.years
            if years is None:
                years = place.years_from(self._height(source), academic=self._academic(source))
            elif years == "duration":
                years = place.duration
            return Claim(
                float(years),
                word=Word.SCHEME,
                basis=Basis.SCHEME,
                scope=scope,
                score=score,
                conditions=rule.conditions,
                evidence=evidence,
                why=why,
            )

        if node in self._places:  # the one bac général
            self._draft.add(node, f.id, _kind(node), claim(node, Scope.NAMED, _OF_NO_FIELD))
            return
        if not wide:
            score = 0.5 if rule.id in _ASKS_NO_CLASS else 1.0
            self._draft.add(node, f.id, _kind(node), claim(node, Scope.NAMED, score))
            return
        # A level opens the diplomas of one's own domain: the scheme makes no pilot of a baker.
        parts = [part for domain in domains_of(f) if (part := self._doors.within(node, domain))]
        for part in parts:
            self._draft.add(part, f.id, EdgeKind.CONTINUATION, claim(part, Scope.FIELD, _SAME_DOMAIN, _WHY_DOMAIN))
        if not parts:
            self._draft.add(node, f.id, EdgeKind.CONTINUATION, claim(node, Scope.ANY, 0.0))
        if not rule.near:
            return
        least = place.entry or 0.0
        near_ones = self._fields.near(
            f.id,
            self._pool(rule.field_types, node),
            least=_SCHEME_LEAST,
            most=_SCHEME_NEAR,
            keep=lambda i: (self._places[i].exit or 0.0) >= least,
        )
        for near in near_ones:
            one = claim(near.id, Scope.FIELD, near.score, near.why)
            self._draft.add(near.id, f.id, EdgeKind.CONTINUATION, one)
