"""A section as sentences of tokens: phrases found, marks, plain words; lists and headings kept apart."""

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

#: Tokens of a sentence at most; the longest of the record has some 200.
_LONGEST = 600
_SCRAPS = frozenset({".", ":", ",", "-", "#"})
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
        for c in self.cues:  # asked some hundred times a token: no generator
            if c.does in does:
                return c
        return None

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
    continues: bool = False  #: the sentence before it was cut, being too long
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
        compound = found is not None and found.end == i + 1 < len(words) and words[i + 1].start == words[i].end + 1
        if found is None or (compound and words[i + 1].glued and all(isinstance(m, Cue) for m in found.values)):
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


class _Splitter:
    """Puts tokens together to sentences, paragraphs and lists."""

    def __init__(self, text: str, phrases: Phrases[Meaning]) -> None:
        self.words = words_of(text)
        self.lines, self.paragraphs, self.items = _line_marks(text, self.words)
        self.phrases = phrases
        self.out: list[Sentence] = []
        self.current: list[Token] = []
        self.header: Sentence | None = None
        self.paragraph = 0
        self.depth = 0
        self.in_item = False
        self.heading = False
        self.cut = False

    def flush(self, *, opens: bool = False) -> None:
        """End the sentence; `opens`: a list follows that belongs to it."""
        if any(t.text not in _SCRAPS for t in self.current):
            header = self.header if self.in_item else None
            sentence = Sentence(self.current, self.paragraph, header, opens, self.cut)
            self.out.append(sentence)
            if opens:
                self.header = sentence
        self.cut = len(self.current) >= _LONGEST
        self.current = []
        self.depth = 0

    def split(self) -> list[Sentence]:
        for token, i in _tokens(self.words, self.phrases):
            if i in self.items:
                self.flush(opens=not self.in_item)
                self.in_item, self.heading = True, False
                continue
            self._line(token, i)
            if self.heading:
                continue
            self.depth = max(0, self.depth + (token.text == "(") - (token.text == ")"))
            self.current.append(token)
            if self._ends(token, i):
                self.flush()
        self.flush()
        return self.out

    def _line(self, token: Token, i: int) -> None:
        """Start a paragraph, a line or a heading where token `i` does."""
        if i in self.paragraphs:
            opening = bool(self.current) and self.current[-1].text == ":"
            self.flush(opens=opening)
            self.in_item = False
            self.header = self.header if opening else None
            self.paragraph += 1
        elif i in self.lines and self.current and self.words[i].capital and self.current[-1].text not in {",", ":"}:
            self.flush()
        if i in self.lines:
            self.heading = token.text == "#"

    def _ends(self, token: Token, i: int) -> bool:
        """Whether the sentence ends with this token; a long one is cut at a comma, the longest anywhere."""
        size = len(self.current)
        if size >= 2 * _LONGEST or (size >= _LONGEST and token.text in {",", ";"}):
            return True
        last = i + len(token.words) - 1
        return token.text in {".", "!", "?"} and self.depth == 0 and _stops(self.words, last, last + 1)


def sentences_of(text: str, phrases: Phrases[Meaning]) -> list[Sentence]:
    """Split `text` into sentences of tokens.

    A list (lines that start with a dash) belongs to the sentence before it: each item is a sentence whose
    `header` that is.  Headings ("### ...") are left out.  A sentence is cut after `_LONGEST` tokens, so that
    reading takes time in proportion to the text, whatever the text is.
    """
    return _Splitter(text, phrases).split()
