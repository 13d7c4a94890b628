"""The ways into and out of a diploma: what its fiche states, then what the study scheme adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pathways.graph.draft import Draft, Word, statement
from pathways.graph.ladder import scheme_statement
from pathways.graph.nodes import class_node
from pathways.graph.resolve import second_pro
from pathways.model import Basis, Direction, EdgeKind, Scope
from pathways.scheme import level_of_years
from pathways.scheme.classes import school_classes

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from pathways.graph.doors import Doors
    from pathways.graph.fields import FieldIndex
    from pathways.graph.places import Place
    from pathways.graph.resolve import Resolver
    from pathways.model import Formation, Link

__all__ = ["add_links", "add_scheme", "add_second_pro"]

_CLASS_YEARS = {c.id: float(c.years) for c in school_classes()}
_SCHEME_NEAR = 6  #: concrete edges that a wide rule of the scheme adds
_SCHEME_LEAST = 0.4
_BAC_PRO_AFTER_CAP = 2
_LADDER = frozenset({"bac général", "bac techno", "bac international"})  #: their way is the ladder of classes


def _said(link: Link) -> dict[str, Any]:
    return statement(link.fiche, link.section, link.span.start, link.span.end, link.evidence)


def _release(f: Formation) -> str:
    return f.origins[0].release if f.origins else ""


def _kind(source: str) -> EdgeKind:
    return EdgeKind.ENTRY if source.startswith("classe:") else EdgeKind.CONTINUATION


def add_second_pro(
    draft: Draft, nodes: dict[str, dict[str, Any]], f: Formation, links: Iterable[Link], place: Place
) -> None:
    """Add 3e -> 2de pro -> bac pro, and the direct way of apprentices.

    The 2de of a famille is inside the three years of its bac pro, so the plain "3 years after 3e" of the fiche stands as
    evidence on the way through the 2de; only apprentices go straight.
    """
    if f.type != "bac pro":
        return
    links = [x for x in links if x.direction is Direction.FROM]
    families = [x for x in links if x.kind == "2de pro"]
    plain = [x for x in links if x.kind == "3e" and not x.apprenticeship]
    rest = max(place.duration - 1, 1)
    names = {x.name: x for x in families if x.name}
    rule = place.rule
    scheme = scheme_statement(rule.id, rule.text, rule.source)
    for name in names or {_specialty(f.title): None}:
        node = second_pro(name)
        if node not in nodes:
            nodes[node] = class_node(f"2de pro {name}", type_="2de pro")
        said = [_said(x) for x in ((names[name],) if name in names else families)] + [_said(x) for x in plain]
        basis = Basis.STATED if said else Basis.SCHEME
        for u, v, years in (("classe:3e", node, 1.0), (node, f.id, rest)):
            for evidence in said or [scheme]:
                draft.add(
                    u,
                    v,
                    EdgeKind.ENTRY,
                    years,
                    word=Word.TARGET if said else Word.SCHEME,
                    basis=basis,
                    evidence=evidence,
                    release=_release(f),
                )


def _specialty(title: str) -> str:
    """Return the specialty of a bac pro: its title without the type and the option."""
    return re.split(r"\b(?:option|spécialité|parcours)\b", re.sub(r"^bac pro\s+", "", title))[0].strip(" ,:-")


def add_links(
    draft: Draft,
    f: Formation,
    links: Iterable[Link],
    resolver: Resolver,
    places: Mapping[str, Place],
    doors: Doors,
    nodes: dict[str, dict[str, Any]],
    unresolved: Counter[tuple[str, str, str, str]],
) -> None:
    """Add what the fiche of `f` states, resolved; what leads nowhere is counted in `unresolved`."""
    for link in links:
        if link.kind == "2de pro" and f.type == "bac pro" and link.direction is Direction.FROM:
            continue  # drawn by add_second_pro
        if link.kind == "3e" and f.type == "bac pro" and not link.apprenticeship:
            continue
        if f.type in _LADDER and link.direction is Direction.FROM:
            continue
        if link.kind == "2de pro":
            node = second_pro(link.name or "")
            if not link.name or node not in nodes:
                unresolved[link.direction.value, link.kind, link.name or "", "famille inconnue"] += 1
                continue
            _add(draft, f, link, node, Basis.STATED, Scope.NAMED, 1.0, "", places, doors)
            continue
        found = resolver.resolve(link, f)
        if not found.targets:
            unresolved[link.direction.value, link.kind, link.name or "", found.reason] += 1
        for t in found.targets:
            _add(draft, f, link, t.id, t.basis, t.scope, t.score, t.why, places, doors)


def _height(node: str, places: Mapping[str, Place], doors: Doors) -> float | None:
    """Return the years after 3e at which a node is reached, None where nobody knows."""
    if node in places:
        return places[node].exit
    if node.startswith("classe:2de-pro-"):
        return 1.0
    return _CLASS_YEARS.get(node, doors.years.get(node))


def _add(
    draft: Draft,
    f: Formation,
    link: Link,
    other: str,
    basis: Basis,
    scope: Scope,
    score: float,
    why: str,
    places: Mapping[str, Place],
    doors: Doors,
) -> None:
    into = link.direction is Direction.FROM
    source, target = (other, f.id) if into else (f.id, other)
    if into:
        draft.own_entry.add(f.id)
    if target not in places:
        years, word = link.years if link.years is not None else 1.0, Word.SOURCE
        if target.startswith(("type:", "niveau:")):
            return
    elif link.years is not None:
        years, word = link.years, Word.TARGET if into else Word.SOURCE
    else:
        years, word = _usual_years(source, target, places, doors), Word.COMPUTED
    draft.add(
        source,
        target,
        _kind(source),
        years,
        word=word,
        basis=basis,
        scope=scope,
        score=score,
        conditions=link.conditions,
        apprenticeship=True if link.apprenticeship else None,
        evidence=_said(link),
        why=why,
        release=_release(f),
        after_year=link.after_year,
    )


def _usual_years(source: str, target: str, places: Mapping[str, Place], doors: Doors) -> float:
    """Return the years from `source` to `target` where nobody states them."""
    place = places[target]
    height = _height(source, places, doors)
    if place.rule.id == "bac-pro-apres-3e" and height is not None and height >= _BAC_PRO_AFTER_CAP:
        return _BAC_PRO_AFTER_CAP
    return place.years_from(height)


def add_scheme(
    draft: Draft,
    f: Formation,
    place: Place,
    doors: Doors,
    fields: FieldIndex,
    places: Mapping[str, Place],
    nodes: Mapping[str, dict[str, Any]],
) -> None:
    """Add what the study scheme says leads to `f`, where its own fiche lets nobody in."""
    if f.id in draft.own_entry or f.type in _LADDER or f.type == "bac pro":
        return
    rule = place.rule
    evidence = scheme_statement(rule.id, rule.text, rule.source)
    for entry in rule.entries:
        node = entry.node
        if node == "exit-minus-duration":
            if place.entry is None:
                continue
            level = level_of_years(place.entry)
            node = "classe:3e" if level.years == 0 else "classe:2de-gt" if level.years == 1 else level.id
        wide = not node.startswith("classe:")
        if wide and not doors.members.get(node):
            continue
        if not wide and node not in nodes:
            continue
        years = _entry_years(entry.years, place, _height(node, places, doors))
        draft.add(
            node,
            f.id,
            _kind(node),
            years,
            word=Word.SCHEME,
            basis=Basis.SCHEME,
            scope=Scope.ANY if wide else Scope.NAMED,
            score=0.0 if wide else 1.0,
            conditions=rule.conditions,
            evidence=evidence,
        )
        if not wide or not rule.near:
            continue
        among = doors.members[node]
        if rule.field_types:
            among = [
                i
                for i in places
                if nodes[i]["type"] in rule.field_types and (places[i].exit or 0.0) >= (place.entry or 0.0)
            ]
        for near in fields.near(f.id, among, least=_SCHEME_LEAST, most=_SCHEME_NEAR):
            draft.add(
                near.id,
                f.id,
                EdgeKind.CONTINUATION,
                _entry_years(entry.years, place, places[near.id].exit),
                word=Word.SCHEME,
                basis=Basis.SCHEME,
                scope=Scope.FIELD,
                score=near.score,
                why=near.why,
                conditions=rule.conditions,
                evidence=evidence,
            )


def _entry_years(said: float | str | None, place: Place, height: float | None) -> float:
    if said == "duration":
        return place.duration
    return float(said) if said is not None else place.years_from(height)
