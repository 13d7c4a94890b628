"""From sources to a graph file: read, build, write; what `pathways build` does."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pathways.files import check_target
from pathways.graph.build import build_graph
from pathways.graph.store import default_path, open_store, save_graph
from pathways.model import Formation
from pathways.sources import known_ids_of, read_sources, require_records
from pathways.sources.formats import SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from pathways.sources import Records

__all__ = ["CREDIT", "Made", "facts_only", "make_graph", "shipped_formations", "shipped_ids"]

CREDIT = "Onisep, Idéo (données ouvertes), ODbL 1.0"
#: Credit of what is read beside the record, by format of the source.
_CREDITS = {
    SourceFormat.PASSAGE: "Onisep, table de passage, ODbL 1.0",
    SourceFormat.BCN: "DEPP, BCN",
    SourceFormat.INSERJEUNES: "DEPP-DARES, InserJeunes, Licence Ouverte 2.0",
    SourceFormat.INSERSUP: "MESR-SIES, InserSup, Licence Ouverte 2.0",
    SourceFormat.CEREQ: "Céreq, Génération 2017, Licence Ouverte 2.0",
    SourceFormat.ROME: "France Travail, ROME, Licence Ouverte 2.0",
}
_MOST_UNRESOLVED = 500  #: mentions kept in the file of a graph of facts


@dataclass(frozen=True, slots=True)
class Made:
    """What was built.

    `edges` counts edges by (kind, basis); `unresolved` mentions that lead to no node;
    `left_out` problems of the sources that cost a record.
    """

    path: str
    nodes: int
    edges: Counter[tuple[str, str]]
    kinds: Counter[str]
    unresolved: tuple[dict[str, Any], ...]
    records: Records

    @property
    def left_out(self) -> int:
        """Records that the sources hold but that could not be read."""
        return sum(p.severity == "error" for p in self.records.problems)


def make_graph(
    sources: Iterable[str | Path],
    output: str | Path,
    *,
    release: str = "",
    strict: bool = False,
    facts: bool = False,
    force: bool = False,
) -> Made:
    """Read sources, build their graph, write it to a file.

    Parameters
    ----------
    sources : iterable of path
        Files, folders and zip archives of anything that Onisep publishes.
    output : path
        The graph file, written whole or not at all.
    release : str
        Date of sources that tell none (`YYYY-MM`).
    strict : bool
        Whether a problem in the sources is an error.
    facts : bool
        Leave out every sentence of a fiche; offsets stay.  Such a graph does not depend on the one that ships.
    force : bool
        Write over a file that exists.

    Returns
    -------
    Made
        Counts, unresolved mentions, and the records with their problems.

    Raises
    ------
    SourceError
        With `strict`, or where the sources hold no record at all.
    OutputError
        If the file exists (without `force`) or cannot be written.
    """
    check_target(output, force=force)
    given = [Path(s) for s in sources]
    records = read_sources(given, release=release, strict=strict, known_ids=None if facts else shipped_ids())
    require_records(records)
    graph = build_graph(records)
    unresolved = tuple(graph.graph.pop("unresolved"))
    kept = unresolved[:_MOST_UNRESOLVED] if facts else unresolved
    graph.graph.update(
        credit=_credit(records),
        command=_command(given, release, facts=facts),
        sources=[
            {"name": _name(s.path), "format": s.format, "release": s.release, "records": s.records}
            for s in records.sources
        ],
        unresolved_mentions=sum(u["count"] for u in unresolved),
    )
    if facts:
        facts_only(graph)
    sections = {"unresolved": json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()}
    save_graph(graph, output, sections=sections, force=force)
    edges = Counter((d["kind"], d["basis"]) for _, _, d in graph.edges(data=True))
    kinds = Counter(d["kind"] for _, d in graph.nodes(data=True))
    return Made(str(output), graph.number_of_nodes(), edges, kinds, unresolved, records)


def _credit(records: Records) -> str:
    """Return whom to credit for what was read."""
    formats = {s.format for s in records.sources}
    return "; ".join((CREDIT, *(credit for format_, credit in _CREDITS.items() if format_ in formats)))


def _command(given: Iterable[Path], release: str, *, facts: bool) -> str:
    """Return the command that makes the same graph again."""
    options = [*(["--release", release] if release else []), *(["--facts-only"] if facts else [])]
    return " ".join(["pathways build", *(p.name for p in given), *options])


def _name(path: str) -> str:
    """Return what a source is called wherever it lies: its last part (of an archive: archive and member)."""
    archive, _, member = path.partition("!")
    return Path(archive).name + (f"!{member}" if member else "")


def facts_only(graph: nx.MultiDiGraph[Any]) -> None:
    """Take the text of fiches out of all evidence, in place; the words of the study scheme stay.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("a", "b", evidence=[{"fiche": "FOR.1", "section": "acces", "start": 0, "end": 2, "text": "En"}])
    >>> facts_only(g); g["a"]["b"][0]["evidence"]
    [{'fiche': 'FOR.1', 'section': 'acces', 'start': 0, 'end': 2}]
    """
    told = [data["evidence"] for _, _, data in graph.edges(data=True)]
    told += [plan["evidence"] for _, data in graph.nodes(data=True) for plan in data.get("plans", ())]
    for evidence in told:
        for item in evidence:
            if not item["fiche"].startswith("scheme:"):
                item.pop("text", None)


def shipped_formations() -> Iterator[Formation]:
    """Yield the formations of the graph of the package, as its nodes tell of them; none where none ships."""
    from pathways.errors import BrokenGraphFileError  # noqa: PLC0415 - as below

    try:
        store = open_store(default_path())
    except BrokenGraphFileError:
        return
    for i, id_ in enumerate(store.ids):
        if store.kinds[i] == "diploma":
            node = store.node(i)
            if not node.get("withdrawn"):
                domains = tuple(node.get("domains", ()))
                yield Formation(
                    id_,
                    store.labels[i],
                    node["type"],
                    certification=int(node["level"]) if node["level"] else None,
                    duration_years=node["duration_years"],
                    domains=domains,
                )


def shipped_ids() -> dict[str, str]:
    """Return the Onisep ids that the graph of the package knows, as `read_sources` takes them; {} where none ships."""
    from pathways.errors import BrokenGraphFileError  # noqa: PLC0415 - one name for one function

    try:
        store = open_store(default_path())
    except BrokenGraphFileError:
        return {}
    rows = (
        (id_, store.labels[i], str(store.node(i).get("code_scolarite", "")))
        for i, id_ in enumerate(store.ids)
        if id_.startswith(("FOR.", "MET."))
    )
    return known_ids_of(rows)
