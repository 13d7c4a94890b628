"""What a page shows, apart from where: cards (nodes), wires (edges) and routes over them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pathways.model import Basis, EdgeKind, NodeKind, Scope
from pathways.phrases import told_conditions
from pathways.render.html.wrap import clean
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from pathways.model import NodeRef, Route, Step

__all__ = ["Card", "Picture", "Proof", "Way", "Wire", "picture_of_graph", "picture_of_routes"]

#: Where Onisep shows a fiche, by the first letters of its id.
_FICHE_URLS = {
    "FOR.": "https://www.onisep.fr/http/redirection/formation/slug/",
    "MET.": "https://www.onisep.fr/http/redirection/metier/slug/",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a wire is stated: fiche (id, label, link), section, and the sentence if the graph holds it."""

    fiche: str
    label: str
    section: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A node with its facts, every text cleaned; `level` is None where it has none."""

    id: str
    label: str
    kind: str
    type: str = ""
    level: int | None = None
    years: float | None = None
    sigle: str = ""
    code: str = ""
    rncp: str = ""
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    url: str = ""
    closed: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge, or the edge that a step takes; `ways` are the indices of the routes over it."""

    id: str
    source: str
    target: str
    years: float
    kind: str
    basis: str
    scope: str
    conditions: tuple[str, ...] = ()
    apprenticeship: bool | None = None
    why: str = ""
    door: str = ""
    options: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    ways: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A route: the ids of its wires in order, whether its end's fiche tells it, other ways there (years, labels)."""

    years: float
    wires: tuple[str, ...]
    nodes: tuple[str, ...]
    told: bool = False
    others: tuple[tuple[float, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Cards and wires by id, in the order they were met, and the routes."""

    cards: dict[str, Card]
    wires: dict[str, Wire]
    ways: tuple[Way, ...] = ()
    release: str = ""
    focus: tuple[str, ...] = field(default=())


def _safe_url(url: str, node: str) -> str:
    """Return a link that a page may hold: https or http only, Onisep's own where the node has none."""
    url = clean(url).strip()
    if url.lower().startswith(("https://", "http://")):
        return url
    prefix = _FICHE_URLS.get(node[:4])
    return prefix + node if prefix and node[4:].isalnum() else ""


def _texts(value: object) -> tuple[str, ...]:
    """Return a list attribute as cleaned texts; a lone text is a list of one."""
    if not value:
        return ()
    if isinstance(value, str):
        return (clean(value),)
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(clean(v) for v in (sorted(value, key=str) if isinstance(value, set | frozenset) else value))
    return (clean(value),)


def _number(value: object) -> float | None:
    """Return a finite number not below 0, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        return None
    return float(value)


def _search_text(label: str, sigle: str, code: str, aliases: Iterable[str]) -> str:
    """Return what a search looks in, folded: names, sigle, code, both genders of "plombier/ère"."""
    forms = [label, sigle, code, *aliases]
    for form in list(forms):
        for word in form.split():
            stem, slash, ending = word.partition("/")
            if slash and stem and ending and fold(ending).isalpha():
                forms += [stem, *_feminines(stem, ending)]
    return fold(" | ".join(dict.fromkeys(f for f in forms if f)))


def _feminines(stem: str, ending: str) -> Iterator[str]:
    """Yield what "plombier/ère" and "technicien/ne" are short for."""
    plain = fold(stem)
    at = plain.rfind(fold(ending)[0])
    if 0 < at >= len(plain) - len(ending) - 1:
        yield stem[:at] + ending
    yield stem + ending


def _card(node: str, attributes: Mapping[str, Any], fallback: NodeRef | None = None) -> Card:
    """Make the card of a node; a graph without the optional attributes is enough."""
    label = clean(attributes.get("label") or (fallback.label if fallback else "") or node).strip() or node
    sigle, code = clean(attributes.get("sigle") or ""), clean(attributes.get("code_scolarite") or "")
    aliases = _texts(attributes.get("aliases"))
    level = _number(attributes.get("level"))
    kind = str(attributes.get("kind") or (fallback.kind if fallback else ""))
    return Card(
        id=node,
        label=label,
        kind=kind if kind in set(NodeKind) else NodeKind.DIPLOMA.value,
        type=clean(attributes.get("type") or ""),
        level=None if level is None else int(level),
        years=_number(attributes.get("duration_years")),
        sigle=sigle,
        code=code,
        rncp=clean(attributes.get("rncp") or ""),
        domains=_texts(attributes.get("domains")),
        aliases=aliases,
        url=_safe_url(str(attributes.get("url") or ""), node),
        closed=clean(attributes.get("closed") or ""),
        search=_search_text(label, sigle, code, aliases),
    )


class _Fiches:
    """Names and links of fiches, looked up in the whole graph."""

    def __init__(self, graph: nx.MultiDiGraph[Any]) -> None:
        self._nodes = graph.nodes

    def proof(self, fiche: str, section: str, text: str | None, url: str = "") -> Proof:
        """Return the proof for one piece of evidence."""
        known = self._nodes.get(fiche, {})
        rule = fiche.startswith("scheme:")
        return Proof(
            fiche=clean(fiche),
            label=clean(known.get("label") or fiche.removeprefix("scheme:")),
            section="scheme" if rule else clean(section),
            url="" if rule else _safe_url(url or str(known.get("url") or ""), fiche),
            text=clean(text or "").strip(),
        )


def _apprenticeship(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _basis(value: object) -> str:
    """Return a basis; a link that does not say on whose word it stands is shown as inferred."""
    return str(value) if str(value) in set(Basis) else Basis.SCHEME.value


def _wire_of_edge(name: str, u: str, v: str, data: Mapping[str, Any], fiches: _Fiches) -> Wire:
    evidence = [e for e in data.get("evidence") or () if isinstance(e, dict)]
    return Wire(
        id=name,
        source=u,
        target=v,
        years=_number(data.get("years")) or 0.0,
        kind=str(data.get("kind") or ""),
        basis=_basis(data.get("basis")),
        scope=str(data.get("scope") or Scope.NAMED.value),
        conditions=told_conditions(_texts(data.get("conditions"))),
        apprenticeship=_apprenticeship(data.get("apprenticeship")),
        why=clean(data.get("why") or ""),
        proofs=tuple(
            fiches.proof(str(e.get("fiche", "")), str(e.get("section", "")), e.get("text"), str(e.get("url") or ""))
            for e in evidence
        ),
    )


def _wire_of_step(name: str, step: Step, ways: tuple[int, ...], fiches: _Fiches, why: str) -> Wire:
    return Wire(
        id=name,
        source=step.source.id,
        target=step.target.id,
        years=step.years,
        kind=step.kind or (EdgeKind.JOB.value if step.target.kind == NodeKind.JOB else ""),
        basis=_basis(step.basis),
        scope=step.scope,
        conditions=told_conditions(clean(c) for c in step.conditions),
        apprenticeship=step.apprenticeship,
        why=why,
        door=clean(step.door.label) if step.door else "",
        options=tuple(clean(o.label) for o in step.options),
        proofs=tuple(fiches.proof(e.fiche, e.section, e.text, e.url) for e in step.evidence),
        ways=ways,
    )


def _identity(step: Step) -> tuple[Any, ...]:
    """Return what makes two steps the same wire."""
    door = step.door.id if step.door else ""
    return step.source.id, step.target.id, step.key, step.years, step.apprenticeship, step.conditions, door


def picture_of_routes(graph: nx.MultiDiGraph[Any], routes: Sequence[Route]) -> Picture:
    """Return the picture of some routes: their nodes, and one wire for each step, shared steps once.

    Parameters
    ----------
    graph : MultiDiGraph
        Where the facts of nodes and fiches are looked up; a node that it lacks is shown
        with what the route says of it.
    routes : sequence of Route
        Best first.
    """
    fiches = _Fiches(graph)
    steps: dict[tuple[Any, ...], tuple[Step, list[int]]] = {}
    refs: dict[str, NodeRef] = {}
    for i, route in enumerate(routes):
        refs.setdefault(route.source.id, route.source)
        for step in route.steps:
            refs.setdefault(step.source.id, step.source)
            refs.setdefault(step.target.id, step.target)
            ways = steps.setdefault(_identity(step), (step, []))[1]
            if i not in ways:
                ways.append(i)
    names = {key: f"e{i}" for i, key in enumerate(steps)}
    wires = {}
    for key, (step, ways) in steps.items():
        origin = step.door.id if step.door else step.source.id
        data = graph.get_edge_data(origin, step.target.id, step.key) or {}
        wires[names[key]] = _wire_of_step(names[key], step, tuple(ways), fiches, clean(data.get("why") or ""))
    return Picture(
        cards={i: _card(i, graph.nodes.get(i, {}), ref) for i, ref in refs.items()},
        wires=wires,
        ways=tuple(
            Way(
                r.years,
                tuple(names[_identity(s)] for s in r.steps),
                (r.source.id, *(s.target.id for s in r.steps)),
                r.plan is not None,
                tuple((o.years, tuple(clean(s.target.label) for s in o.steps)) for o in r.others),
            )
            for r in routes
        ),
        release=clean(graph.graph.get("release") or ""),
        focus=tuple(dict.fromkeys(i for r in routes[:1] for i in (r.source.id, r.target.id))),
    )


def picture_of_graph(graph: nx.MultiDiGraph[Any], routes: Sequence[Route] = (), focus: Sequence[str] = ()) -> Picture:
    """Return the picture of a whole (sub)graph, with `routes` over it.

    A step whose edge is in the graph is shown by that edge; any other (a step through a
    door, a node that was left out) adds a wire of its own.
    """
    fiches = _Fiches(graph)
    cards = {n: _card(n, data) for n, data in sorted(graph.nodes(data=True), key=lambda item: str(item[0]))}
    edges = sorted(graph.edges(keys=True, data=True), key=lambda e: (str(e[0]), str(e[1]), str(e[2])))
    names: dict[tuple[str, str, str], str] = {}
    wires: dict[str, Wire] = {}
    for i, (u, v, key, data) in enumerate(edges):
        names[u, v, str(key)] = f"e{i}"
        wires[f"e{i}"] = _wire_of_edge(f"e{i}", u, v, data, fiches)
    if not routes:
        return Picture(cards, wires, release=clean(graph.graph.get("release") or ""), focus=tuple(focus))
    taken = picture_of_routes(graph, routes)
    ways: dict[str, list[int]] = {}
    renamed: dict[str, str] = {}
    keys = {_identity(s): s.key for r in routes for s in r.steps}
    for (name, wire), key in zip(taken.wires.items(), keys.values(), strict=True):
        own = None if wire.door else names.get((wire.source, wire.target, key))
        renamed[name] = own or f"r{name}"
        if own is None:
            wires[renamed[name]] = _renamed(wire, renamed[name], wire.ways)
        ways.setdefault(renamed[name], []).extend(wire.ways)
    for name, indices in ways.items():
        wires[name] = _renamed(wires[name], name, tuple(sorted(set(indices))))
    return Picture(
        cards={**taken.cards, **cards},
        wires=wires,
        ways=tuple(replace(w, wires=tuple(renamed[i] for i in w.wires)) for w in taken.ways),
        release=taken.release,
        focus=tuple(focus) or taken.focus,
    )


def _renamed(wire: Wire, name: str, ways: tuple[int, ...]) -> Wire:
    return replace(wire, id=name, ways=ways)
