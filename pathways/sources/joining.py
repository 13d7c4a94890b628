"""What several sources tell of one thing is joined: one record a thing, and a report of each source."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.errors import SourceProblem
from pathways.model import Formation, FormationRef, Job, JobRef, Origin
from pathways.sources.dating import newest_first, present_editions
from pathways.sources.fields import onisep_url, whole
from pathways.sources.identity import identify, job_key
from pathways.sources.merge import Told, combine_rows, merge
from pathways.sources.opendata import OpenData
from pathways.sources.records import Conflict, Records, SourceReport
from pathways.sources.succession import present_ids, successors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pathways.sources.batch import Batch

__all__ = ["join"]


def join(
    batches: Sequence[Batch],
    problems: list[SourceProblem],
    release: str,
    known_ids: Mapping[str, str],
    open_data: OpenData | None = None,
) -> Records:
    """Make one record of all that the sources tell of one thing.

    Parameters
    ----------
    batches : sequence of Batch
        What each source gave, in the order in which they were read.
    problems : list of SourceProblem
        Problems met in reading.
    release : str
        Date of sources that have none, "" to leave them undated; one that is older by its numbering stays undated.
    known_ids : Mapping
        Ids by key of identity, for records that the sources give none.
    open_data : OpenData, optional
        What was read beside the record.
    """
    problems = list(problems)
    today = present_editions(batches)
    releases = [b.dated or b.named or (release if now else "") for b, now in zip(batches, today, strict=True)]
    order = newest_first(batches, releases)
    ids = iter(identify((r for i in order for r, _ in batches[i].items), known_ids))
    told: dict[str, list[Told]] = {}
    kept: dict[int, set[str]] = {}
    for i in order:
        batch = batches[i]
        mine: dict[str, list[tuple[Formation | Job, int | None]]] = {}
        for record, line in batch.items:
            id_ = next(ids)
            mine.setdefault(id_, []).append((record, line))
        for id_, rows in mine.items():
            record, line = rows[0]
            if len(rows) > 1 and batch.format.is_table:
                record = combine_rows([r for r, _ in rows])
            elif len(rows) > 1:
                problems += _duplicates(id_, rows)
            told.setdefault(id_, []).append(Told(_dated(record, releases[i]), batch.path, batch.format.is_table))
        kept[i] = set(mine)
    present, former = _renewed(batches, order, kept, told)
    records: list[Formation | Job] = []
    conflicts: list[Conflict] = []
    for id_ in sorted(told, key=_id_order):
        versions = told[id_]
        if len(versions) == 1:
            record = versions[0].record
            records.append(record if record.id == id_ else replace(record, id=id_, url=onisep_url(id_)))
        else:
            merged, lost = merge(versions, id_)
            records.append(merged)
            conflicts += lost
    heirs = {old: new for new, olds in former.items() for old in olds}
    records = [_renamed(_standing(r, present, former), heirs) for r in records]
    domains = tuple(dict.fromkeys(pair for b in batches for pair in b.domains))
    domain_of = {sub: domain for domain, sub in domains}
    records = [_with_domains(r, domain_of) for r in records]
    jobs = tuple(r for r in records if isinstance(r, Job))
    formations = tuple(r for r in records if isinstance(r, Formation))
    lost_fields: dict[str, Counter[str]] = defaultdict(Counter)
    for conflict in sorted(conflicts, key=lambda c: c.field):
        lost_fields[conflict.lost_from][conflict.field] += 1
    reports = tuple(
        SourceReport(
            path=batch.path,
            format=batch.format.value,
            release=releases[i],
            records=len(batch.items) + len(batch.domains) + batch.rows,
            distinct=len(kept[i]) + len(set(batch.domains)),
            merged=sum(len(told.get(id_, ())) != 1 for id_ in kept[i]),
            conflicts=tuple(lost_fields[batch.path].most_common()),
            problems=sum(_within(p.path, batch) for p in problems),
        )
        for i, batch in enumerate(batches)
    )
    return Records(
        _with_job_ids(formations, jobs, known_ids),
        jobs,
        tuple(problems),
        reports,
        tuple(conflicts),
        domains,
        open_data or OpenData(),
    )


def _renewed(
    batches: Sequence[Batch], order: Sequence[int], kept: Mapping[int, set[str]], told: dict[str, list[Told]]
) -> tuple[set[str] | None, dict[str, list[str]]]:
    """Add what is told of withdrawn formations to those that took their place, in place.

    Returns the ids that are in the record now (None where nobody can tell), and the former ids of each.
    """
    newest = {id_: t[0].record for id_, t in told.items() if isinstance(t[0].record, Formation)}
    present = present_ids(batches, order, kept, newest)
    former: dict[str, list[str]] = {}
    if present is not None:
        for old, new in successors(newest, present).items():
            told[new] += told.pop(old)
            former.setdefault(new, []).append(old)
    return present, former


def _standing(
    record: Formation | Job, present: set[str] | None, former: Mapping[str, Sequence[str]]
) -> Formation | Job:
    """Say of a formation that it was withdrawn, or what its ids were before."""
    if present is None or not isinstance(record, Formation):
        return record
    if record.id not in present:
        return replace(record, withdrawn=True)
    return replace(record, former_ids=tuple(former[record.id])) if record.id in former else record


def _renamed(record: Formation | Job, heirs: Mapping[str, str]) -> Formation | Job:
    """Let a record that names formations by former ids name them by their present ones."""
    name = "continuations" if isinstance(record, Formation) else "formations"
    refs: tuple[FormationRef, ...] = getattr(record, name)
    if not any(ref.id in heirs for ref in refs):
        return record
    present = (replace(ref, id=heirs.get(ref.id, ref.id)) for ref in refs)
    once = tuple({ref.id or ref.label: ref for ref in present}.values())
    return replace(record, continuations=once) if isinstance(record, Formation) else replace(record, formations=once)


def _with_domains(record: Formation | Job, domain_of: Mapping[str, str]) -> Formation | Job:
    """Name the domaine of sous-domaines that stand alone, as the table of domaines among the sources does."""
    if all("/" in d for d in record.domains) or not any(d in domain_of for d in record.domains):
        return record
    return replace(record, domains=tuple(f"{domain_of[d]}/{d}" if d in domain_of else d for d in record.domains))


def _within(path: str, batch: Batch) -> bool:
    return path == batch.path or path.replace("!", "/").rpartition("/")[0] == batch.path.replace("!", "/")


def _id_order(id_: str) -> tuple[str, int, str]:
    prefix, _, number = id_.partition(".")
    return (id_, 0, id_) if (n := whole(number)) is None else (prefix, n, "")


def _dated(record: Formation | Job, release: str) -> Formation | Job:
    origins = tuple(Origin(o.path, o.format, release) for o in record.origins)
    return record if origins == record.origins else replace(record, origins=origins)


def _duplicates(id_: str, rows: list[tuple[Formation | Job, int | None]]) -> list[SourceProblem]:
    first, first_line = rows[0]
    where = f"{first.origins[0].path}:{first_line}" if first.origins else ""
    reason = f"duplicate identity {id_}: {where} has it too"
    mend = "left out: remove one, or give it an id, code or title of its own"
    return [SourceProblem(r.origins[0].path, line, reason, mend) for r, line in rows[1:]]


def _with_job_ids(
    formations: tuple[Formation, ...], jobs: tuple[Job, ...], known_ids: Mapping[str, str]
) -> tuple[Formation, ...]:
    """Give the jobs that formations name by label alone the id of the one job of that label."""
    labels: dict[str, set[str]] = {}
    for job in jobs:
        labels.setdefault(job_key(job.name.label), set()).add(job.id)
    ids = {key: next(iter(found)) for key, found in labels.items() if len(found) == 1}
    cache: dict[str, str] = {}

    def ref(job: JobRef) -> JobRef:
        if job.id:
            return job
        if job.label not in cache:
            key = job_key(job.label)
            cache[job.label] = ids.get(key) or ("" if key in labels else known_ids.get(key, ""))
        return replace(job, id=found) if (found := cache[job.label]) else job

    return tuple(replace(f, jobs=tuple(map(ref, f.jobs))) if any(not j.id for j in f.jobs) else f for f in formations)
