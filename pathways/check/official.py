"""What fiches say against the ministry's nomenclature (DEPP, BCN): lengths, familles de métiers, closings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.check.findings import FicheRef, Finding, FindingKind
from pathways.sources.codes import Codes
from pathways.sources.records import open_formations, release_of
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from pathways.model import Formation
    from pathways.sources import Records

__all__ = ["check_official"]

#: Types of which the fiche tells another length than the nomenclature by custom: the last class alone, or years from
#: the bac.
_OTHERWISE = frozenset({"bac général", "bac techno"})


def check_official(records: Records, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield what fiches tell otherwise than the nomenclature; nothing where it was not read."""
    if records.open_data is None or not records.open_data.nomenclature.diplomas:
        return
    release = release_of(records)
    current = open_formations(records.formations, release)
    codes = Codes(records.formations, records.open_data, current)
    for f in records.formations:
        if f.id not in current:
            continue
        ref = FicheRef(f.id, f.title, f.url)
        years = codes.years(f)
        if f.duration_years and years and f.duration_years not in years and f.type not in _OTHERWISE:
            official = ", ".join(f"{n}" for n in sorted(years))
            facts = (("duration", f.duration or f"{f.duration_years:g} ans"), ("official", official))
            yield Finding(FindingKind.DURATION, "official", (ref,), facts, weight=0.8)
        closed = codes.closed(f)
        if closed and closed[:7] < release[:7]:
            yield Finding(FindingKind.CLOSED, "nomenclature", (ref,), (("year", closed[:4]),), weight=0.4)
        yield from _family(f, ref, codes.family(f), graph)


def _family(f: Formation, ref: FicheRef, family: str, graph: nx.MultiDiGraph[Any]) -> Iterator[Finding]:
    """Yield a bac pro that follows the 2de pro of another famille than the official one, and not of that."""
    if not family or f.id not in graph:
        return
    before = sorted({u for u in graph.predecessors(f.id) if u.startswith("classe:2de-pro-")})
    meant = set(words(family))
    if before and not any(meant <= set(words(graph.nodes[u]["label"])) for u in before):
        others = tuple(FicheRef(u, graph.nodes[u]["label"], graph.nodes[u].get("url", "")) for u in before)
        yield Finding(FindingKind.FAMILY, "other", (ref, *others), (("family", family),))
