"""One sentence: which diplomas it mentions, under which names, in which fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.kinds import BAC_ADJECTIVES, BACS, LEVELS, Tail
from pathways.prose.lexicon import Kind
from pathways.prose.names import ARTICLES, DE_WORDS, OPTION, SEPARATORS, Name, Names, ends_name
from pathways.prose.tails import read_tail
from pathways.text import fold

if TYPE_CHECKING:
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.sentences import Token

__all__ = ["Mention", "mentions_of"]


@dataclass(slots=True)
class Mention:
    """A diploma as a sentence mentions it.

    `at` is the index of its kind word among the sentence's tokens, `last` that of the token after its
    name; `start` and `end` are offsets into the section; mentions of one coordination share `unit`,
    those of one kind word share `at`.
    """

    kind: str
    name: str | None
    scope: Scope
    at: int
    last: int
    start: int
    end: int
    unit: int = 0
    years: float | None = None
    conditions: set[str] = field(default_factory=set)
    after_year: int | None = None
    apprenticeship: bool = False
    bare: bool = False  #: nothing was said but the kind
    trailing: bool = False  #: its field or list stands last, and may hold for what is coordinated before it
    bracket: int = -1  #: index of the bracket that it stands in, -1 outside
    determiner: str = ""  #: articles, prepositions and fillers before it


#: What an « école de X » is, by the first word of X.
_SCHOOLS = (
    (re.compile(r"ingenieur"), "ingénieur"),
    (re.compile(r"(commerce|gestion|management)$"), "école de commerce"),
    (re.compile(r"veterinaire"), "école vétérinaire"),
    (re.compile(r"architecture"), "école d'architecture"),
    (re.compile(r"(art|arts|design|mode|cinema|audiovisuel|graphisme|beaux)$"), "école d'art"),
)
_ART_FIELD = re.compile(r"\b(cinema|audiovisuel|design|mode|son|image|graphisme|arts? appliques?|beaux arts)\b")
_CONCOURS_FIELD = re.compile(r"(la )?(fonction publique\b|enseignement$)")
_UNIT_ENDS = ("go", "purpose", "duration", "holder", "stop", "year")
_FAR = 12
#: How « un diplôme de X » starts, as one token.
_DIPLOMA_OF = re.compile(r"(diplome|titre) (de\b|du\b|d'(?!etat))")


def _plain(name: str) -> str:
    return fold(name).replace("-", " ")


def _shared_by_all(tail: Tail) -> bool:
    return tail.bracketed or tail.opened


class _Reader:
    """Reads the mentions of one sentence, left to right."""

    def __init__(self, tokens: list[Token], text: str, lexicon: Lexicon) -> None:
        self.names = Names(tokens, text, lexicon)
        self.tokens = tokens

    def read(self) -> list[Mention]:
        out: list[Mention] = []
        unit = 0
        i = 0
        while i < len(self.tokens):
            t = self.tokens[i]
            kind = t.kind
            if kind is None and out and t.text in BAC_ADJECTIVES and self._joins_bac(out[-1], i):
                kind = Kind(f"adjective {t.text}", BAC_ADJECTIVES[t.text])
            if kind is None:
                unit += t.cue(*_UNIT_ENDS) is not None or t.text in {".", ":"}
                i += 1
                continue
            bracket = self.names.inside[i]
            if kind.kind in LEVELS and out and self._is_of_level(out[-1], i):
                out.pop()
            found, after = self._mention(i, self.names.close.get(bracket, len(self.tokens)), kind)
            for m in found:
                m.unit = unit
                m.bracket = bracket
            out += found
            i = max(after, i + 1)
        return out

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
        tail = read_tail(self.names, head, end, kind)
        if kind.known:
            tail.names = [n for n in tail.names if self.names.known(n.start, n.end, kind.kind) is not None]
        if kind.names and not (tail.names or (tail.fields and not kind.known)):
            return [], head + 1
        if kind.id.endswith("-in-a-field"):
            tail.fields, tail.names = [*tail.fields, *tail.names], []
        if not tail.names and (before := self._named_before(i)):
            tail.names.append(before)
        elif tail.names and (before := self._named_before(i)):
            tail.names = [n._replace(text=f"{n.text} option {before.text}") for n in tail.names]
        base = Mention(
            kind.kind, None, Scope.ANY, i, head + 1, self.tokens[i].start, self.tokens[head].end, years=tail.years
        )
        base.determiner = self._determiner(i)
        if kind.kind in LEVELS and not tail.fields and not tail.same and (before := self._diploma_of(i)):
            tail.fields.append(before)  # "un diplôme de travail social de niveau bac + 2"
        out = self._called(base, kind, head, tail)
        for m in out:
            m.trailing = m.scope is not Scope.ANY and _shared_by_all(tail)
        words = self.tokens[i].text
        out = [_settled(m, kind, grand=words.startswith("grande"), proper="nationale" in words) for m in out]
        if out:
            out[-1].last = max(out[-1].last, tail.end)
        return out, tail.end

    def _called(self, base: Mention, kind: Kind, head: int, tail: Tail) -> list[Mention]:
        """Return one mention for each name and field of a tail, and the general one where it holds."""
        own = kind.name
        if own is None and (kind.serie or kind.acronym or kind.id == "premiere-serie"):
            own = self.names.written(head, head + 1).split()[-1]
        out: list[Mention] = []
        if own is not None:
            out = [self._with(base, _joined(own, n), Scope.NAMED) for n in tail.names]
            if tail.general or not tail.names:
                out.insert(0, self._with(base, Name(head, head + 1, own), Scope.NAMED))
            return out
        general = tail.general or not (tail.names or tail.fields)
        if general or (tail.same and not (tail.bracketed or tail.fields or tail.names)):
            m = self._with(base, None, Scope.FIELD if tail.same else Scope.ANY)
            m.bare = not tail.same and not tail.names
            out.append(m)
        out += [self._with(base, n, Scope.FIELD) for n in tail.fields]
        out += [self._with(base, n, Scope.NAMED) for n in tail.names]
        return out

    def _with(self, base: Mention, name: Name | None, scope: Scope) -> Mention:
        """Return a mention like `base` under a name."""
        last = base.last if name is None else max(base.last, name.end)
        return Mention(
            base.kind,
            name.text if name else None,
            scope,
            base.at,
            last,
            base.start,
            self.tokens[last - 1].end,
            years=base.years,
            determiner=base.determiner,
        )

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

    def _is_of_level(self, m: Mention, i: int) -> bool:
        """Whether the level at token `i` is that of the mention: « un diplôme de travail social de niveau bac »."""
        kind = self.tokens[m.at].kind
        social = kind is not None and kind.id == "de-social"
        return social and all(t.cue("filler") for t in self.tokens[m.last : i])

    def _diploma_of(self, i: int) -> Name | None:
        """Return the field that stands before a level: « un diplôme de X (au moins) de niveau ... »."""
        for j in range(i - 1, max(-1, i - _FAR), -1):
            t = self.tokens[j]
            if _DIPLOMA_OF.match(t.text):
                end = i
                while self.tokens[end - 1].cue("filler", "stop"):
                    end -= 1
                name = self.names.name(j + (end > j + 1), end)
                words = name.text.split(maxsplit=2)[2:] if name.start == j else [name.text]
                return name._replace(text=words[0]) if words and words[0] else None
            if t.kinds or t.text in SEPARATORS | {".", ":", "(", ")"}:
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


def _proper_school(m: Mention) -> Mention:
    """Name a school that stands by its proper name: « École nationale supérieure maritime »."""
    m.kind = "école d'art" if _ART_FIELD.search(_plain(m.name or "")) else "école spécialisée"
    m.scope = Scope.NAMED if m.name else Scope.ANY
    return m


def _settled(m: Mention, kind: Kind, *, grand: bool, proper: bool) -> Mention:
    """Say what a school is by its field, and that a school's or a concours' field is no name."""
    if kind.kind == "école":
        return _school(m, grand=grand) if not proper else _proper_school(m)
    by_field = kind.kind in {"école spécialisée", "ingénieur", "école d'art", "école de commerce"}
    if by_field and kind.name is None and m.scope is Scope.NAMED:
        m.scope = Scope.FIELD
    if kind.kind == "bac" and m.name:
        m.kind = "bac pro"  # spécialités are those of the bac pro
    if kind.kind == "école spécialisée" and m.name and _ART_FIELD.search(_plain(m.name)):
        m.kind = "école d'art"
    if kind.kind == "concours" and m.name and (field_ := _CONCOURS_FIELD.match(_plain(m.name))):
        m.scope, m.name = Scope.FIELD, field_[2]
    return m


def _school(m: Mention, *, grand: bool) -> Mention:
    """Say what an « école de X » is."""
    if m.name is None:
        m.kind = "grande école" if grand else "école spécialisée"
        return m
    words = _plain(m.name).split()
    m.scope = Scope.FIELD
    for pattern, kind in _SCHOOLS:
        if words and pattern.match(words[0]):
            m.kind = kind
            if kind == "école d'art" or len(words) == 1 or words[1] in {"et", "ou"}:
                m.name, m.scope = None, Scope.ANY
            return m
    m.kind = "école d'art" if _ART_FIELD.search(_plain(m.name)) else "école spécialisée"
    return m


def mentions_of(tokens: list[Token], text: str, lexicon: Lexicon) -> list[Mention]:
    """Return the diplomas that a sentence mentions, in its order."""
    return _Reader(tokens, text, lexicon).read()
