"""How true a graph is to the record: who can be reached, in how many years, and what disagrees, with its cause."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pathways.model import EdgeKind, NodeKind
from pathways.scheme import level_of_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

__all__ = ["Disagreement", "Truth", "Unreached", "least_years", "truth_of"]

START = "classe:3e"
#: Years after 3e at which the study plans of fiches start.
AFTER_3E = {"3e": 0.0, "bac": 3.0, "bac+2": 5.0, "bac+3": 6.0, "bac+5": 8.0}
_OPEN_ENDED = "et plus"  #: "bac + 9 et plus": at least so much
_ADULT = frozenset({"fonctionnaires", "préparation aux concours"})


@dataclass(frozen=True, slots=True)
class Unreached:
    """A diploma or a job that no way from 3e leads to, and why."""

    id: str
    label: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A job whose least years from 3e are not those of its official minimum level."""

    id: str
    label: str
    min_level: str
    official_years: float
    least_years: float
    cause: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Figures of a graph, each with what is behind it.

    Attributes
    ----------
    nodes : dict of str to int
        Nodes by kind.
    edges : dict of str to dict of str to int
        Edges by kind, then by basis.
    jobs, jobs_with_formation, jobs_reached : int
        Jobs; those that a formation leads to; those of these that are reached from 3e.
    diplomas, diplomas_reached : int
        Diplomas; those reached from 3e.
    timed_jobs, agreeing_jobs : int
        Jobs with an official level that are reached; those reached in just its years.
    early : tuple of str
        Ids of diplomas that a way holds sooner than their official level.
    """

    nodes: dict[str, int]
    edges: dict[str, dict[str, int]]
    jobs: int
    jobs_with_formation: int
    jobs_reached: int
    diplomas: int
    diplomas_reached: int
    timed_jobs: int
    agreeing_jobs: int
    unreached: tuple[Unreached, ...]
    disagreements: tuple[Disagreement, ...]
    early: tuple[str, ...]

    @property
    def agreement(self) -> float:
        """Share of the timed jobs whose least years agree with the official level, 0 to 1."""
        return self.agreeing_jobs / self.timed_jobs if self.timed_jobs else 1.0

    def as_dict(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return {**asdict(self), "agreement": round(self.agreement, 4)}


def least_years(graph: nx.MultiDiGraph[Any], source: str = START) -> dict[str, float]:
    """Return the least years from `source` to every node that initial training leads to, through living diplomas.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("classe:3e", "FOR.1", years=2)
    >>> least_years(g)
    {'classe:3e': 0.0, 'FOR.1': 2.0}
    """
    best: dict[str, float] = {}
    queue: list[tuple[float, str]] = [(0.0, source)] if source in graph else []
    while queue:
        years, node = heapq.heappop(queue)
        if node in best:
            continue
        best[node] = years
        for _, target, data in graph.out_edges(node, data=True):
            if target not in best and not graph.nodes[target].get("withdrawn") and "public" not in data:
                heapq.heappush(queue, (years + data["years"], target))
    return best


def truth_of(graph: nx.MultiDiGraph[Any]) -> Truth:
    """Return how true a graph is to the record that it was built from.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph of `build_graph`; jobs have their `min_level`, diplomas the years `after_3e` of their level.

    Returns
    -------
    Truth
        The figures, and every formation that is not reached and every job that disagrees, with the cause.
    """
    years = least_years(graph)
    nodes: Mapping[str, Mapping[str, Any]] = graph.nodes
    edges: dict[str, Counter[str]] = {}
    for _, _, d in graph.edges(data=True):
        edges.setdefault(d["kind"], Counter())[d["basis"]] += 1
    jobs = [n for n, d in nodes.items() if d["kind"] == NodeKind.JOB]
    diplomas = [n for n, d in nodes.items() if d["kind"] == NodeKind.DIPLOMA]
    lists = {j: [u for u, _, d in graph.in_edges(j, data=True) if d["kind"] == EdgeKind.JOB] for j in jobs}
    listed = [j for j in jobs if any(nodes[u]["kind"] != NodeKind.LEVEL for u in lists[j])]
    timed = [j for j in listed if j in years and level_of_label(nodes[j].get("min_level", ""))]
    wrong = [w for j in timed if (w := _disagreement(j, nodes, years[j], lists[j]))]
    unreached = [_unreached(graph, n) for n in diplomas if n not in years]
    unreached += [_unreached(graph, n) for n in listed if n not in years]
    return Truth(
        nodes=dict(sorted(Counter(str(d["kind"]) for d in nodes.values()).items())),
        edges={k: dict(sorted(v.items())) for k, v in sorted(edges.items())},
        jobs=len(jobs),
        jobs_with_formation=len(listed),
        jobs_reached=sum(j in years for j in listed),
        diplomas=len(diplomas),
        diplomas_reached=sum(n in years for n in diplomas),
        timed_jobs=len(timed),
        agreeing_jobs=len(timed) - len(wrong),
        unreached=tuple(unreached),
        disagreements=tuple(wrong),
        early=tuple(n for n in diplomas if n in years and years[n] < nodes[n].get("after_3e", 0)),
    )


def _unreached(graph: nx.MultiDiGraph[Any], node: str) -> Unreached:
    data = graph.nodes[node]
    type_ = data.get("type", "")
    if data["kind"] == NodeKind.JOB:
        reason = "aucune de ses formations n'est atteinte"
    elif type_ in _ADULT:
        reason = "formation d'adultes : on y entre par un concours ou un emploi"
    elif data.get("withdrawn"):
        reason = "n'est plus au répertoire : on n'y entre plus"
    elif "after_3e" not in data and not graph.in_degree(node):
        reason = "niveau de sortie inconnu"
    elif not graph.in_degree(node):
        reason = "aucune entrée connue"
    else:
        reason = "ce qui y mène n'est pas atteint"
    return Unreached(node, data["label"], type_, reason)


def _told(job: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]]) -> set[float]:
    """Return the years after 3e that the study plans of a job's own fiche take."""
    out: set[float] = set()
    for plan in job.get("plans", ()):
        if plan["years"] is None:
            last = plan["steps"][-1:]
            out.update(nodes[i].get("after_3e", 0.0) for s in last for i in s["ids"])
        elif plan["start"] in AFTER_3E:
            out.add(AFTER_3E[plan["start"]] + plan["years"])
    return out


def _disagreement(
    job: str, nodes: Mapping[str, Mapping[str, Any]], years: float, formations: list[str]
) -> Disagreement | None:
    label = nodes[job]["min_level"]
    level = level_of_label(label)
    official = float(level.years) if level else 0.0
    if not years and START in formations:  # the fiche says that no diploma is asked for
        return None
    if math.ceil(years) == official or (_OPEN_ENDED in label and years > official) or years in _told(nodes[job], nodes):
        return None
    usual = [nodes[f]["after_3e"] for f in formations if "after_3e" in nodes[f]]
    if usual and min(usual) != official:
        cause = f"ses formations sont au plus tôt {min(usual):g} ans après la 3e"
    elif years < official:
        cause = "un chemin est plus court que le niveau de ses formations"
    else:
        cause = "le diplôme de ce niveau s'atteint plus tard que son niveau ne dit"
    return Disagreement(job, nodes[job]["label"], label, official, years, cause)
