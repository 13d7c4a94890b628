"""Edges as they gather: every statement of the same way meets on one edge, whoever made it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from pathways.model import Basis, Condition, EdgeKind, Scope

if TYPE_CHECKING:
    from pathways.contract import EdgeData, EvidenceData
    from pathways.scheme.bridges import Public
    from pathways.scheme.usual import How

__all__ = ["Claim", "Draft", "Edge", "Word", "kind_of", "statement"]

_BASES = tuple(Basis)
_SCOPES = tuple(Scope)
_CONDITIONS = {c.value: i for i, c in enumerate(Condition)}


class Word(IntEnum):
    """Whose count of years an edge keeps: the surest that was given."""

    COMPUTED = 0  #: from levels and durations
    SCHEME = 1  #: a rule of the study scheme
    SOURCE = 2  #: the fiche of the diploma that leads there
    TARGET = 3  #: the fiche of the diploma that is led to


def statement(fiche: str, section: str, start: int, end: int, text: str | None = None) -> EvidenceData:
    """Return one piece of evidence as the graph's contract has it."""
    found: EvidenceData = {"fiche": fiche, "section": section, "start": start, "end": end}
    if text is not None:
        found["text"] = text
    return found


def kind_of(source: str) -> EdgeKind:
    """Return the kind of the way into a diploma from a node: a class enters, a diploma is continued.

    Examples
    --------
    >>> str(kind_of("classe:3e")), str(kind_of("FOR.1"))
    ('entry', 'continuation')
    """
    return EdgeKind.ENTRY if source.startswith("classe:") else EdgeKind.CONTINUATION


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a way: how long, on whose word, how sure, and where it is said.

    `years` to complete the target from the source; `word` whose count that is; `why` what
    makes the two ends near in field; `after_year` where the way leaves its source early.
    """

    years: float
    word: Word = Word.COMPUTED
    basis: Basis = Basis.STATED
    scope: Scope = Scope.NAMED
    score: float = 1.0
    conditions: tuple[str, ...] = ()
    apprenticeship: bool | None = None
    evidence: tuple[EvidenceData, ...] = ()
    why: str = ""
    release: str = ""
    after_year: int | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """How near the words of a fiche, surest first."""
        return _BASES.index(self.basis), _SCOPES.index(self.scope)


class Edge:
    """All claims of one way."""

    def __init__(self, kind: EdgeKind, first: Claim) -> None:
        self.kind = kind
        self.best = first  #: the surest claim
        self.timed = first  #: the claim whose years hold
        self.score = first.score
        self.conditions: set[str] = set()
        self.evidence: dict[tuple[Any, ...], EvidenceData] = {}
        self.release = ""
        self.rarity = 0.0  #: how few take the diploma that it leads to
        self.out_of_work: float | None = None  #: of a way into a job: who leave the diploma and do not work
        self.usual: How | None = None  #: how usual the step is, where the study scheme says it
        self.waiting = 0.0  #: years of the way in which nobody studies: until an age is reached
        self.public: Public | None = None  #: for whom the way is, where not for those in initial training
        self.join(first)

    def join(self, claim: Claim) -> None:
        """Take one more claim; the scheme is silent where a fiche speaks."""
        if claim.basis is Basis.SCHEME and self.best.basis is not Basis.SCHEME:
            return
        if claim.basis is not Basis.SCHEME and self.best.basis is Basis.SCHEME:
            self.evidence, self.conditions = {}, set()
        if claim.word > self.timed.word:
            self.timed = claim
        if claim.rank < self.best.rank:
            self.best, self.score = claim, claim.score
        elif claim.rank == self.best.rank:
            self.score = max(self.score, claim.score)
        self.conditions.update(claim.conditions)
        self.release = max(self.release, claim.release)
        for e in claim.evidence:
            self.evidence.setdefault((e["fiche"], e["section"], e["start"], e["end"]), e)

    def ask(self, claim: Claim) -> None:
        """Take what is asked of who goes this way, and on whose word, where no fiche says it."""
        self.conditions.update(claim.conditions)
        for e in claim.evidence if claim.conditions else ():
            self.evidence.setdefault((e["fiche"], e["section"], e["start"], e["end"]), e)

    def apart(self, scope: Scope, score: float) -> Edge:
        """Return the same way for a part of those who go it, with its own scope and score."""
        own = copy(self)
        own.conditions, own.evidence = set(self.conditions), dict(self.evidence)
        own.best, own.score = replace(self.best, scope=scope), score
        return own

    def attributes(self) -> EdgeData:
        """Return the edge's attributes as the contract has them."""
        years = self.timed.years
        out: EdgeData = {
            "kind": self.kind.value,
            "years": int(years) if float(years).is_integer() else round(years, 2),
            "conditions": sorted(self.conditions, key=lambda c: (_CONDITIONS.get(c, 99), c)),
            "apprenticeship": self.best.apprenticeship,
            "basis": self.best.basis.value,
            "scope": self.best.scope.value,
            "score": round(self.score, 2),
            "evidence": [self.evidence[k] for k in sorted(self.evidence)],
            "release": self.release,
        }
        if self.usual:
            out["usual"] = self.usual
        if self.waiting and self.timed.word <= Word.SCHEME:
            out["waiting"] = self.waiting
        if self.public:
            out["public"] = self.public
        if self.rarity:
            out["rarity"] = self.rarity
        if self.out_of_work is not None:
            out["out_of_work"] = self.out_of_work
        if self.best.why:
            out["why"] = self.best.why
        if self.timed.after_year is not None:
            out["after_year"] = self.timed.after_year
        return out


class Draft:
    """Edges by source, target and key.

    Examples
    --------
    >>> d = Draft()
    >>> d.add("a", "b", EdgeKind.CONTINUATION, Claim(2, basis=Basis.FIELD, scope=Scope.FIELD, score=0.5))
    >>> d.add("a", "b", EdgeKind.CONTINUATION, Claim(1, word=Word.TARGET))
    >>> [(k, e.attributes()["years"], e.attributes()["basis"]) for k, e in d.edges.items()]
    [(('a', 'b', 'continuation'), 1, 'stated')]
    """

    def __init__(self) -> None:
        self.edges: dict[tuple[str, str, str], Edge] = {}
        self.own_entry: set[str] = set()  #: diplomas whose own fiche lets somebody in

    def add(self, source: str, target: str, kind: EdgeKind, claim: Claim) -> None:
        """Add one claim of the way from `source` to `target`; a way to itself is none."""
        if source == target:
            return
        key = (source, target, f"{kind.value}:apprenticeship" if claim.apprenticeship else kind.value)
        if (edge := self.edges.get(key)) is not None:
            edge.join(claim)
        else:
            self.edges[key] = Edge(kind, claim)

    def fold_apprentices(self) -> None:
        """Fold a way of apprentices alone into the way of all, where that takes no longer and asks for no more."""
        for u, v, key in [k for k in self.edges if ":" in k[2]]:
            plain = self.edges.get((u, v, key.partition(":")[0]))
            own = self.edges[u, v, key]
            if plain is None:
                continue
            if plain.timed.years <= own.timed.years and plain.conditions <= own.conditions:
                plain.evidence = {**own.evidence, **plain.evidence}
                del self.edges[u, v, key]
            elif plain.best.rank < own.best.rank:  # what is said of all is said of apprentices
                own.best, own.score = replace(plain.best, apprenticeship=True), plain.score
                own.evidence = {**own.evidence, **plain.evidence}
