"""One sentence: which diplomas it mentions, under which names, in which fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.diplomas import (
    at_level,
    elided,
    field_of_level,
    is_open,
    profession,
    professions,
    spelt_out_acronym,
)
from pathways.prose.kinds import BAC_ADJECTIVES, BACS, LEVELS, Tail
from pathways.prose.lexicon import Kind
from pathways.prose.mention import Mention, named, plain
from pathways.prose.names import ARTICLES, DE_WORDS, OPTION, SEPARATORS, Name, Names, ends_name
from pathways.prose.schools import SCHOOLS, as_proper, by_field, is_art, more_schools, proper_name
from pathways.prose.tails import read_tail

if TYPE_CHECKING:
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.sentences import Token

__all__ = ["Mention", "mentions_of"]


_CONCOURS_FIELD = re.compile(r"(la )?(fonction publique\b|enseignement$)")
_UNIT_ENDS = ("go", "purpose", "duration", "holder", "stop", "year")
_FAR = 12
_YEARS_OF_LICENCE = frozenset({1, 2, 3})


def _shared_by_all(tail: Tail) -> bool:
    return tail.bracketed or tail.opened


class _Reader:
    """Reads the mentions of one sentence, left to right."""

    def __init__(self, tokens: list[Token], text: str, lexicon: Lexicon, *, holders: bool) -> None:
        self.names = Names(tokens, text, lexicon)
        self.tokens = tokens
        self.holders = holders

    def read(self) -> list[Mention]:
        out: list[Mention] = []
        unit = 0
        i = 0
        while i < len(self.tokens):
            t = self.tokens[i]
            read = self._without_kind_word(i, out) or self._by_kind_word(i, out)
            if read is None:
                unit += t.cue(*_UNIT_ENDS) is not None or t.text in {".", ":"}
                i += 1
                continue
            found, after = read
            for m in found:
                m.unit = unit
                m.bracket = self.names.inside[i]
            out += found
            i = max(after, i + 1)
        return out

    def _without_kind_word(self, i: int, out: list[Mention]) -> tuple[list[Mention], int] | None:
        """Read an acronym spelt out, « celui de X », schools that go on a list; None where none stands at token `i`."""
        spelt = spelt_out_acronym(self.names, i)
        if spelt is not None:
            if out and out[-1].last > i:  # the acronym was read as the end of the name before it
                out.pop()
            spelt.determiner = self._determiner(i)
            return [spelt], spelt.last
        if self.tokens[i].kinds:
            return None
        if self.holders and (holder := profession(self.names, i, out)) is not None:
            return [holder], holder.last
        if not out:
            return None
        return elided(self.names, i, out[-1]) or more_schools(self.names, i, out[-1])

    def _by_kind_word(self, i: int, out: list[Mention]) -> tuple[list[Mention], int] | None:
        """Read the mentions of the kind word at token `i`, None where none stands there."""
        t = self.tokens[i]
        kind = t.kind
        if kind is None and out and t.text in BAC_ADJECTIVES and self._joins_bac(out[-1], i):
            kind = Kind(f"adjective {t.text}", BAC_ADJECTIVES[t.text])
        if kind is None:
            return None
        found, after = self._mention(i, self.names.close.get(self.names.inside[i], len(self.tokens)), kind)
        return at_level(self.names, out, found), after

    def _joins_bac(self, last: Mention, i: int) -> bool:
        """Whether the adjective at token `i` goes on with the « bac » before it."""
        between = self.tokens[last.last : i]
        small = SEPARATORS | {"(", ")", "tout", "un", "d'", "des", ".", ":"}
        return (
            last.kind in BACS
            and len(between) <= _FAR
            and all(t.text in small or t.cue("filler", "notably") or t.kinds for t in between)
        )

    def _mention(self, i: int, end: int, kind: Kind) -> tuple[list[Mention], int]:
        """Read the mentions of one kind word, and the token after them."""
        head = i
        follows = self.tokens[i + 1].kind if i + 1 < end else None
        if kind.kind in {"bac", "bac techno"} and not kind.serie and follows is not None and follows.serie:
            kind, head = follows, i + 1  # "bac technologique STI2D": the série names the bac
        tail = self._tail(i, head, end, kind)
        if kind.names and not (tail.names or tail.fields):
            return [], head + 1
        t = self.tokens[i]
        years = tail.years
        if kind.id == "formation-post-bts" and t.numbers:
            years = t.numbers[0]
        base = Mention(kind.kind, None, Scope.ANY, i, head + 1, t.start, self.tokens[head].end, years=years)
        base.determiner = self._determiner(i)
        out = self._called(base, kind, head, tail)
        for m in out:
            m.trailing = m.scope is not Scope.ANY and _shared_by_all(tail)
        whole = proper_name(self.names, i, out, generic=kind.id == "ecole") if kind.kind.startswith(SCHOOLS) else None
        if whole is not None:
            one = named(self.names, base, whole, Scope.NAMED)
            out = [as_proper(one) if kind.id == "ecole" else one]
        else:
            out = [self._settled(m, kind) for m in out]
        if out:
            out[-1].last = max(out[-1].last, tail.end)
        return out, tail.end

    def _tail(self, i: int, head: int, end: int, kind: Kind) -> Tail:
        """Read what follows the kind word, and the names and fields that stand before it."""
        tail = read_tail(self.names, head, end, kind)
        if is_open(kind):
            tail.names = professions(tail.names)
        if kind.id.endswith("-in-a-field"):
            tail.fields, tail.names = [*tail.fields, *tail.names], []
        before = self._named_before(i)
        if before is not None and not tail.names:
            tail.names.append(before)
        elif before is not None:
            tail.names = [n._replace(text=f"{n.text} option {before.text}") for n in tail.names]
        if kind.kind in LEVELS and not tail.fields and not tail.same and (of := field_of_level(self.names, i)):
            tail.fields.append(of)  # "un diplôme de travail social de niveau bac + 2"
        return tail

    def _settled(self, m: Mention, kind: Kind) -> Mention:
        """Say what kind a mention is of, where its name tells, and that a school's or a concours' field is no name."""
        t = self.tokens[m.at]
        if kind.id in {"l1", "l2", "l3"} and t.numbers[:1] and t.numbers[0] in _YEARS_OF_LICENCE:
            m.kind = f"L{t.numbers[0]}"
        elif kind.id == "open-diploma-de" and m.name and self.names.is_title(m.name, "DE"):
            m.kind = "DE"
        elif kind.kind == "école":
            return by_field(m, grand=t.text.startswith("grande"))
        elif kind.kind == "ingénieur" and plain(m.name).startswith("veterinaire"):
            m.kind, m.name, m.scope = "école vétérinaire", None, Scope.ANY
        elif kind.kind in {"école spécialisée", "ingénieur", "école d'art", "école de commerce"}:
            m.scope = Scope.FIELD if kind.name is None and m.scope is Scope.NAMED else m.scope
            m.kind = "école d'art" if kind.kind == "école spécialisée" and is_art(m) else m.kind
        elif kind.kind == "bac" and m.name:
            m.kind = "bac pro"  # spécialités are those of the bac pro
        elif kind.kind == "concours" and m.name and (of := _CONCOURS_FIELD.match(plain(m.name))):
            m.scope, m.name = Scope.FIELD, of[2]
        return m

    def _called(self, base: Mention, kind: Kind, head: int, tail: Tail) -> list[Mention]:
        """Return one mention for each name and field of a tail, and the general one where it holds."""
        own = kind.name
        if own is None and (kind.serie or kind.acronym or kind.id == "premiere-serie"):
            own = self.names.written(head, head + 1).split()[-1]
        out: list[Mention] = []
        if own is not None:
            out = [named(self.names, base, _joined(own, n), Scope.NAMED) for n in tail.names]
            if tail.general or not tail.names:
                out.insert(0, named(self.names, base, Name(head, head + 1, own), Scope.NAMED))
            return out
        general = tail.general or not (tail.names or tail.fields)
        if general or (tail.same and not (tail.bracketed or tail.fields or tail.names)):
            m = named(self.names, base, None, Scope.FIELD if tail.same else Scope.ANY)
            m.bare = not tail.same and not tail.names
            out.append(m)
        out += [named(self.names, base, n, Scope.FIELD) for n in tail.fields]
        out += [named(self.names, base, n, Scope.NAMED) for n in tail.names]
        return out

    def _named_before(self, i: int) -> Name | None:
        """Return the name that stands before its kind: « la spécialité X du bac pro », « l'option Y du CAP »."""
        if self.names.text(i - 1) not in DE_WORDS and self.names.text(i - 2) not in DE_WORDS:
            return None
        end = i - 1 if self.names.text(i - 1) in DE_WORDS else i - 2
        start = end
        if self.names.text(end - 1) == '"':
            start = next((j for j in range(end - 2, max(-1, end - 4 * _FAR), -1) if self.names.text(j) == '"'), end)
        for j in range(start - 1, max(-1, start - _FAR), -1):
            t = self.tokens[j]
            if t.text in OPTION or (t.cue("names") and t.text.split()[-1] in OPTION):
                name = self.names.name(j + 1, end)
                return name if name.text else None
            if start < end or ends_name(t) or t.text in {",", ";", ".", ")", "("}:
                return None
        return None

    def _determiner(self, i: int) -> str:
        """Return the articles, prepositions and fillers before token `i`."""
        j = i
        small = ARTICLES | {"tout", "classe"}
        while j > 0 and i - j < 4:  # noqa: PLR2004 - "dans certaines des"
            t = self.tokens[j - 1]
            if not (t.text in small or (t.cue("filler") and not t.kinds) or t.text.isdecimal()):
                break
            j -= 1
        return " ".join(t.text for t in self.tokens[j:i])


def _joined(own: str, name: Name) -> Name:
    """Put the name that a kind has by itself before the rest: "STL" + "biotechnologies"."""
    return name if name.text.lower().startswith(own.lower()) else name._replace(text=f"{own} {name.text}")


def mentions_of(tokens: list[Token], text: str, lexicon: Lexicon, *, holders: bool = False) -> list[Mention]:
    """Return the diplomas that a sentence mentions, in its order.

    `holders`: professions stand for their State diplomas, « les aides-soignants peuvent postuler ».
    """
    return _Reader(tokens, text, lexicon, holders=holders).read()
