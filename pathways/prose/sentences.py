"""A section as sentences of tokens: phrases found, marks, plain words; lists and headings kept apart."""
# ruff: noqa: C901, PLR2004 - first version, taken apart next

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.prose.lexicon import Cue, Kind
from pathways.prose.phrases import Word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.prose.lexicon import Meaning
    from pathways.prose.phrases import Phrases

__all__ = ["Sentence", "Token", "sentences_of"]

_BREAK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A phrase that means something, a mark, or a plain word.

    `text` is the folded form (of a phrase: its words joined by spaces); `start` and `end` are offsets
    into the section.
    """

    text: str
    start: int
    end: int
    kinds: tuple[Kind, ...] = ()
    cues: tuple[Cue, ...] = ()
    numbers: tuple[int, ...] = ()
    words: tuple[Word, ...] = ()

    def cue(self, *does: str) -> Cue | None:
        """Return its cue that does one of these, None where it has none."""
        return next((c for c in self.cues if c.does in does), None)

    @property
    def kind(self) -> Kind | None:
        """Its kind, None where it is no diploma."""
        return self.kinds[0] if self.kinds else None


@dataclass(slots=True)
class Sentence:
    """Tokens from one full stop to the next; an item of a list knows the sentence that opens the list."""

    tokens: list[Token]
    paragraph: int
    header: Sentence | None = None
    opens_list: bool = False
    words: list[Word] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.tokens[-1].end


def _tokens(words: list[Word], phrases: Phrases[Meaning]) -> Iterator[tuple[Token, int]]:
    """Yield tokens with the index of their first word."""
    i = 0
    while i < len(words):
        found = phrases.at(words, i)
        if found is None:
            w = words[i]
            yield Token(w.text, w.start, w.end, words=(w,)), i
            i += 1
            continue
        covered = tuple(words[i : found.end])
        yield (
            Token(
                " ".join(w.text for w in covered),
                covered[0].start,
                covered[-1].end,
                tuple(m for m in found.values if isinstance(m, Kind)),
                tuple(m for m in found.values if isinstance(m, Cue)),
                found.numbers,
                covered,
            ),
            i,
        )
        i = found.end


def _stops(words: list[Word], at: int, after: int) -> bool:
    """Whether the mark at word `at` ends a sentence, `after` being the word that follows."""
    w = words[at]
    if w.text in {"!", "?"}:
        return True
    if w.text != ".":
        return False
    if after >= len(words):
        return True
    following = words[after]
    previous = words[at - 1] if at else None
    dots = previous is not None and previous.text == "."
    if not following.capital and following.text != '"':
        return False
    if following.glued:  # no space after the full stop: a word of two letters or more on both sides
        return (
            previous is not None
            and len(previous.text) > 1
            and (following.end - following.start > 1 or following.text[-1] == "'")
            and not (previous.capitals and following.capitals)
        )
    return not dots or following.capital


def _line_marks(text: str, words: list[Word]) -> tuple[set[int], set[int], set[int]]:
    """Return the words that start a line, those that start a paragraph, and the marks that start an item."""
    lines: set[int] = set()
    paragraphs: set[int] = set()
    items: set[int] = set()
    for i, w in enumerate(words):
        before = text[words[i - 1].end if i else 0 : w.start]
        if "\n" not in before and i:
            continue
        lines.add(i)
        if _BREAK.search(before) or w.text == "#":
            paragraphs.add(i)
        if w.text in {"-", "•", "*", "·"}:
            items.add(i)
    return lines, paragraphs, items


def sentences_of(text: str, phrases: Phrases[Meaning]) -> list[Sentence]:
    """Split `text` into sentences of tokens.

    A list (lines that start with a dash) belongs to the sentence before it, which ends with a colon:
    each item is a sentence whose `header` that is.  Headings ("### ...") are left out.
    """
    words = words_of(text)
    lines, paragraphs, items = _line_marks(text, words)
    out: list[Sentence] = []
    current: list[Token] = []
    header: Sentence | None = None
    paragraph = 0
    depth = 0
    in_item = heading = False

    def flush(*, opens: bool = False) -> None:
        nonlocal current, header
        if any(t.text not in {".", ":", ",", "-", "#"} for t in current):
            sentence = Sentence(current, paragraph, header if in_item else None, opens)
            out.append(sentence)
            if opens:
                header = sentence
        current = []

    for token, i in _tokens(words, phrases):
        if i in items:
            opens = bool(current) and (current[-1].text == ":" or not in_item)
            flush(opens=opens and not in_item)
            in_item, heading, depth = True, False, 0
            continue
        if i in paragraphs:
            listed = token.text == "-" or (in_item and not current)
            opening = bool(current) and current[-1].text == ":"
            if not listed:
                flush(opens=opening)
                if in_item:
                    in_item = False
                if not opening:
                    header = None
                paragraph += 1
                depth = 0
        elif i in lines and current and words[i].capital and current[-1].text not in {",", ":"}:
            flush()
        if i in lines:
            heading = token.text == "#"
        if heading:
            continue
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth = max(0, depth - 1)
        current.append(token)
        last = i + len(token.words) - 1
        if token.text in {".", "!", "?"} and _stops(words, last, last + 1) and (depth == 0 or len(current) > 200):
            flush()
            depth = 0
    flush()
    return out
