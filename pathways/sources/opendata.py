"""What the ministries publish beside the fiches, collected row by row from any of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.sources.bcn import Nomenclature, date_of
from pathways.sources.cereq import Generation
from pathways.sources.formats import SourceFormat
from pathways.sources.inserjeunes import WAYS, Cohorts, Count, count_of
from pathways.sources.insersup import Doctorates, InserSup
from pathways.sources.passage import Passage
from pathways.sources.rome import Rome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FORMATS", "OpenData"]

#: Name of a table (`columns.toml`) → what its source is.
FORMATS = {
    "bcn-diplomas": SourceFormat.BCN,
    "bcn-trainings": SourceFormat.BCN,
    "bcn-families": SourceFormat.BCN,
    "bcn-professional": SourceFormat.BCN,
    "bcn-others": SourceFormat.BCN,
    "passage": SourceFormat.PASSAGE,
    "inserjeunes": SourceFormat.INSERJEUNES,
    "rome-codes": SourceFormat.ROME,
    "rome-appellations": SourceFormat.ROME,
    "rome-moves": SourceFormat.ROME,
    "rome-jobs": SourceFormat.ROME,
    "insersup": SourceFormat.INSERSUP,
    "insersup-doctorates": SourceFormat.INSERSUP,
    "cereq": SourceFormat.CEREQ,
}


@dataclass(slots=True)
class OpenData:
    """All open data that was read.

    Parameters
    ----------
    nomenclature, passage, rome, insersup, doctorates, generation
        As their modules have them.
    pupils : dict of (str, str) to Cohorts
        (way, code) of InserJeunes → counts by cohort; the code is a MEF_STAT_11 for "school", a code scolarité
        for "apprentices".
    """

    nomenclature: Nomenclature = field(default_factory=Nomenclature)
    passage: Passage = field(default_factory=Passage)
    pupils: dict[tuple[str, str], Cohorts] = field(default_factory=dict)
    rome: Rome = field(default_factory=Rome)
    insersup: InserSup = field(default_factory=InserSup)
    doctorates: Doctorates = field(default_factory=Doctorates)
    generation: Generation = field(default_factory=Generation)

    _takers: Mapping[str, Callable[[Mapping[str, str]], None]] = field(init=False, repr=False, compare=False)

    def add(self, table: str, row: Mapping[str, str]) -> str:
        """Take a row of the table of that name; return the date that it tells, "" where it tells none."""
        if take := self._takers.get(table):
            take(row)
        return row.get("cohort", "").strip()[-4:] if table == "inserjeunes" else date_of(row.get("changed", ""))

    def __post_init__(self) -> None:
        n = self.nomenclature
        self._takers = {
            "bcn-diplomas": n.add_diploma,
            "bcn-trainings": n.add_training,
            "bcn-families": n.add_family,
            "bcn-professional": n.add_professional,
            "passage": self.passage.add,
            "inserjeunes": self._add_pupils,
            "rome-codes": self.rome.add_code,
            "rome-appellations": self.rome.add_appellation,
            "rome-moves": self.rome.add_move,
            "rome-jobs": self.rome.add_job,
            "insersup": self.insersup.add,
            "insersup-doctorates": self.doctorates.add,
            "cereq": self.generation.add,
        }

    def _add_pupils(self, row: Mapping[str, str]) -> None:
        way = WAYS.get(row["way"].strip())
        code = (row.get("training", "") if way == "school" else row.get("code", "")).strip()
        if way and code:
            cohorts = self.pupils.setdefault((way, code), {})
            cohorts.setdefault(row["cohort"].strip(), Count()).add(count_of(row))
