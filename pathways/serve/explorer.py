"""What is asked of the graph, answered: the same functions as the command line, each with its bound."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pathways.criteria import DEFAULT
from pathways.errors import LookupFailedError, QueryError
from pathways.graph.around import view_node
from pathways.graph.known import known_name
from pathways.graph.naming import look_up, name_index
from pathways.graph.store import open_store
from pathways.model import NodeRef
from pathways.routing.answers import find_routes
from pathways.routing.compare import compare_goals
from pathways.routing.goal_types import goal_type_of
from pathways.routing.spread import leading_to, reachable, within
from pathways.routing.why import why_no_route
from pathways.serve.questions import Unclear, UnclearError, goals_of, held_of, limits_of, unclear_of
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pathways.catalogue import Lookup
    from pathways.graph.around import NodeView
    from pathways.model import Route
    from pathways.routing.asked import Targets
    from pathways.routing.compare import Comparison
    from pathways.routing.constraints import Constraints
    from pathways.routing.spread import Reached
    from pathways.routing.why import Hindrance
    from pathways.serve.settings import Settings

__all__ = ["Compared", "Explorer", "Routed", "Spread", "Suggestion"]

#: Routes that are read for one answer, at most: memory stays flat whatever is asked.
_MOST_READ = 5_000
_DEFAULT_ROUTES = 5
_COMPARED = 10
#: Goals of a class beyond which a comparison is not made.
_TWO = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to complete what is typed: what is shown, and what to send so that it is understood."""

    id: str
    label: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Routed:
    """The answer to "how do I get from here to there?"."""

    routes: tuple[Route, ...]
    source: NodeRef
    target: NodeRef
    targets: Targets
    constraints: Constraints
    partial: str = ""
    hindrance: Hindrance | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """What is within reach of some nodes, or leads to them."""

    ends: tuple[str, ...]
    about: NodeRef
    rows: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two goals side by side."""

    source: NodeRef
    goals: tuple[NodeRef, NodeRef]
    found: Comparison


class Explorer:
    """A graph file, open once, and the questions that it answers.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    BrokenGraphFileError
        If there is no graph, or it cannot be read.
    """

    def __init__(self, settings: Settings) -> None:
        self.store = open_store(settings.graph)
        self.release = str(self.store.meta.get("release") or "")
        self._seconds = settings.seconds
        self._index = name_index(self.store)
        self._values: dict[str, str] = {}
        self._short_values: dict[str, str] = {}
        self._answers: dict[str, Callable[[Mapping[str, Any]], Any]] = {
            "route": self.route,
            "compare": self.compare,
            "reach": lambda row: self.spread(row, forward=True),
            "lead": lambda row: self.spread(row, forward=False),
        }

    def answer(self, kind: str, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Routed, Compared or Spread
        """Return the answer to a question of a kind.

        Raises
        ------
        UnclearError
            If a name is unknown or ambiguous.
        QueryError
            If something is missing, or has no meaning here.
        """
        try:
            return self._answers[kind](row)
        except LookupFailedError as error:
            raise UnclearError((unclear_of(self.store, row, error),)) from error

    def ref(self, node: str) -> NodeRef:
        """Return a node as routes show it."""
        return NodeRef(*self.store.shown(self.store.index[node]))

    def goal_ref(self, targets: Targets, lang: str = "fr") -> NodeRef:
        """Return what stands for the goals of a question: the first node, or the class of goals, in words."""
        return NodeRef("", targets.title(lang), "") if targets.classes else self.ref(targets.ids[0])

    def start_ref(self, row: Mapping[str, Any], lang: str = "fr") -> NodeRef:
        """Return what stands for what is held: the node that the first name means, or a type of diploma, in words."""
        text = row["from"][0]
        try:
            return self.ref(look_up(self.store, text)[0])
        except LookupFailedError:
            named = goal_type_of(text)
        return NodeRef("", text if named is None else named.fr if lang == "fr" else named.en, "")

    def route(self, row: Mapping[str, Any]) -> Routed:
        """Find the routes of a question."""
        if not row.get("from"):
            raise QueryError("'from' is missing")
        if not any(row.get(name) for name in ("to", "to_type", "to_level", "to_domain")):
            raise QueryError("'to' is missing")
        year = time.localtime().tm_year
        held = held_of(self.store, row)
        targets = goals_of(self.store, row, held=held, year=year)
        constraints = limits_of(self.store, row, year)
        answer = find_routes(
            self.store,
            held,
            targets.ids,
            row.get("k", _DEFAULT_ROUTES),
            row.get("prefer", DEFAULT),
            constraints=constraints,
            expand=row.get("all", False),
            differ=row.get("diverse", False),
            any_goal=bool(targets.classes),
            pareto=row.get("pareto", ()),
            timeout=self._seconds,
            most_read=_MOST_READ,
        )
        hindrance = None
        if not answer.routes and not answer.partial:
            hindrance = why_no_route(self.store, held, targets.ids, constraints)
        source, target = self.ref(held[0]), self.goal_ref(targets)
        return Routed(answer.routes, source, target, targets, constraints, answer.partial, hindrance)

    def compare(self, row: Mapping[str, Any]) -> Compared:
        """Compare the two goals of a question."""
        if not row.get("from"):
            raise QueryError("'from' is missing")
        if len(row.get("to", ())) != _TWO:
            raise QueryError("'to' has to stand twice: the two goals to compare")
        held = held_of(self.store, row)
        year = time.localtime().tm_year
        constraints = limits_of(self.store, row, year)
        one, other = both = [goals_of(self.store, {"to": (text,)}, held=held, year=year) for text in row["to"]]
        wide = tuple(self._one_of(text) for text, goals in zip(row["to"], both, strict=True) if goals.classes)
        if wide:  # hundreds of diplomas against hundreds: neither an answer nor bounded work
            raise UnclearError(wide)
        found = compare_goals(
            self.store,
            held,
            one.ids,
            other.ids,
            row.get("k", _COMPARED),
            row.get("prefer", DEFAULT),
            constraints=constraints,
            timeout=self._seconds / 2,
        )
        return Compared(self.ref(held[0]), (self.goal_ref(one), self.goal_ref(other)), found)

    def _one_of(self, text: str) -> Unclear:
        """Return a type of diploma as a name of which one has to be chosen."""
        return Unclear(
            "to", text, unknown=False, candidates=self._index.suggest(text, kinds={"diploma", "job"}, limit=12)
        )

    def spread(self, row: Mapping[str, Any], *, forward: bool) -> Spread:
        """Find what is within reach of what is held, or what leads to a goal."""
        end = "from" if forward else "to"
        if not row.get(end):
            raise QueryError(f"{end!r} is missing")
        year = time.localtime().tm_year
        ends = held_of(self.store, row) if forward else goals_of(self.store, {"to": row["to"]}, year=year).ids
        constraints = limits_of(self.store, row, year)
        find = reachable if forward else leading_to
        rows = find(self.store, ends, row.get("years"), constraints=constraints, kinds=row.get("kind"))
        return Spread(ends, self.ref(ends[0]), within(rows, level=row.get("level"), domain=row.get("domain")))

    def node(self, name: str) -> NodeView | None:
        """Return what is known of a node, None where there is none of that id."""
        return view_node(self.store, name) if name in self.store.index else None

    def find(self, text: str, *, kinds: Collection[str] | None, limit: int) -> Lookup:
        """Look a name up, as `pathways find`."""
        return self._index.find(text, kinds=kinds, limit=limit)

    def suggest(self, text: str, *, kinds: Collection[str] | None = None, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return what a text may become that is still being typed; a type of diploma first, where goals are typed."""
        found = [
            Suggestion(c.id, c.label, c.kind, self._short_value(c.id, c.label))
            for c in self._index.suggest(text, kinds=kinds, limit=limit)
        ]
        if (kinds is None or "job" in kinds) and (named := goal_type_of(text)) is not None:
            label = text.strip()
            if not any(s.value.casefold() == label.casefold() for s in found) and set(named.types) & set(
                self.store.types
            ):
                found.insert(0, Suggestion("", named.fr, "type", label))
        return tuple(found[:limit])

    def _short_value(self, node: str, label: str) -> str:
        """Return what a form sends for a suggestion: its label where that is known whole to mean it, else its id."""
        if (known := self._short_values.get(node)) is None:
            known = label if node in (known_name(self.store, label) or ()) else node
            self._short_values[node] = known
        return known

    def value_of(self, node: str) -> str:
        """Return what to write so that this node is understood: its label, with its id where others are called so."""
        if (known := self._values.get(node)) is not None:
            return known
        label = self.store.labels[self.store.index[node]]
        try:
            clear = node in look_up(self.store, label)
        except LookupFailedError:
            clear = False
        value = label if clear else f"{label} ({node})" if node.startswith(("FOR.", "MET.")) else node
        self._values[node] = value
        return value

    def domains_of(self, nodes: Collection[str]) -> tuple[str, ...]:
        """Return the domains of some nodes, each once."""
        store = self.store
        return tuple(dict.fromkeys(d for node in nodes for d in store.node(store.index[node]).get("domains") or ()))

    def knows(self, text: str) -> bool:
        """Say whether a name means one thing, or a type of diploma."""
        try:
            return bool(look_up(self.store, text))
        except LookupFailedError:
            named = goal_type_of(text)
            return named is not None and not set(named.types).isdisjoint(self.store.types)

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """The domains of jobs, by name."""
        store = self.store
        found = {
            domain.partition("/")[0]
            for number, kind in enumerate(store.kinds)
            if kind == "job"
            for domain in store.node(number).get("domains") or ()
        }
        return tuple(sorted(found, key=fold))

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types of diploma that a goal may be any of, by level and name."""
        store = self.store
        levels: dict[str, float] = {}
        for type_, level, kind in zip(store.node_type, store.node_level, store.kinds, strict=True):
            name = store.types[type_]
            if kind == "diploma" and goal_type_of(name) is not None:
                levels[name] = min(levels.get(name, 9), level if level >= 0 else 9)
        return tuple(sorted(levels, key=lambda name: (levels[name], fold(name))))
