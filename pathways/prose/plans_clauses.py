"""One sentence on studies: "N ans pour préparer A ou B, éventuellement complété par C (en 1 an)" to ways of steps."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pathways.model import Condition, Scope
from pathways.prose.kinds import LEVELS, years_of
from pathways.prose.mentions import mentions_of
from pathways.prose.names import ARTICLES, OPTION, Names
from pathways.prose.phrases import number

if TYPE_CHECKING:
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.mentions import Mention
    from pathways.prose.sentences import Sentence, Token

__all__ = ["Clause", "Item", "Way", "clauses_of"]

_NEAR = 3
_RANGE = frozenset({"a", "ou", "/", "-", "et"})
_LEVEL_YEARS = {"bac+1": 1, "bac+2": 2, "bac+3": 3, "bac+4": 4, "bac+5": 5}
_STARTS = frozenset({"bac+2", "bac+3", "bac+5"})
_CLASSES = frozenset({"3e", "2de", "2de pro", "2de GT", "1re", "Tle"})
_CONDITIONS = frozenset(c.value for c in Condition)
#: Kinds whose field a diploma coordinated before them takes too: « un diplôme d'ingénieur ou un master en X ».
_OF_FIELDS = frozenset(
    {"BTS", "BTSA", "BUT", "licence", "licence pro", "master", "ingénieur", "doctorat", "école de commerce"}
)
_FIELD = re.compile(r"(en|dans|du|de la|de l'|specialise)")

Years = tuple[float, float]


@dataclass(slots=True)
class Item:
    """A diploma at its place in a clause."""

    kind: str
    name: str | None
    scope: Scope
    start: int
    end: int
    years: float | None = None
    usual: bool = True
    clause: Clause | None = None  #: that it was said in, where that is another one
    also_alone: bool = False  #: it is reached without what it asks for, too
    after: tuple[Item, ...] = ()  #: what it asks for, as alternatives: « le CS, en 1 an après un CAP »


@dataclass(slots=True)
class Group:
    """Alternatives; those of a later group complete those of the one at `parent`."""

    items: list[Item] = field(default_factory=list)
    parent: int = -1
    usual: bool = True
    then: bool = False
    plural: bool = False
    years: float | None = None


@dataclass(slots=True)
class Clause:
    """What one duration holds for."""

    start: int
    end: int
    years: Years | None = None
    origin: str = ""
    groups: list[Group] = field(default_factory=lambda: [Group()])
    base: list[Item] = field(default_factory=list)
    conditions: set[str] = field(default_factory=set)
    joined: Clause | None = None
    opened: bool = False  #: a duration or a level opens it

    @property
    def group(self) -> Group:
        """The group that is being read."""
        return self.groups[-1]


@dataclass(frozen=True, slots=True)
class Way:
    """Items in order, with the years of each; `usual` as the text has it."""

    items: tuple[Item, ...]
    usual: bool
    clause: Clause


class _Reader:
    """Reads one sentence, left to right."""

    def __init__(self, sentence: Sentence, text: str, lexicon: Lexicon, before: list[Clause]) -> None:
        self.tokens = sentence.tokens
        self.text = text
        self.names = Names(self.tokens, text, lexicon)
        mentions = _with_options(mentions_of(self.tokens, text, lexicon))
        self.at: dict[int, list[Mention]] = {}
        for m in _shared(mentions, self.tokens):
            self.at.setdefault(m.at, []).append(m)
        self.clauses: list[Clause] = []
        self.before = before
        self.rare = False
        self.after = False  #: an « après » was read, and nothing that ends what it says
        self.also = False  #: that « après » is one way of several: « ou après »

    def word(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def read(self) -> list[Clause]:
        i = 0
        while i < len(self.tokens):
            if i in self.at:
                i = self._mentions(i)
                continue
            t = self.tokens[i]
            if t.cue("duration") and not t.kinds:
                self._duration(i)
            elif cue := t.cue("completes"):
                self._completes(i, then=cue.value == "then")
            if t.cue("rare") or t.text == "voire":
                self.rare = True
            if t.text in {"apres", "a l'issue", "apres un"} or t.text.startswith("apres "):
                self.after = True
                self.also = self.word(i - 1) in {"ou", ",", "egalement", "aussi"}
            elif t.text.startswith("pour ") or t.text in {";", "pour", ")", ":"}:
                self.after = False
            if t.text == ";" or (t.text == "," and not self.after):
                self.rare = False if t.text == ";" else self.rare
            self._conditions(t)
            i += 1
        return self.clauses

    # ---- what opens a clause -----------------------------------------------------------------------------------------
    def _open(self, i: int, years: Years | None, origin: str = "", *, opened: bool = True) -> Clause:
        start = self.tokens[i].start
        clause = Clause(start, self.tokens[i].end, years, origin, opened=opened)
        if self.clauses and self.word(i - 1) in {"ou", "voire", "et"}:
            clause.joined = self.clauses[-1]
        self.clauses.append(clause)
        self.rare = self.after = False
        return clause

    @property
    def clause(self) -> Clause:
        """The clause that is being read; one that nothing opens where none is."""
        return self.clauses[-1] if self.clauses else self._open(0, None, opened=False)

    def _duration(self, i: int) -> None:
        t = self.tokens[i]
        if t.text.startswith("dure"):
            return
        most = years_of(t)
        if most is None:
            return
        least = most
        if self.word(i - 1) in _RANGE and (low := _number(self.word(i - 2))) is not None:
            least = low / 12 if "mois" in t.text else low
        if self._experience(i):
            return
        clause = self.clauses[-1] if self.clauses else None
        group = clause.group if clause else None
        bracket = self.names.inside[i]
        trailing = bracket >= 0 and any(m for m in self.at if m < bracket)
        if clause is not None and group is not None and len(clause.groups) > 1 and not group.items:
            group.years = most  # « complété, en 2 ans, par un BP », « puis 2 ans en BP »
        elif clause is not None and group is not None and group.items and (trailing or self._trails(i)):
            self._spread(clause, most)
        elif self._leads(i):
            self._open(i, (least, most))

    def _trails(self, i: int) -> bool:
        """Whether a duration outside brackets is said of what stands before it: « le CS ascensoriste en 1 an »."""
        if not self.word(i).startswith("en "):
            return False
        return self.word(i + 1) in {"", ".", ";", ",", "apres", "ou", ")", "et"} or self.word(i + 1).startswith("apres")

    def _leads(self, i: int) -> bool:
        """Whether a duration opens a clause: « 2 ans pour », « 3 ans (BUT) », « 1 an après un CAP »."""
        k = i + 1
        while (k < len(self.tokens) and self.tokens[k].cue("filler") and not self.tokens[k].kinds) or self.word(
            k
        ).startswith(("supplementaire", "complementaire", "d'etude")):
            k += 1
        return (
            self.word(k).startswith(("pour", "apres", "dans", "en", "d'", "de ", "a l'"))
            or self.word(k) in {"(", ":", "de"}
            or k in self.at
        )

    def _experience(self, i: int) -> bool:
        """Whether a duration is that of work: « après 2 ans d'expérience »."""
        return any(
            t.text.startswith(("experience", "d'experience", "pratique", "exercice"))
            for t in self.tokens[i + 1 : i + _NEAR + 1]
        )

    @staticmethod
    def _spread(clause: Clause, years: float) -> None:
        """Give years to the items of the group that have none; those of an opened clause have its years."""
        if len(clause.groups) == 1 and clause.years is not None:
            return
        for item in clause.group.items:
            if item.years is None:
                item.years = years

    def _completes(self, i: int, *, then: bool) -> None:
        """Start a group that completes the one before it."""
        if not self.clauses or not any(g.items for g in self.clauses[-1].groups):
            if not self.before or self.clauses:
                return
            self._join_all(self.before)
            self.clauses.append(self.before[-1])
        clause = self.clauses[-1]
        if clause.years is not None and not any(g.items for g in clause.groups):
            return
        parent = len(clause.groups) - 1
        back = [self.word(k) for k in range(max(0, i - _NEAR), i)]
        if not clause.group.items:  # "suivi, puis"
            clause.group.then = clause.group.then or then
            return
        if len(clause.groups) > 1 and not then and {"ou", "voire"} & set(back):
            parent = clause.group.parent
        raw = self.text[self.tokens[i].start : self.tokens[i].end].split()[0].lower()
        rare = (
            self.rare or bool(self.tokens[i].cue("rare")) or any(t.cue("rare") for t in self.tokens[i + 1 : i + _NEAR])
        )
        clause.groups.append(Group([], parent, not rare, then, raw.endswith("s")))

    @staticmethod
    def _join_all(clauses: list[Clause]) -> None:
        """« ... ; 3 ans pour un BUT. Suivis d'une licence »: what completes holds for all of a sentence."""
        for earlier, later in itertools.pairwise(clauses):
            later.joined = later.joined or earlier

    # ---- mentions ----------------------------------------------------------------------------------------------------
    def _mentions(self, i: int) -> int:
        mentions = self.at[i]
        m = mentions[0]
        last = max(m.last, i + 1)
        if m.kind == "bac+n":
            return self._years_of_study(i, last)
        if m.kind in LEVELS:
            self._level(i, m, last)
            return last if m.name is None else max(last, m.last)
        if m.kind in _CLASSES:
            return last
        if m.kind == "bac" and self.after and m.name is None:
            if self.clauses and not self.clauses[-1].group.items:
                self.clauses[-1].origin = "bac"
            return last
        items = [Item(x.kind, _school_field(x, self.text), x.scope, x.start, x.end, x.years) for x in mentions]
        clause = self.clause
        if clause.group.items and m.kind.startswith(("école", "IEP")) and self.names.inside[i] < 0 and self._place(i):
            return last
        if self.after and m.kind != "concours":
            self._asked(clause, items)
        else:
            self._add(clause, items)
        end = max(x.last for x in mentions)
        for k in range(i, min(end, len(self.tokens))):
            self._conditions(self.tokens[k])
        return end

    def _place(self, i: int) -> bool:
        """Whether a school is where the diploma before it is prepared: « un DNSEP en école d'art »."""
        k = i - 1
        while self.word(k) in {"l'", "la", "le", "les", "un", "une", "des"}:
            k -= 1
        return self.word(k) in {"dans", "en", "a", "au", "aux", "au sein de", "sein"} and self.word(k - 1) not in {
            "ou",
            ",",
            ";",
        }

    def _asked(self, clause: Clause, items: list[Item]) -> None:
        """Take what the clause, or its last item, asks for."""
        if clause.group.items:
            latest = clause.group.items[-1]
            latest.after = (*latest.after, *items)
            latest.also_alone = latest.also_alone or self.also
        else:
            clause.base += items

    def _add(self, clause: Clause, items: list[Item]) -> None:
        group = clause.group
        for item in items:
            item.usual = not (self.rare and len(clause.groups) == 1)
            if len(clause.groups) > 1 and item.years is None and group.years is not None:
                item.years = group.years
        own = next((x.years for x in items if x.years is not None), None)
        if own is not None and (len(clause.groups) > 1 or clause.years is None):
            for item in group.items:
                if item.years is None:
                    item.years = own
        elif clause.years is not None and len(clause.groups) == 1:
            for item in items:
                item.years = None
        group.items += items
        clause.end = max(clause.end, *(x.end for x in items))

    def _years_of_study(self, i: int, last: int) -> int:
        """« 8 ans d'études après le bac pour préparer un doctorat » opens a clause."""
        numbers = self.tokens[i].numbers
        if numbers and (self.word(last).startswith("pour") or self.word(last) in {"(", ":", "dans", "en"}):
            self._open(i, (float(min(numbers)), float(max(numbers))), "bac")
        return last

    def _level(self, i: int, m: Mention, last: int) -> None:
        """« Bac + 5 : master ou ... » opens a clause; « après un bac + 2 » says where it starts."""
        years = _LEVEL_YEARS.get(m.kind)
        if years is None:
            return
        if self.after:
            if self.clauses and not self.clauses[-1].group.items and m.kind in _STARTS:
                self.clauses[-1].origin = m.kind
            return
        k = last
        while self.tokens[k : k + 1] and (
            self.tokens[k].cue("filler")
            or self.word(k) in {"au", "minimum", "/", "et", "plus"}
            or self.word(k).isdecimal()
        ):
            k += 1
        if self.word(k) in {":", "("}:
            most = float(years)
            more = [n for t in self.tokens[i:k] for w in t.words if (n := _number(w.text)) is not None]
            self._open(i, (most, max([most, *map(float, more)])), "bac")

    def _conditions(self, t: Token) -> None:
        if not self.clauses:
            return
        cue = t.cue("condition")
        if cue is not None and cue.value in _CONDITIONS:
            self.clauses[-1].conditions.add(str(cue.value))
        if t.cue("experience") or t.text.startswith(("experience", "d'experience")):
            self.clauses[-1].conditions.add("expérience")


_SCHOOL = re.compile(
    r"\b(?:[ée]coles?|instituts?)\b(?: sup[ée]rieures?| nationales?| priv[ée]es?)* "
    r"(?:de la |de l['’]|des |du |de |d['’])(.+)",
    re.IGNORECASE | re.DOTALL,
)


def _school_field(m: Mention, text: str) -> str | None:
    """Return the name of a mention; of a school that is known by its field, the field: « une école de mode »."""
    if (
        m.name is None
        and m.kind in {"école d'art", "école spécialisée"}
        and (found := _SCHOOL.search(text[m.start : m.end]))
    ):
        return " ".join(found[1].split())
    return m.name


def _number(word: str) -> int | None:
    return number(word)


def _with_options(mentions: list[Mention]) -> list[Mention]:
    """Give an option that stands after a comma back to its diploma: « BTS X, option B »."""
    out: list[Mention] = []
    for m in mentions:
        first = (m.name or "").split(" ", 1)[0].lower()
        if first in OPTION and out and out[-1].at == m.at and out[-1].name:
            base, named = out[-1], out[-1].name or ""
            if " option" in named.lower() and first.startswith("option"):
                out.append(replace(m, name=f"{named.partition(' option')[0].rstrip(' ,')} {m.name}"))
            else:
                out[-1] = replace(base, name=f"{named}, {m.name}", end=m.end, last=m.last)
            continue
        out.append(m)
    return out


def _shared(mentions: list[Mention], tokens: list[Token]) -> list[Mention]:
    """Give a field said last to the diploma coordinated right before: « un ingénieur ou un master en X »."""
    out: list[Mention] = []
    for m in reversed(mentions):
        group = [n for n in reversed(out) if n.at == out[-1].at] if out else []
        shares = (
            group
            and m.name is None
            and m.kind in _OF_FIELDS
            and group[0].kind in _OF_FIELDS
            and group[0].name is not None
            and _coordinated(tokens, m.last, group[0].at)
            and _FIELD.match(tokens[group[0].at + 1].text if group[0].at + 1 < len(tokens) else "")
        )
        if shares:
            out += [replace(m, name=n.name, scope=Scope.FIELD, end=m.end, conditions=set()) for n in reversed(group)]
        else:
            out.append(m)
    return out[::-1]


def _coordinated(tokens: list[Token], i: int, j: int) -> bool:
    words = [t.text for t in tokens[i:j]]
    return bool(words) and "ou" in words and all(w in ARTICLES | {"ou", ",", "encore"} for w in words)


def clauses_of(sentence: Sentence, text: str, lexicon: Lexicon, before: list[Clause]) -> list[Clause]:
    """Return the clauses of a sentence; `before` are those of the sentence before it."""
    return _Reader(sentence, text, lexicon, before).read()
