"""Routes: every good way from here to there, at once."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathways.routing.constraints import Constraints
    from pathways.routing.shortest import Routes, k_shortest_routes

__all__ = ["Constraints", "Routes", "k_shortest_routes"]

_HOME = {"Constraints": "constraints", "Routes": "shortest", "k_shortest_routes": "shortest"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
