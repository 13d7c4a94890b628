"""What one source gives while it is read: its records, each with its line, and its date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathways.model import Formation, Job
    from pathways.sources.formats import SourceFormat

__all__ = ["Batch"]


@dataclass(slots=True)
class Batch:
    """One source: a file, or all Markdown fiches of one format in one folder.

    Parameters
    ----------
    path : str
        Of the file or folder.
    format : SourceFormat
        What it is.
    items : list of (Formation or Job, line or None)
        Records in the order of the source.
    domains : list of (str, str)
        Rows of a table of domaines.
    rows : int
        Rows of open data beside the record.
    dated : str
        Latest date that the content tells, "" where it tells none.
    named : str
        Date that the file's (or archive's) name tells, "" where it tells none.
    """

    path: str
    format: SourceFormat
    items: list[tuple[Formation | Job, int | None]] = field(default_factory=list)
    domains: list[tuple[str, str]] = field(default_factory=list)
    rows: int = 0
    dated: str = ""
    named: str = ""

    def saw(self, date: str) -> None:
        """Take note of a date in the content; the latest is kept."""
        self.dated = max(self.dated, date)
