"""What fiches say of a whole kind ("en BTS, avec un bon dossier"), laid on the ways of that kind that are named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.draft import Claim, Word
from pathways.model import Basis, Direction, EdgeKind, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pathways.graph.draft import Draft, Edge
    from pathways.model import Link

__all__ = ["Covering"]


class _Said(NamedTuple):
    """A statement on a kind; `years` None where it tells none."""

    kind: str
    years: float | None
    claim: Claim


class Covering:
    """Statements on whole kinds of diploma, by the fiche that makes them.

    A list of continuations names a BTS and tells nothing of it; the prose of the same fiche says what is asked
    of who goes on to a BTS, the fiche of the BTS what is asked of who comes from a bac pro.  Both hold for the
    way that the list names.  What the fiche of the BTS asks of all whom it names is asked of others too.

    Parameters
    ----------
    members : callable
        The diplomas of a kind of link, by id.

    Examples
    --------
    >>> from pathways.graph.draft import Draft
    >>> from pathways.model import Link, Span
    >>> covering, draft = Covering(lambda kind: {"FOR.2"} if kind == "BTS" else set()), Draft()
    >>> link = Link("FOR.1", "poursuite", Direction.TO, "BTS", None, Scope.ANY, Span(0, 9), "", conditions=("mention",))
    >>> covering.note("FOR.1", link, Claim(0, conditions=link.conditions))
    >>> draft.add("FOR.1", "FOR.2", EdgeKind.CONTINUATION, Claim(2))
    >>> covering.lay(draft, believed=lambda *_: True, asked=lambda *_: None)
    >>> [(e.attributes()["years"], e.attributes()["conditions"]) for e in draft.edges.values()]
    [(2, ['mention'])]
    """

    def __init__(self, members: Callable[[str], Collection[str]]) -> None:
        self._members = members
        self._sets: dict[str, frozenset[str]] = {}
        self._said: dict[tuple[str, Direction], list[_Said]] = defaultdict(list)
        self._of_all: dict[str, list[Claim]] = defaultdict(list)

    def note(self, fiche: str, link: Link, claim: Claim) -> None:
        """Take one statement of a fiche, whose conditions and evidence are those of `claim`."""
        if link.direction is Direction.FROM:
            self._of_all[fiche].append(claim)
        if link.scope is Scope.NAMED:
            return
        if link.kind not in self._sets:
            self._sets[link.kind] = frozenset(self._members(link.kind))
        self._said[fiche, link.direction].append(_Said(link.kind, link.years, claim))

    def lay(
        self,
        draft: Draft,
        *,
        believed: Callable[[str, str, float], bool],
        asked: Callable[[str, str], Claim | None],
    ) -> None:
        """Lay the statements on the ways that fiches name.

        Parameters
        ----------
        draft : Draft
            The edges.
        believed : callable
            Whether years may be, of a source, a target and the years.
        asked : callable
            What the study scheme asks of who goes from a source to a target, None for nothing: it holds where no
            fiche says what is asked.
        """
        for (source, target, key), edge in draft.edges.items():
            if ":" in key or edge.best.basis is Basis.SCHEME:
                continue
            if (
                key == EdgeKind.CONTINUATION.value
                and edge.best.scope is Scope.NAMED
                and edge.best.basis is Basis.STATED
            ):
                self._lay_on(draft, (source, target, key), believed)
            if not edge.conditions and not self._asks(target) and (claim := asked(source, target)) is not None:
                edge.ask(claim)

    def _asks(self, target: str) -> bool:
        """Tell whether the fiche of a diploma asks for anything of anybody."""
        return any(c.conditions for c in self._of_all.get(target, ()))

    def _lay_on(self, draft: Draft, at: tuple[str, str, str], believed: Callable[[str, str, float], bool]) -> None:
        """Lay what fiches say of whole kinds on a way that one of them names."""
        (source, target, _), edge = at, draft.edges[at]
        own = {e["fiche"] for e in edge.evidence.values()}
        for said in self._said.get((source, Direction.TO), ()):
            if target in self._sets[said.kind]:
                _join(edge, said, Word.SOURCE, believes=believed(source, target, said.years or 0.0))
        for said in self._said.get((target, Direction.FROM), ()):
            if source in self._sets[said.kind]:
                own.add(target)
                _join(edge, said, Word.TARGET, believes=believed(source, target, said.years or 0.0))
        if target not in own and (common := self._common(target)) is not None:
            edge.ask(common)

    def _common(self, target: str) -> Claim | None:
        """Return what the fiche of a diploma asks of all whom it names, on its first statement's word."""
        claims = self._of_all.get(target, ())
        if not claims:
            return None
        common = set(claims[0].conditions).intersection(*(c.conditions for c in claims))
        return replace(claims[0], conditions=tuple(sorted(common))) if common else None


def _join(edge: Edge, said: _Said, word: Word, *, believes: bool) -> None:
    stands = said.years is not None and believes
    years = said.years if said.years is not None and stands else edge.timed.years
    own = said.claim
    edge.join(
        Claim(
            years,
            word=word if stands else Word.COMPUTED,
            basis=Basis.STATED,
            scope=Scope.ANY,
            conditions=own.conditions,
            evidence=own.evidence,
            release=own.release,
        )
    )
