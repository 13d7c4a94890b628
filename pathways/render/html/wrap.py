"""Text that fits: cleaned of what a screen must not obey, and wrapped to a width.

A page is laid out before any browser has measured a letter, so widths are estimated on
the wide side (those of a wide sans serif); the browser narrows a line that is still too
long, and never cuts it.
"""

from __future__ import annotations

import unicodedata

__all__ = ["clean", "text_width", "wrap"]

_NARROW = frozenset("iljtfr.,;:'’|!()[]/ I-·")
_WIDE = frozenset("mwMWOQGD@%&—œŒ")
#: Bidirectional overrides and isolates: they would turn the text around them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: A label longer than this many lines ends with an ellipsis; the panel has it whole.
MOST_LINES = 12


def clean(text: object) -> str:
    r"""Return `text` without control characters, lone surrogates or bidirectional overrides.

    Examples
    --------
    >>> clean("plom\x00bier\u202e")
    'plom bier'
    """
    kept = []
    for c in str(text):
        if c in _TURNING:
            continue
        category = unicodedata.category(c)
        kept.append("\ufffd" if category == "Cs" else " " if category == "Cc" else c)
    return "".join(kept)


def _advance(character: str) -> float:
    """Return the width of one character in ems."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0.0
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.9
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.2
    return 0.7 if character.isupper() else 0.56


def text_width(text: str, size: float) -> float:
    """Return the width of `text` in pixels, set in a sans serif of `size` pixels.

    Examples
    --------
    >>> text_width("CAP", 10) > text_width("cap", 10) > text_width("il", 10)
    True
    """
    return size * sum(_advance(c) for c in text)


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Break a word that is wider than a line: after a hyphen or slash where there is one, else anywhere."""
    if text_width(word, size) <= width:
        return [word]
    out, piece, wide = [], "", 0.0
    for c in word:
        step = size * _advance(c)
        if piece and wide + step > width:
            cut = max(piece.rfind("-"), piece.rfind("/")) + 1
            cut = cut if cut > len(piece) // 2 else len(piece)
            out.append(piece[:cut])
            piece = piece[cut:]
            wide = text_width(piece, size)
            if len(out) > MOST_LINES:
                return out
        piece += c
        wide += step
    return [*out, piece]


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break `text` into lines of at most `width` pixels, at least one line.

    Parameters
    ----------
    text : str
        Any text; blank space is folded.
    width, size : float
        Width of a line and size of the letters, in pixels.

    Returns
    -------
    tuple of str
        At most `MOST_LINES` lines; the last ends with an ellipsis where there was more.

    Examples
    --------
    >>> wrap("CAP monteur en installations sanitaires", 140, 13)
    ('CAP monteur en', 'installations', 'sanitaires')
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width, size):
            candidate = f"{line} {piece}" if line else piece
            if line and text_width(candidate, size) > width:
                lines.append(line)
                line = piece
            else:
                line = candidate
        if len(lines) > MOST_LINES:
            break
    lines.append(line)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1].rstrip(" ,;") + "…"]
    return tuple(lines)
