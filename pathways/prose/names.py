"""Names in a sentence: how far one goes, what parts a list of them, what a bracket only spells out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pathways.prose.kinds import BAC_ADJECTIVES, BACS
from pathways.prose.phrases import words_of

if TYPE_CHECKING:
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.phrases import Word
    from pathways.prose.sentences import Token

__all__ = ["ARTICLES", "DE_WORDS", "OPTION", "SEPARATORS", "THE", "Name", "Names", "ends_name"]

DE_WORDS = frozenset({"de", "du", "des", "d'"})
THE = frozenset({"la", "le", "les", "l'"})
ARTICLES = DE_WORDS | THE | {"un", "une", "en", "au", "aux", "a", "dans", "ce", "cet", "cette", "ces", "vers"}
SEPARATORS = frozenset({",", ";", "ou", "/", "et"})
#: Words that go on with a name: "option A", "spécialité X".
OPTION = frozenset(
    {
        *("option", "options", "parcours", "specialite", "specialites", "section"),
        *("specialisation", "enseignement", "mention", "mentions"),
    }
)
_MARKS = frozenset({",", ";", "ou", "/", ".", ")", "(", "!", "?", '"', "-", "+", "•"})
#: What a name cannot go on over.
_ENDS = frozenset(
    {
        *("stop", "go", "purpose", "duration", "condition", "holder", "field", "same-field", "notably", "experience"),
        *("year", "after", "apprenticeship", "apprentices", "skip", "entry", "self", "names", "professionals"),
        *("nothing", "example", "elided", "except", "contrast", "deny"),
    }
)
#: Kinds that may stand inside a name after « de »: "professeur des écoles", "engins de TP".
_INSIDE_NAMES = frozenset({"ecole", "tp"})
#: Endings that verbs alone have: third persons of the plural, future, imperfect.
_VERB = re.compile(r"(issent|aient|eront|iront|iennent|oivent|euvent)$")
_INFINITIVE = re.compile(r"(er|ir|re|oir)$")
#: Adjectives and participles in the plural, by their endings.
_PLURAL_ADJECTIVE = re.compile(
    r"(iques|ees|els|elles|aires|ives|ifs|euses|eux|ables|ibles|ales|aux|iens|iennes|iers|ieres|tiles|triels|eaires)$"
)
_FAR = 40
_ACRONYM = 3  # tokens: an acronym and a bracket with no more than one word


class Name(NamedTuple):
    """A name: its first token, the token after it, its words as written."""

    start: int
    end: int
    text: str


class _Part(NamedTuple):
    """Part of a list between two marks, with the mark before it."""

    start: int
    end: int
    mark: str


def ends_name(token: Token) -> bool:
    """Whether a name cannot go on over this token."""
    return bool(token.kinds) or any(c.does in _ENDS for c in token.cues) or _VERB.search(token.text) is not None


def _within(letters: str, words: str) -> bool:
    """Whether the letters stand in the words in their order."""
    it = iter(words)
    return all(c in it for c in letters)


class Names:
    """Reads names in one sentence."""

    def __init__(self, tokens: list[Token], text: str, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.source = text
        self.lexicon = lexicon
        self.close, self.inside = self._brackets()

    def _brackets(self) -> tuple[dict[int, int], list[int]]:
        """Return where each bracket closes, and for each token the bracket it stands in (-1: none)."""
        close: dict[int, int] = {}
        inside: list[int] = []
        stack: list[int] = []
        for i, t in enumerate(self.tokens):
            inside.append(stack[-1] if stack else -1)
            if t.text == "(":
                stack.append(i)
            elif t.text == ")" and stack:
                close[stack.pop()] = i
        never = set(stack)  # a bracket never closed opens nothing
        return close, [-1 if b in never else b for b in inside]

    def text(self, i: int) -> str:
        """Return the folded text of token `i`, "" beyond the sentence."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def written(self, i: int, j: int) -> str:
        """Return tokens i..j as written, without outer marks."""
        if j <= i:
            return ""
        raw = " ".join(self.source[self.tokens[i].start : self.tokens[j - 1].end].split())
        return raw.strip(' "«»“”,;:.…-')

    def name(self, i: int, j: int) -> Name:
        """Return the name in tokens i..j: no leading article, an acronym spelt out where the text does so."""
        while (
            i < j
            and (self.text(i) in ARTICLES | {'"', ",", "et", "ou", "mention", "mentions"})
            and not (i + 1 == j and self.tokens[i].words[0].capital)
        ):
            i += 1
        shut = self.close.get(i + 1, j)
        if self.text(i + 1) == "(" and shut < j and shut - i > _ACRONYM and self._spells(i + 1, shut):
            return Name(i, j, f"{self.written(i + 2, shut)} {self.written(shut + 1, j)}".rstrip())
        return Name(i, j, self.written(i, j))

    def abbreviates(self, i: int, shut: int) -> bool:
        """Whether the acronym at token `i` abbreviates the bracket after it, that closes at `shut`."""
        letters = re.sub(r"[^a-z]", "", self.tokens[i].words[-1].text)
        inner = [w for t in self.tokens[i + 2 : shut] for w in t.words if w.text[0].isalnum()]
        return len(inner) > 1 and inner[0].text[0] == letters[:1] and _within(letters, " ".join(w.text for w in inner))

    def is_title(self, name: str, kind: str) -> bool:
        """Whether a name is, or starts with, one that the record gives a kind of diploma."""
        table = self.lexicon.names.get(kind)
        return table is not None and table.at(words_of(name), 0) is not None

    # ---- one name --------------------------------------------------------------------------------------------------
    def known(self, i: int, end: int, kind: str) -> int | None:
        """Return the token after a name of the record that starts at token `i`, None where there is none."""
        table = self.lexicon.names.get(kind)
        if table is None:
            return None
        words: list[Word] = []
        ends: dict[int, int] = {}
        for j in range(i, min(end, i + _FAR)):
            if self.text(j) not in THE or not words:
                words += self.tokens[j].words
            ends[len(words)] = j + 1
        found = table.at(words, 0)
        return None if found is None else ends.get(found.end)

    def _title(self, i: int, end: int, kind: str) -> int | None:
        """Return the token after a name of the record, its acronym before it or not: « CIEL cybersécurité, ... »."""
        known = self.known(i, end, kind)
        if known is None and i + 1 < end and self.tokens[i].words[0].capitals and not self.tokens[i].kinds:
            known = self.known(i + 1, end, kind)
        return known

    def kind_near(self, i: int, end: int) -> bool:
        """Whether a kind stands at token `i`, articles and fillers aside."""
        for t in self.tokens[i : min(end, i + 4)]:
            if t.kinds:
                return True
            if t.text not in ARTICLES and not t.cue("filler"):
                return False
        return False

    def _step(self, j: int, i: int, end: int) -> int:
        """Return how many tokens of the name that starts at `i` stand at `j`: 0 where it ends there."""
        t = self.tokens[j]
        follows = self.text(j + 1)
        if t.text == "avec" and follows in OPTION:
            return 2
        if t.text == "/":  # "aide-soignant/aide-soignante"
            return int(j + 1 < end and self.tokens[j + 1].words[0].glued and not self.tokens[j + 1].kinds)
        if t.text == "(" and j > i and t.words[0].glued and self.close.get(j) == j + 2:
            return 3  # "technicien(ne) en soudage"
        if t.text == ":":
            return int(self.inside[j] >= 0 and j > i and not self.kind_near(j + 1, end))
        if j > i and self._goes_on_inside(j):
            return 1
        return int(not (t.text in _MARKS or self._breaks(j, i, end)))

    def _breaks(self, j: int, i: int, end: int) -> bool:
        """Whether the name that starts at `i` cannot go on over the word at `j`."""
        t = self.tokens[j]
        follows = self.text(j + 1)
        return (
            ends_name(t)
            or (j > i and (t.cue("filler") is not None or t.text == "dans"))
            or (t.text == "et" and follows in {"un", "une", "d'", "ou", "/", ","})
            or (t.text in {"en", "dans", "et", "a", "au"} and self.kind_near(j + 1, end))
            or (t.text == "pour" and _INFINITIVE.search(follows) is not None)
        )

    def _goes_on_inside(self, j: int) -> bool:
        """Whether the token, an option's word or a kind after « de », belongs to the name before it."""
        t = self.tokens[j]
        if t.text in OPTION and t.cue("names"):
            return True
        return t.kind is not None and t.kind.id in _INSIDE_NAMES and self.text(j - 1) in DE_WORDS

    def chunk(self, i: int, end: int, kind: str, *, fields: bool = False) -> int:
        """Return the token after the one name that starts at token `i`."""
        j = i
        while j < min(end, i + 2) and self.text(j) in ARTICLES:
            j += 1
        if self.text(j) == '"':
            shut = next((k for k in range(j + 1, min(end, j + _FAR)) if self.text(k) == '"'), None)
            if shut is not None:
                return shut + 1
            j += 1
        if not fields and (known := self._title(j, end, kind)) is not None:
            j = known
        while j < end and (step := self._step(j, i, end)):
            j += step
        j = min(j, end)
        while j > i and self.text(j - 1) in ARTICLES | {"et", "pour"} and not self.tokens[j - 1].words[0].capital:
            j -= 1
        return j

    # ---- brackets --------------------------------------------------------------------------------------------------
    def _spells(self, i: int, j: int) -> bool:
        """Whether the bracket i..j spells out the acronym before it, or is that of the words before it."""
        inner = [w for t in self.tokens[i + 1 : j] for w in t.words if w.text[0].isalnum()]
        if not inner:
            return True
        before = self.tokens[i - 1].words[-1]
        letters = re.sub(r"[^a-z]", "", before.text)
        if before.capitals and len(letters) > 1 and len(inner) > 1 and inner[0].text[0] == letters[0]:
            if self.tokens[i - 1].kinds:  # "BTS (bâtiment ; travaux publics)" are names: an expansion has all initials
                listed = any(t.text == ";" for t in self.tokens[i + 1 : j])
                return not listed and _within(letters, "".join(w.text[0] for w in inner))
            return _within(letters, " ".join(w.text for w in inner)) and len(inner) >= len(letters) - 2
        return len(inner) == 1 and inner[0].capitals and len(inner[0].text) > 1

    def spells(self, i: int, kind: str = "") -> bool:
        """Whether a bracket opens at token `i` that only spells out a name, and holds no other diploma."""
        shut = self.close.get(i)
        if shut == i + 2 and (inner := self.tokens[i + 1].kind) is not None and inner.kind == kind == "concours":
            return inner.name is not None
        if shut is None or shut == i + 1 or self.tokens[i + 1].cue("names"):
            return False
        return not any(t.kinds for t in self.tokens[i + 1 : shut]) and self._spells(i, shut)

    def _past_gloss(self, j: int, end: int, kind: str) -> int:
        """Return the token after a bracket at `j` that spells out the name before it, and the rest of the name."""
        if j >= end or self.text(j) != "(" or not self.spells(j, kind):
            return j
        after = self.close[j] + 1
        goes_on = after < end and self.text(after)[0].isalpha() and self.text(after) not in SEPARATORS | {"en", "dans"}
        return self.chunk(after, end, kind) if goes_on and not ends_name(self.tokens[after]) else after

    # ---- lists -----------------------------------------------------------------------------------------------------
    def _next_item(self, j: int, end: int) -> int:
        """Return the first token after separators and fillers; `j` where no separator stands there."""
        k = j
        seen = False
        while k < end:
            t = self.tokens[k]
            if t.text in SEPARATORS:
                seen = True
            elif t.kinds or not (seen and t.cue("filler", "example")):
                break
            k += 1
        return k if seen else j

    def _opens_list(self, j: int, end: int, kind: str) -> int:
        """Return the token at which the next name starts, `end` where none does."""
        while j < end and (
            self.text(j) == ":" or (not self.tokens[j].kinds and self.tokens[j].cue("filler", "example", "names"))
        ):
            j += 1
        if j < end and ends_name(self.tokens[j]) and self.known(j, end, kind) is None:
            return end
        return j

    def items(
        self, i: int, end: int, kind: str, *, fields: bool = False, many: bool = False, after_prep: str = ""
    ) -> tuple[list[Name], int]:
        """Read a list of names from token `i`; return them and the token after the last.

        `fields`: they are fields ("de la banque, de l'assurance"); `many`: their head is in the plural,
        so that « et » may part two of them; `after_prep`: the preposition that stands before the list.
        """
        parts: list[_Part] = []
        first = after_prep
        j = after = i
        while after < end:
            start = self._opens_list(after, end, kind)
            if start >= end:
                break
            word = self.text(start)
            prep = "de" if word in DE_WORDS else "en" if word in {"en", "dans"} else ""
            if parts and prep == "en" and first != "en":
                break
            if parts and kind in BACS and word in BAC_ADJECTIVES:
                break  # "bac général scientifique, technologique ou professionnel"
            k = self.chunk(start, end, kind, fields=fields)
            if k == start:
                break
            bare, k = k, self._past_gloss(k, end, kind)
            sigle = kind == "concours" and k == bare + 3
            parts.append(_Part(start, bare if sigle else k, self.text(after - 1) if parts else ""))
            first = first if first or len(parts) > 1 or j > i else prep
            j = k
            after = self._next_item(j, end)
            if after == j or self.kind_near(after, end):
                break
        ranges = self._parted(self._bound(parts, kind, first, fields=fields), fields=fields, many=many)
        named = [
            name
            for name in (self.name(a, b) for a, b in ranges)
            if len(name.text) > 1 and self.text(name.start) != "ex"
        ]
        return self._options(named), j

    # ---- coordination: which commas, « et » and « ou » are inside a name ---------------------------------------------
    def _bound(self, parts: list[_Part], kind: str, first: str, *, fields: bool) -> list[tuple[int, int]]:
        """Put parts together that are one name: what parts a list is the mark that stands highest in it.

        A semicolon is higher than a comma, a comma than « et », « ou » than « A, B et C »; « de l'X » and an adjective
        that agrees go on with the name before them.
        """
        out: list[tuple[int, int]] = []
        marks = [p.mark for p in parts]
        for n, (a, b, mark) in enumerate(parts):
            goes_on = bool(out) and (
                (mark == "," and ";" in marks)
                or (first == "" and not fields and self._completes(out[-1], a, mark))
                or self._agrees(out[-1], parts[n:])
                or (mark == "," and "ou" in marks[n + 1 :] and self._enumerates(a, b, kind))
            )
            if goes_on:
                out[-1] = out[-1][0], b
            else:
                out.append((a, b))
        return out

    def _enumerates(self, a: int, b: int, kind: str) -> bool:
        """Whether tokens a..b, after a comma, end an enumeration of nouns: « sols et climat », no title by itself."""
        et = next((k for k in range(a + 1, b - 1) if self.text(k) == "et"), None)
        return et is not None and self.known(a, b, kind) is None

    def _completes(self, before: tuple[int, int], a: int, mark: str) -> bool:
        """Whether « de l'X » at token `a` goes on with a name: « métiers de la mesure, de l'analyse »."""
        article = self.text(a) in {"du", "des"} or self.text(a + 1) in THE
        return self.text(a) in DE_WORDS and self.text(before[1]) != "(" and (article or mark in {"ou", "et"})

    def _agrees(self, before: tuple[int, int], parts: list[_Part]) -> bool:
        """Whether the next part is adjectives that go on with the plural noun of the name before them.

        « pièces moulées, forgées » is one name, « disciplines juridiques ou sociologiques » are two.
        """
        start, end = before
        if end - start == 1 or not _PLURAL_ADJECTIVE.search(self.text(end - 1)):
            return False
        for n, (a, b, mark) in enumerate(parts):
            if not all(_PLURAL_ADJECTIVE.search(self.text(k)) or self.text(k) == "et" for k in range(a, b)):
                return n > 0
            if mark == "ou":
                return False
        return True

    def _parted(self, ranges: list[tuple[int, int]], *, fields: bool, many: bool) -> list[tuple[int, int]]:
        """Part the last name of a list, and those with quotes or acronyms, at the « et » in them."""
        return [
            x
            for n, (a, b) in enumerate(ranges)
            for x in self._parts(a, b, fields=fields and n == len(ranges) - 1, many=many)
        ]

    def _parts(self, i: int, j: int, *, fields: bool, many: bool) -> list[tuple[int, int]]:
        """Part tokens i..j at « et » where it joins two fields or two quoted names."""
        out: list[tuple[int, int]] = []
        start = i
        for k in range(i + 1, j - 1):
            if self.text(k) != "et":
                continue
            follows = self.text(k + 1)
            two_fields = fields and many and (follows in DE_WORDS | THE or self.text(start) not in ARTICLES)
            again = follows in {"parcours", "mention"} and not any(self.text(x) in OPTION for x in range(start, k))
            quoted = follows == '"' and self.text(k - 1) == '"'
            acronyms = k - 1 > i and self.tokens[k - 1].words[-1].capitals and self.tokens[j - 1].words[-1].capitals
            if two_fields or quoted or acronyms or again:
                out.append((start, k))
                start = k + 1 + again
        out.append((start, j))
        return out

    @staticmethod
    def _options(names: list[Name]) -> list[Name]:
        """Give « option B » the name that « option A » stands with."""
        out: list[Name] = []
        base = ""
        for name in names:
            head, sep, _ = name.text.partition(" option ")
            if sep:
                base = head
            if base and name.text.startswith("option "):
                name = name._replace(text=f"{base} {name.text}")  # noqa: PLW2901 - the same name in full
            elif base.endswith(" avec") and not sep:
                name = name._replace(text=f"{base} option {name.text}")  # noqa: PLW2901 - the same
            out.append(name)
        return out
