"""Tables: CSV for a spreadsheet, Parquet for an analyst; one of nodes, one of edges, one of steps of routes."""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Any

from pathways.errors import OutputError, needs
from pathways.export.plain import EDGE_COLUMNS, NODE_COLUMNS, Column, Values, as_text, columns, plain_graph
from pathways.export.sheets import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from pathways.model import Route

__all__ = ["csv_tables", "parquet_tables", "steps_table"]

Table = tuple[tuple[Column, ...], list[Values]]

_LIST_OF = {
    "string": ("nsf", "domains", "aliases", "conditions", "options"),
    "long": ("routes",),
}


def steps_table(routes: Iterable[Route]) -> list[Values]:
    """Return one row a step of each route, in order.

    Columns: route (rank, from 1), route_years, step (from 1), source, source_label, target,
    target_label, years, years_since_start (when the step is completed), conditions (list),
    apprenticeship (None: both), basis, door, key.
    """
    rows: list[Values] = []
    for rank, route in enumerate(routes, start=1):
        since = 0.0
        for i, step in enumerate(route.steps, start=1):
            since += step.years
            rows.append(
                {
                    "route": rank,
                    "route_years": float(route.years),
                    "step": i,
                    "source": step.source.id,
                    "source_label": step.source.label,
                    "target": step.target.id,
                    "target_label": step.target.label,
                    "years": float(step.years),
                    "years_since_start": since,
                    "conditions": list(step.conditions),
                    "apprenticeship": step.apprenticeship,
                    "basis": str(step.basis),
                    "door": step.door.label if step.door is not None else "",
                    "key": step.key,
                }
            )
    return rows


def _tables(graph: nx.MultiDiGraph[Any], routes: Sequence[Route] | None) -> dict[str, Table]:
    plain = plain_graph(graph)
    nodes = [{"id": node, **values} for node, values in plain.nodes]
    edges = [{"source": u, "target": v, "key": k, **values} for u, v, k, values in plain.edges]
    tables = {
        "nodes": (columns(nodes, ("id", *NODE_COLUMNS)) or (Column("id", "string"),), nodes),
        "edges": (
            columns(edges, ("source", "target", "key", *EDGE_COLUMNS))
            or tuple(Column(name, "string") for name in ("source", "target", "key")),
            edges,
        ),
    }
    if routes is not None:
        steps = steps_table(routes)
        order = tuple(steps[0]) if steps else ()
        tables["steps"] = (columns(steps, order) or (Column("route", "long"),), steps)
    return tables


def csv_tables(
    graph: nx.MultiDiGraph[Any], routes: Sequence[Route] | None = None, *, bom: bool = False, separator: str = ","
) -> dict[str, bytes]:
    r"""Return nodes.csv and edges.csv (and steps.csv, where routes are given) as UTF-8.

    Cells are those of `csv_text`, under a header.

    Parameters
    ----------
    bom : bool
        Write the mark by which Excel knows UTF-8.
    separator : str
        What stands between cells.
    """
    out = {}
    for name, (header, rows) in _tables(graph, routes).items():
        names = [column.name for column in header]
        text = csv_text([names, *([row.get(n) for n in names] for row in rows)], "\r\n", separator)
        out[f"{name}.csv"] = text.encode("utf-8-sig" if bom else "utf-8")
    return out


def parquet_tables(graph: nx.MultiDiGraph[Any], routes: Sequence[Route] | None = None) -> dict[str, bytes]:
    """Return nodes.parquet and edges.parquet (and steps.parquet), typed, lists as lists.

    What has a deeper shape (`evidence`) is JSON text.

    Raises
    ------
    OutputError
        If pyarrow is not installed (the extra `parquet`).
    """
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise OutputError(f"the format parquet: {needs('pyarrow', 'parquet')}") from error
    types = {"string": arrow.string(), "long": arrow.int64(), "double": arrow.float64(), "boolean": arrow.bool_()}
    lists = {name: item for item, names in _LIST_OF.items() for name in names}
    out = {}
    for name, (header, rows) in _tables(graph, routes).items():
        arrays = []
        fields = []
        for column in header:
            values = [row.get(column.name) for row in rows]
            item = lists.get(column.name)
            if item and all(v is None or _is_list_of(v, item) for v in values):
                type_ = arrow.list_(types[item])
                values = [[as_text(x) for x in v] if v and item == "string" else v for v in values]
            else:
                type_ = types[column.type]
                if column.type == "string":
                    values = [None if v is None else as_text(v) for v in values]
            arrays.append(arrow.array(values, type=type_))
            fields.append(arrow.field(column.name, type_))
        buffer = io.BytesIO()
        parquet.write_table(arrow.Table.from_arrays(arrays, schema=arrow.schema(fields)), buffer, compression="zstd")
        out[f"{name}.parquet"] = buffer.getvalue()
    return out


def _is_list_of(value: Any, item: str) -> bool:  # noqa: ANN401 - any JSON value
    kind = str if item == "string" else int
    return isinstance(value, list) and all(isinstance(v, kind) and not isinstance(v, bool) for v in value)
