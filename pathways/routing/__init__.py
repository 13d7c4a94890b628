"""Routes: every good way from here to there, at once."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathways.routing.answers import Answer, find_routes
    from pathways.routing.batch import route_many
    from pathways.routing.compare import Comparison, compare_goals
    from pathways.routing.constraints import Constraints
    from pathways.routing.goals import goals_of, level_of
    from pathways.routing.pareto import Front, pareto_routes
    from pathways.routing.shortest import Routes, k_shortest_routes
    from pathways.routing.spread import Reached, leading_to, reachable, reached_graph
    from pathways.routing.table import years_table
    from pathways.routing.why import Hindrance, why_no_route

__all__ = [
    "Answer",
    "Comparison",
    "Constraints",
    "Front",
    "Hindrance",
    "Reached",
    "Routes",
    "compare_goals",
    "find_routes",
    "goals_of",
    "k_shortest_routes",
    "leading_to",
    "level_of",
    "pareto_routes",
    "reachable",
    "reached_graph",
    "route_many",
    "why_no_route",
    "years_table",
]

_HOME = {
    "Answer": "answers",
    "find_routes": "answers",
    "Constraints": "constraints",
    "goals_of": "goals",
    "level_of": "goals",
    "Front": "pareto",
    "pareto_routes": "pareto",
    "Routes": "shortest",
    "k_shortest_routes": "shortest",
    "Hindrance": "why",
    "why_no_route": "why",
    "Reached": "spread",
    "reachable": "spread",
    "leading_to": "spread",
    "reached_graph": "spread",
    "years_table": "table",
    "Comparison": "compare",
    "compare_goals": "compare",
    "route_many": "batch",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
