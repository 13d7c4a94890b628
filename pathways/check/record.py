"""`check_record`: every check, on the records, their links and their graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.check.facts import check_facts
from pathways.check.findings import FindingKind, Report
from pathways.check.official import check_official
from pathways.check.statements import Statements
from pathways.check.ways import check_ways
from pathways.graph.build import build_graph
from pathways.prose import build_lexicon, read_links

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from pathways.check.findings import Finding
    from pathways.model import Link
    from pathways.sources import Records

__all__ = ["check_record"]

_ORDER = {kind: i for i, kind in enumerate(FindingKind)}


def check_record(
    records: Records,
    *,
    links: Iterable[Link] | None = None,
    graph: nx.MultiDiGraph[Any] | None = None,
    kinds: Iterable[FindingKind] | None = None,
) -> Report:
    """Look for what is wrong in a record.

    Parameters
    ----------
    records : Records
        What `pathways.sources.read_sources` returned.
    links : iterable of Link, optional
        Statements of the fiches; read from their prose where not given.
    graph : networkx.MultiDiGraph, optional
        The graph of these records and links, with `graph.graph["unresolved"]`, as `build_graph` returns it;
        built where not given.
    kinds : iterable of FindingKind, optional
        What to look for; everything by default.

    Returns
    -------
    Report
        Sorted findings.  A diploma counts as closed if its last session was before the year of the
        newest release among the sources: no clock is asked.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> from pathways.sources import Records
    >>> twice = [Formation(f"FOR.{n}", f"CAP métier {n}", "CAP", code_scolarite="5001", certification=3) for n in "12"]
    >>> report = check_record(Records(tuple(twice), (), ()))
    >>> [(f.kind.value, [r.id for r in f.fiches]) for f in report.of(FindingKind.CODE)]
    [('code', ['FOR.1', 'FOR.2'])]
    """
    if links is None:
        lexicon = build_lexicon(records.formations)
        links = [link for f in records.formations for link in read_links(f, lexicon)]
    links = tuple(links)
    if graph is None:
        graph = build_graph(records, links=links)
    wanted = frozenset(FindingKind if kinds is None else kinds)
    statements = Statements(links, records.formations)
    found = [
        *check_facts(records, statements, graph),
        *check_ways(records, statements, graph),
        *check_official(records, graph),
    ]
    return Report(
        tuple(sorted((f for f in found if f.kind in wanted), key=_sort_key)),
        len(records.formations),
        len(records.jobs),
        str(graph.graph.get("release", "")),
    )


def _sort_key(f: Finding) -> tuple[int, float, tuple[str, ...], str, tuple[tuple[str, str], ...]]:
    return _ORDER[f.kind], -f.weight, tuple(r.label for r in f.fiches), f.variant, f.facts
