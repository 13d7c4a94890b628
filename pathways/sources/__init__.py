"""Reading what Onisep publishes: one module a format, one `read_sources` for all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pathways.model import Formation, Job
from pathways.sources.markdown import parse_fiche

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathways.errors import SourceProblem

__all__ = ["Records", "read_sources"]


class Records(NamedTuple):
    """All that was read: records in the order of their ids, and what was wrong."""

    formations: tuple[Formation, ...]
    jobs: tuple[Job, ...]
    problems: tuple[SourceProblem, ...]


def read_sources(paths: Iterable[Path | str]) -> Records:
    """Read fiches from files and folders."""
    formations: list[Formation] = []
    jobs: list[Job] = []
    problems: list[SourceProblem] = []
    for root in map(Path, paths):
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.suffix in {".md", ".txt"})
        for file in files:
            fiche, found = parse_fiche(file.read_text("utf-8"), str(file))
            problems += found
            if isinstance(fiche, Formation):
                formations.append(fiche)
            elif fiche is not None:
                jobs.append(fiche)
    return Records(tuple(formations), tuple(jobs), tuple(problems))
