"""What reading gives: the records, and a report of each source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pathways.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathways.errors import SourceProblem
    from pathways.model import Formation, Job
    from pathways.sources.opendata import OpenData

__all__ = ["Conflict", "Records", "SourceReport", "open_formations", "release_of", "require_records"]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What one source is and what it gave.

    A source is one file (XML, table) or, for Markdown, all fiches of one format in one
    folder or archive.

    Parameters
    ----------
    path : str
        The file, the folder, or `archive.zip!member`.
    format : str
        A `SourceFormat` value.
    release : str
        `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; "" where nothing tells.
    records : int
        Records read (rows of a table, fiches).
    distinct : int
        Different formations, jobs or domains among them.
    merged : int
        Those of `distinct` that another source tells of as well.
    conflicts : tuple of (str, int)
        Fields of this source that lost against a newer value, the most frequent first.
    problems : int
        Problems reported in this source.
    """

    path: str
    format: str
    release: str
    records: int
    distinct: int
    merged: int = 0
    conflicts: tuple[tuple[str, int], ...] = ()
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources tell a field differently; the newer value was kept.

    `kept_from` and `lost_from` are the paths of the sources (`SourceReport.path`).
    """

    id: str
    field: str
    kept: str
    lost: str
    kept_from: str
    lost_from: str


class Records(NamedTuple):
    """All that was read: records in the order of their ids, and what was wrong.

    Parameters
    ----------
    formations, jobs : tuple
        One record a thing, merged from all sources.
    problems : tuple of SourceProblem
        In the order in which the sources were read.
    sources : tuple of SourceReport
        One a source, in the order in which they were read.
    conflicts : tuple of Conflict
        Each value that lost against a newer one.
    domains : tuple of (str, str)
        (domaine, sous-domaine) pairs of the table of domains, if it was among the sources.
    open_data : OpenData or None
        What the ministries publish beside the fiches.
    """

    formations: tuple[Formation, ...]
    jobs: tuple[Job, ...]
    problems: tuple[SourceProblem, ...]
    sources: tuple[SourceReport, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    domains: tuple[tuple[str, str], ...] = ()
    open_data: OpenData | None = None


def require_records(records: Records) -> None:
    """Return if anything was read: a formation or a job.

    Raises
    ------
    SourceError
        If nothing was; it tells what was wrong with the sources, the first three by name.
    """
    if records.formations or records.jobs:
        return
    told = [f"  {problem}" for problem in records.problems[:3]]
    if (more := len(records.problems) - len(told)) > 0:
        told.append(f"  and {more} more")
    raise SourceError("\n".join(("the sources hold no formation and no job", *told)), records.problems)


def release_of(records: Records) -> str:
    """Return the newest date that the records tell of themselves, "" where none does."""
    origins = [r.origins for r in records.formations] + [r.origins for r in records.jobs]
    return max((o.release for own in origins for o in own), default="")


def open_formations(formations: Iterable[Formation], release: str) -> frozenset[str]:
    """Return the ids of those that can be entered: the record lists them, their last session is not past then.

    Examples
    --------
    >>> from pathways.model import Formation
    >>> sorted(open_formations([Formation("a", "A", last_session=2019), Formation("b", "B")], "2025-10"))
    ['b']
    """
    year = int(release[:4]) if release[:4].isdecimal() else 0
    return frozenset(f.id for f in formations if not f.withdrawn and not (f.last_session and f.last_session < year))
