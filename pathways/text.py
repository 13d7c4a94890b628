"""French normalisation that keeps offsets into the original.

`fold` is for keys and comparisons; `Folded` is for reading: it searches in the
folded text and answers in offsets of the original.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

__all__ = ["Folded", "fold", "fold_with_offsets", "gendered_forms", "slug", "words"]

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


class Folded(NamedTuple):
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


# Endings of a masculine and a feminine form, longest first: (masculine, feminine, what is written after the mark).
# Source: the labels of the record ("plombier/ère", "opérateur/trice", "prêteur/se", "docteur/oresse" ...).
_ENDINGS = (
    ("teur", "trice", ("trice", "rice", "ice")),
    ("teur", "toresse", ("oresse", "toresse")),
    ("deur", "drice", ("drice",)),
    ("ter", "trice", ("trice",)),
    ("eur", "euse", ("euse", "se")),
    ("eur", "eure", ("re",)),
    ("eur", "eresse", ("eresse",)),
    ("ier", "ière", ("ière", "iere", "ère", "ere")),
    ("er", "ère", ("ère", "ere", "e")),
    ("er", "euse", ("euse", "se")),
    ("ien", "ienne", ("ienne", "enne", "ne", "e")),
    ("ain", "aine", ("aine", "ne")),
    ("in", "ine", ("ine", "ne")),
    ("en", "enne", ("enne", "ne")),
    ("on", "onne", ("onne", "ne")),
    ("an", "anne", ("anne", "ne")),
    ("if", "ive", ("ive", "ve")),
    ("f", "ve", ("ve",)),
    ("el", "elle", ("elle", "le")),
    ("eux", "euse", ("euse",)),
    ("et", "ète", ("ète", "te")),
    ("ef", "effe", ("effe", "fe")),
    ("al", "ale", ("ale", "e")),
    ("tre", "tresse", ("tresse", "esse", "sse")),
    ("te", "tesse", ("tesse", "esse", "sse")),
    ("é", "ée", ("ée", "e")),
    ("", "e", ("e",)),
    ("", "ne", ("ne",)),
    ("", "le", ("le",)),
    ("", "te", ("te",)),
    ("", "fe", ("fe",)),
    ("", "se", ("se",)),
    ("", "sse", ("sse",)),
    ("man", "woman", ("woman",)),
    ("boy", "girl", ("girl",)),
)
# The feminine written first ("contrôleuse/eur"): what is written after the mark -> endings to exchange.
_FEMININE_FIRST = (
    ("teur", "trice", "teur"),
    ("eur", "trice", "teur"),
    ("eur", "euse", "eur"),
    ("ier", "ière", "ier"),
    ("er", "ière", "ier"),
    ("er", "ère", "er"),
    ("ien", "ienne", "ien"),
    ("en", "ienne", "ien"),
    ("if", "ive", "if"),
    ("on", "onne", "on"),
)
# Pairs that no ending gives.
_PAIRS = {
    "garçon": "serveuse",
    "homme": "femme",
    "steward": "hôtesse",
}
_MARK = re.compile(
    r"(?P<word>[^\W\d_]{2,})(?: ?/|[·•‧⋅∙.]|\((?=[^\W\d_]+\)))(?P<suffix>[^\W\d_]+)\)?(?:[·•‧⋅∙.-]?s\b)?"
)
_MARKS = frozenset("/(·•‧⋅∙.")
_BETWEEN_WORDS = re.compile(r"\s+/\s*|\s*/\s+")


def _pair(word: str, suffix: str) -> tuple[str, str] | None:
    """Return the masculine and the feminine of `word` that `suffix` marks, None where it marks no gender."""
    low = suffix.lower()
    for written, feminine, masculine in _FEMININE_FIRST:
        if low == written and fold(word).endswith(fold(feminine)):
            return word[: -len(feminine)] + masculine, word
    for masculine, feminine, written_forms in _ENDINGS:
        if low in written_forms and word.endswith(masculine):
            return word, word[: len(word) - len(masculine)] + feminine
    return None


def _pair_of_plurals(word: str, suffix: str) -> tuple[str, str] | None:
    """Return the pair of "infirmiers/ères", in the plural."""
    if not (word.endswith("s") and suffix.endswith("s")) or (pair := _pair(word[:-1], suffix[:-1])) is None:
        return None
    return pair[0] + "s", pair[1] + "s"


def _same_but_gender(masculine: str, feminine: str) -> bool:
    """Tell whether two words are one word in its two genders (or one epicene word)."""
    if masculine == feminine or _PAIRS.get(masculine) == feminine:
        return True
    if "-" in masculine and masculine.count("-") == feminine.count("-"):
        parts = zip(masculine.split("-"), feminine.split("-"), strict=True)
        return all(_same_but_gender(m, f) for m, f in parts)
    return any(masculine.endswith(m) and feminine == masculine[: len(masculine) - len(m)] + f for m, f, _ in _ENDINGS)


def _split_whole_words(left: list[str], right: list[str]) -> tuple[str, str] | None:
    """Align "chef adjoint / cheffe adjointe de chantier"; None where the sides are no two genders."""
    for size in range(min(len(left), len(right)), 0, -1):
        for start in range(len(left) - size, -1, -1):
            pairs = list(zip(left[start : start + size], right[:size], strict=True))
            if all(_same_but_gender(m, f) for m, f in pairs) and any(m != f for m, f in pairs):
                left_rest, right_rest = left[start + size :], right[size:]
                masculine = left if left_rest else [*left, *right_rest]
                feminine = [*left[:start], *right, *([] if right_rest else left_rest)]
                return " ".join(masculine), " ".join(feminine)
    return None


def gendered_forms(label: str) -> tuple[str, str]:
    """Return the masculine and the feminine form of a name written inclusively.

    A name without such a mark comes back twice as it is.  Written forms that are known:
    "plombier/ère", "plombier·ère", "plombier(ère)", "contrôleuse/eur", and whole words
    ("adjoint administratif / adjointe administrative du Sénat").

    Examples
    --------
    >>> gendered_forms("contrôleur/euse aérien/ne")
    ('contrôleur aérien', 'contrôleuse aérienne')
    >>> gendered_forms("analyste financier / financière")
    ('analyste financier', 'analyste financière')
    >>> gendered_forms("gestionnaire actif / passif")
    ('gestionnaire actif / passif', 'gestionnaire actif / passif')
    """
    if not _MARKS.intersection(label):
        return label, label
    if (mark := _BETWEEN_WORDS.search(label)) is not None:
        left, right = label[: mark.start()].split(), label[mark.end() :].split()
        if (aligned := _split_whole_words(left, right)) is not None:
            return _forms_of_marks(aligned[0])[0], _forms_of_marks(aligned[1])[1]
    return _forms_of_marks(label)


def _forms_of_marks(label: str) -> tuple[str, str]:
    """Replace each word that carries a mark of gender by its masculine and its feminine."""
    masculine, feminine, at = [], [], 0
    for m in _MARK.finditer(label):
        pair = _pair(m["word"], m["suffix"]) or _pair_of_plurals(m["word"], m["suffix"])
        if pair is None and "/" in m[0] and _same_but_gender(m["word"], m["suffix"]):
            pair = m["word"], m["suffix"]
        if pair is None:
            continue
        masculine += [label[at : m.start()], pair[0]]
        feminine += [label[at : m.start()], pair[1]]
        at = m.end()
    return "".join((*masculine, label[at:])), "".join((*feminine, label[at:]))
