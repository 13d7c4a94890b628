"""A graph as columns: what a query reads stands in arrays, the rest in lines that are decoded when asked for.

Nodes are numbered in the order of their ids, edges in the order of (source, target, key):
the same graph gives the same columns, however it was put together.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from pathways.errors import GraphContractError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

__all__ = [
    "LINES_A_BLOCK",
    "PLAIN",
    "WITHDRAWN",
    "Shape",
    "Texts",
    "closed_in",
    "columns_of",
    "edge_attributes",
    "fresh",
    "pack",
    "pack_counts",
    "unpack",
    "unpack_block",
    "unpack_counts",
]

#: Lines that are compressed together: decoding one line costs that of its block.
LINES_A_BLOCK = 256
#: Sections of which a query reads little: they are not packed.
PLAIN = frozenset({"labels"})
#: What makes the shape of an edge: many edges share one, and a query prices each shape once.
_SHAPE = (
    "kind",
    "years",
    "conditions",
    "apprenticeship",
    "basis",
    "scope",
    "score",
    "release",
    "usual",
    "rarity",
    "out_of_work",
)
#: Scores that stand in the shape; others stand in the edge's line and in the column `score`.
_PLAIN_SCORES = (0, 1)


class Shape(NamedTuple):
    """What many edges have in common: their key and the attributes that a query prices.

    `attributes` holds only those that the edges have, of kind, years, conditions,
    apprenticeship, basis, scope, score (if 0 or 1), release and usual.  `witnesses` counts the pieces
    of evidence, 2 standing for two or more.
    """

    key: str | int
    attributes: dict[str, Any]
    witnesses: int = 0


def pack(code: str, values: Iterable[Any]) -> bytes:
    """Return numbers as little-endian bytes; `code` is that of `array.array`."""
    column = array(code, values)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def pack_counts(values: Iterable[int]) -> bytes:
    """Return numbers from 0 on as `pack` does, in two bytes each where that is enough, else in four."""
    numbers = list(values)
    return pack("H" if max(numbers, default=0) < 1 << 16 else "I", numbers)


def unpack_counts(raw: bytes, length: int) -> array[int]:
    """Return the `length` numbers that `pack_counts` wrote.

    Raises
    ------
    ValueError
        If `raw` is no whole number of items.
    """
    return unpack("H" if len(raw) == 2 * length else "I", raw)


def unpack(code: str, raw: bytes) -> array[Any]:
    """Return the numbers that `pack` wrote.

    Raises
    ------
    ValueError
        If `raw` is no whole number of items.
    """
    column: array[Any] = array(code)
    column.frombytes(raw)
    if sys.byteorder == "big":
        column.byteswap()
    return column


class Texts(Sequence[str]):
    """Texts by number, each decoded when it is asked for.

    Parameters
    ----------
    blob : bytes
        All texts, one after the other, UTF-8.
    ends : array of int
        Where each ends.
    """

    __slots__ = ("_blob", "_ends")

    def __init__(self, blob: bytes, ends: array[int]) -> None:
        self._blob, self._ends = blob, ends

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...

    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        return self._blob[self._ends[number - 1] if number else 0 : self._ends[number]].decode()

    def __len__(self) -> int:
        return len(self._ends)


def _texts(name: str, texts: Iterable[str]) -> dict[str, bytes]:
    """Return the two sections of `Texts`."""
    bodies = [text.encode() for text in texts]
    return {name: b"".join(bodies), f"{name}@": pack_counts(accumulate(map(len, bodies)))}


def _dumps(value: object, where: str) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise GraphContractError("an attribute cannot be written as JSON", (f"{where}: {error}",)) from error


def _blocks(name: str, lines: Sequence[str]) -> dict[str, bytes]:
    """Return JSON arrays of `LINES_A_BLOCK` lines each, by section name."""
    return {
        f"{name}.{start // LINES_A_BLOCK}": ("[\n" + ",\n".join(lines[start : start + LINES_A_BLOCK]) + "\n]").encode()
        for start in range(0, len(lines), LINES_A_BLOCK)
    }


def unpack_block(raw: bytes) -> list[bytes]:
    """Return the lines of a block, each a JSON text that a comma may follow."""
    return raw.split(b"\n")[1:-1]


class _Tables:
    """What edges have in common, each value once, numbered in the order in which they come."""

    def __init__(self) -> None:
        self.shapes: dict[str, int] = {}
        #: from 1 on: 0 is for edges without
        self.evidence: dict[str, int] = {}
        self.rest: dict[str, int] = {}

    def numbers(self, key: object, data: Mapping[str, Any], where: str) -> tuple[int, int, int]:
        """Return the numbers of an edge's shape, of its evidence and of what remains."""
        shape = {name: data[name] for name in _SHAPE if name in data}
        rest = {name: value for name, value in data.items() if name not in shape and name != "evidence"}
        if "score" in shape and shape["score"] not in _PLAIN_SCORES:
            rest["score"] = shape.pop("score")
        witnesses = min(len(data.get("evidence") or ()), 2)
        number = self.shapes.setdefault(_dumps([key, shape, witnesses], where), len(self.shapes))
        evidence = data.get("evidence")
        return (
            number,
            0 if evidence is None else self.evidence.setdefault(_dumps(evidence, where), len(self.evidence) + 1),
            self.rest.setdefault(_dumps(rest, where), len(self.rest) + 1) if rest else 0,
        )


def edge_attributes(shape: Shape, evidence: list[Any] | None, rest: dict[str, Any] | None) -> dict[str, Any]:
    """Return the attributes of an edge; its dict and its conditions are its own, the rest is what was given."""
    data = shape.attributes.copy()
    if "conditions" in data:
        data["conditions"] = data["conditions"][:]
    if evidence is not None:
        data["evidence"] = evidence
    if rest is not None:
        data.update(rest)
    return data


def fresh(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a copy of a JSON value that shares no list and no dict with it."""
    if isinstance(value, list):
        return [fresh(item) for item in value]
    return {key: fresh(item) for key, item in value.items()} if isinstance(value, dict) else value


#: Year of the last session of what the record holds no more.
WITHDRAWN = 1


def closed_in(data: Mapping[str, Any]) -> int:
    """Return the year of a diploma's last session: 0 where none is known, 1 where the record holds it no more.

    Examples
    --------
    >>> closed_in({}), closed_in({"closed": 2019}), closed_in({"withdrawn": True})
    (0, 2019, 1)
    """
    return WITHDRAWN if data.get("withdrawn") else int(data.get("closed") or 0)


def columns_of(graph: nx.MultiDiGraph[Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what the header of a graph file holds of `graph`, and its sections.

    Raises
    ------
    GraphContractError
        If an attribute is no JSON value.
    """
    ids = sorted(graph)
    number = {node: i for i, node in enumerate(ids)}
    nodes = [graph.nodes[node] for node in ids]
    types = sorted({str(data.get("type") or "") for data in nodes})
    type_number = {name: i for i, name in enumerate(types)}
    edges = sorted(
        ((number[u], number[v], str(key), key, data) for u, v, key, data in graph.edges(keys=True, data=True)),
        key=lambda edge: edge[:3],
    )
    tables = _Tables()
    numbers, score_column = [], []
    into: list[list[int]] = [[] for _ in ids]
    starts = [0] * (len(ids) + 1)
    for e, (u, v, _, key, data) in enumerate(edges):
        numbers.append(tables.numbers(key, data, f"edge {ids[u]!r} -> {ids[v]!r} ({key})"))
        score_column.append(float(data.get("score", 1.0)))
        into[v].append(e)
        starts[u + 1] = e + 1
    for i in range(len(ids)):
        starts[i + 1] = max(starts[i + 1], starts[i])
    pred_starts = [0]
    for arriving in into:
        pred_starts.append(pred_starts[-1] + len(arriving))
    header = {
        "graph": dict(graph.graph),
        "nodes": len(ids),
        "edges": len(edges),
        "types": types,
    }
    _dumps(header, "graph")
    sections = {
        "ids": _dumps(ids, "ids").encode(),
        **_texts("labels", (str(data.get("label") or "") for data in nodes)),
        "kinds": _dumps([data.get("kind", "") for data in nodes], "kinds").encode(),
        "node_type": pack_counts(type_number[str(data.get("type") or "")] for data in nodes),
        "node_level": pack("d", (-1 if data.get("level") is None else data["level"] for data in nodes)),
        "node_pupils": pack_counts(int(data.get("pupils") or 0) for data in nodes),
        "node_closed": pack("i", (closed_in(data) for data in nodes)),
        "starts": pack_counts(starts),
        "target": pack_counts(edge[1] for edge in edges),
        "source": pack_counts(edge[0] for edge in edges),
        "pred_starts": pack_counts(pred_starts),
        "pred_edge": pack_counts(e for arriving in into for e in arriving),
        "shape": pack_counts(n[0] for n in numbers),
        "edge_evidence": pack_counts(n[1] for n in numbers),
        "edge_rest": pack_counts(n[2] for n in numbers),
        "score": pack("d", score_column),
        "shapes": ("[\n" + ",\n".join(tables.shapes) + "\n]").encode(),
        **_blocks("node", [_dumps(data, f"node {node!r}") for node, data in zip(ids, nodes, strict=True)]),
        **_blocks("evidence", list(tables.evidence)),
        **_blocks("rest", list(tables.rest)),
    }
    return header, sections
