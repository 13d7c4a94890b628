"""Edges as they gather: every statement of the same way meets on one edge, whoever made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from pathways.model import Basis, Condition, EdgeKind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Draft", "Edge", "Word", "statement"]

_BASES = tuple(Basis)
_SCOPES = tuple(Scope)
_CONDITIONS = {c.value: i for i, c in enumerate(Condition)}


class Word(IntEnum):
    """Whose count of years an edge keeps: the surest that was given."""

    COMPUTED = 0  #: from levels and durations
    SCHEME = 1  #: a rule of the study scheme
    SOURCE = 2  #: the fiche of the diploma that leads there
    TARGET = 3  #: the fiche of the diploma that is led to


def statement(fiche: str, section: str, start: int, end: int, text: str | None = None) -> dict[str, Any]:
    """Return one piece of evidence as the graph's contract has it."""
    found: dict[str, Any] = {"fiche": fiche, "section": section, "start": start, "end": end}
    if text is not None:
        found["text"] = text
    return found


@dataclass(slots=True)
class Edge:
    """One edge while the graph is built."""

    kind: EdgeKind
    years: float
    word: Word
    basis: Basis
    scope: Scope
    score: float
    apprenticeship: bool | None
    conditions: set[str] = field(default_factory=set)
    evidence: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    why: str = ""
    release: str = ""
    after_year: int | None = None

    def attributes(self) -> dict[str, Any]:
        """Return the edge's attributes as the contract has them."""
        out: dict[str, Any] = {
            "kind": self.kind.value,
            "years": int(self.years) if float(self.years).is_integer() else round(self.years, 2),
            "conditions": sorted(self.conditions, key=lambda c: (_CONDITIONS.get(c, 99), c)),
            "apprenticeship": self.apprenticeship,
            "basis": self.basis.value,
            "scope": self.scope.value,
            "score": round(self.score, 2),
            "evidence": [self.evidence[k] for k in sorted(self.evidence)],
            "release": self.release,
        }
        if self.why:
            out["why"] = self.why
        if self.after_year is not None:
            out["after_year"] = self.after_year
        return out


class Draft:
    """Edges by source, target and key.

    Examples
    --------
    >>> d = Draft()
    >>> d.add("a", "b", EdgeKind.CONTINUATION, 2, basis=Basis.FIELD, scope=Scope.FIELD, score=0.5)
    >>> d.add("a", "b", EdgeKind.CONTINUATION, 1, word=Word.TARGET)
    >>> [(k, e.years, e.basis.value) for k, e in d.edges.items()]
    [(('a', 'b', 'continuation'), 1, 'stated')]
    """

    def __init__(self) -> None:
        self.edges: dict[tuple[str, str, str], Edge] = {}
        self.own_entry: set[str] = set()  #: diplomas whose own fiche lets somebody in

    def add(
        self,
        source: str,
        target: str,
        kind: EdgeKind,
        years: float,
        *,
        word: Word = Word.COMPUTED,
        basis: Basis = Basis.STATED,
        scope: Scope = Scope.NAMED,
        score: float = 1.0,
        conditions: Iterable[str] = (),
        apprenticeship: bool | None = None,
        evidence: dict[str, Any] | None = None,
        why: str = "",
        release: str = "",
        after_year: int | None = None,
    ) -> None:
        """Add one statement of the way from `source` to `target`; a way to itself is none."""
        if source == target:
            return
        key = (source, target, f"{kind.value}:apprenticeship" if apprenticeship else kind.value)
        edge = self.edges.get(key)
        if edge is None:
            edge = Edge(kind, years, word, basis, scope, score, apprenticeship, why=why, release=release)
            edge.after_year = after_year
            self.edges[key] = edge
        elif edge.basis is not Basis.SCHEME and basis is Basis.SCHEME:
            return  # the scheme is silent where a fiche speaks
        else:
            if word > edge.word:
                edge.years, edge.word = years, word
            if (_BASES.index(basis), _SCOPES.index(scope)) < (_BASES.index(edge.basis), _SCOPES.index(edge.scope)):
                edge.basis, edge.scope, edge.score, edge.why = basis, scope, score, why
            elif basis is edge.basis and scope is edge.scope:
                edge.score = max(edge.score, score)
            edge.release = max(edge.release, release)
        edge.conditions.update(conditions)
        if evidence is not None:
            edge.evidence.setdefault(
                (evidence["fiche"], evidence["section"], evidence["start"], evidence["end"]), evidence
            )
