"""Explore French study routes: from the Onisep record to a graph, and from a question to a route.

Importing this package is light: what needs networkx, pyvis, pandas or lxml is loaded on first use.

Examples
--------
>>> import pathways
>>> "networkx" in dir(pathways)
False
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathways.explain import explain_route
    from pathways.export import restore, write_graph, write_routes
    from pathways.frames import edges_frame, nodes_frame, reach_frame, routes_frame, steps_frame
    from pathways.graph import load_graph, save_graph, validate_graph
    from pathways.graph.build import build_graph
    from pathways.graph.naming import find
    from pathways.model import RouteList
    from pathways.render.frise import frise
    from pathways.render.notebook import figure
    from pathways.routing import Constraints, find_routes, k_shortest_routes, leading_to, pareto_routes, reachable
    from pathways.sources import read_sources

__version__ = "0.1.0"

#: Public name -> the module it lives in.
_HOME = {
    "Constraints": "routing",
    "RouteList": "model",
    "build_graph": "graph.build",
    "edges_frame": "frames",
    "explain_route": "explain",
    "figure": "render.notebook",
    "find": "graph.naming",
    "find_routes": "routing",
    "frise": "render.frise",
    "k_shortest_routes": "routing",
    "leading_to": "routing",
    "load_graph": "graph",
    "nodes_frame": "frames",
    "pareto_routes": "routing",
    "reach_frame": "frames",
    "reachable": "routing",
    "read_sources": "sources",
    "restore": "export",
    "routes_frame": "frames",
    "save_graph": "graph",
    "steps_frame": "frames",
    "validate_graph": "graph",
    "write_graph": "export",
    "write_routes": "export",
}
__all__ = [
    "Constraints",
    "RouteList",
    "__version__",
    "build_graph",
    "edges_frame",
    "explain_route",
    "figure",
    "find",
    "find_routes",
    "frise",
    "k_shortest_routes",
    "leading_to",
    "load_graph",
    "nodes_frame",
    "pareto_routes",
    "reach_frame",
    "reachable",
    "read_sources",
    "restore",
    "routes_frame",
    "save_graph",
    "steps_frame",
    "validate_graph",
    "write_graph",
    "write_routes",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
