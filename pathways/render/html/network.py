"""A picture set out, as a pyvis Network: the nodes and edges that vis-network draws.

The Network is filled directly: `Network.from_nx` writes into the graph that it is given,
and its `add_node` and `add_edge` look through a list at each call.  A card is a node; a
wire is a chain of edges over small unseen nodes, because vis-network has no edges with
corners; the years on a wire are a node too, so that they can be clicked.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from pathways.model import Basis, EdgeKind

if TYPE_CHECKING:
    from pyvis.network import Network

    from pathways.render.html.layout import Layout
    from pathways.render.html.picture import Picture, Wire

__all__ = ["OPTIONS", "atlas_network", "network_of", "pill_width"]

#: What vis-network is told: nothing moves by itself, nothing is edited.
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "tooltipDelay": 3600000,
    },
    "nodes": {"shape": "custom", "chosen": False, "physics": False, "labelHighlightBold": False},
    "edges": {
        "chosen": False,
        "physics": False,
        "arrowStrikethrough": True,
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
    },
}
#: Solid: stated.  Dashed, long or short: inferred.
_DASHES: dict[str, bool | list[int]] = {Basis.STATED: False, Basis.FIELD: [9, 6], Basis.SCHEME: [3, 5]}


def pill_width(wire: Wire) -> float:
    """Return the width of a wire's label in pixels: its years, and a mark for the way; 0 for none."""
    if not wire.years and wire.kind in {EdgeKind.JOB, EdgeKind.HOLDS} and wire.apprenticeship is None:
        return 0.0
    return 48.0 if wire.apprenticeship is None else 66.0


def _empty() -> Network:
    from pyvis.network import Network  # noqa: PLC0415 - pyvis imports IPython; only pages need it

    network = Network(directed=True, cdn_resources="in_line")
    network.options = OPTIONS
    return network


def _add_node(network: Network, name: str, label: str, x: float, y: float) -> None:
    from pyvis.node import Node  # noqa: PLC0415 - as above

    node = Node(name, "custom", label, x=x, y=y).options
    network.nodes.append(node)
    network.node_ids.append(name)
    network.node_map[name] = node


def _add_edge(network: Network, name: str, ends: tuple[str, str], **options: object) -> None:
    from pyvis.edge import Edge  # noqa: PLC0415 - as above

    network.edges.append(Edge(*ends, directed=False, id=name, **options).options)


def network_of(picture: Picture, layout: Layout) -> Network:
    """Return the pyvis Network of a picture.

    Ids: `n:` + node id for a card; `p:` + wire id + number for a corner; `y:` + wire id
    for the years; `s:` + wire id + number for a piece of a wire.
    """
    network = _empty()
    for name, box in layout.boxes.items():
        _add_node(network, f"n:{name}", picture.cards[name].label, box.x, box.y)
    for name, track in layout.tracks.items():
        dashes = _DASHES[picture.wires[name].basis]
        corners = [f"p:{name}:{i}" for i in range(len(track.points))]
        for corner, (x, y) in zip(corners, track.points, strict=True):
            _add_node(network, corner, " ", x, y)
        last = len(corners) - 2
        for i, ends in enumerate(itertools.pairwise(corners)):
            options: dict[str, object] = {"dashes": dashes}
            if i == last:
                options["arrows"] = {"to": {"enabled": True, "scaleFactor": 0.6}}
            if i % 2:
                options["smooth"] = False
            _add_edge(network, f"s:{name}:{i}", ends, **options)
        if track.pill:
            _add_node(network, f"y:{name}", " ", *track.pill)
    return network


def atlas_network(picture: Picture, places: dict[str, tuple[float, float]]) -> Network:
    """Return the pyvis Network of a whole graph: a node each, an edge each, straight."""
    network = _empty()
    for name, (x, y) in places.items():
        _add_node(network, f"n:{name}", picture.cards[name].label, x, y)
    for wire in picture.wires.values():
        _add_edge(network, f"s:{wire.id}:0", (f"n:{wire.source}", f"n:{wire.target}"))
    return network
