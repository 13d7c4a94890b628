"""Routes as data: JSON, schema 1.  Later versions add fields; none changes its meaning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.model import Evidence, NodeRef, Route, Step
    from pathways.routing.why import Hindrance

__all__ = ["SCHEMA", "node_values", "reason_values", "route_values", "routes_json", "routes_values"]

#: Version of the schema.
SCHEMA = 1


def node_values(node: NodeRef) -> dict[str, Any]:
    """Return a node as JSON values."""
    return {"id": node.id, "label": node.label, "kind": node.kind}


def _evidence(item: Evidence) -> dict[str, Any]:
    values: dict[str, Any] = {
        "fiche": item.fiche,
        "section": item.section,
        "start": item.start,
        "end": item.end,
        "text": item.text,
    }
    if item.url:
        values["url"] = item.url
    return values


def _step(step: Step) -> dict[str, Any]:
    return {
        "from": node_values(step.source),
        "to": node_values(step.target),
        "years": step.years,
        "conditions": list(step.conditions),
        "apprenticeship": step.apprenticeship,
        "basis": str(step.basis),
        "evidence": [_evidence(item) for item in step.evidence],
        "kind": step.kind,
        "key": step.key,
        "scope": step.scope,
        "score": step.score,
        "door": None if step.door is None else node_values(step.door),
        "options": [node_values(option) for option in step.options],
        **({"figures": dict(step.figures)} if step.figures else {}),
    }


def route_values(route: Route) -> dict[str, Any]:
    """Return one route as JSON values; `others` are whole routes too."""
    return {
        "years": route.years,
        "steps": [_step(step) for step in route.steps],
        "from": node_values(route.source),
        "to": node_values(route.target),
        "cost": route.cost,
        "costs": dict(route.costs),
        "plan": None if route.plan is None else _evidence(route.plan),
        "others": [route_values(other) for other in route.others],
    }


def routes_values(
    routes: Sequence[Route],
    source: NodeRef,
    target: NodeRef,
    *,
    partial: str = "",
    **further: Any,  # noqa: ANN401 - JSON
) -> dict[str, Any]:
    """Return routes as JSON values.

    Parameters
    ----------
    routes : sequence of Route
        Best first.
    source, target : NodeRef
        What was asked for.
    partial : str
        Why the answer is not whole; "" (and no field) where it is.
    **further
        Fields to add.
    """
    values: dict[str, Any] = {
        "schema": SCHEMA,
        "from": node_values(source),
        "to": node_values(target),
        "routes": [route_values(route) for route in routes],
    }
    if partial:
        values["partial"] = partial
    return {**values, **further}


def reason_values(hindrance: Hindrance) -> dict[str, Any]:
    """Return why there is no route as JSON values."""
    return {
        "limits": list(hindrance.limits),
        "without": [{"limit": limit, "years": years} for limit, years in hindrance.without],
        "nearest": [node_values(node) for node in hindrance.nearest],
        "leads_nowhere": hindrance.leads_nowhere,
        "unreached": hindrance.unreached,
    }


def routes_json(routes: Sequence[Route], source: NodeRef, target: NodeRef, *, partial: str = "", **further: Any) -> str:  # noqa: ANN401 - JSON
    """Return routes as JSON text, schema 1.

    Parameters are those of `routes_values`.

    Examples
    --------
    >>> from pathways.model import NodeRef, Route, Step
    >>> a, b = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP cuisine", "diploma")
    >>> text = routes_json([Route(a, b, (Step(a, b, 2),))], a, b)
    >>> json.loads(text)["routes"][0]["years"]
    2
    """
    values = routes_values(routes, source, target, partial=partial, **further)
    return json.dumps(values, ensure_ascii=False, indent=2)
