"""Nodes within reach and answers of a batch as rows: CSV, JSON, JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pathways.export.routes_json import SCHEMA, route_values
from pathways.export.sheets import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pathways.routing.batch import Answered
    from pathways.routing.spread import Reached

__all__ = ["BATCH_COLUMNS", "REACH_COLUMNS", "answered_csv", "answered_values", "reached_text"]
__all__ += ["reached_values"]

#: Columns of `reach` and `lead`.
REACH_COLUMNS = ("id", "label", "kind", "level", "years", "steps")
#: Columns of `batch`: a row a route, or a row with the error.
BATCH_COLUMNS = ("from", "to", "rank", "years", "steps", "cost", "ids", "labels", "error")


def _reached(row: Reached) -> dict[str, Any]:
    node = row.node
    return dict(zip(REACH_COLUMNS, (node.id, node.label, node.kind, row.level, row.years, row.steps), strict=True)) | {
        "type": row.type,
        "domains": list(row.domains),
        "basis": row.basis,
        "door": row.door,
    }


def reached_text(rows: Sequence[Reached], ends: Sequence[str], format: str) -> str:  # noqa: A002 - the option's own name
    """Return rows of `reach` or `lead` as text that ends with a newline.

    Parameters
    ----------
    rows : sequence of Reached
    ends : sequence of str
        Ids of what was asked for.
    format : {"json", "jsonl", "csv"}
        CSV has the columns of `REACH_COLUMNS`, the others type, domains, basis and door too.
    """
    if format == "csv":
        values = (_reached(row) for row in rows)
        return csv_text([REACH_COLUMNS, *([value[name] for name in REACH_COLUMNS] for value in values)])
    if format == "jsonl":
        return "".join(json.dumps(_reached(row), ensure_ascii=False) + "\n" for row in rows)
    return json.dumps(reached_values(rows, ends), ensure_ascii=False, indent=2) + "\n"


def reached_values(rows: Iterable[Reached], ends: Iterable[str]) -> dict[str, Any]:
    """Return rows of `reach` or `lead` as JSON values."""
    return {"schema": SCHEMA, "ends": list(ends), "nodes": [_reached(row) for row in rows]}


def answered_values(answered: Answered) -> dict[str, Any]:
    """Return the answer to a row of a batch: "from", "to" as asked, and "routes" or "error" (both if partial).

    Where the row asks for a class of goals, "goals" says which.
    """
    values: dict[str, Any] = {"from": answered.row.get("from"), "to": answered.row.get("to")}
    if answered.goals:
        values["goals"] = [dict(goals) for goals in answered.goals]
    if answered.routes or not answered.error:
        values["routes"] = [route_values(route) for route in answered.routes]
    if answered.error:
        values["error"] = answered.error
    return values


def answered_csv(values: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield the CSV rows of an answer that `answered_values` made."""
    ends = [" + ".join(end) if isinstance(end, list) else end for end in (values["from"], values["to"])]
    error = values.get("error", "")
    for rank, route in enumerate(values.get("routes", ()), 1):
        nodes = [route["from"], *(step["to"] for step in route["steps"])]
        ids, labels = (" → ".join(node[name] for node in nodes) for name in ("id", "label"))
        yield [*ends, rank, route["years"], len(route["steps"]), route["cost"], ids, labels, error]
    if not values.get("routes"):
        yield [*ends, "", "", "", "", "", "", error]
