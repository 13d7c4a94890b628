"""Routes, their steps, and what is within reach, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.frames.columns import REACH, ROUTES, STEPS, SUREST_FIRST, frame_of
from pathways.model import routes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import pandas as pd

    from pathways.routing.constraints import Constraints

__all__ = ["reach_frame", "routes_frame", "steps_frame"]


def routes_frame(routes: Any) -> pd.DataFrame:  # noqa: ANN401 - as `routes_of`
    """Return one row a route, in the order given.

    Parameters
    ----------
    routes : Route, iterable of Route, or answer
        What `find_routes`, `k_shortest_routes` and `pareto_routes` return, as it is.

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
    routes = routes_of(routes)
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
            "basis": max(bases, key=lambda b: SUREST_FIRST.index(b) if b in SUREST_FIRST else -1, default="stated"),
            "cost": route.cost,
        }
        for name, cost in route.costs:
            row[f"cost_{name}"] = cost
            dtypes[f"cost_{name}"] = "float64"
        rows.append(row)
    return frame_of(rows, dtypes, ("route", range(1, len(rows) + 1)))


def steps_frame(routes: Any) -> pd.DataFrame:  # noqa: ANN401 - as `routes_of`
    """Return one row a step of each route, in order.

    Parameters
    ----------
    routes : Route, iterable of Route, or answer
        As `routes_frame`.

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
    for rank, route in enumerate(routes_of(routes), start=1):
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
    return frame_of(rows, STEPS, ("row", range(len(rows))))


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
        pupils          Int64     in the last year of the diploma, a year (InserJeunes); missing where not counted
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
            "pupils": graph.nodes[r.node.id].get("pupils"),
        }
        for r in found
    ]
    return frame_of(rows, REACH, ("id", (r.node.id for r in found)))
