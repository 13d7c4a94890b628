"""Kinds of diploma in groups: which have specialties, which fields; durations as years."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathways.prose.names import Name
    from pathways.prose.sentences import Token

__all__ = [
    "BACS",
    "BAC_ADJECTIVES",
    "EN_FIELDS",
    "FIELD_WORD",
    "LEVELS",
    "NOT_BY_ADJECTIVE",
    "PLAIN",
    "WITH_OPTIONS",
    "Tail",
    "years_of",
]

BACS = frozenset({"bac", "bac général", "bac techno", "bac pro"})
LEVELS = frozenset({"niveau CAP", "niveau bac", "bac+1", "bac+2", "bac+3", "bac+4", "bac+5", "bac+n", "même niveau"})
#: Adjectives that go on with a « bac » before them.
BAC_ADJECTIVES = {
    **dict.fromkeys(("general", "generaux"), "bac général"),
    **dict.fromkeys(("technologique", "technologiques", "techno"), "bac techno"),
    **dict.fromkeys(("professionnel", "professionnels", "pro"), "bac pro"),
}
#: Kinds of which no specialty is read.
PLAIN = LEVELS | {"3e", "2de GT", "2de", "Tle", "LAS", "PASS", "IEP", "DCG", "DSCG", "bac"}
#: Kinds of which « en X » says the field; of all others it names the specialty.
EN_FIELDS = LEVELS | {
    "CAP",
    "BPA",
    "BP",
    "bac pro",
    "école",
    "école spécialisée",
    "école d'art",
    "ingénieur",
    "FCIL",
    "CS",
}
#: Kinds whose bracket lists options of the name before it.
WITH_OPTIONS = frozenset({"CAP", "BP", "BPA", "bac pro", "BMA", "BTS", "BTSA", "CS", "MC"})
#: First words that make what follows a kind a field, not a specialty.
FIELD_WORD = re.compile(
    r"(industriel|agricole|scientifique|scientique|litteraire|artistique|commercial|tertiaire|paramedical|medical"
    r"|juridique|economique|agronome|agronomique|technico)(le)?e?s?(ou|et)?$"
)
NOT_BY_ADJECTIVE = frozenset({"licence", "master", "BTS", "DE", "BUT", "DEUST", "autre"})
_YEAR_MONTHS = range(9, 13)


def years_of(token: Token) -> float | None:
    """Return the years that a duration says; a school year of 9 to 12 months is one.

    The guide: 10 months count as 1 year, 18 as 1.5.
    """
    cue = token.cue("duration")
    if cue is None or not token.numbers:
        return None
    n = token.numbers[0]
    if cue.value != "months" or n in _YEAR_MONTHS:
        return 1 if cue.value == "months" else n
    return n // 12 if n % 12 == 0 else round(n / 12, 2)


@dataclass(slots=True)
class Tail:
    """What follows a kind word, up to the token `end`."""

    end: int
    names: list[Name] = field(default_factory=list)
    fields: list[Name] = field(default_factory=list)
    same: bool = False  #: of the same field as D
    general: bool = False  #: the general link holds besides the names ("notamment")
    bracketed: bool = False  #: the names stand in a bracket
    opened: bool = False  #: a word says that a field follows ("du secteur")
    years: float | None = None

    def take(self, inner: Tail) -> None:
        """Add what a bracket says."""
        self.bracketed = True
        self.general = self.general or inner.general
        self.opened = self.opened or inner.opened
        self.same = self.same or inner.same
        self.names += inner.names
        self.fields += inner.fields
