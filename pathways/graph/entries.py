"""The ways into and out of a diploma: what its fiche states, then what the study scheme adds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pathways.graph.covering import Covering
from pathways.graph.draft import Claim, Draft, Word, kind_of, statement
from pathways.graph.heights import Heights
from pathways.graph.ladder import scheme_statement
from pathways.graph.mentions import stems
from pathways.graph.nodes import class_node
from pathways.graph.resolve import Target, second_pro
from pathways.graph.scheme_ways import SchemeWays
from pathways.model import Basis, Direction, EdgeKind, Scope, SectionName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pathways.contract import EvidenceData, NodeData
    from pathways.graph.doors import Doors
    from pathways.graph.fields import FieldIndex
    from pathways.graph.places import Place
    from pathways.graph.resolve import Resolver
    from pathways.model import Formation, Link

__all__ = ["Entries"]

_LADDER = frozenset({"bac général", "bac techno"})  #: their way is the ladder of classes


def _said(link: Link) -> EvidenceData:
    return statement(link.fiche, link.section, link.span.start, link.span.end, link.evidence)


def _release(f: Formation) -> str:
    return f.origins[0].release if f.origins else ""


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
        nodes: dict[str, NodeData],
        places: Mapping[str, Place],
        *,
        doors: Doors,
        fields: FieldIndex,
        resolver: Resolver,
        current: Collection[str],
    ) -> None:
        self._draft, self._nodes, self._places = draft, nodes, places
        self._resolver = resolver
        self._heights = Heights(places, doors)
        self._scheme = SchemeWays(
            draft,
            nodes,
            places,
            heights=self._heights,
            doors=doors,
            fields=fields,
            titles=resolver.titles,
            current=current,
        )
        self.unresolved: Counter[tuple[str, str, str, str]] = Counter()
        self._families: dict[frozenset[str], str] = {}
        self._covering = Covering(resolver.members)

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
                self._nodes[node] = class_node(f"2de pro {name}", after_3e=1, type_="2de pro")
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
            if not link.apprenticeship:
                claim = Claim(0, conditions=link.conditions, evidence=(_said(link),), release=_release(f))
                self._covering.note(f.id, link, claim)

    @staticmethod
    def _of_second_pro(link: Link) -> bool:
        """Tell whether `second_pro` has drawn this link."""
        return link.kind == "2de pro" or (link.kind == "3e" and not link.apprenticeship)

    def _miss(self, direction: Direction, kind: str, name: str, reason: str) -> None:
        self.unresolved[direction.value, kind, name, reason] += 1

    def _link(self, f: Formation, link: Link, other: Target) -> None:
        into = link.direction is Direction.FROM
        source, target = (other.id, f.id) if into else (f.id, other.id)
        if into:
            self._draft.own_entry.add(f.id)
        if link.years is not None and self._heights.believed(source, target, link.years, own=into):
            years, word = link.years, Word.TARGET if into else Word.SOURCE
        else:
            years, word = self._heights.usual_years(source, target), Word.COMPUTED
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
        self._draft.add(source, target, kind_of(source), claim)

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
                claim = Claim(self._heights.usual_years(f.id, target), evidence=(said,), release=_release(f))
                self._draft.add(f.id, target, EdgeKind.CONTINUATION, claim)

    def cover(self) -> None:
        """Lay on the ways that are named what fiches, and else the scheme, say of all of their kind."""
        self._covering.lay(
            self._draft,
            believed=lambda source, target, years: self._heights.believed(source, target, years, own=False),
            asked=self._scheme.asked,
        )

    def scheme(self, f: Formation) -> None:
        """Draw what the study scheme says leads to `f`, where its own fiche lets nobody in."""
        self._scheme.draw(f)
