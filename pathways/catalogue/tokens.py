"""A name as words to compare: folded, without plural, gender, type of diploma or words that mean nothing."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pathways.model import NodeKind
from pathways.text import gendered_forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "GENERIC",
    "STOPWORDS",
    "NameClass",
    "Phrases",
    "Words",
    "code_key",
    "content",
    "phrase_key",
    "singular",
    "stem",
]

#: Words that carry no meaning in a name.
STOPWORDS = frozenset(
    words(
        "a ai an and au aux avec ce ces d dans de des du elle en es est et etre ex for futur il in je l la le les leur "
        "m ma mes mon n of on ou par pour qu que qui s sa se ses sont sur t the un une vers y"
    )
)
#: Words that most names of their sort hold and that people leave out; they count little.
GENERIC = frozenset(
    words(
        "mention option specialite parcours metier diplome etat formation etude cursus titre niveau domaine secteur "
        "certificat brevet national professionnel professionnelle spe enseignement specifique"
    )
)
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_LITTLE = frozenset(words("a au aux d de des du en et l la le les un une"))
_ORDINAL_ENDINGS = frozenset({"e", "eme", "ieme", "ere", "re", "nde"})
_LETTERS = frozenset("abcdef")
_SHORT = 3
_ENDINGS = (
    ("euse", "eur"),
    ("trice", "teur"),
    ("drice", "deur"),
    ("iere", "ier"),
    ("ienne", "ien"),
    ("onne", "on"),
    ("enne", "en"),
    ("elle", "el"),
    ("effe", "ef"),
    ("ere", "er"),
    ("ive", "if"),
    ("tresse", "tr"),
    ("tesse", "t"),
)


class NameClass(IntEnum):
    """What a name is to its node; `search` says what a full match of each is worth."""

    TITLE = 0
    PLAIN = 1  #: the title without what stands in parentheses
    COLLOQUIAL = 2
    SIGLE = 3
    ALIAS = 4
    PART = 5  #: one half of a double name ("opticien" of "opticien-lunetier")
    INITIALS = 6  #: made here from the first letters
    CALLED = 7  #: of a wider nomenclature


def code_key(text: str) -> str:
    """Return an id or code as the index holds it: letters and digits alone.

    Examples
    --------
    >>> code_key("FOR.7017"), code_key(" rncp 38878 "), code_key("classe:3e")
    ('for7017', 'rncp38878', 'classe3e')
    """
    return "".join(words(text))


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """Return a folded word without the mark of the plural.

    Examples
    --------
    >>> [singular(w) for w in ("travaux", "niveaux", "metiers", "bts", "cours")]
    ['traval', 'niveau', 'metier', 'bts', 'cour']
    """
    if len(word) <= _SHORT:
        return word
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if word[-1] in "sx" and word[-2] != "s" else word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what the masculine and the feminine, singular and plural, of a folded word share.

    Two words of one stem are compared further by their letters: "médecin" is not "médecine".

    Examples
    --------
    >>> {stem(w) for w in ("technicien", "technicienne", "techniciennes")}
    {'technicien'}
    >>> [stem(w) for w in ("plombiere", "operatrice", "chargee", "coiffure", "sportive")]
    ['plombier', 'operateur', 'charg', 'coiffur', 'sportif']
    """
    one = singular(word)
    if len(one) <= _SHORT:
        return one
    for feminine, masculine in _ENDINGS:
        if one.endswith(feminine):
            return one[: -len(feminine)] + masculine
    return one.rstrip("e") or one


class Words(NamedTuple):
    """What of a text counts: its words, folded, and their stems, in order, each stem once."""

    surfaces: tuple[str, ...]
    stems: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.stems)


def content(raw: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> Words:
    """Keep the words that count; write abbreviations out.

    Parameters
    ----------
    raw : sequence of str
        Folded words, in order (`text.words`).
    synonyms : mapping
        Word -> the words that it stands for ("auto" -> "automobile").
    """
    found: dict[str, str] = {}
    last = len(raw) - 1
    for i, word in enumerate(raw):
        letter = word in _LETTERS and i > 0 and (raw[i - 1] in {"option", "options"} or i == last)
        if word in STOPWORDS and not letter:
            continue
        for full in synonyms.get(singular(word), (word,)):
            if full not in STOPWORDS or letter:
                found.setdefault(stem(full), full)
    return Words(tuple(found.values()), tuple(found))


class Phrases(NamedTuple):
    """What the lexicon knows, as tables to read a text with.

    Parameters
    ----------
    types : mapping
        Words of a type of diploma -> the types meant, each with how well it is meant (0 to 1).
    classes : mapping
        Words of a school year -> its mark ("troisieme" -> "3e").
    tracks : mapping
        Words of a track, after a school year -> its mark ("professionnelle" -> "pro").
    synonyms : mapping
        Abbreviation -> the words that it stands for.
    derivations : mapping
        Ending of a trade -> endings of who has it ("erie" -> "er": "boulangerie", "boulanger").
    noise : tuple of str
        What people write before a name ("je veux devenir").
    """

    types: Mapping[str, Mapping[str, float]]
    classes: Mapping[str, str]
    tracks: Mapping[str, str]
    synonyms: Mapping[str, Sequence[str]]
    derivations: Mapping[str, Sequence[str]]
    noise: tuple[str, ...]

    def read(self, text: str) -> list[str]:
        """Return the folded words of `text` without what people write before a name."""
        raw = words(_DOTTED.sub(lambda m: m[0].replace(".", ""), gendered_forms(text)[0]))
        if len(raw) > 1 and raw[0].isdigit() and raw[1] in _ORDINAL_ENDINGS:
            raw = [raw[0] + raw[1], *raw[2:]]
        while True:
            for phrase in self.noise:
                parts = phrase.split()
                if raw[: len(parts)] == parts and len(raw) > len(parts):
                    raw = raw[len(parts) :]
                    break
            else:
                return raw

    def strip_type(self, raw: Sequence[str], text: str) -> tuple[list[str], dict[str, float]]:
        """Return the words without a type of diploma at either end, and the types meant (empty: none)."""
        rest, meant = list(raw), dict[str, float]()
        while (size := self._type_at_start(rest, text)) > 0:
            found = self.types[phrase_key(rest[:size])]
            if meant and not meant.keys() & found.keys():
                break
            meant = {t: s for t, s in found.items() if t in meant or not meant}
            rest = rest[size:]
            while rest and rest[0] in STOPWORDS:
                rest = rest[1:]
        if not meant:
            size = next((n for n in range(min(8, len(rest) - 1), 0, -1) if phrase_key(rest[-n:]) in self.types), 0)
            if size and phrase_key(rest[-size:]) not in _AMBIGUOUS_WORDS:
                meant = dict(self.types[phrase_key(rest[-size:])])
                rest = rest[:-size]
        return rest, meant

    def _type_at_start(self, raw: Sequence[str], text: str) -> int:
        size = next((n for n in range(min(12, len(raw)), 0, -1) if phrase_key(raw[:n]) in self.types), 0)
        if size == 1 and raw[0] in _AMBIGUOUS_WORDS and not re.match(rf"\W*{raw[0].upper()}\b", text):
            return int(raw[0] == "de" and len(raw) > 1 and raw[1] not in STOPWORDS)
        return size

    def says_type(self, text: str) -> bool:
        """Tell whether a name starts or ends with a type of diploma, and is more than that."""
        rest, types = self.strip_type(words(text), text)
        return bool(rest and types)

    def words_of_name(self, text: str, kind: str) -> Words:
        """Return the words of a node's name that count: without its type, a school year as marks."""
        raw = words(text)
        if kind == NodeKind.CLASS:
            raw = next((m for i in range(len(raw)) if (m := self.strip_class(raw[i:])) is not None), raw)
        elif kind == NodeKind.DIPLOMA:
            raw = self.strip_type(raw, text)[0] or raw
        return content(raw, self.synonyms)

    def strip_class(self, raw: Sequence[str]) -> list[str] | None:
        """Return the words with school year and track as marks ("3e", "+pro"), None where no year leads."""
        if not raw or (year := self.classes.get(singular(raw[0]))) is None or raw[1:2] == ["annee"]:
            return None
        rest, marks = list(raw[1:]), [f"+{year}"]
        while rest:
            size = next((n for n in range(min(4, len(rest)), 0, -1) if phrase_key(rest[:n]) in self.tracks), 0)
            if not size:
                break
            track = self.tracks[phrase_key(rest[:size])]
            if year == "2de" and track in _INSIDE_GT:
                marks.append("+gt")
            elif track != _TECHNO:
                marks.append(f"+{track}")
            rest = rest[size:]
        return [*marks, *rest]


#: A track that the série says; and those that only part after the 2de.
_TECHNO = "techno"
_INSIDE_GT = frozenset({"generale", _TECHNO})
#: Types that are also little words: taken as types in capitals alone.
_AMBIGUOUS_WORDS = frozenset({"de", "du"})


def phrase_key(raw: Sequence[str]) -> str:
    """Return folded words as the tables of `Phrases` hold them: without plural and little words.

    Examples
    --------
    >>> phrase_key(["brevets", "de", "technicien", "superieur"]), phrase_key(["de"])
    ('brevet technicien superieur', 'de')
    """
    kept = [singular(w) for w in raw if w not in _LITTLE]
    return " ".join(kept or raw)
