"""French normalisation that keeps offsets into the original.

`fold` is for keys and comparisons; `Folded` is for reading: it searches in the
folded text and answers in offsets of the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Folded", "fold", "fold_with_offsets", "slug", "words"]

# Characters that normalisation alone does not bring to ASCII.  One output character
# each keeps `fold` cheap; those that widen are in _WIDE.
_SAME_WIDTH = {
    **dict.fromkeys("’‘ʼ`´′‛＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
}
_WIDE = {"œ": "oe", "æ": "ae", "ß": "ss", "þ": "th", "…": "..."}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")


def _fold_character(character: str) -> str:
    """Return the folded form of one character: none, one or several characters."""
    low = character.lower()
    out = []
    for c in low:
        if c in _DROPPED:
            continue
        if (same := _SAME_WIDTH.get(c)) is not None:
            out.append(same)
        elif (wide := _WIDE.get(c)) is not None:
            out.append(wide)
        elif c < "\x80":
            out.append(c)
        else:
            plain = "".join(d for d in unicodedata.normalize("NFKD", c) if not unicodedata.combining(d))
            out.append("".join(_SAME_WIDTH.get(d) or _WIDE.get(d, d) for d in plain.lower()))
    return "".join(out)


class _Table(dict[int, str]):
    """A `str.translate` table that fills itself, one entry a character met."""

    def __missing__(self, codepoint: int) -> str:
        folded = _fold_character(chr(codepoint))
        self[codepoint] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Return `text` in lower case without accents, ligatures or typographic marks.

    Examples
    --------
    >>> fold("L’Œuvre d’ÉTÉ – bac pro…")
    "l'oeuvre d'ete - bac pro..."
    """
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return `fold(text)` and, for each of its characters, the offset it came from.

    The list has one element more than the folded text: the length of `text`.

    Examples
    --------
    >>> fold_with_offsets("œuf")
    ('oeuf', [0, 0, 1, 2, 3])
    """
    folded = text.translate(_TABLE)
    if len(folded) == len(text) and all(len(_TABLE[ord(c)]) == 1 for c in set(text)):
        return folded, list(range(len(text) + 1))
    offsets = [i for i, c in enumerate(text) for _ in _TABLE[ord(c)]]
    offsets.append(len(text))
    return folded, offsets


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, its folded form, and the way back.

    Examples
    --------
    >>> f = Folded.of("Le cœur à l'ouvrage")
    >>> i = f.folded.index("ouvrage")
    >>> f.original[slice(*f.span(i, i + 7))]
    'ouvrage'
    """

    original: str
    folded: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold `text`."""
        folded, offsets = fold_with_offsets(text)
        return cls(text, folded, tuple(offsets))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of `folded[start:end]`.

        A character that widened (œ) is taken whole.
        """
        if end <= start:
            at = self.offsets[start]
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """Return the words of `text`, folded: runs of letters and digits.

    Examples
    --------
    >>> words("Métiers d'art & BTS (2 ans)")
    ['metiers', 'd', 'art', 'bts', '2', 'ans']
    """
    return _WORD.findall(fold(text))


def slug(text: str) -> str:
    """Return `text` as an identifier: words of ASCII letters and digits joined by hyphens.

    Examples
    --------
    >>> slug("2de pro métiers de l'électricité")
    '2de-pro-metiers-de-l-electricite'
    """
    return "-".join(words(text))
