"""Nodes as the contract has them, and which formation leads to which job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pathways.graph.draft import statement
from pathways.graph.fields import nsf_of
from pathways.model import Appellation, Job, NodeKind, SectionName
from pathways.sources.fields import onisep_url
from pathways.text import slug, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pathways.contract import EvidenceData, NodeData, PlanData
    from pathways.graph.mentions import TitleIndex
    from pathways.graph.places import Place
    from pathways.model import Formation

__all__ = [
    "JobLink",
    "class_node",
    "door_node",
    "formation_node",
    "job_index",
    "job_node",
    "jobs_by_formation",
    "unlisted_jobs",
]


def _node(kind: NodeKind, label: str, **more: Any) -> NodeData:  # noqa: ANN401 - attributes of the contract
    """Return a node's attributes; those that most nodes have always stand."""
    node: NodeData = {
        "kind": kind.value,
        "label": label,
        "type": "",
        "level": None,
        "duration_years": None,
        "sigle": "",
        "code_scolarite": "",
        "rncp": "",
        "nsf": [],
        "domains": [],
        "aliases": [],
        "url": "",
    }
    node.update(cast("NodeData", more))
    return node


def formation_node(f: Formation, place: Place) -> NodeData:
    """Return the node of a diploma."""
    more: dict[str, Any] = {}
    if f.last_session:
        more["closed"] = f.last_session
    if f.withdrawn:
        more["withdrawn"] = True
    if f.former_ids:
        more["former_ids"] = list(f.former_ids)
    if f.first_session:
        more["opens"] = f.first_session
    if place.exit is not None:
        more["after_3e"] = int(place.exit) if place.exit.is_integer() else place.exit
    return _node(
        NodeKind.DIPLOMA,
        f.title,
        type=f.type,
        level=place.level,
        duration_years=f.duration_years,
        sigle=f.sigle,
        code_scolarite=f.code_scolarite,
        rncp=f.rncp,
        nsf=list(nsf_of(f)),
        domains=list(f.domains),
        aliases=list(f.aliases),
        url=f.url,
        **more,
    )


def job_node(j: Job, plans: Sequence[PlanData] = ()) -> NodeData:
    """Return the node of a job; its aliases are its gendered forms and its other appellations."""
    names = [j.name.masculine, j.name.feminine]
    for a in j.appellations:
        names += [a.label, a.masculine, a.feminine]
    aliases = list(dict.fromkeys(n for n in names if n and n != j.name.label))
    more: dict[str, Any] = {"min_level": j.min_level} if j.min_level else {}
    if plans:
        more["plans"] = list(plans)
    return _node(NodeKind.JOB, j.name.label, aliases=aliases, domains=list(j.domains), url=j.url, **more)


def class_node(label: str, aliases: Iterable[str] = (), *, after_3e: int, type_: str = "", url: str = "") -> NodeData:
    """Return the node of a class, completed `after_3e` years after the 3e; its level is 0."""
    return _node(
        NodeKind.CLASS,
        label,
        type=type_,
        level=0,
        duration_years=1,
        aliases=list(aliases),
        url=url,
        after_3e=after_3e,
    )


def door_node(attributes: Mapping[str, Any]) -> NodeData:
    """Return the node of a door."""
    label = attributes["label"]
    more = {k: v for k, v in attributes.items() if k not in {"kind", "label"}}
    return _node(NodeKind.LEVEL, label, **more)


def job_index(jobs: Iterable[Job]) -> dict[str, str]:
    """Return every name that only one job has, as its words, with that job's id; labels win over other names."""
    out: dict[str, str] = {}
    for pick in (_labels, _appellations):
        level: dict[str, set[str]] = {}
        for j in jobs:
            for name in pick(j):
                if key := " ".join(words(name)):
                    level.setdefault(key, set()).add(j.id)
        for key, ids in level.items():
            if len(ids) == 1:
                out.setdefault(key, next(iter(ids)))
    return out


def _labels(j: Job) -> Iterator[str]:
    yield j.name.label
    yield j.name.masculine
    yield j.name.feminine
    yield f"{j.name.masculine} / {j.name.feminine}"


def _appellations(j: Job) -> Iterator[str]:
    for a in j.appellations:
        yield from (a.label, a.masculine, a.feminine)


def unlisted_jobs(formations: Iterable[Formation], jobs: Iterable[Job]) -> list[Job]:
    """Return the jobs that formations name and of which the sources hold no fiche: a label is all that is known.

    Examples
    --------
    >>> from pathways.model import Formation, JobRef
    >>> made = unlisted_jobs([Formation("FOR.1", "CAP cuisine", jobs=(JobRef("cuisinier/ère", "MET.9"),))], [])
    >>> [(j.id, j.name.label) for j in made]
    [('MET.9', 'cuisinier/ère')]
    """
    jobs = list(jobs)
    known = {j.id for j in jobs}
    index = job_index(jobs)
    made: dict[str, Job] = {}
    for f in formations:
        for ref in f.jobs:
            name = " ".join(words(ref.label))
            if name and ref.id not in known and name not in index:
                id_ = ref.id or f"metier:{slug(ref.label)}"
                url = onisep_url(id_) if ref.id else ""
                made.setdefault(id_, Job(id_, Appellation(ref.label), url=url))
    return [made[i] for i in sorted(made)]


class JobLink(NamedTuple):
    """A formation that leads to a job, by one statement."""

    formation: str
    job: str
    evidence: EvidenceData
    release: str


def jobs_by_formation(
    formations: Iterable[Formation], jobs: Iterable[Job], index: Mapping[str, str], titles: TitleIndex
) -> list[JobLink]:
    """Return which formation leads to which job, from the lists of both.

    « Métiers associés » of a formation give labels (ids in the XML), « Formations recommandées » of a job give ids.
    """
    known_jobs = {j.id for j in jobs}
    known = {f.id for f in formations}
    out: list[JobLink] = []
    for f in formations:
        release = f.origins[0].release if f.origins else ""
        for ref in f.jobs:
            id_ = ref.id if ref.id in known_jobs else index.get(" ".join(words(ref.label)), "")
            if id_:
                out.append(JobLink(f.id, id_, _listed(f, SectionName.METIERS, ref.label), release))
    for j in jobs:
        release = j.origins[0].release if j.origins else ""
        for formation in j.formations:
            ids = (formation.id,) if formation.id in known else titles.mention(formation.label)
            out += [JobLink(i, j.id, _listed(j, SectionName.FORMATIONS, formation.label), release) for i in ids]
    return out


def _listed(record: Formation | Job, section_name: str, label: str) -> EvidenceData:
    """Return where a list of a fiche names `label`."""
    section = record.section(section_name)
    at = section.text.find(label) if section else -1
    if at < 0:
        return statement(record.id, section_name, 0, 0, label)
    return statement(record.id, section_name, at, at + len(label), label)
