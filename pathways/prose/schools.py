"""Schools: what one is by its field, its proper name, and those that a coordination adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.kinds import FIELD_WORD
from pathways.prose.mention import Mention, named, plain
from pathways.prose.names import SEPARATORS, Name

if TYPE_CHECKING:
    from pathways.prose.names import Names

__all__ = ["SCHOOLS", "as_proper", "by_field", "is_art", "more_schools", "proper_name"]

#: First letters of the kinds that are schools.
SCHOOLS = ("école", "ingénieur", "grande", "IEP")
#: What an « école de X » is, by the first word of X.
_BY_FIELD = (
    (re.compile(r"ingenieur"), "ingénieur"),
    (re.compile(r"(commerce|gestion|management)$"), "école de commerce"),
    (re.compile(r"veterinaire"), "école vétérinaire"),
    (re.compile(r"architecture"), "école d'architecture"),
    (re.compile(r"(art|arts|design|mode|cinema|audiovisuel|graphisme|beaux)$"), "école d'art"),
)
_ART = re.compile(
    r"\b(cinema|audiovisuel|design|mode|son|image|graphisme|photographie|lumiere|multimedia|arts? appliques?"
    r"|beaux arts)\b"
)


def is_art(m: Mention) -> bool:
    """Whether a school is one of art by its name: « École nationale supérieure de la photographie »."""
    return _ART.search(plain(m.name)) is not None


def by_field(m: Mention, *, grand: bool) -> Mention:
    """Say what an « école de X » is."""
    if m.name is None:
        m.kind = "grande école" if grand else "école spécialisée"
        return m
    words = plain(m.name).split()
    m.scope = Scope.FIELD
    for pattern, kind in _BY_FIELD:
        if words and pattern.match(words[0]):
            m.kind = kind
            general = words[0].startswith(("art", "beaux")) if kind == "école d'art" else len(words) == 1
            if general or (len(words) > 1 and words[1] in {"et", "ou"}):
                m.name, m.scope = None, Scope.ANY
            return m
    other = "grande école" if grand and FIELD_WORD.match(words[0]) else "école spécialisée"
    m.kind = "école d'art" if is_art(m) else other
    return m


def as_proper(m: Mention) -> Mention:
    """Return a school that stands by its proper name."""
    m.kind = "école d'art" if is_art(m) else "école spécialisée"
    m.scope = Scope.NAMED if m.name else Scope.ANY
    return m


def proper_name(names: Names, i: int, found: list[Mention], *, generic: bool) -> Name | None:
    """Return the whole name of the school at token `i`, where it is a proper one: « l'École nationale des mines ».

    `generic`: its kind word says no more than that it is a school.
    """
    t = names.tokens[i]
    one = t.words[0].text == "ecole" and names.text(i - 1) not in {"les", "des", "aux"}
    capital = t.words[0].capital and (generic or names.text(i - 1) == "l'")
    if not (one and i > 0 and (capital or (generic and "nationale" in t.text)) and found and found[0].name):
        return None
    last = max(m.last for m in found)
    return Name(i, last, names.written(i, last))


def more_schools(names: Names, i: int, last: Mention) -> tuple[list[Mention], int] | None:
    """Read « de X » or « vétérinaires » at token `i`, where it goes on with schools: « de commerce, de tourisme »."""
    beside = last.kind.startswith(SCHOOLS) and last.scope is not Scope.NAMED and i == last.last + 1
    word = names.text(i)
    goes_on = word.startswith("veterinaire") or (word in {"de", "d'"} and not names.kind_near(i, len(names.tokens)))
    if not (beside and goes_on and names.text(i - 1) in SEPARATORS):
        return None
    items, after = names.items(i, len(names.tokens), "école", fields=True)
    base = Mention("école", None, Scope.FIELD, i, i + 1, last.start, names.tokens[i].end, determiner=last.determiner)
    return [by_field(named(names, base, n, Scope.FIELD), grand=False) for n in items], max(after, i + 1)
