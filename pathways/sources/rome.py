"""ROME (France Travail): codes of jobs, the names that people call them by, and moves from job to job."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.sources.fields import onisep_id

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Rome"]


@dataclass(slots=True)
class Rome:
    """What ROME tells.

    Parameters
    ----------
    labels : dict of str to str
        Code → label.
    appellations : dict of str to (str, str)
        Number of an appellation → its code and its name.
    moves : dict of str to dict of str to str
        Code → codes of the jobs that one can move to, with the kind of move ("Proche", "Evolution").
        Moves between single appellations are left out.
    jobs : dict of str to set of str
        Code → ids of Onisep's métiers.
    """

    labels: dict[str, str] = field(default_factory=dict)
    appellations: dict[str, tuple[str, str]] = field(default_factory=dict)
    moves: dict[str, dict[str, str]] = field(default_factory=dict)
    jobs: dict[str, set[str]] = field(default_factory=dict)

    def add_code(self, row: Mapping[str, str]) -> None:
        """Take a code."""
        self.labels.setdefault(row["rome"].strip(), row["label"].strip())

    def add_appellation(self, row: Mapping[str, str]) -> None:
        """Take a name; of two editions of the list the one read first is kept."""
        name = row["name"].strip()
        self.appellations.setdefault(row.get("number", "").strip() or name, (row["rome"].strip(), name))

    def add_move(self, row: Mapping[str, str]) -> None:
        """Take a move from job to job."""
        if not row.get("appellation", "").strip() and not row.get("target_appellation", "").strip():
            moves = self.moves.setdefault(row["rome"].strip(), {})
            moves.setdefault(row["target"].strip(), row.get("kind", "").strip())

    def add_job(self, row: Mapping[str, str]) -> None:
        """Take a métier of Onisep and its code."""
        if id_ := onisep_id(row["link"]):
            self.jobs.setdefault(row["rome"].strip(), set()).add(id_)
