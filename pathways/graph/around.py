"""What is known of one node, and of the edges in and out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pathways.errors import QueryError
from pathways.model import Basis, Evidence, NodeRef, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.graph.store import Store

__all__ = ["NodeView", "view_data", "view_node"]

_SURENESS = {basis.value: rank for rank, basis in enumerate(Basis)}


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node, its attributes, and the edges in and out of it as steps.

    Parameters
    ----------
    node : NodeRef
    attributes : mapping
        As in the graph.
    incoming, outgoing : tuple of Step
        Surest first: stated, field, scheme; then the nearest in field; then by label.
    heirs : tuple of NodeRef
        What took the place of a diploma, or will.
    near : tuple of NodeRef
        Jobs that one can move to from a job, by ROME.
    """

    node: NodeRef
    attributes: Mapping[str, Any]
    incoming: tuple[Step, ...]
    outgoing: tuple[Step, ...]
    heirs: tuple[NodeRef, ...] = ()
    near: tuple[NodeRef, ...] = ()


def view_node(store: Store, node: str) -> NodeView:
    """Return what a graph file holds of one node.

    Parameters
    ----------
    store : Store
        An open graph file.
    node : str
        Id of the node.

    Raises
    ------
    QueryError
        If the graph has no node of that id.
    """
    number = store.index.get(node)
    if number is None:
        raise QueryError(f"the graph has no node {node!r}")
    into = (store.pred_edge[i] for i in range(store.pred_starts[number], store.pred_starts[number + 1]))
    out = range(store.starts[number], store.starts[number + 1])
    attributes = store.node(number)
    return NodeView(
        _ref(store, number),
        attributes,
        tuple(sorted((_step(store, e) for e in into), key=lambda s: _order(s, s.source))),
        tuple(sorted((_step(store, e) for e in out), key=lambda s: _order(s, s.target))),
        _refs(store, attributes.get("replaced_by", [])),
        _refs(store, attributes.get("moves", [])),
    )


def view_data(view: NodeView) -> dict[str, Any]:
    """Return a view as plain data for JSON: the node's attributes, and `in` and `out`, a list of edges each.

    An edge is as the graph holds it, with the node at its other end as `node` (id, label, kind).

    Examples
    --------
    >>> view_data(NodeView(NodeRef("classe:3e", "3e", "class"), {"label": "3e", "kind": "class"}, (), ()))
    {'id': 'classe:3e', 'label': '3e', 'kind': 'class', 'in': [], 'out': []}
    """
    return {
        "id": view.node.id,
        **view.attributes,
        "in": [_edge_data(step, step.source) for step in view.incoming],
        "out": [_edge_data(step, step.target) for step in view.outgoing],
    }


def _edge_data(step: Step, other: NodeRef) -> dict[str, Any]:
    return {
        "node": {"id": other.id, "label": other.label, "kind": other.kind},
        "key": step.key,
        "kind": step.kind,
        "years": step.years,
        "conditions": list(step.conditions),
        "apprenticeship": step.apprenticeship,
        "basis": step.basis.value,
        "scope": step.scope,
        "score": step.score,
        "evidence": [
            {"fiche": e.fiche, "section": e.section, "start": e.start, "end": e.end}
            | ({"text": e.text} if e.text is not None else {})
            | ({"url": e.url} if e.url else {})
            for e in step.evidence
        ],
    }


def _refs(store: Store, ids: Iterable[str]) -> tuple[NodeRef, ...]:
    return tuple(_ref(store, store.index[i]) for i in ids if i in store.index)


def _ref(store: Store, number: int) -> NodeRef:
    return NodeRef(*store.shown(number))


def _step(store: Store, edge: int) -> Step:
    data = store.edge(edge)
    return Step(
        _ref(store, store.source[edge]),
        _ref(store, store.target[edge]),
        data["years"],
        tuple(data.get("conditions", ())),
        data.get("apprenticeship"),
        Basis(data.get("basis", Basis.STATED)),
        tuple(
            Evidence(e["fiche"], e["section"], e["start"], e["end"], e.get("text"), e.get("url", ""))
            for e in data.get("evidence", ())
        ),
        str(store.key(edge)),
        data["kind"],
        data.get("scope", "named"),
        score=data.get("score", 1.0),
    )


def _order(step: Step, other: NodeRef) -> tuple[int, float, str, str, str]:
    return _SURENESS[step.basis], -step.score, other.label, other.id, step.key
