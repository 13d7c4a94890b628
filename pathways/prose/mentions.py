"""One sentence: which diplomas it mentions, under which names, in which fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pathways.model import Scope
from pathways.prose.kinds import BAC_ADJECTIVES, BACS, FIELD_WORD, LEVELS, Tail
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
_ART_FIELD = re.compile(r"\b(cinema|audiovisuel|design|mode|son|image|graphisme|photographie|lumiere|multimedia|arts? appliques?|beaux arts)\b")
_CONCOURS_FIELD = re.compile(r"(la )?(fonction publique\b|enseignement$)")
_UNIT_ENDS = ("go", "purpose", "duration", "holder", "stop", "year")
_FAR = 12
#: How « un diplôme de X » starts, as one token.
_DIPLOMA_OF = re.compile(r"(diplome|titre) (de\b|du\b|d'(?!etat))")


#: What an open « diplôme de X » is not: words that say its rank or its use.
_NO_DIPLOMA = re.compile(
    r"(niveau|fin|base|formation|promotion|meme|secourisme|etude|enseignement|specialite|aptitude|langue|sejour|travail"
    r"|conduite|natation|sauvetage|reference|reussite|competence|qualification|branche|qualite|(1|2|3|premier|second) )"
)
_ABSTRACT = re.compile(r"\w+(tion|sion|te|ment|ence|ance|isme|logie)s?\b")
_ADJECTIVE = re.compile(r"(al|ale|ique|if|ive|aire|el|elle)s?$")
_DIPLOMA_WORDS = frozenset({"diplome", "brevet", "certificat", "titre"})
#: Phrases for « un diplôme » of which the text says the level.
_OF_A_LEVEL = frozenset({"de-social", "diplome-in-a-field", "open-diploma", "open-diploma-de"})
_LETTERS = 2  # letters: an acronym has more


def _plain(name: str) -> str:
    return fold(name).replace("-", " ")


def _is_profession(name: str) -> bool:
    """Whether « diplôme de X » can be a diploma: X is who one becomes, not a rank or a quality."""
    return _NO_DIPLOMA.match(name) is None and _ABSTRACT.match(name) is None


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
            if (spelt := self._spelt_out(i)) is not None:
                if out and out[-1].last > i:  # the acronym was read as the end of the name before it
                    out.pop()
                spelt.unit = unit
                out.append(spelt)
                i = spelt.last
                continue
            if kind is None and out and (elided := self._elided(i, out[-1])) is not None:
                found, i = elided
                for m in found:
                    m.unit = unit
                out += found
                continue
            if kind is None and out and self._joins_school(out[-1], i):
                found, i = self._schools(out[-1], i)
                out += found
                continue
            if kind is None and out and t.text in BAC_ADJECTIVES and self._joins_bac(out[-1], i):
                kind = Kind(f"adjective {t.text}", BAC_ADJECTIVES[t.text])
            if kind is None:
                unit += t.cue(*_UNIT_ENDS) is not None or t.text in {".", ":"}
                i += 1
                continue
            bracket = self.names.inside[i]
            found, after = self._mention(i, self.names.close.get(bracket, len(self.tokens)), kind)
            if kind.kind in LEVELS and found and found[0].name:
                self._share_level(out, found[0])
            if kind.kind in LEVELS and out and self._is_of_level(out[-1], i):
                found = self._at_level(out, found)
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

    def _joins_school(self, last: Mention, i: int) -> bool:
        """Whether « de X » or « vétérinaires » at token `i` goes on with the schools before it: « de commerce, de X »."""
        school = last.kind.startswith(("école", "ingénieur", "grande"))
        beside = school and last.scope is not Scope.NAMED and i == last.last + 1 and self.names.text(i - 1) in SEPARATORS
        words = self.names.text(i).startswith("veterinaire") or self.names.text(i) in {"de", "d'"}
        return beside and words and not self.names.kind_near(i, len(self.tokens))

    def _schools(self, last: Mention, i: int) -> tuple[list[Mention], int]:
        """Read the schools that a coordination adds to the one before it."""
        items, after = self.names.items(i, len(self.tokens), "école", fields=True)
        base = Mention("école", None, Scope.FIELD, i, i + 1, last.start, self.tokens[i].end, unit=last.unit)
        base.bracket, base.determiner = last.bracket, last.determiner
        return [_school(self._with(base, n, Scope.FIELD), grand=False) for n in items], max(after, i + 1)

    def _mention(self, i: int, end: int, kind: Kind) -> tuple[list[Mention], int]:
        """Read the mentions of one kind word, and the token after them."""
        head = i
        follows = self.tokens[i + 1].kind if i + 1 < end else None
        if kind.kind in {"bac", "bac techno"} and not kind.serie and follows is not None and follows.serie:
            kind, head = follows, i + 1  # "bac technologique STI2D": the série names the bac
        tail = read_tail(self.names, head, end, kind)
        if kind.id.startswith("open-diploma"):
            tail.names = list(takewhile(lambda n: _is_profession(_plain(n.text)), tail.names))
        if kind.names and not (tail.names or tail.fields):
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
        if kind.id == "formation-post-bts" and self.tokens[i].numbers:
            base.years = self.tokens[i].numbers[0]
        if kind.kind in LEVELS and not tail.fields and not tail.same and (before := self._diploma_of(i)):
            tail.fields.append(before)  # "un diplôme de travail social de niveau bac + 2"
        out = self._called(base, kind, head, tail)
        for m in out:
            m.trailing = m.scope is not Scope.ANY and _shared_by_all(tail)
        words = self.tokens[i].text
        if kind.id == "ecole" and self._is_proper(i) and out[0].name:
            whole = self.names.written(i, max(m.last for m in out))
            out = [_proper_school(self._with(base, Name(i, max(m.last for m in out), whole), Scope.NAMED))]
        else:
            out = [self._settled(m, kind, words) for m in out]
        if out:
            out[-1].last = max(out[-1].last, tail.end)
        return out, tail.end

    def _settled(self, m: Mention, kind: Kind, words: str) -> Mention:
        """Say what kind a mention is of, where its name tells."""
        if kind.id in {"l1", "l2", "l3"} and (numbers := self.tokens[m.at].numbers) and numbers[0] in {1, 2, 3}:
            m.kind = f"L{numbers[0]}"
        if kind.id == "open-diploma-de" and m.name and self.names.is_title(m.name, "DE"):
            m.kind = "DE"
        return _settled(m, kind, grand=words.startswith("grande"))

    def _is_proper(self, i: int) -> bool:
        """Whether the school at token `i` is called by its proper name: « l'École nationale supérieure des mines »."""
        t = self.tokens[i]
        one = t.words[0].text == "ecole" and self.tokens[i - 1].text not in {"les", "des", "aux"}
        return one and i > 0 and (t.words[0].capital or "nationale" in t.text)

    def _spelt_out(self, i: int) -> Mention | None:
        """Return the school or the diploma that an unknown acronym is: « l'ENSP (École nationale supérieure de X) »."""
        t = self.tokens[i]
        shut = self.names.close.get(i + 1)
        if t.kinds or t.cue("none") or not t.words[0].capital or shut is None or shut <= i + _LETTERS or len(t.text) <= _LETTERS:
            return None
        first = self.tokens[i + 2]
        word = first.text.split()[0].rstrip("s")
        kind = first.kind
        school = kind is not None and kind.kind == "école"
        if not school and (word not in _DIPLOMA_WORDS or (kind is not None and not kind.names)):
            return None
        if not self.names.abbreviates(i, shut):
            return None
        m = Mention("autre", self.names.written(i, shut) + ")", Scope.NAMED, i, shut + 1, t.start, self.tokens[shut].end)
        m.determiner = self._determiner(i)
        return _proper_school(m) if school else m

    def _elided(self, i: int, last: Mention) -> tuple[list[Mention], int] | None:
        """Return what « à celui de X » or « ceux de X » at token `i` is: the kind of the mention before it, named X."""
        if not self.tokens[i].cue("elided") or last.kind == "expérience" or self.names.kind_near(i + 1, len(self.tokens)):
            return None
        spelt = self._spelt_out(i + 1 + (self.names.text(i + 1) in ARTICLES)) if i + 2 < len(self.tokens) else None
        if spelt is not None:
            spelt.kind, spelt.start = last.kind, self.tokens[i].start
            return [spelt], spelt.last
        items, after = self.names.items(i + 1, len(self.tokens), last.kind, fields=last.scope is Scope.FIELD)
        scope = Scope.FIELD if last.scope is Scope.FIELD else Scope.NAMED
        base = Mention(last.kind, None, scope, i, i + 1, self.tokens[i].start, self.tokens[i].end)
        base.determiner = self._determiner(i)
        return ([self._with(base, n, scope) for n in items], after) if items else None

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
        some = kind is not None and (kind.id in _OF_A_LEVEL or (kind.id == "de" and m.scope is Scope.FIELD))
        return some and all(t.cue("filler") for t in self.tokens[m.last : i])

    def _share_level(self, out: list[Mention], level: Mention) -> None:
        """« un diplôme de travail social ou un diplôme paramédical de niveau bac + 2 »: both are of the level."""
        if out and (kind := self.tokens[out[-1].at].kind) is not None and kind.id == "de-social":
            between = [t.text for t in self.tokens[out[-1].last : level.at]]
            if between[:1] in (["ou"], ["et"], [","]) and "diplome" in between:
                out[-1] = replace(out[-1], kind=level.kind, name="travail social", scope=Scope.FIELD, bare=False)

    def _at_level(self, out: list[Mention], found: list[Mention]) -> list[Mention]:
        """Give diplomas the level said after them; a State diploma stays one, whatever its level."""
        if self.tokens[out[-1].at].text.startswith(("de ", "diplome d' etat", "diplomes d' etat")):
            return []
        last = out.pop()
        level = found[0]
        if last.scope is Scope.ANY or not level.bare:
            return found
        level.name, level.scope, level.start, level.bare = last.name, Scope.FIELD, last.start, False
        level.trailing = True
        return [level]

    def _diploma_of(self, i: int) -> Name | None:
        """Return the field that stands before a level: « un diplôme de X (au moins) de niveau ... »."""
        for j in range(i - 1, max(-1, i - _FAR), -1):
            t = self.tokens[j]
            adjectives = t.text in _DIPLOMA_WORDS and all(
                _ADJECTIVE.search(x.text) or x.text in {"ou", "et"} or x.cue("filler") for x in self.tokens[j + 1 : i]
            )
            if _DIPLOMA_OF.match(t.text) or (adjectives and i - j > 1):
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


def _settled(m: Mention, kind: Kind, *, grand: bool) -> Mention:
    """Say what a school is by its field, and that a school's or a concours' field is no name."""
    if kind.kind == "école":
        return _school(m, grand=grand)
    if kind.kind == "ingénieur" and _plain(m.name or "").startswith("veterinaire"):
        m.kind, m.name, m.scope = "école vétérinaire", None, Scope.ANY
        return m
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
            general = words[0].startswith(("art", "beaux")) if kind == "école d'art" else len(words) == 1
            if general or (len(words) > 1 and words[1] in {"et", "ou"}):
                m.name, m.scope = None, Scope.ANY
            return m
    other = "grande école" if grand and FIELD_WORD.match(words[0]) else "école spécialisée"
    m.kind = "école d'art" if _ART_FIELD.search(_plain(m.name)) else other
    return m


def mentions_of(tokens: list[Token], text: str, lexicon: Lexicon) -> list[Mention]:
    """Return the diplomas that a sentence mentions, in its order."""
    return _Reader(tokens, text, lexicon).read()
