"""The graph: from records and links to a `networkx.MultiDiGraph`, to a file and back.

Names are imported on first use, so that opening a graph file does not load networkx.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathways.graph.build import build_graph
    from pathways.graph.making import make_graph
    from pathways.graph.store import Store, load_graph, open_store, save_graph
    from pathways.graph.validate import validate_graph

__all__ = ["Store", "build_graph", "load_graph", "make_graph", "open_store", "save_graph", "validate_graph"]

_HOME = {
    "Store": "store",
    "build_graph": "build",
    "load_graph": "store",
    "make_graph": "making",
    "open_store": "store",
    "save_graph": "store",
    "validate_graph": "validate",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
