"""What follows a kind word: names, fields, brackets, the years in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.prose.kinds import (
    BAC_ADJECTIVES,
    BACS,
    EN_FIELDS,
    FIELD_WORD,
    LEVELS,
    NOT_BY_ADJECTIVE,
    PLAIN,
    WITH_OPTIONS,
    Tail,
    years_of,
)
from pathways.prose.names import OPTION, SEPARATORS, THE, Name, Names, ends_name

if TYPE_CHECKING:
    from pathways.prose.lexicon import Kind
    from pathways.prose.sentences import Token

__all__ = ["read_tail"]

_STOP = -1
_DEEPEST = 3  # brackets in brackets
_ACRONYM = 2  # words: an expansion has more


class _Reader:
    """Reads one tail: each method takes what it knows at a token, and returns the token after it.

    None means that it knows nothing there, `_STOP` that the tail ends there.
    """

    def __init__(self, names: Names, head: int, end: int, kind: Kind, depth: int = 0) -> None:
        self.names = names
        self.tokens = names.tokens
        self.head = head
        self.end = end
        self.kind = kind
        self.code = kind.kind
        self.named = self.code not in PLAIN and (kind.name is None or kind.id == "prepa-ats" or kind.serie)
        self.tail = Tail(head + 1)
        self.stop_at: int | None = None
        self.depth = depth

    def read(self) -> Tail:
        pos = self.head + 1
        while pos < self.end:
            for rule in (
                self._acronym,
                self._bracket,
                self._ellipsis,
                self._same_field,
                self._field,
                self._names,
                self._after_options,
                self._separator,
                self._notably,
                self._colon,
                self._filler,
                self._duration,
                self._in_field,
                self._prepa_for,
                self._specialty,
            ):
                after = rule(pos)
                if after is not None:
                    break
            if after is None or after == _STOP:
                break
            pos = after
        self.tail.end = pos if self.stop_at is None else self.stop_at
        return self.tail

    def _acronym(self, i: int) -> int | None:
        """« BUT CS (carrières sociales) »: an acronym that elsewhere is a diploma is here a name."""
        t = self.tokens[i]
        if i != self.head + 1 or not t.kinds or not t.words[0].capitals or not self.names.spells(i + 1):
            return None
        shut = self.names.close[i + 1]
        if self.code in BACS or shut >= self.end:
            return None
        self.tail.names.append(Name(i, shut + 1, self.names.written(i + 2, shut)))
        return shut + 1

    # ---- brackets --------------------------------------------------------------------------------------------------
    def _bracket(self, i: int) -> int | None:
        shut = self.names.close.get(i)
        if self.tokens[i].text != "(" or shut is None:
            return None
        inner = self.tokens[i + 1 : shut]
        if self._is_gloss(i, shut) or self._is_detail(inner) or self._adds_name(inner):
            self._spelt_out(i, shut)
            return shut + 1
        durations = [t for t in inner if t.cue("duration")]
        if durations and not any(t.kinds for t in inner):
            self.tail.years = years_of(durations[0])
            return shut + 1
        if inner[0].kinds:
            return _STOP
        if inner[0].cue("stop", "condition", "entry", "go") and not inner[0].cue("names"):
            return _STOP if any(t.kinds for t in inner) else shut + 1
        return self._nested(i, shut)

    def _nested(self, i: int, shut: int) -> int:
        """Read a bracket as a tail of its own; where a diploma stands in it, the tail ends there."""
        if self.depth == _DEEPEST:
            return shut + 1
        inner = _Reader(self.names, i, shut, self.kind, self.depth + 1).read()
        inner.general = inner.general or self.tokens[shut - 1].cue("notably") is not None
        if inner.names and not inner.fields:
            inner.names = self._in_bracket(inner.names, self.tokens[i + 1].text)
        self.tail.take(inner)
        rest = self.tokens[inner.end : shut]
        if rest and not (inner.names or inner.fields):
            return _STOP
        if any(t.kind is not None and t.kind.id not in {"ecole", "tp"} for t in rest):
            self.stop_at = inner.end
            return _STOP
        return shut + 1

    def _adds_name(self, inner: list[Token]) -> bool:
        """« classe préparatoire technologie industrielle (ATS) »: the bracket gives more of the name."""
        kind = inner[0].kind
        if len(inner) > 1 or kind is None or kind.kind != "CPGE" or kind.name is None or not self.tail.names:
            return False
        self.tail.names[-1] = self.tail.names[-1]._replace(text=f"{kind.name} {self.tail.names[-1].text}")
        return True

    def _is_detail(self, inner: list[Token]) -> bool:
        """Whether a bracket says nothing of what X is: "(3 options possibles)", schools by name."""
        level = len(inner) == 1 and inner[0].kind is not None and inner[0].kind.kind in LEVELS
        schools = self.code == "école spécialisée" or self.kind.id == "ecole-art"
        return inner[0].text.isdecimal() or level or (schools and not inner[0].cue("field", "purpose"))

    def _is_gloss(self, i: int, j: int) -> bool:
        """Whether the bracket i..j spells out or abbreviates what stands before it."""
        inner = self.tokens[i + 1 : j]
        if not inner or inner[0].text in {"ex", "futur", "ex ."}:
            return True
        if self._same_kind(inner):
            return True
        if self.code in LEVELS and any(t.text in {"ects", "credits"} for t in inner):
            return True
        if self.names.spells(i) and not (self.code in {"école", "concours"} and len(inner) == 1):
            return True
        plain = [w.text for t in inner for w in t.words if w.text[0].isalnum()]
        before = self.tokens[i - 1].words[-1]
        spelt = before.capitals and len(plain) > _ACRONYM and plain[0][0] == before.text[0]
        return self.kind.serie and spelt and not inner[0].cue("names")

    def _same_kind(self, inner: list[Token]) -> bool:
        """Whether a bracket only says the kind again: "brevet professionnel (BP)", "niveau 3 (CAP)"."""
        first = inner[0].kind
        if first is not None and first.id == "concours" == self.code and self.kind.acronym:
            return True  # "CAPES (concours de recrutement de ...)"
        if first is None or first.serie or first.acronym or first.name not in {None, self.kind.name}:
            return False
        level = self.code in LEVELS and first.kind in LEVELS | {"CAP", "bac"}
        again = first.kind == self.code or level
        return again and all(
            t.kinds or t.text in {",", "ex", "mc", ".", "-"} or t.cue("nothing", "example") for t in inner
        )

    def _spelt_out(self, i: int, shut: int) -> None:
        """Give a name that is an acronym the words that the bracket spells it out with."""
        names = self.tail.names
        acronym = self.tokens[i - 1].words[-1].capitals
        if names and acronym and len(names[-1].text.split()) == 1 and self.code != "CPGE" and not self.kind.serie:
            names[-1] = Name(names[-1].start, shut + 1, self.names.written(i + 1, shut))

    # ---- fields ----------------------------------------------------------------------------------------------------
    def _ellipsis(self, i: int) -> int | None:
        dots = self.tokens[i].text == "." and "." in {self.names.text(i + 1), self.names.text(i - 1)}
        return i + 1 if dots else None

    def _same_field(self, i: int) -> int | None:
        t = self.tokens[i]
        if not t.cue("same-field"):
            return None
        follows = self.tokens[i + 1] if i + 1 < self.end else None
        if follows is not None and not ends_name(follows):
            if t.cue("names") and follows.text.isalpha():
                return None
            if t.cue("field") and follows.text not in SEPARATORS | {"(", ".", ")", ":"}:
                return None
        self.tail.same = self.tail.opened = True
        return i + 1

    def _field(self, i: int) -> int | None:
        cue = self.tokens[i].cue("field")
        if cue is None:
            return None
        if self.tail.names and self.tail.names[-1].end == i and self.code not in BACS and not self.tail.bracketed:
            after = self.names.chunk(i + 1, self.end, self.code, fields=True)  # "en cartographie dans le secteur de X"
            last = self.tail.names[-1]
            self.tail.names[-1] = Name(last.start, after, self.names.written(last.start, after))
            return max(after, i + 1)
        self.tail.opened = True
        prep = self.tokens[i].text.split()[-1]
        items, after = self.names.items(
            i + 1, self.end, self.code, fields=True, many=cue.value == "many", after_prep="en" if prep == "en" else ""
        )
        if not items and self.names.text(i + 1) == "(" and i + 1 in self.names.close:
            after = self.names.close[i + 1] + 1
            items, _ = self.names.items(i + 2, after - 1, self.code, fields=True)
        if not items:
            self.tail.same = True
            return max(after, i + 1)
        self.tail.fields += items
        return after

    def _in_field(self, i: int) -> int | None:
        if (
            self.tokens[i].text not in {"en", "dans"}
            or self.code not in EN_FIELDS
            or self.names.kind_near(i + 1, self.end)
        ):
            return None
        if self.tail.names or self.tail.fields:
            return _STOP
        items, after = self.names.items(i, self.end, self.code, fields=True)
        if not items:
            return _STOP
        self.tail.fields += items
        self.tail.opened = self.code == "même niveau"
        return after

    # ---- marks and small words -------------------------------------------------------------------------------------
    def _separator(self, i: int) -> int | None:
        if self.tokens[i].text not in {",", "ou", "et"} or i + 1 >= self.end:
            return None
        follows = self.tokens[i + 1]
        if follows.cue("example") and i + 2 < self.end:
            follows = self.tokens[i + 2]
        if follows.cue("field", "same-field"):
            return i + 1
        noted = follows.cue("notably") and not follows.kinds and not self.names.kind_near(i + 2, self.end)
        return i + 1 if self.tokens[i].text == "," and noted and self._notable(i + 1) else None

    def _after_options(self, i: int) -> int | None:
        """Go on with a list of names after the options of one of them: "X (A ou B) ; Y"."""
        if (
            not self.tail.bracketed
            or not self.tail.names
            or self.tokens[i].text not in {",", ";", "ou"}
            or self.tokens[i - 1].text != ")"
        ):
            return None
        if (
            self.code not in WITH_OPTIONS
            or i + 1 >= self.end
            or ends_name(self.tokens[i + 1])
            or self.names.kind_near(i + 1, self.end)
        ):
            return None
        items, after = self.names.items(i + 1, self.end, self.code)
        self.tail.names += items
        return after if items else _STOP

    def _notable(self, i: int) -> bool:
        """Whether « notamment » at token `i` is followed by names or fields of this kind."""
        if i + 1 >= self.end or self.names.kind_near(i + 1, self.end):
            return False
        follows = self.tokens[i + 1]
        unnamed = not self.named or (self.code in BACS and follows.text in BAC_ADJECTIVES)
        named = not unnamed and (not ends_name(follows) or follows.cue("names", "filler", "notably") is not None)
        return named or follows.cue("field", "same-field") is not None

    def _notably(self, i: int) -> int | None:
        if not self.tokens[i].cue("notably"):
            return None
        schools = self.tokens[i].text == "comme" and self.names.text(i + 1) in {"l'", "les"}
        if schools or not self._notable(i):  # "après une licence, comme l'École X"
            return _STOP
        follows = self.tokens[i + 1]
        if follows.cue("field", "same-field") or follows.cue("filler", "notably"):
            self.tail.general = True
            return i + 1
        items, after = self.names.items(i + 1, self.end, self.code)
        if not items:
            return _STOP
        self.tail.general = True
        self.tail.names += items
        return after

    def _colon(self, i: int) -> int | None:
        if self.tokens[i].text != ":" or not self.named or i + 1 >= self.end:
            return None
        if self.names.kind_near(i + 1, self.end) or ends_name(self.tokens[i + 1]):
            return _STOP
        items, after = self.names.items(i + 1, self.end, self.code)
        if not items:
            return _STOP
        of_them = self.code == "concours"  # "les concours de la fonction publique : X, Y" are those
        self.tail.names = items if of_them else [*self.tail.names, *items]
        self.tail.fields = []
        self.tail.same = False
        return after

    def _filler(self, i: int) -> int | None:
        t = self.tokens[i]
        gloss = t.cue("nothing") and t.text.startswith(("(", "post bac"))
        passed = t.cue("filler", "example") and not t.cue("stop")
        return i + 1 if (gloss or passed) and not t.kinds else None

    def _duration(self, i: int) -> int | None:
        """« une formation spécialisée en 1 an en X »: the years stand before the field."""
        if not self.tokens[i].cue("duration") or self.names.text(i + 1) != "en" or self.code not in EN_FIELDS:
            return None
        if self.names.kind_near(i + 2, self.end) or (i + 2 < self.end and self.tokens[i + 2].cue("duration")):
            return None
        self.tail.years = years_of(self.tokens[i])
        return i + 1

    # ---- names -----------------------------------------------------------------------------------------------------
    def _names(self, i: int) -> int | None:
        if not self.tokens[i].cue("names") or not (self.named or self.code == "bac"):
            return None
        prep = self.tokens[i].text.split()[-1]
        items, after = self.names.items(i + 1, self.end, self.code, after_prep="en" if prep == "en" else "")
        if not items:
            return _STOP
        if self.code != "bac général":  # the spécialités of a bac général change nothing
            self.tail.names += items
        return after

    def _prepa_for(self, i: int) -> int | None:
        """« classe préparatoire aux écoles d'art », « concours d'entrée à X »: named by what it opens."""
        if self.code not in {"CPGE", "concours"} or self.tokens[i].text not in {"aux", "a", "au"}:
            return None
        if self.tail.names and self.code == "CPGE":
            return None
        after = i + 1
        while after < self.end and self.tokens[after].text not in SEPARATORS | {".", "(", ")"}:
            if self.tokens[after].cue("stop", "purpose", "condition"):
                break
            after += 1
        self.tail.names.append(self.names.name(i, after))
        while self.names.text(after) == "(" and after in self.names.close:
            after = self.names.close[after] + 1
        goes_on = (
            self.code == "concours"
            and self.names.text(after) == ","
            and self.names.text(after + 1) in {"a", "aux", "au"}
        )
        return after + 1 if goes_on else after

    def _specialty(self, i: int) -> int | None:
        """Read names right after the kind: « BTS tourisme », « bac pro industriel »."""
        t = self.tokens[i]
        marks = SEPARATORS | {".", ")", ":", "(", "!", "?", "-", "+", "a", "au", "aux", "sur", "chez", "vers", "par"}
        full = self.tail.names or self.tail.fields or not self.named or self.code in PLAIN
        adjective = self.code != "bac général" or FIELD_WORD.match(t.text) is not None
        if ends_name(t) or t.text in marks or full or not adjective:
            return None
        if self.code == "2de pro":
            return self._family(i, self.end)
        items, after = self.names.items(i, self.end, self.code, fields=self.code == "école")
        if not items:
            return None
        into = self.tail.fields if self._names_a_field(items[0], t.text) else self.tail.names
        into.extend(items)
        return after

    def _family(self, i: int, end: int) -> int:
        """Read the name of a famille de métiers, whose commas part nothing."""
        items, after = self.names.items(i, end, self.code, fields=True)
        if items:
            self.tail.names.append(Name(items[0].start, after, self.names.written(items[0].start, after)))
        return after

    def _in_bracket(self, items: list[Name], first: str) -> list[Name]:
        """Say what a list in a bracket does with the name before it."""
        self.tail.bracketed = True
        if not self.tail.names:
            return items
        if (self.code == "concours" and not self.kind.acronym) or self.kind.id == "iut":
            self.tail.names.clear()  # the body that organises it, the town
            return items
        if self.code not in WITH_OPTIONS and first not in OPTION:
            return []
        base = self.tail.names.pop()
        return [n._replace(text=f"{base.text} {n.text}") for n in items]

    def _names_a_field(self, name: Name, first: str) -> bool:
        """Whether words right after a kind are a field: "bac pro industriel", "CAP en menuiserie"."""
        if first in {"en", "dans"}:
            return self.code in EN_FIELDS
        with_article = first == "du" or (first == "de" and self.names.text(name.start - 1) in THE)
        if self.code in WITH_OPTIONS and with_article:
            return self.names.known(name.start, name.end, self.code) is None
        if " option " in name.text or self.code in NOT_BY_ADJECTIVE:
            return False
        return FIELD_WORD.match(self.tokens[name.start].text) is not None


def read_tail(names: Names, head: int, end: int, kind: Kind) -> Tail:
    """Read what follows the kind word at token `head`, no further than token `end`."""
    return _Reader(names, head, end, kind).read()
