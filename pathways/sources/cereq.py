"""Céreq, enquête Génération: who works three and six years after leaving, by kind of diploma."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Generation"]


@dataclass(slots=True)
class Generation:
    """Number of a kind of diploma → its label; shares (0 to 1) who work after 3 and 6 years; the cohort."""

    labels: dict[str, str] = field(default_factory=dict)
    employed: dict[str, dict[int, float]] = field(default_factory=dict)
    cohort: str = ""

    def add(self, row: Mapping[str, str]) -> None:
        """Take a row."""
        code = row["code"].strip()
        self.labels[code] = row["label"].strip()
        self.cohort = row.get("cohort", "").strip() or self.cohort
        for years, name in ((3, "after_3"), (6, "after_6")):
            share = json.loads(row.get(name) or "{}").get("taux_emploi")
            if share is not None:
                self.employed.setdefault(code, {})[years] = share / 100
