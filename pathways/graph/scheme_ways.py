"""The ways that the study scheme adds where a fiche lets nobody in, and what it asks of who goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pathways.graph.doors import domains_of
from pathways.graph.draft import Claim, Draft, Word, kind_of
from pathways.graph.ladder import scheme_statement
from pathways.model import Basis, Condition, EdgeKind, Scope
from pathways.scheme import level_of_years, level_years_of_certification

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pathways.graph.doors import Doors
    from pathways.graph.fields import FieldIndex, Pool
    from pathways.graph.heights import Heights
    from pathways.graph.mentions import TitleIndex
    from pathways.graph.places import Place
    from pathways.model import Formation
    from pathways.scheme import Entry, SchemeRule

__all__ = ["SchemeWays"]

_SCHEME_NEAR = 6  #: concrete edges that a wide rule of the scheme adds
_SCHEME_LEAST = 0.4
_OF_NO_FIELD = 0.8  #: score of what a rule names (the bac général): near to all fields
_SAME_DOMAIN, _WHY_DOMAIN = 0.5, "même domaine"  #: score of who is of one domain, and no nearer
_UNSAID = 0.2  #: the same where nobody says who enters: it comes after all that is said
_LEAST_OF_SCHOOL = 0.75  #: score from which the title of a school is what the scheme means by a diploma of the field
_SCHOOL = "école spécialisée"
_AGE_AFTER_3E = 15  #: age at the end of 3e
_BAC, _A_YEAR_ON = 3, "niveau:bac+1"
_GROWN = 3  #: years after 3e at which a pupil is 17 or 18: no age is asked for any more
_BAC_GENERAL = "type:bac-general"  #: a door with one bac inside: the way leaves from that
_BY_LEVEL = frozenset({"exit-minus-duration", "own-level"})  #: entries that the place of a diploma tells
_OWN_WAY = frozenset({"bac général", "bac techno", "bac pro"})  #: their way is the ladder of classes


class SchemeWays:
    """Draws into a draft what the rules of `rules.toml` say.

    Parameters
    ----------
    draft : Draft
        Where the edges gather.
    nodes : mapping
        Nodes by id.
    places : mapping of str to Place
        Where each diploma stands.
    heights, doors, fields, titles
        What is known of years, levels, fields and names.
    current : collection of str
        Diplomas that are still prepared for: the scheme leads to no others.
    """

    def __init__(
        self,
        draft: Draft,
        nodes: Mapping[str, Mapping[str, Any]],
        places: Mapping[str, Place],
        *,
        heights: Heights,
        doors: Doors,
        fields: FieldIndex,
        titles: TitleIndex,
        current: Collection[str],
    ) -> None:
        self._draft, self._nodes, self._places = draft, nodes, places
        self._heights, self._doors, self._fields, self._titles = heights, doors, fields, titles
        self._current = current
        self._pools: dict[tuple[str, ...], Pool] = {}

    def asked(self, source: str, target: str) -> Claim | None:
        """Return what the scheme asks on the way to a diploma whose own fiche asks for nothing, None for nothing."""
        rule = self._places[target].rule if target in self._places else None
        if rule is None:
            return None
        conditions = self._conditions(rule, source)
        if not conditions:
            return None
        said = scheme_statement(rule.id, rule.text, rule.source)
        return Claim(0, conditions=conditions, evidence=(said,))

    def _conditions(self, rule: SchemeRule, source: str, of_entry: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return what a rule, or one entry of it, asks of who holds `source`: of who holds a bac, no age any more."""
        grown = (self._heights.of(source) or 0.0) >= _GROWN
        asked = rule.conditions if of_entry is None else of_entry
        return tuple(c for c in asked if not (grown and c == Condition.AGE))

    def draw(self, f: Formation) -> None:
        """Draw what the study scheme says leads to `f`, where its own fiche lets nobody in."""
        if f.id not in self._current or f.type in _OWN_WAY:
            return
        for entry in self._places[f.id].rule.entries:
            if f.id in self._draft.own_entry and not entry.always:
                continue
            for node in self._entry_nodes(entry, self._places[f.id]):
                self._enter(f, entry, node)

    def _below(self, id_: str, place: Place, least: float) -> bool:
        """Tell whether a diploma is held high enough to enter another, and below it: no sibling leads to a sibling."""
        held = self._places[id_].exit or 0.0
        return held == least or (held > least and (place.exit is None or held < place.exit))

    def _entry_nodes(self, entry: Entry, place: Place) -> tuple[str, ...]:
        """Return the nodes that an entry of a rule means for a formation: a title may be that of several options."""
        if ":" not in entry.node and entry.node not in _BY_LEVEL:
            ids = tuple(i for i in self._titles.mention(entry.node) if i in self._current)
            same = tuple(i for i in ids if self._nodes[i]["label"].lower() == entry.node.lower())
            return same or ids  # words alone do not tell PC from PC*
        node = self._entry_node(entry.node, place)
        return (node,) if node else ()

    def _entry_node(self, node: str, place: Place) -> str:
        """Return the class, door or bac général that an entry means for a formation, "" where there is none."""
        if node in _BY_LEVEL:
            height = place.entry if node == "exit-minus-duration" else level_years_of_certification(place.level or 0)
            if height is None:
                return ""
            level = level_of_years(height)
            if level.id == _A_YEAR_ON:  # what is entered after a year of higher education is entered from the bac
                level = level_of_years(_BAC)
            node = {0: "classe:3e", 1: "classe:2de-gt"}.get(level.years, level.id)
        if node == _BAC_GENERAL and (ids := self._titles.whole("bac général").ids):
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

    def _waiting(self, entry: Entry, source: str) -> float:
        """Return the years to wait for the least age of an entry, 0 where it asks for none."""
        return max((entry.age or 0) - _AGE_AFTER_3E - (self._heights.of(source) or 0.0), 0.0)

    def _claim(self, place: Place, entry: Entry, source: str, scope: Scope, score: float, why: str = "") -> Claim:
        """Return what the rule of a place says of the way from one source."""
        rule, years = place.rule, entry.years
        if entry.age is not None:
            years = place.duration + self._waiting(entry, source)
        elif years is None:
            years = place.years_from(self._heights.of(source), academic=self._heights.academic(source))
        elif years == "duration":
            years = place.duration
        return Claim(
            float(years),
            word=Word.SCHEME,
            basis=Basis.SCHEME,
            scope=scope,
            score=score,
            conditions=self._conditions(rule, source, entry.conditions),
            evidence=(scheme_statement(rule.id, rule.text, rule.source),),
            why=why,
        )

    def _enter(self, f: Formation, entry: Entry, node: str) -> None:
        place = self._places[f.id]
        rule = place.rule
        wide = node.startswith(("type:", "niveau:"))
        claim = partial(self._claim, place, entry)
        if node in self._places:  # the one bac général, or a diploma that the rule names: of several, the nearest first
            score = self._nearness(f, node) if ":" not in entry.node else _OF_NO_FIELD
            self._draft.add(node, f.id, kind_of(node), claim(node, Scope.NAMED, score))
            return
        if not wide:
            self._draft.add(node, f.id, kind_of(node), claim(node, Scope.NAMED, rule.entry_score))
            self._draft.edges[node, f.id, kind_of(node).value].waiting = self._waiting(entry, node)
            return
        # A level opens the diplomas of one's own domain: the scheme makes no pilot of a baker.
        domains = () if rule.everywhere else domains_of(f)
        parts = [part for domain in domains if (part := self._doors.within(node, domain))]
        near = _SAME_DOMAIN if rule.usual is None else _UNSAID
        for part in parts:
            self._add(part, f.id, claim(part, Scope.FIELD, near, _WHY_DOMAIN), rule)
        if not parts:
            self._add(node, f.id, claim(node, Scope.ANY, 0.0), rule)
        if rule.near:
            self._enter_near(f, entry, node, claim)

    def _nearness(self, f: Formation, node: str) -> float:
        """Return how near in field a diploma that a rule names is, 0 to 1: by all signs, and by whole domains."""
        domains = {d.partition("/")[0] for d in self._nodes[node]["domains"]}
        shared = sum(d.partition("/")[0] in domains for d in f.domains) / max(len(f.domains), 1)
        return (self._fields.nearness(f.id, node) + shared) / 2

    def _enter_near(self, f: Formation, entry: Entry, node: str, claim: Callable[..., Claim]) -> None:
        """Draw the ways from the diplomas inside a door that are nearest in field."""
        place = self._places[f.id]
        least = (self._heights.of(node) if entry.node == "own-level" else place.entry) or 0.0
        near_ones = self._fields.near(
            f.id,
            self._pool(place.rule.field_types, node),
            least=_SCHEME_LEAST,
            most=_SCHEME_NEAR,
            keep=lambda i: self._below(i, place, least),
            unsure=False,
        )
        for near in near_ones:
            if near.score < _LEAST_OF_SCHOOL and self._nodes[near.id]["type"] == _SCHOOL:
                continue
            one = claim(near.id, Scope.FIELD, near.score, near.why)
            self._add(near.id, f.id, one, place.rule)

    def _add(self, source: str, target: str, claim: Claim, rule: SchemeRule) -> None:
        """Add a continuation by a rule, and how usual the rule says that its ways are."""
        self._draft.add(source, target, EdgeKind.CONTINUATION, claim)
        edge = self._draft.edges.get((source, target, EdgeKind.CONTINUATION.value))
        if edge is not None and edge.best.basis is Basis.SCHEME:
            edge.usual = rule.usual
