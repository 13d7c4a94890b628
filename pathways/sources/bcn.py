"""The ministry's nomenclature of diplomas (DEPP, BCN): dates, successions, official lengths, common first years."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.sources.fields import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Entry", "Nomenclature", "bare_title", "date_of"]

_DAY = re.compile(r"^(\d\d)/(\d\d)/(\d{4})$")
_DIGITS = re.compile(r"\d")
_TRAILING = re.compile(r"\s*\([^()]*\)?\s*$")
_CODE_LENGTH = 8
_RENAMED = range(1, 8)


def date_of(text: str) -> str:
    """Return a day as the nomenclature writes it as `YYYY-MM-DD`, "" where it is none.

    Examples
    --------
    >>> date_of("31/08/2025"), date_of("")
    ('2025-08-31', '')
    """
    m = _DAY.match(text.strip())
    return f"{m[3]}-{m[2]}-{m[1]}" if m else ""


def bare_title(label: str) -> str:
    """Return the title of a diploma without what the nomenclature puts in brackets at its end.

    Examples
    --------
    >>> bare_title("CUISINE (CAP)")
    'CUISINE'
    """
    return _TRAILING.sub("", label).strip() or label


@dataclass(frozen=True, slots=True)
class Entry:
    """A diploma of the nomenclature.

    `opened` and `closed` are days (`YYYY-MM-DD`), sessions years; "" and None where they are not told.
    """

    code: str
    label: str
    opened: str = ""
    closed: str = ""
    first_session: int | None = None
    last_session: int | None = None
    changed: str = ""


@dataclass(slots=True)
class Nomenclature:
    """What the lists of the nomenclature tell, by code scolarité.

    Parameters
    ----------
    diplomas : dict of str to Entry
        Of rows for one code, the one that was changed last.
    heirs : dict of str to set of str
        Code → the codes that took its place, as the old diploma or the new one tells it.
    trainings : dict of str to str
        MEF_STAT_11 → code.
    years : dict of str to set of int
        Official lengths of the trainings of a diploma that may be entered.
    families : dict of str to str
        Code → name of the famille de métiers whose 2de it shares.
    options : dict of str to set of str
        Code of a common first year → codes of the diplomas that it leads to.
    """

    diplomas: dict[str, Entry] = field(default_factory=dict)
    heirs: dict[str, set[str]] = field(default_factory=dict)
    trainings: dict[str, str] = field(default_factory=dict)
    years: dict[str, set[int]] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    options: dict[str, set[str]] = field(default_factory=dict)

    def add_diploma(self, row: Mapping[str, str]) -> None:
        """Take a row of the diplomas."""
        code = row["code"].strip()
        entry = Entry(
            code,
            row["label"].strip(),
            date_of(row.get("opened", "")),
            date_of(row.get("closed", "")),
            whole(row.get("first_session", "")),
            whole(row.get("last_session", "")),
            date_of(row.get("changed", "")),
        )
        known = self.diplomas.get(code)
        if known is None or entry.changed > known.changed:
            self.diplomas[code] = entry
        for n in _RENAMED:
            if old := row.get(f"old_{n}", "").strip():
                self.heirs.setdefault(old, set()).add(code)
            if new := row.get(f"new_{n}", "").strip():
                self.heirs.setdefault(code, set()).add(new)

    def add_training(self, row: Mapping[str, str]) -> None:
        """Take a year of a training."""
        code = row["code"].strip()
        self.trainings[row["training"].strip()] = code
        years = whole(row["years"])
        if years is not None and not row.get("closed", "").strip() and row.get("year", "").strip() == "1":
            self.years.setdefault(code, set()).add(years)

    def add_family(self, row: Mapping[str, str]) -> None:
        """Take a diploma that shares its first year with others."""
        code, common = row["code"].strip(), row["common"].strip()
        self.options.setdefault(common, set()).add(code)
        if family := row.get("family", "").strip():
            self.families.setdefault(code, family)

    def add_professional(self, row: Mapping[str, str]) -> None:
        """Take a professional diploma of the ministry, for its famille de métiers."""
        code = "".join(_DIGITS.findall(row["code"]))[:_CODE_LENGTH]
        if family := row.get("family", "").strip():
            self.families.setdefault(code, family)
