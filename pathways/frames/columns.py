"""Columns of each frame with their dtypes, and a frame made of rows."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from pathways.errors import PathwaysError, needs
from pathways.model import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = ["EDGES", "NODES", "REACH", "ROUTES", "STEPS", "SUREST_FIRST", "frame_of"]

#: Column -> dtype.  "object" columns hold tuples of text.
NODES = {
    "label": "string",
    "kind": "category",
    "type": "category",
    "level": "Int64",
    "duration_years": "Float64",
    "domain": "category",
    "domains": "object",
    "sigle": "string",
    "code_scolarite": "string",
    "rncp": "string",
    "nsf": "object",
    "aliases": "object",
    "closed": "Int64",
    "pupils": "Int64",
    "url": "string",
}
EDGES = {
    "source": "string",
    "target": "string",
    "key": "string",
    "source_label": "string",
    "target_label": "string",
    "kind": "category",
    "years": "float64",
    "apprenticeship": "boolean",
    "basis": "category",
    "scope": "category",
    "score": "float64",
    "conditions": "object",
    "why": "string",
    "fiche": "string",
    "section": "category",
    "evidence": "int64",
    "release": "category",
}
ROUTES = {
    "source": "string",
    "target": "string",
    "years": "float64",
    "steps": "int64",
    "way": "string",
    "through": "object",
    "conditions": "object",
    "apprenticeship": "boolean",
    "stated": "float64",
    "basis": "category",
    "cost": "float64",
}
STEPS = {
    "route": "int64",
    "step": "int64",
    "source": "string",
    "target": "string",
    "source_label": "string",
    "target_label": "string",
    "kind": "category",
    "years": "float64",
    "years_since_start": "float64",
    "conditions": "object",
    "apprenticeship": "boolean",
    "basis": "category",
    "score": "float64",
    "door": "string",
    "fiche": "string",
    "section": "category",
}
REACH = {
    "label": "string",
    "kind": "category",
    "type": "category",
    "level": "Int64",
    "domain": "category",
    "years": "float64",
    "steps": "int64",
    "pupils": "Int64",
}
SUREST_FIRST = tuple(str(basis) for basis in Basis)


def load_pandas() -> Any:  # noqa: ANN401 - the module itself
    """Import pandas, which takes half a second and is an extra."""
    try:
        return importlib.import_module("pandas")
    except ImportError as error:
        raise PathwaysError(f"data frames: {needs('pandas', 'notebook')}") from error


def frame_of(rows: list[dict[str, Any]], dtypes: dict[str, str], index: tuple[str, Iterable[Any]]) -> pd.DataFrame:
    """Return rows as a frame of exactly the columns of `dtypes`; what a row lacks is missing."""
    pandas = load_pandas()
    ordered = pandas.CategoricalDtype(SUREST_FIRST, ordered=True)
    frame: pd.DataFrame = pandas.DataFrame(
        {
            name: pandas.Series([row.get(name) for row in rows], dtype=object).astype(
                ordered if name == "basis" else dtype
            )
            for name, dtype in dtypes.items()
        }
    )
    name, values = index
    frame.index = pandas.Index(list(values), dtype="string" if name == "id" else "int64", name=name)
    return frame
