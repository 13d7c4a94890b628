"""Nodes and edges as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.frames.columns import EDGES, NODES, frame_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["edges_frame", "nodes_frame"]


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
        pupils          Int64     in the last year of the diploma, a year (InserJeunes); missing where not counted
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
    return frame_of(rows, NODES, ("id", (node for node, _ in items)))


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
    return frame_of(rows, EDGES, ("edge", range(len(rows))))
