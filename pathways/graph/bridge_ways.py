"""The ways beside initial training that `bridges.toml` knows, where no fiche has them already; levels open downward."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pathways.graph.draft import Claim, Word, kind_of
from pathways.graph.ladder import scheme_statement
from pathways.graph.nodes import class_node
from pathways.model import Basis, EdgeKind, Scope
from pathways.scheme import LEVELS
from pathways.scheme.bridges import Bridge, bridges, missing_diplomas
from pathways.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping

    from pathways.contract import NodeData
    from pathways.graph.doors import Doors
    from pathways.graph.draft import Draft
    from pathways.graph.mentions import TitleIndex
    from pathways.graph.places import Place
    from pathways.model import Formation, Job

__all__ = ["add_years_under_way", "draw_bridges", "open_downward"]

_AND_ABOVE = " and above"
_DOORS = tuple(x.id for x in sorted(LEVELS, key=lambda x: x.years) if x.certification)
_LICENCE = "licence mention "
_L1_AND_L2 = (("l1", "L1", 2.0), ("l2", "L2", 1.0))
_UNDER_WAY = "annee-de-licence-en-cours"
_UNDER_WAY_TEXT = "Une licence commencée se termine : 2 ans après la 1re année, 1 an après la 2e."
_UNDER_WAY_SOURCE = "Code de l'éducation, art. L. 612-3 ; arrêté du 30 juillet 2018 (licence)"


class _Bridges:
    """Draws bridges into a draft; what is there already stands."""

    def __init__(self, draft: Draft, nodes: MutableMapping[str, NodeData], doors: Doors, titles: TitleIndex) -> None:
        self._draft, self._nodes, self._doors, self._titles = draft, nodes, doors, titles

    def sources(self, bridge: Bridge) -> Iterator[str]:
        for source in bridge.sources:
            door = source.removesuffix(_AND_ABOVE)
            if door != source:
                yield from (d for d in _DOORS[_DOORS.index(door) :] if self._doors.members.get(d))
            elif source.endswith("*"):
                yield from (n for n in sorted(self._nodes) if n.startswith(source[:-1]))
            elif source.startswith("classe:"):
                yield source
            elif ":" in source:
                yield from (source,) if self._doors.members.get(source) else ()
            else:
                yield from self._titles.mention(source)

    def draw(self, bridge: Bridge, sources: tuple[str, ...], target: str, years: float, kind: EdgeKind | None) -> None:
        said = scheme_statement(bridge.id, bridge.text, bridge.source)
        for source in sources:
            edge = kind or kind_of(source)
            if source == target or (source, target, edge.value) in self._draft.edges:
                continue
            wide = source.startswith(("type:", "niveau:"))
            claim = Claim(
                years,
                word=Word.SCHEME,
                basis=Basis.SCHEME,
                scope=Scope.ANY if wide else Scope.NAMED,
                score=bridge.score,
                conditions=bridge.conditions,
                evidence=(said,),
            )
            self._draft.add(source, target, edge, claim)
            drawn = self._draft.edges[source, target, edge.value]
            drawn.usual, drawn.public = bridge.usual, bridge.public


def draw_bridges(
    draft: Draft,
    nodes: MutableMapping[str, NodeData],
    formations: Iterable[Formation],
    jobs: Iterable[Job],
    places: MutableMapping[str, Place] | Any,  # noqa: ANN401 - read only
    *,
    doors: Doors,
    titles: TitleIndex,
) -> None:
    """Draw the ways of `bridges.toml` into a draft.

    Parameters
    ----------
    draft : Draft
        What fiches and rules have drawn already: that stands.
    nodes : dict
        Nodes by id.
    formations, jobs
        What may be entered.
    places : mapping of str to Place
        Where each diploma stands.
    doors, titles
        What is known of levels and names.
    """
    drawing = _Bridges(draft, nodes, doors, titles)
    formations, jobs = list(formations), list(jobs)
    for bridge in (*bridges(), *(m.to_jobs for m in missing_diplomas())):
        sources = tuple(dict.fromkeys(drawing.sources(bridge)))
        for target in bridge.classes:
            drawing.draw(bridge, sources, target, bridge.years or 1.0, None)
        for job in jobs if bridge.job else ():
            if bridge.leads_to_job(job.name.label):
                drawing.draw(bridge, sources, job.id, bridge.years or 0.0, EdgeKind.JOB)
                for id_ in titles.mention(bridge.instead) if bridge.instead else ():
                    draft.edges.pop((id_, job.id, EdgeKind.JOB.value), None)
        for f in formations if bridge.to else ():
            place = places[f.id]
            if bridge.leads_to(f.type, f.title, level=place.level, duration=f.duration_years):
                years = bridge.years if bridge.years is not None else place.duration - bridge.shorter
                drawing.draw(bridge, sources, f.id, max(years, 1.0), None)


def add_years_under_way(draft: Draft, nodes: MutableMapping[str, NodeData], formations: Iterable[Formation]) -> None:
    """Add the first two years of every licence, as people start from them: nothing leads there.

    "L2 droit" is a year from the licence; what any L2 opens leaves from the class of that name.
    """
    said = scheme_statement(_UNDER_WAY, _UNDER_WAY_TEXT, _UNDER_WAY_SOURCE)
    for f in formations:
        name = f.title.removeprefix(_LICENCE)
        if f.type != "licence" or name == f.title:
            continue
        for id_, label, years in _L1_AND_L2:
            node = f"classe:{id_}-{slug(name)}"
            nodes[node] = class_node(f"{label} {name}", (f"{label} de {name}",), after_3e=6 - int(years), type_=label)
            claim = Claim(years, word=Word.SCHEME, basis=Basis.SCHEME, evidence=(said,))
            draft.add(node, f.id, EdgeKind.ENTRY, claim)


def open_downward(draft: Draft, doors: Doors) -> None:
    """Let who holds more enter the jobs that ask for a level: a contest of level 3 is open to who holds a bac."""
    for (source, target, key), edge in list(draft.edges.items()):
        level, slash, domain = source.partition("/")
        if edge.kind is not EdgeKind.JOB or level not in _DOORS:
            continue
        for above in _DOORS[_DOORS.index(level) + 1 :]:
            door = f"{above}/{domain}" if slash else above
            if doors.members.get(door) and (door, target, key) not in draft.edges:
                own = edge.apart(edge.best.scope, edge.score)
                own.timed = replace(own.timed)
                draft.edges[door, target, key] = own
