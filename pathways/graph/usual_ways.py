"""How usual each way is, on its edge; an edge from a wide door is parted where its holders differ in that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.model import Basis, EdgeKind, Scope
from pathways.scheme.usual import HOW, step_into

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pathways.graph.doors import Doors
    from pathways.graph.draft import Draft, Edge
    from pathways.scheme.usual import How, UsualStep

__all__ = ["mark_usual"]

_WIDE = ("type:", "niveau:")
_GENERAL = "bac général"  #: binds to no field: it is as near as the step is usual
_NEAR = {"usual": 1.0, "possible": 0.9, "rare": 0.8}
_OF_FIELD = 0.2  #: part of the score that nearness in field makes among what one rule names


def mark_usual(draft: Draft, nodes: Mapping[str, Mapping[str, Any]], doors: Doors, current: Collection[str]) -> None:
    """Say of every way into a diploma or a class how usual it is, as `pathways.scheme.usual` has it.

    "After any bac" is a usual way into a BUT for who holds a bac général, and a rare one for who holds a bac pro: those
    whose way is more usual than that of the others in the door get an edge, from the one diploma that they hold or from
    a part of the door.

    Parameters
    ----------
    draft : Draft
        The edges, all drawn.
    nodes : mapping
        Nodes by id.
    doors : Doors
        Who is inside which door.
    current : collection of str
        Diplomas that are still prepared for: no other is an edge of its own.
    """
    steps: dict[str, UsualStep | None] = {}
    for source, target, key in list(draft.edges):
        if key.startswith(EdgeKind.JOB.value):
            continue
        if target not in steps:
            node = nodes[target]
            name = target if target.startswith("classe:") else node["type"]
            steps[target] = step_into(name, node["label"], node["duration_years"])
        step, edge = steps[target], draft.edges[source, target, key]
        if step is None or edge.usual is not None:
            continue
        if source.startswith(_WIDE):
            _mark_door(draft, (source, target, key), step, nodes, doors, current)
        else:
            _mark(edge, source, nodes[source], step)


def _mark(edge: Edge, source: str, node: Mapping[str, Any], step: UsualStep) -> None:
    """Say how usual the way from a class or a diploma is."""
    name = source if source.startswith("classe:") else node["type"]
    if name == source and name not in step.held:  # the ladder of classes is usual as it stands
        return
    edge.usual = step.how(name, node["label"])
    named = edge.best.scope is Scope.NAMED
    if named and name == _GENERAL:
        edge.score = max(edge.score, _NEAR[edge.usual])
    elif named and edge.best.basis is Basis.SCHEME:  # a rule names it: its field only tells it from the others named
        edge.score = _NEAR[edge.usual] * (1 - _OF_FIELD * (1 - edge.score))


def _mark_door(
    draft: Draft,
    at: tuple[str, str, str],
    step: UsualStep,
    nodes: Mapping[str, Mapping[str, Any]],
    doors: Doors,
    current: Collection[str],
) -> None:
    """Say how usual the way from a door is for the least usual in it; the others get their own."""
    edge = draft.edges[at]
    inside: dict[str, list[str]] = {}
    for member in doors.members[at[0]]:
        inside.setdefault(step.what(nodes[member]["type"], nodes[member]["label"]), []).append(member)
    hows = {what: step.held.get(what, step.others) for what in inside}
    edge.usual = max(hows.values(), key=HOW.index, default=step.others)
    for what, members in sorted(inside.items()):
        if hows[what] != edge.usual:
            open_ones = [m for m in members if m in current]
            _part(draft, edge, at, what, hows[what], open_ones or members, doors)


def _part(
    draft: Draft,
    edge: Edge,
    at: tuple[str, str, str],
    what: str,
    how: How,
    members: list[str],
    doors: Doors,
) -> None:
    """Draw the way of those in a door who hold `what`."""
    source, target, key = at
    if len(members) == 1 and what == _GENERAL:
        own = edge.apart(Scope.NAMED if edge.best.scope is Scope.FIELD else edge.best.scope, _NEAR[how])
        node = members[0]
    else:
        own, node = edge.apart(edge.best.scope, edge.score), doors.of_those(source, what, members)
    own.usual = how
    if node != target and (node, target, key) not in draft.edges:
        draft.edges[node, target, key] = own
