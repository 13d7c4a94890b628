"""Diplomas told without a word of their own: « un diplôme de X », by a level, by an acronym, by « celui de X »."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.kinds import LEVELS
from pathways.prose.mention import Mention, named, plain
from pathways.prose.names import ARTICLES, SEPARATORS, Name
from pathways.prose.schools import as_proper

if TYPE_CHECKING:
    from pathways.prose.lexicon import Kind
    from pathways.prose.names import Names

__all__ = ["at_level", "elided", "field_of_level", "is_open", "profession", "professions", "spelt_out_acronym"]

_FAR = 12
_LETTERS = 2  # letters: an acronym has more
_WORDS = frozenset({"diplome", "brevet", "certificat", "titre"})
#: How « un diplôme de X » starts, as one token.
_DIPLOMA_OF = re.compile(r"(diplome|titre) (de\b|du\b|d'(?!etat))")
#: Phrases for « un diplôme » of which the text says the level.
_OF_A_LEVEL = frozenset({"de-social", "diplome-in-a-field", "open-diploma", "open-diploma-de"})
#: Words after « diplôme de » that say its rank or its use, and endings of nouns that are no profession.
_NO_PROFESSION = re.compile(
    r"(niveau|fin|base|meme|secourisme|etude|enseignement|aptitude|langue|travail|conduite|sauvetage|branche"
    r"|(1|2|3|premier|second) |\w+(tion|sion|te|ment|ence|ance|isme|logie)s?\b)"
)
_ADJECTIVE = re.compile(r"(al|ale|ique|if|ive|aire|el|elle)s?$")


def is_open(kind: Kind) -> bool:
    """Whether a phrase is « un diplôme de », an open class."""
    return kind.id.startswith("open-diploma")


def professions(found: list[Name]) -> list[Name]:
    """Return the names that may follow « diplôme de »: X is who one becomes, not a rank or a quality."""
    return list(takewhile(lambda n: _NO_PROFESSION.match(plain(n.text)) is None, found))


def spelt_out_acronym(names: Names, i: int) -> Mention | None:
    """Return the school or diploma that an unknown acronym is: « l'ENSP (École nationale supérieure de X) »."""
    t = names.tokens[i]
    shut = names.close.get(i + 1)
    if shut is None or shut <= i + _LETTERS or t.kinds or t.cue("none"):
        return None
    if not t.words[0].capital or len(t.text) <= _LETTERS or not names.abbreviates(i, shut):
        return None
    first = names.tokens[i + 2]
    kind = first.kind
    school = kind is not None and kind.kind == "école"
    if not school and (first.text.split()[0].rstrip("s") not in _WORDS or (kind is not None and not kind.names)):
        return None
    written = names.written(i, shut) + ")"
    m = Mention("autre", written, Scope.NAMED, i, shut + 1, t.start, names.tokens[shut].end)
    return as_proper(m) if school else m


def elided(names: Names, i: int, last: Mention) -> tuple[list[Mention], int] | None:
    """Return what « à celui de X » or « ceux de X » at token `i` is: the kind of the mention before it, named X."""
    size = len(names.tokens)
    if not names.tokens[i].cue("elided") or last.kind == "expérience" or names.text(i + 1) in {"un", "une"}:
        return None
    if names.kind_near(i + 1, size):
        return None
    head = i + 1 + (names.text(i + 1) in ARTICLES)
    spelt = spelt_out_acronym(names, head) if head < size else None
    if spelt is not None:
        return [replace(spelt, kind=last.kind, start=names.tokens[i].start)], spelt.last
    scope = Scope.FIELD if last.scope is Scope.FIELD else Scope.NAMED
    items, after = names.items(i + 1, size, last.kind, fields=scope is Scope.FIELD)
    base = Mention(last.kind, None, scope, i, i + 1, names.tokens[i].start, names.tokens[i].end)
    return ([named(names, base, n, scope) for n in items], after) if items else None


def profession(names: Names, i: int, out: list[Mention]) -> Mention | None:
    """Return the State diploma of the profession at token `i`: « les aides-soignants peuvent postuler »."""
    t, before = names.tokens[i], names.text(i - 1)
    last = out[-1] if out else None
    listed = last is not None and before in SEPARATORS | {"("} and last.last >= i - 1
    given = last is not None and i > 0 and names.tokens[i - 1].cue("notably", "example") is not None
    again = listed and last is not None and names.tokens[last.at].kind is None
    plural = t.text.endswith("s") and (before in {"les", "aux"} or listed)
    after = names.known(i, len(names.tokens), "DE") if plural or given or again else None
    if after is None:
        return None
    return Mention("DE", names.written(i, after), Scope.NAMED, i, after, t.start, names.tokens[after - 1].end)


# ---- diplomas of a level -------------------------------------------------------------------------------------------
def at_level(names: Names, out: list[Mention], found: list[Mention]) -> list[Mention]:
    """Put levels and the diplomas before them together: « un diplôme du secteur agricole de niveau bac ».

    `out` loses what the level takes over; a State diploma stays one, whatever its level.
    """
    if not (out and found and found[0].kind in LEVELS):
        return found
    level, last = found[0], out[-1]
    kind = names.tokens[last.at].kind
    between = names.tokens[last.last : level.at]
    if kind is None:
        return found
    if level.name and kind.id == "de-social" and any(t.text == "diplome" for t in between):
        # "un diplôme de travail social ou un diplôme paramédical de niveau bac + 2": both are of the level
        out[-1] = replace(last, kind=level.kind, name="travail social", scope=Scope.FIELD, bare=False)
        return found
    state = kind.id == "de" and last.scope is Scope.FIELD
    if not (state or kind.id in _OF_A_LEVEL) or not all(t.cue("filler") for t in between):
        return found
    if state:
        return []
    out.pop()
    if last.scope is not Scope.ANY and level.bare:
        level.name, level.scope, level.start, level.bare, level.trailing = (
            last.name,
            Scope.FIELD,
            last.start,
            False,
            True,
        )
    return found


def field_of_level(names: Names, i: int) -> Name | None:
    """Return the field that stands before the level at token `i`: « un diplôme de X (au moins) de niveau ... »."""
    tokens = names.tokens
    for j in range(i - 1, max(-1, i - _FAR), -1):
        t = tokens[j]
        between = tokens[j + 1 : i]
        adjectives = t.text in _WORDS and all(
            _ADJECTIVE.search(x.text) or x.text in {"ou", "et"} or x.cue("filler") for x in between
        )
        if _DIPLOMA_OF.match(t.text) or (adjectives and between):
            end = i
            while tokens[end - 1].cue("filler", "stop"):
                end -= 1
            name = names.name(j + (end > j + 1), end)
            words = name.text.split(maxsplit=2)[2:] if name.start == j else [name.text]
            return name._replace(text=words[0]) if words and words[0] else None
        if t.kinds or t.text in SEPARATORS | {".", ":", "(", ")"}:
            return None
    return None
