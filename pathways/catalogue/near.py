"""Which words of the names a word may be: itself, of its stem, its trade's, its beginning's, misspelt, glued."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pathways.catalogue.tokens import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.catalogue.index import Tables

__all__ = ["Vocabulary"]

_MOST_ALIKE = 24
_STEM_ONLY = 0.98
_DERIVED = 0.96
_ONE_EDIT, _TWO_EDITS, _FIRST_LETTER = 0.95, 0.85, 0.93
_KNOWN_WORD = 0.9  # a word that is known is seldom another one misspelt
_SHORTEST_ROOT = 4
_PREFIX_LENGTH, _NEAR_LENGTH, _TWO_EDITS_LENGTH = 6, 5, 11
_LONG_TO_SPLIT, _SHORTEST_HALF = 6, 3


class Vocabulary:
    """The words of all names of an index.

    Likeness is 1 for the word itself, less the farther a word is; the figures are calibrated on
    the tables of queries in tests/catalogue.
    """

    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def known(self, surface: str, root: str) -> dict[int, float]:
        """Return the stem that a word is, and how near it is (0 to 1); nothing for a word that no name holds."""
        t = self._t
        if (i := t.surfaces.find(surface)) >= 0:
            return {t.surface_stem[i]: 1.0}
        return {i: _STEM_ONLY} if (i := t.stems.find(root)) >= 0 else {}

    def choices(self, surface: str, known: dict[int, float], *, strange: bool) -> dict[int, float]:
        """Add to what a word is what it may be; misspelt only where it is `strange`."""
        found = dict(known)
        if len(surface) < _NEAR_LENGTH:
            if strange and len(surface) == _NEAR_LENGTH - 1:
                found |= {self._t.surface_stem[i]: p for i, p in self._misspelt(surface) if p == _ONE_EDIT}
            return found
        for own in self._derived(surface):
            found[own] = max(found.get(own, 0.0), _DERIVED)
        near = [
            *(self._started(surface) if len(surface) >= _PREFIX_LENGTH else ()),
            *(self._misspelt(surface) if strange else ()),
        ]
        for word, likeness in near:
            own = self._t.surface_stem[word]
            found[own] = max(found.get(own, 0.0), likeness * (_KNOWN_WORD if known else 1.0))
        return found

    def _derived(self, word: str) -> Iterator[int]:
        """Yield the stems of who has the trade that `word` names."""
        for field, agents in self._t.phrases.derivations.items():
            if word.endswith(field) and len(word) - len(field) >= _SHORTEST_ROOT:
                root = word[: -len(field)]
                roots = (root, root[:-1]) if root[-1] == root[-2] else (root,)
                found = (self._t.surfaces.find(r + agent) for r in roots for agent in agents)
                yield from (self._t.surface_stem[i] for i in found if i >= 0)

    def _started(self, word: str) -> Iterator[tuple[int, float]]:
        """Yield the words that start with `word`."""
        surfaces = self._t.surfaces
        for i in range(surfaces.at_least(word), len(surfaces)):
            other = surfaces[i]
            if not other.startswith(word):
                break
            yield i, 0.8 + 0.15 * len(word) / len(other)

    def _misspelt(self, word: str) -> Iterator[tuple[int, float]]:
        """Yield the words that are one letter away from `word`, or two where it is long."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where a word is not known
        from rapidfuzz.process import extract  # noqa: PLC0415 - the same

        edits = 2 if len(word) >= _TWO_EDITS_LENGTH else 1
        alike = extract(
            word, self._vocabulary, scorer=OSA.distance, processor=None, score_cutoff=edits, limit=_MOST_ALIKE
        )
        for other, distance, i in alike:
            if distance > 1:
                likeness = _TWO_EDITS if other[:1] == word[:1] else 0.0
            else:
                likeness = _ONE_EDIT if other[:1] == word[:1] else _FIRST_LETTER
            if likeness:
                yield i, likeness

    @cached_property
    def _vocabulary(self) -> list[str]:
        surfaces = self._t.surfaces
        return [surfaces[i] for i in range(len(surfaces))]

    def respaced(self, raw: list[str]) -> list[str] | None:
        """Return words with spaces taken out or put in where that makes them known ("sagefemme"); None if none is."""
        joined: list[str] = []
        for word in raw:
            if joined and self._is_word(joined[-1] + word):
                joined[-1] += word
            else:
                joined.append(word)
        found = [half for word in joined for half in self._halves(word)]
        return found if found != raw else None

    def _halves(self, word: str) -> list[str]:
        if len(word) < _LONG_TO_SPLIT or self._is_word(word):
            return [word]
        cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        at = next((i for i in cuts if self._is_word(word[:i]) and self._is_word(word[i:])), None)
        return [word] if at is None else [word[:at], word[at:]]

    def _is_word(self, word: str) -> bool:
        return bool(self.known(word, stem(word))) or word in self._t.phrases.types
