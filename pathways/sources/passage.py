"""Onisep's table de passage: which formation of Onisep has which code scolarité and which number at the RNCP."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Passage"]

_FORMATION = re.compile(r"\bFOR\.\d+\b")


@dataclass(slots=True)
class Passage:
    """Code scolarité → ids of Onisep's formations, and numbers at the RNCP."""

    formations: dict[str, set[str]] = field(default_factory=dict)
    rncp: dict[str, set[str]] = field(default_factory=dict)

    def add(self, row: Mapping[str, str]) -> None:
        """Take a row of the table."""
        code = row["code"].strip()
        if not code:
            return
        if ids := _FORMATION.findall(row.get("formation", "")):
            self.formations.setdefault(code, set()).update(ids)
        if number := row.get("rncp", "").strip():
            self.rncp.setdefault(code, set()).add(number)
