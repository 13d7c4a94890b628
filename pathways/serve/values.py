"""Answers as JSON values, with the schema of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.export.routes_json import SCHEMA, node_values, reason_values, route_values, routes_values
from pathways.export.rows import reached_values

if TYPE_CHECKING:
    from pathways.catalogue import Lookup
    from pathways.model import Route
    from pathways.serve.explorer import Compared, Routed, Spread, Suggestion
    from pathways.serve.questions import Unclear

__all__ = ["compared_values", "found_values", "routed_values", "spread_values", "suggestion_values", "unclear_values"]

#: Rows of a reach that are given, at most; `total` counts them all.
MOST_ROWS = 2_000


def routed_values(answer: Routed, lang: str) -> dict[str, Any]:
    """Return routes as `pathways route --format json`."""
    further: dict[str, Any] = {}
    if answer.hindrance is not None:
        further["reason"] = reason_values(answer.hindrance)
    if answer.targets.classes:
        further["goals"] = [goals.facts(lang) for goals in answer.targets.classes]
    return routes_values(answer.routes, answer.source, answer.target, partial=answer.partial, **further)


def spread_values(answer: Spread) -> dict[str, Any]:
    """Return what is within reach as `pathways reach --format json`: the nearest `MOST_ROWS`; `total` counts all."""
    return reached_values(answer.rows[:MOST_ROWS], answer.ends) | {"total": len(answer.rows)}


def compared_values(answer: Compared) -> dict[str, Any]:
    """Return a comparison as `pathways compare --format json`."""
    found = answer.found

    def routes(which: tuple[Route, ...]) -> list[dict[str, Any]]:
        return [route_values(route) for route in which]

    values: dict[str, Any] = {
        "schema": SCHEMA,
        "a": routes(found.routes_a),
        "b": routes(found.routes_b),
        "shared": [node_values(node) for node in found.shared],
        "parts_at": found.parts_at and node_values(found.parts_at),
        "open_until": found.open_until and node_values(found.open_until),
        "open_years": found.open_years,
        "together": routes(found.together or ()),
    }
    if reasons := {name: reason_values(why) for name, why in (("a", found.why_a), ("b", found.why_b)) if why}:
        values["reasons"] = reasons
    return values | ({"partial": found.partial} if found.partial else {})


def found_values(found: Lookup) -> dict[str, Any]:
    """Return a look-up as `pathways find --format json`."""
    return {
        "status": found.status,
        "candidates": [
            {"id": c.id, "label": c.label, "kind": c.kind, "score": c.score, "matched": c.matched}
            for c in found.candidates
        ],
    }


def suggestion_values(found: tuple[Suggestion, ...]) -> dict[str, Any]:
    """Return names to complete what is typed."""
    return {"suggestions": [{"id": s.id, "label": s.label, "kind": s.kind, "value": s.value} for s in found]}


def unclear_values(names: tuple[Unclear, ...]) -> list[dict[str, Any]]:
    """Return what names may mean, for a problem."""
    return [
        {
            "parameter": name.parameter,
            "text": name.text,
            "reason": "unknown" if name.unknown else "ambiguous",
            "candidates": [{"id": c.id, "label": c.label, "kind": c.kind} for c in name.candidates],
        }
        for name in names
    ]
