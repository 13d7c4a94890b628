"""Study plans: whole routes that the fiche of a job tells, and whether a route of the graph goes as one says.

Plans stand with their job, as the attribute `plans` of its node: start, years, steps in order, whether usual.
Years are counted from 3e for all of them: the bac is held 3 years after it, a bac + 2 after 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.routing.routes import evidence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pathways.model import Evidence, NodeRef, Route

__all__ = ["Plan", "Stage", "goes_as", "plans_of", "types_of_kind"]

#: Years after 3e at which a plan starts.
_STARTS = {"3e": 0, "bac": 3, "bac+2": 5, "bac+3": 6, "bac+5": 8}
#: Years that differ by less are the same.
_ALIKE = 1e-6
#: Kinds of steps that are no formation.
_NO_FORMATION = frozenset({"concours"})


class Stage(NamedTuple):
    """A step of a plan: the ids that it may mean; without any, every formation of the kind."""

    kind: str
    ids: frozenset[str]


class Plan(NamedTuple):
    """A route that a fiche tells.

    Parameters
    ----------
    stages : tuple of Stage
        The steps that can be asked for, in order; the last is that of the fiche.
    years : float or None
        Years from 3e to the end; None where the fiche does not tell.
    usual : bool
        False for what the fiche calls rare or exceptional.
    evidence : Evidence or None
        Where the fiche tells it.
    """

    stages: tuple[Stage, ...]
    years: float | None
    usual: bool
    evidence: Evidence | None


def plans_of(data: Mapping[str, Any]) -> list[Plan]:
    """Return the plans that the attributes of a node tell, in the order of its fiche.

    Without those of which the record has not every step.

    Examples
    --------
    >>> told = {"start": "bac", "years": 2, "steps": [{"kind": "BTS", "ids": ["FOR.1"]}]}
    >>> [plan.years for plan in plans_of({"plans": [told]})]
    [5]
    """
    plans = []
    for told in data.get("plans") or ():
        steps = [step for step in told["steps"] if step["kind"] not in _NO_FORMATION]
        if not steps or any(step.get("scope") != "any" and not step["ids"] for step in steps):
            continue  # nothing that the record holds, or not all of it
        stages = [Stage(step["kind"], frozenset(step["ids"])) for step in steps]
        start, years = _STARTS.get(told["start"]), told.get("years")
        plans.append(
            Plan(
                tuple(stages),
                None if start is None or years is None else start + years,
                bool(told.get("usual", True)),
                evidence=next(iter(evidence_of(told)), None),
            )
        )
    return plans


def types_of_kind(kind: str) -> frozenset[str]:
    """Return the types of formation that a kind of the prose means.

    Examples
    --------
    >>> sorted(types_of_kind("CAP"))
    ['CAP', 'CAPa']
    """
    from pathways.scheme import TYPES  # noqa: PLC0415 - few plans leave the formation open

    return frozenset(t.id for t in TYPES if kind in {t.kind, t.id})


def goes_as(plan: Plan, route: Route, height: float | None, type_of: Callable[[NodeRef], str]) -> bool:
    """Say whether a route goes as a plan says: its diplomas in their order, the last before the goal, in its years.

    Who starts from a step of the plan has what comes before it.

    Parameters
    ----------
    plan : Plan
    route : Route
        Into the job of the plan.
    height : float or None
        Years after 3e at which the source of the route is held; None where that is not known.
    type_of : function
        A node to its type.
    """
    held = [route.source, *(step.target for step in route.steps[:-1])]
    *before, last = plan.stages
    if not (held[-1].id in last.ids if last.ids else type_of(held[-1]) in types_of_kind(last.kind)):
        return False
    started = max((i for i, stage in enumerate(plan.stages) if route.source.id in stage.ids), default=-1)
    on_the_way = iter(held[1:-1])
    if not all(any(node.id in stage.ids for node in on_the_way) for stage in before[started + 1 :] if stage.ids):
        return False
    return plan.years is None or (height is not None and abs(plan.years - height - route.years) < _ALIKE)
