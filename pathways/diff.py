"""What changed between two graphs: nodes added, gone, closed, renamed; links gained, lost, changed; routes.

A node is the same where its id is, or where one that is gone and one that is new have the same code scolarité, or
one's title is the other's title or old name, and no third could be meant.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pathways.errors import UnknownNameError
from pathways.model import EdgeKind, NodeKind, NodeRef
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from pathways.model import Route

    Graph = nx.MultiDiGraph[Any]

__all__ = [
    "Closed",
    "Difference",
    "LinkChange",
    "Renamed",
    "RouteChanges",
    "compare_graphs",
    "compare_routes",
    "read_side",
]

#: What a person would call another link: the rest (evidence, score, release) is the record's own affair.
_COMPARED = ("years", "conditions", "apprenticeship", "basis", "scope")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A node whose title changed; `old_id` is "" where its id did not."""

    node: NodeRef
    old_label: str
    old_id: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A diploma that has a last session now, and had none (or another) before."""

    node: NodeRef
    last_session: int | None


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link between two nodes that are in both graphs.

    `changes` are (name, old, new) of what differs; () for a link that is gained or lost.
    """

    source: NodeRef
    target: NodeRef
    kind: str
    changes: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two graphs.

    `gained`, `lost` and `changed` are links between nodes that are in both; `links_of_added` and `links_of_gone`
    count those that come and go with their nodes.  Links into level nodes (who holds what) are left out.
    """

    added: tuple[NodeRef, ...]
    gone: tuple[NodeRef, ...]
    closed: tuple[Closed, ...]
    renamed: tuple[Renamed, ...]
    gained: tuple[LinkChange, ...]
    lost: tuple[LinkChange, ...]
    changed: tuple[LinkChange, ...]
    links_of_added: int
    links_of_gone: int
    same_nodes: int
    same_links: int


@dataclass(frozen=True, slots=True)
class RouteChanges:
    """How the best routes between two nodes changed; a kept route is the new one."""

    gained: tuple[Route, ...]
    lost: tuple[Route, ...]
    kept: tuple[Route, ...]


def read_side(path: str | Path, tell: Callable[[str], None] | None = None) -> Graph:
    """Read one side of a comparison: a graph file, or sources of which the graph is built.

    Parameters
    ----------
    path : path
        A graph file, or a file, folder or archive of what Onisep publishes.
    tell : callable, optional
        Takes a line for each problem of the sources.

    Raises
    ------
    BrokenGraphFileError
        If it is a graph file that cannot be read.
    SourceError
        If it holds no record.
    """
    from pathways.graph.container import MAGIC  # noqa: PLC0415 - heavy rooms are loaded when a side is read
    from pathways.graph.store import load_graph  # noqa: PLC0415 - the same

    path = Path(path)
    if path.is_file():
        with path.open("rb") as opened:
            if opened.read(len(MAGIC)) == MAGIC:
                return load_graph(path)
    from pathways.graph.build import build_graph  # noqa: PLC0415 - the same
    from pathways.graph.making import shipped_ids  # noqa: PLC0415 - the same
    from pathways.sources import read_sources, require_records  # noqa: PLC0415 - the same

    records = read_sources([path], known_ids=shipped_ids())
    require_records(records)
    for problem in records.problems:
        if tell is not None:
            tell(str(problem))
    return build_graph(records)


def compare_graphs(old: Graph, new: Graph) -> Difference:
    """Return what changed from one graph to another.

    Parameters
    ----------
    old, new : networkx.MultiDiGraph
        Graphs that keep the contract.

    Examples
    --------
    >>> import networkx as nx
    >>> old, new = nx.MultiDiGraph(), nx.MultiDiGraph()
    >>> old.add_node("FOR.1", kind="diploma", label="MC vent")
    >>> new.add_node("FOR.1", kind="diploma", label="CS vent")
    >>> [(r.node.id, r.old_label) for r in compare_graphs(old, new).renamed]
    [('FOR.1', 'MC vent')]
    """
    moved = _moved(old, new)
    now = {str(id_): moved.get(str(id_), str(id_)) for id_ in old}
    added = sorted(set(new) - set(now.values()))
    gone = sorted(id_ for id_ in old if now[id_] not in new)
    both = sorted(id_ for id_ in old if now[id_] in new)
    links_old, links_new = _links(old, now), _links(new, {})
    kept = set(new) - set(added)
    lost = {k: v for k, v in links_old.items() if k not in links_new}
    gained = {k: v for k, v in links_new.items() if k not in links_old}
    lost_between = {k for k in lost if k[0] in kept and k[1] in kept}
    gained_between = {k for k in gained if k[0] in kept and k[1] in kept}
    changes = {k: _changes(links_old[k], links_new[k]) for k in links_old.keys() & links_new.keys()}
    return Difference(
        added=tuple(_ref(new, i) for i in added),
        gone=tuple(_ref(old, i) for i in gone),
        closed=tuple(
            Closed(_ref(new, now[i]), new.nodes[now[i]].get("closed")) for i in both if _closed(old, new, i, now[i])
        ),
        renamed=tuple(
            Renamed(_ref(new, now[i]), str(old.nodes[i]["label"]), "" if now[i] == i else i)
            for i in both
            if now[i] != i or words(str(old.nodes[i]["label"])) != words(str(new.nodes[i]["label"]))
        ),
        gained=_told(new, gained_between, {}),
        lost=_told(new, lost_between, {}),
        changed=_told(new, {k for k, c in changes.items() if c}, changes),
        links_of_added=len(gained) - len(gained_between),
        links_of_gone=len(lost) - len(lost_between),
        same_nodes=len(both),
        same_links=sum(not c for c in changes.values()),
    )


def compare_routes(old: Graph, new: Graph, source: str, target: str, k: int = 10) -> RouteChanges:
    """Return how the k best routes from one node to another changed.

    Parameters
    ----------
    old, new : networkx.MultiDiGraph
        Graphs that keep the contract.
    source, target : str
        Names as people type them, or ids; looked up in each graph.
    k : int
        How many routes of each are compared.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name is not clear in the new graph (one that it does not know: in the old).
    """
    from pathways.routing.answers import find_routes  # noqa: PLC0415 - loaded for who asks for routes

    moved = _moved(old, new)
    here, there = (_ends(old, new, moved, name) for name in (source, target))
    routes_new = find_routes(new, here[1], there[1], k).routes if here[1] and there[1] else ()
    routes_old = find_routes(old, here[0], there[0], k).routes if here[0] and there[0] else ()
    old_ways = {_way(r, moved): r for r in routes_old}
    new_ways = {_way(r, {}): r for r in routes_new}
    return RouteChanges(
        gained=tuple(r for w, r in new_ways.items() if w not in old_ways),
        lost=tuple(r for w, r in old_ways.items() if w not in new_ways),
        kept=tuple(r for w, r in new_ways.items() if w in old_ways),
    )


def _ends(old: Graph, new: Graph, moved: Mapping[str, str], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the nodes of a name in the old and in the new graph; a name that the new one lost is the old one's."""
    from pathways.graph.naming import find  # noqa: PLC0415 - loaded for who asks for routes

    back = {b: a for a, b in moved.items()}
    try:
        now = find(name, new)
    except UnknownNameError:
        before = find(name, old)
        return before, tuple(i for n in before if (i := moved.get(n, n)) in new)
    return tuple(i for n in now if (i := back.get(n, n)) in old), now


def _way(route: Route, moved: Mapping[str, str]) -> tuple[object, ...]:
    return tuple((moved.get(s.target.id, s.target.id), s.years) for s in route.steps)


def _ref(graph: Graph, id_: str) -> NodeRef:
    data = graph.nodes[id_]
    return NodeRef(id_, str(data.get("label", id_)), str(data.get("kind", "")))


def _moved(old: Graph, new: Graph) -> dict[str, str]:
    """Return the new id of nodes that changed it, where no other could be meant."""
    gone: list[str] = [i for i in old if i not in new]
    come: list[str] = [i for i in new if i not in old]
    pairs: dict[str, set[str]] = {}
    for names in (_codes, _titles):
        before, after = names(old, gone), names(new, come)
        for name, ids in before.items():
            if len(ids) == 1 and len(after.get(name, ())) == 1:
                pairs.setdefault(next(iter(ids)), set()).update(after[name])
    for id_ in gone:  # the old graph knew what would take its place
        heirs = [heir for heir in old.nodes[id_].get("replaced_by", ()) if heir in new and heir not in old]
        if len(heirs) == 1:
            pairs.setdefault(id_, set()).update(heirs)
    claims = Counter(i for ids in pairs.values() for i in ids)
    return {a: b for a, ids in sorted(pairs.items()) if len(ids) == 1 for b in ids if claims[b] == 1}


def _codes(graph: Graph, ids: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for id_ in ids:
        if code := str(graph.nodes[id_].get("code_scolarite") or ""):
            found.setdefault(code, set()).add(id_)
    return found


def _titles(graph: Graph, ids: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for id_ in ids:
        data = graph.nodes[id_]
        for name in (data.get("label", ""), *data.get("aliases", ())):
            found.setdefault(f"{data.get('kind')} {' '.join(words(str(name)))}", set()).add(id_)
    return found


def _closed(old: Graph, new: Graph, old_id: str, new_id: str) -> bool:
    before, after = old.nodes[old_id], new.nodes[new_id]
    return any(after.get(name) and after.get(name) != before.get(name) for name in ("closed", "withdrawn"))


def _links(graph: Graph, now: Mapping[str, str]) -> dict[tuple[str, str, str], Mapping[str, Any]]:
    return {
        (now.get(u, u), now.get(v, v), str(key)): data
        for u, v, key, data in graph.edges(keys=True, data=True)
        if data.get("kind") != EdgeKind.HOLDS and graph.nodes[v].get("kind") != NodeKind.LEVEL
    }


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str, Any, Any], ...]:
    return tuple((n, before.get(n), after.get(n)) for n in _COMPARED if before.get(n) != after.get(n))


def _told(
    graph: Graph, keys: Iterable[tuple[str, str, str]], changes: Mapping[tuple[str, str, str], Any]
) -> tuple[LinkChange, ...]:
    return tuple(LinkChange(_ref(graph, k[0]), _ref(graph, k[1]), k[2], changes.get(k, ())) for k in sorted(keys))
