"""Words of a text with their offsets, and phrases found among them by a trie of words.

Cues are written as plain French (`cues/*.toml`), so this is the whole of the pattern language:

- `(a|b)`: one or the other; an empty side makes it optional: `(tres|) bon dossier`;
- `<n>` a number in figures or letters, `<o>` an ordinal ("2e", "première");
- `{name}`: a list of alternatives defined in `[lists]`;
- `~verb`: the forms of a verb in -er or -ir that the fiches' prose has: « ~viser » is viser, vise, visent ...;
- `[` and `]`: brackets of the text;
- a word in CAPITALS must stand in capitals in the text ("DU" is not "du"); all else ignores case,
  accents and the plural -s.

Matching is leftmost, longest first, and linear in the length of the text: at each word at most as
many steps as the longest phrase has words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from pathways.text import fold, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Found", "Phrases", "Word", "expand", "forms", "number", "ordinal", "stem", "words_of"]

T = TypeVar("T")

_NUMBERS = ["un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
_NUMBER = {w: max(1, i) for i, w in enumerate(_NUMBERS)}
_ORDINALS = ["premier", "premiere", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme"]
_ORDINAL = {w: max(1, i) for i, w in enumerate(_ORDINALS)} | {"second": 2, "seconde": 2}
_ORDINAL_FIGURES = re.compile(r"([1-9])(?:e|er|re|ere|eme|de|nde|nd)s?(?:annees?)?$")
_WORD = re.compile(r"[a-z0-9]+'?|[^\sa-z0-9]")
_PLURAL_FROM = 4  # letters: "bacs" is a plural, "bts" is not
_MOST = 4000


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of the text: its folded form, its stem, its offsets in the original."""

    text: str
    stem: str
    start: int
    end: int
    capital: bool = False  #: starts with a capital
    capitals: bool = False  #: written in capitals throughout (a first pair suffices: "CAPa")
    glued: bool = False  #: no space before it
    first: bool = False  #: starts a line of its own, not a line merely wrapped


def number(word: str) -> int | None:
    """Return the value of a number in figures or letters, None for another word."""
    if word.isdecimal():
        return int(word) if len(word) <= 3 else None  # noqa: PLR2004 - no count of years or months has four figures
    return _NUMBER.get(word)


def ordinal(word: str) -> int | None:
    """Return the value of an ordinal ("2e", "1re", "première"), None for another word."""
    if m := _ORDINAL_FIGURES.match(word):
        return int(m[1])
    return _ORDINAL.get(word)


def stem(word: str) -> str:
    """Return a folded word without its plural -s."""
    return word[:-1] if len(word) >= _PLURAL_FROM and word[-1] == "s" and word[-2:] != "ss" else word


def words_of(text: str) -> list[Word]:
    """Split `text` into words and marks with offsets into it; a hyphen inside a word only parts it.

    Examples
    --------
    >>> [w.text for w in words_of("L'École (2 ans), aide-soignant")]
    ["l'", 'ecole', '(', '2', 'ans', ')', ',', 'aide', 'soignant']
    """
    folded, offsets = fold_with_offsets(text)
    out: list[Word] = []
    last = 0
    for m in _WORD.finditer(folded):
        form = m[0]
        start, end = m.span()
        if form == "-" and 0 < start == last and end < len(folded) and folded[end].isalnum():
            last = end
            continue
        a, b = offsets[start], offsets[end - 1] + 1
        first, second = text[a], text[a + 1 : a + 2]
        capital = first.isupper()
        out.append(
            Word(
                form,
                stem(form),
                a,
                b,
                capital,
                capital and (second.isupper() or second.isdigit() or b == a + 1),
                0 < start == last,
                "\n" in (gap := folded[last:start]) and (capital or not form[0].isalnum() or gap.count("\n") > 1),
            )
        )
        last = end
    return out


_ER = ("er", "e", "ee", "ent", "ait", "aient", "era", "eront", "erait", "eraient")
_IR = ("ir", "it", "i", "ie", "issent", "issait", "issaient", "issant", "ira", "iront", "irait", "iraient")


def forms(verb: str) -> list[str]:
    """Return the folded forms of a regular verb: third persons, infinitive, participles.

    Examples
    --------
    >>> forms("viser")[:5]
    ['viser', 'vise', 'visee', 'visent', 'visait']
    """
    base = verb[:-2]
    if verb.endswith("ir"):
        return [base + e for e in _IR]
    return [base + e for e in _ER] + [base + ("eant" if base.endswith("g") else "ant")]


_PIECE = re.compile(r"\(([^()]*)\)|\{(\w+)\}|([^\s(){}]+)")


def expand(pattern: str, lists: Mapping[str, Iterable[str]] = {}) -> Iterator[str]:
    """Yield every plain phrase that `pattern` stands for.

    Examples
    --------
    >>> list(expand("(tres|) bon (dossier|niveau)"))
    ['tres bon dossier', 'tres bon niveau', 'bon dossier', 'bon niveau']
    """
    if re.search(r"\([^)]*\(", pattern):
        raise ValueError(f"the pattern {pattern!r} has a group inside a group")
    done: list[str] = [""]
    for m in _PIECE.finditer(pattern):
        if m[1] is not None:
            sides = (s.strip().replace("[", "(").replace("]", ")") for s in m[1].split("|"))
            options = [f for side in sides for f in (forms(side[1:]) if side.startswith("~") else (side,))]
        elif m[3] is not None and m[3].startswith("~"):
            options = forms(m[3][1:])
        elif m[2] is not None:
            options = [p for s in lists[m[2]] for p in expand(s, lists)]
        else:
            options = [{"[": "(", "]": ")"}.get(m[3], m[3])]
        done = [f"{a} {b}".strip() for a in done for b in options]
        if len(done) > _MOST:
            raise ValueError(f"the pattern {pattern!r} stands for more than {_MOST} phrases")
    yield from done


@cache
def _steps(piece: str) -> tuple[str, ...]:
    """Return the edges of the trie that a piece of a phrase takes: stems, capitals marked, `<n>` and `<o>`."""
    if piece in {"<n>", "<o>"}:
        return (piece,)
    return tuple("=" + w.text if w.capitals and piece.isupper() else w.stem for w in words_of(piece))


@dataclass(slots=True)
class _Node(Generic[T]):
    next: dict[str, _Node[T]] = field(default_factory=dict)
    values: tuple[T, ...] = ()


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase found: its meanings, the words it covers (`start` to `end`, half open), the numbers in it."""

    values: tuple[T, ...]
    start: int
    end: int
    numbers: tuple[int, ...] = ()


class Phrases(Generic[T]):
    """A set of phrases, each with its meanings."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, phrase: str, value: T) -> None:
        """Give one plain phrase (see `expand`) a meaning more."""
        node = self._root
        for piece in phrase.split():
            for step in _steps(piece):
                node = node.next.setdefault(step, _Node())
        if value not in node.values:
            node.values += (value,)

    def at(self, words: list[Word], i: int) -> Found[T] | None:
        """Return the longest phrase that starts at word `i`."""
        best: Found[T] | None = None
        states: list[tuple[_Node[T], tuple[int, ...]]] = [(self._root, ())]
        j = i
        size = len(words)
        while states and j < size:
            w = words[j]
            if w.first and j > i:
                break
            after: list[tuple[_Node[T], tuple[int, ...]]] = []
            for node, numbers in states:
                step = node.next
                if w.capitals and (n := step.get("=" + w.text)) is not None:
                    after.append((n, numbers))
                if (n := step.get(w.stem)) is not None:
                    after.append((n, numbers))
                if (n := step.get("<n>")) is not None and (value := number(w.text)) is not None:
                    after.append((n, (*numbers, value)))
                if (n := step.get("<o>")) is not None and (value := ordinal(w.text)) is not None:
                    after.append((n, (*numbers, value)))
            j += 1
            for node, numbers in after:
                if node.values:
                    best = Found(node.values, i, j, numbers)
                    break
            states = after
        return best


def same(a: str, b: str) -> bool:
    """Whether two names are the same words."""
    return [w.stem for w in words_of(fold(a))] == [w.stem for w in words_of(fold(b))]
