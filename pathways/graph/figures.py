"""How many take a diploma and what becomes of them, from open data, as attributes of its node."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.model import EdgeKind
from pathways.sources.codes import Codes
from pathways.sources.inserjeunes import total_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pathways.contract import NodeData
    from pathways.graph.draft import Draft
    from pathways.model import Formation
    from pathways.sources.inserjeunes import Cohorts, Count
    from pathways.sources.opendata import OpenData

__all__ = ["FEW", "Coverage", "coverage", "diploma_figures", "mark_figures", "rarity"]

#: Numbers of pupils under this are not shown: by law for persons, and because chance rules them.
FEW = 20
#: So many pupils a year are many.
_MANY = 5000
#: A type of diploma is counted where so many of its diplomas are.
_MOSTLY = 0.5
#: Parts that a rarity is told in: a query prices each kind of edge once.
_PARTS = 5
#: Months after leaving of which the share who work is kept.
_EMPLOYED: Mapping[str, int] = {"employed_6": 6, "employed_12": 12, "employed_24": 24}


class _Counted(NamedTuple):
    """The cohorts of one way that the diplomas of a group have together; pupils in the last year, a year's mean."""

    ids: tuple[str, ...]
    cohorts: Cohorts
    a_year: float


def _grouped(codes: Codes, data: OpenData) -> dict[str, list[_Counted]]:
    """Return by way what was counted of the formations that a code stands for."""
    groups: dict[str, dict[tuple[str, ...], list[Cohorts]]] = {}
    for (way, key), cohorts in sorted(data.pupils.items()):
        ids = codes.formations(_code(data, way, key))
        groups.setdefault(way, {}).setdefault(ids, []).append(cohorts)
    return {way: [_counted(ids, total_of(cohorts)) for ids, cohorts in of.items()] for way, of in groups.items()}


def _counted(ids: tuple[str, ...], cohorts: Cohorts) -> _Counted:
    return _Counted(ids, cohorts, sum(c.pupils for c in cohorts.values()) / max(len(cohorts), 1))


def _code(data: OpenData, way: str, key: str) -> str:
    return data.nomenclature.trainings.get(key, "") if way == "school" else key


def diploma_figures(
    formations: Iterable[Formation], data: OpenData | None, current: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Return further attributes of diplomas by id: `pupils` or `few`, `figures`, `replaced_by`, `closing`.

    Parameters
    ----------
    formations : iterable of Formation
    data : OpenData or None
        None gives nothing.
    current : collection of str
        Ids of the formations that can be entered.
    """
    if data is None:
        return {}
    formations = list(formations)
    codes = Codes(formations, data, current)
    out = {f.id: more for f in formations if (more := _standing(f, codes, current))}
    a_year: dict[str, float] = {}
    for way, groups in _grouped(codes, data).items():
        for id_, group in _chosen(groups).items():
            a_year[id_] = a_year.get(id_, 0.0) + group.a_year / len(group.ids)
            out.setdefault(id_, {})
            if told := _told(group):
                out[id_].setdefault("figures", {})[way] = told
    for id_, pupils in a_year.items():
        out[id_] |= {"pupils": round(pupils)} if pupils >= FEW else {"few": True}
    return out


def mark_figures(draft: Draft, nodes: Mapping[str, NodeData], current: Collection[str]) -> None:
    """Say of ways into diplomas how few take them, and of ways into jobs who is out of work, on their edges.

    A diploma that nobody counted is as rare as can be where most of its type are counted: no pupil was met.

    Parameters
    ----------
    draft : Draft
        The edges, all drawn.
    nodes : mapping
        Nodes by id.
    current : collection of str
        Ids of the diplomas that can be entered.
    """
    types = Counter(nodes[i]["type"] for i in current)
    counted = Counter(nodes[i]["type"] for i in current if "pupils" in nodes[i] or "few" in nodes[i])
    known = {t for t, n in counted.items() if n >= _MOSTLY * types[t]}
    for (source, target, _), edge in draft.edges.items():
        if edge.kind is EdgeKind.JOB:
            edge.out_of_work = _out_of_work(nodes[source])
        elif nodes[target]["kind"] == "diploma":
            edge.rarity = rarity(nodes[target], counted=nodes[target]["type"] in known)


def rarity(node: NodeData, *, counted: bool) -> float:
    """Return how few take a diploma: 0 for 5,000 a year and more, 1 for fewer than 20, in fifths.

    Parameters
    ----------
    counted : bool
        Whether diplomas of its type are counted: then one without a count has next to no pupil.

    Examples
    --------
    >>> [rarity({"kind": "diploma", "label": "", "pupils": n}, counted=True) for n in (20, 300, 6000)]
    [1.0, 0.6, 0.0]
    """
    if (pupils := node.get("pupils")) is not None:
        share = math.log(_MANY / max(pupils, FEW)) / math.log(_MANY / FEW)
        return max(round(share * _PARTS) / _PARTS, 0.0)
    return 1.0 if counted or node.get("few") else 0.0


def _out_of_work(node: NodeData) -> float | None:
    """Return the share of those who leave a diploma who are out of work a year after, its ways by their pupils."""
    figures = node.get("figures", {})
    ways = [w for w in (figures.get("school"), figures.get("apprentices")) if w and "employed_12" in w]
    leaving = [w.get("pupils", FEW) * (1 - w.get("going_on", 0.0)) for w in ways]
    if not sum(leaving):
        return None
    return round(1 - sum(w["employed_12"] * n for w, n in zip(ways, leaving, strict=True)) / sum(leaving), 2)


def _standing(f: Formation, codes: Codes, current: Collection[str]) -> dict[str, Any]:
    """Return when a diploma closes, and what takes its place then."""
    closed = codes.closed(f)
    year = codes.last_session(f) or int(closed[:4] or 0)
    heirs = codes.heirs(f) if closed or f.id not in current else ()
    return ({"closing": year} if year else {}) | ({"replaced_by": list(heirs)} if heirs else {})


def _chosen(groups: Iterable[_Counted]) -> dict[str, _Counted]:
    """Return for each diploma the group that tells most of it: a figure of its own, or one that it shares."""
    chosen: dict[str, _Counted] = {}
    for group in groups:
        for id_ in group.ids:
            known = chosen.get(id_)
            if known is None or group.a_year / len(group.ids) > known.a_year / len(known.ids):
                chosen[id_] = group
    return chosen


def _told(group: _Counted) -> dict[str, Any]:
    """Return what is shown of one way: counts of 20 and more, and shares of so many."""
    told: dict[str, Any] = {}
    if group.a_year >= FEW:
        told["pupils"] = round(group.a_year)
    cohorts = group.cohorts
    followed = sum(c.followed for c in cohorts.values())
    if followed >= FEW:
        told["going_on"] = round(sum(c.going_on for c in cohorts.values()) / followed, 3)
    for name, months in _EMPLOYED.items():
        if (share := _share(cohorts.values(), months)) is not None:
            told[name] = share
    if told:
        told["cohorts"] = _years(cohorts)
        if (seen := _years(c for c, n in cohorts.items() if n.leavers.get(24))) != told["cohorts"] and seen:
            told["cohorts_24"] = seen
        if len(group.ids) > 1:
            told["shared"] = len(group.ids)
    return told


def _share(counts: Iterable[Count], months: int) -> float | None:
    """Return the share of leavers who work after so many months, None where fewer than 20 are known of."""
    known = [(c.leavers[months], c.employed[months]) for c in counts if months in c.leavers]
    leavers = sum(n for n, _ in known)
    return round(sum(n for _, n in known) / leavers, 3) if leavers >= FEW else None


def _years(cohorts: Iterable[str]) -> list[int]:
    """Return the first and the last school year of cohorts ("2019_2020" ...), [] where there is none."""
    names = sorted(cohorts)
    return [int(names[0][:4]), int(names[-1][-4:])] if names else []


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many pupils of one way, over all cohorts, are counted, and how many of a formation of the record."""

    way: str
    pupils: int
    by_code: int
    reached: int


def coverage(formations: Iterable[Formation], data: OpenData, current: Collection[str]) -> list[Coverage]:
    """Return how many pupils of each way meet a formation by their code alone, and by all that is known of codes."""
    formations = list(formations)
    codes = Codes(formations, data, current)
    own = {f.code_scolarite for f in formations}
    out = []
    for way in sorted({way for way, _ in data.pupils}, reverse=True):
        counts = [
            (_code(data, w, key), sum(c.pupils for c in cohorts.values()))
            for (w, key), cohorts in data.pupils.items()
            if w == way
        ]
        out.append(
            Coverage(
                way,
                sum(n for _, n in counts),
                sum(n for code, n in counts if code in own),
                sum(n for code, n in counts if codes.formations(code)),
            )
        )
    return out
