"""The graph and routes as pandas DataFrames (extra `notebook`).

Every frame has the same columns whatever the graph holds, so that a notebook written on one graph
runs on another.  Years are school years; levels are those of the French frame of qualifications
(0 before the CAP, 3 CAP, 4 bac, 5 bac + 2, 6 bac + 3, 7 bac + 5, 8 doctorat).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from pathways.errors import PathwaysError
from pathways.model import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import pandas as pd

    from pathways.model import Route
    from pathways.routing.constraints import Constraints

__all__ = ["edges_frame", "nodes_frame", "reach_frame", "routes_frame", "steps_frame"]

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
}
_SUREST_FIRST = tuple(str(basis) for basis in Basis)


def _pandas() -> Any:  # noqa: ANN401 - the module itself
    """Import pandas, which takes half a second and is an extra."""
    try:
        return importlib.import_module("pandas")
    except ImportError as error:
        raise PathwaysError("data frames need pandas: pip install 'pathways[notebook]'") from error


def _frame(rows: list[dict[str, Any]], dtypes: dict[str, str], index: tuple[str, Iterable[Any]]) -> pd.DataFrame:
    """Return rows as a frame of exactly the columns of `dtypes`; what a row lacks is missing."""
    pandas = _pandas()
    ordered = pandas.CategoricalDtype(_SUREST_FIRST, ordered=True)
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


def nodes_frame(graph: nx.MultiDiGraph[Any]) -> pd.DataFrame:
    """Return one row a node, in the order of ids.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        By the graph's contract; optional attributes may be absent.

    Returns
    -------
    pandas.DataFrame
        Index `id` (string).  Columns:

        ==============  ========  ==========================================================
        label           string    as people read it
        kind            category  class, diploma, job, level
        type            category  CAP, bac pro, BTS ...; "" for a job
        level           Int64     0 to 8; missing for a job
        duration_years  Float64   school years of the diploma or class; missing where not known
        domain          category  first of `domains`, its broad part ("santé"); "" where none
        domains         object    tuple of "domain/field" of Onisep
        sigle           string    "FED"
        code_scolarite  string    code of the ministry
        rncp            string    number in the national directory of qualifications
        nsf             object    tuple of codes of the classification of specialities
        aliases         object    tuple of other names
        closed          Int64     year of the last session; missing while open
        url             string    page at Onisep
        ==============  ========  ==========================================================

    Raises
    ------
    PathwaysError
        If pandas is not installed.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("FOR.1", kind="diploma", label="CAP maçon", level=3, domains=["construction/gros œuvre"])
    >>> nodes_frame(g).loc["FOR.1", ["label", "domain"]].tolist()
    ['CAP maçon', 'construction']
    """
    items = sorted(((str(n), d) for n, d in graph.nodes(data=True)), key=lambda item: item[0])
    texts = ("label", "kind", "type", "sigle", "code_scolarite", "rncp", "url")
    rows = [
        {
            **dict.fromkeys(texts, ""),
            **{name: value for name, value in data.items() if value is not None},
            **{name: tuple(data.get(name) or ()) for name in ("domains", "nsf", "aliases")},
            "closed": data.get("closed") or None,
            "domain": (data.get("domains") or [""])[0].partition("/")[0],
        }
        for _, data in items
    ]
    return _frame(rows, NODES, ("id", (node for node, _ in items)))


def edges_frame(graph: nx.MultiDiGraph[Any]) -> pd.DataFrame:
    """Return one row an edge, in the order of source, target and key.

    Returns
    -------
    pandas.DataFrame
        Index 0, 1 ...  Columns:

        ==============  ========  ==========================================================
        source          string    id; `source_label` its label
        target          string    id; `target_label` its label
        key             string    key of the edge in the MultiDiGraph
        kind            category  entry, continuation, job, holds
        years           float64   school years to complete the target from the source
        apprenticeship  boolean   True: apprentices alone; False: school alone; missing: both
        basis           category  stated < field < scheme (ordered, surest first)
        scope           category  named, field, any
        score           float64   0 to 1: how near in field the two ends are
        conditions      object    tuple of codes ("dossier", "concours" ...)
        why             string    a word on the resolving; "" where none
        fiche           string    id of the first fiche that states it; "" where none
        section         category  its section
        evidence        int64     how many statements the edge stands on
        release         category  of the source
        ==============  ========  ==========================================================

    Raises
    ------
    PathwaysError
        If pandas is not installed.
    """
    triples = sorted(
        ((str(u), str(v), str(k), d) for u, v, k, d in graph.edges(keys=True, data=True)), key=lambda edge: edge[:3]
    )
    labels = {str(n): d.get("label") or str(n) for n, d in graph.nodes(data=True)}
    rows = []
    for source, target, key, data in triples:
        evidence = data.get("evidence") or ()
        rows.append(
            {
                **{name: data.get(name) for name in ("years", "apprenticeship", "score", "basis")},
                **{name: data.get(name) or "" for name in ("kind", "scope", "why", "release")},
                "source": source,
                "target": target,
                "key": key,
                "source_label": labels[source],
                "target_label": labels[target],
                "conditions": tuple(data.get("conditions") or ()),
                "fiche": evidence[0].get("fiche", "") if evidence else "",
                "section": evidence[0].get("section", "") if evidence else "",
                "evidence": len(evidence),
            }
        )
    return _frame(rows, EDGES, ("edge", range(len(rows))))


def routes_frame(routes: Iterable[Route]) -> pd.DataFrame:
    """Return one row a route, in the order given.

    Returns
    -------
    pandas.DataFrame
        Index `route`: its rank, from 1.  Columns:

        ==============  ========  ==========================================================
        source, target  string    labels of the two ends
        years           float64   school years in all
        steps           int64     number of steps
        way             string    labels from end to end, joined by " → "
        through         object    tuple of ids between the two ends
        conditions      object    tuple of codes asked on the way, each once
        apprenticeship  boolean   True where a step is for apprentices alone, else False
        stated          float64   share of the steps that a fiche states, 0 to 1
        basis           category  of the least sure step: stated < field < scheme
        cost            float64   by the criterion asked for, in its unit
        ==============  ========  ==========================================================

        and `cost_NAME` (float64) for each further criterion that the routes carry.

    Raises
    ------
    PathwaysError
        If pandas is not installed.

    Examples
    --------
    >>> from pathways.model import NodeRef, Route, Step
    >>> a, b = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1", "CAP maçon", "diploma")
    >>> routes_frame([Route(a, b, (Step(a, b, 2),))])[["way", "years", "stated"]].to_dict("list")
    {'way': ['3e → CAP maçon'], 'years': [2.0], 'stated': [1.0]}
    """
    routes = list(routes)
    dtypes = dict(ROUTES)
    rows = []
    for route in routes:
        bases = [str(step.basis) for step in route.steps]
        row: dict[str, Any] = {
            "source": route.source.label,
            "target": route.target.label,
            "years": route.years,
            "steps": len(route.steps),
            "way": " → ".join((route.source.label, *(step.target.label for step in route.steps))),
            "through": tuple(step.target.id for step in route.steps[:-1]),
            "conditions": tuple(dict.fromkeys(c for step in route.steps for c in step.conditions)),
            "apprenticeship": any(step.apprenticeship is True for step in route.steps),
            "stated": bases.count("stated") / len(bases) if bases else 1.0,
            "basis": max(bases, key=lambda b: _SUREST_FIRST.index(b) if b in _SUREST_FIRST else -1, default="stated"),
            "cost": route.cost,
        }
        for name, cost in route.costs:
            row[f"cost_{name}"] = cost
            dtypes[f"cost_{name}"] = "float64"
        rows.append(row)
    return _frame(rows, dtypes, ("route", range(1, len(rows) + 1)))


def steps_frame(routes: Iterable[Route]) -> pd.DataFrame:
    """Return one row a step of each route, in order.

    Returns
    -------
    pandas.DataFrame
        Index 0, 1 ...  Columns: `route` (rank, from 1), `step` (from 1), `source` and `target` (ids) with
        their labels, `kind`, `years`, `years_since_start` (when the step is completed), `conditions` (tuple),
        `apprenticeship`, `basis`, `score`, `door` (label of the level node that the step goes through, "" where
        none), `fiche` and `section` (of the first statement); dtypes as in `edges_frame`.

    Raises
    ------
    PathwaysError
        If pandas is not installed.
    """
    rows: list[dict[str, Any]] = []
    for rank, route in enumerate(routes, start=1):
        since = 0.0
        for number, step in enumerate(route.steps, start=1):
            since += step.years
            rows.append(
                {
                    "route": rank,
                    "step": number,
                    "source": step.source.id,
                    "target": step.target.id,
                    "source_label": step.source.label,
                    "target_label": step.target.label,
                    "kind": step.kind,
                    "years": step.years,
                    "years_since_start": since,
                    "conditions": step.conditions,
                    "apprenticeship": step.apprenticeship,
                    "basis": str(step.basis),
                    "score": step.score,
                    "door": step.door.label if step.door is not None else "",
                    "fiche": step.evidence[0].fiche if step.evidence else "",
                    "section": step.evidence[0].section if step.evidence else "",
                }
            )
    return _frame(rows, STEPS, ("row", range(len(rows))))


def reach_frame(
    graph: nx.MultiDiGraph[Any],
    source: str | Iterable[str],
    years: float | None = None,
    *,
    constraints: Constraints | None = None,
    kinds: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return one row a node within reach of `source`, nearest first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        By the graph's contract.
    source : str or iterable of str
        Ids of what is held; years count from any of them.
    years : float, optional
        At most so many school years.
    constraints : Constraints, optional
        What the ways must keep to.
    kinds : iterable of str, optional
        Keep these kinds of node ("class", "diploma", "job").

    Returns
    -------
    pandas.DataFrame
        Index `id` (string).  Columns:

        ==============  ========  ==========================================================
        label           string    as people read it
        kind            category  class, diploma, job
        type            category  CAP, bac pro, BTS ...; "" for a job
        level           Int64     0 to 8; missing for a job
        domain          category  first of its domains, the broad part; "" where none
        years           float64   least school years from the source
        steps           int64     steps of the route that takes them
        ==============  ========  ==========================================================

    Raises
    ------
    QueryError, UnknownNameError
        As `pathways.routing.reachable`.
    PathwaysError
        If pandas is not installed.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("3e", {"kind": "class"}), ("CAP", {"kind": "diploma", "label": "CAP cuisine"})])
    >>> _ = g.add_edge("3e", "CAP", "entry", kind="entry", years=2, basis="stated")
    >>> reach_frame(g, "3e")["years"].to_dict()
    {'CAP': 2.0}
    """
    from pathways.routing import Constraints, reachable  # noqa: PLC0415 - the other frames need no search

    wanted = None if kinds is None else set(kinds)
    found = reachable(graph, source, years, constraints=constraints or Constraints(), kinds=wanted)
    rows: list[dict[str, Any]] = [
        {
            "label": r.node.label,
            "kind": r.node.kind,
            "type": r.type,
            "level": r.level,
            "domain": (r.domains or ("",))[0].partition("/")[0],
            "years": r.years,
            "steps": r.steps,
        }
        for r in found
    ]
    return _frame(rows, REACH, ("id", (r.node.id for r in found)))
