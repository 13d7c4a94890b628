"""Answers as a counsellor gives them: one for each last diploma, those that the fiche of the goal tells first.

What is held when the goal is entered makes an answer: the options of a diploma are one, so are those of a type
that one level node lets in, and a class is the diploma at its end.  An answer is the best route to it; others
that say something else stand behind it.  By the default order, "best" counts how far its diplomas are from the
field of the goal, too (`nearest.py`).

In the default order come routes that go as a usual plan of the goal's fiche, then as another plan, then those of
which every step is stated, then those that are inferred.  Within each, the best of every type of last diploma
comes before the second of a type; among equals the cheaper.  By another criterion the cost alone counts.

No answer costs `REACH` years of the default order more than the best, unless a plan says so, and none is a way
round (`worth.py`).  Where plans make two answers or more, there is no other: fewer than k are given rather
than what the fiche of the goal does not tell.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pathways.criteria import COUNSEL, DEFAULT, MILLION, weights_of
from pathways.errors import UnknownNameError
from pathways.model import Basis, EdgeKind
from pathways.routing.choose import collapse
from pathways.routing.families import families_of
from pathways.routing.nearest import Detours, nearest
from pathways.routing.plans import goes_as, plans_of, types_of_kind
from pathways.routing.routes import maker_of
from pathways.routing.space import millionths_of
from pathways.routing.tree import Tree, ways_back
from pathways.routing.worth import Worth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pathways.model import NodeRef, Route, Step
    from pathways.routing.plans import Plan
    from pathways.routing.search import Way
    from pathways.routing.shortest import Question
    from pathways.routing.space import Node

__all__ = ["ENOUGH", "MOST_OTHERS", "REACH", "Counsellor"]

#: Years of the default order that an answer may cost more than the best, and another way than the best to its end.
REACH, _REACH_OF_OTHERS = 3.0, 1.5
#: The same of a route that goes as a plan: first what is near, then farther.
_REACHES_OF_PLAN = (0.5, 2.0)
#: Routes that are tried for one that goes as a plan.
_TRIED = 24
#: Answers of plans that are enough.
ENOUGH = 2
#: Where plans tell fewer, more answers of each plan are looked for.
_AGAIN = 4
#: Other ways that stand behind an answer, at most, and routes looked at for them.
MOST_OTHERS, _LOOKED_AT = 5, 8
#: Routes read for each answer, where limits are on whole routes.
_READ = 60
#: Trees that a graph file keeps, one for each set of sources: some 1.3 MB each on the national graph.
_MOST_TREES = 100
#: Types of which another is a form.
_FORM_OF = {"bac international": "bac général"}
#: On whose word a route stands, as ranks.
_USUAL_PLAN, _PLAN, _STATED, _INFERRED = range(4)


class _Found(NamedTuple):
    """An answer in the making: on whose word, what makes it one, type and level of its last diploma, price, routes."""

    rank: int
    key: object
    type: object
    price: float
    routes: list[Route]


class Counsellor:
    """Answers one question."""

    def __init__(self, question: Question) -> None:
        self._q = question
        self._space = question.space
        self._work = question.work
        self._maker = maker_of(question.space, question.prices)
        self._family = families_of(question.graph)
        self._worth = Worth(question.space)
        self._detours = Detours(question.space) if question.criterion == DEFAULT else None
        self._goals = frozenset(question.targets)
        self._sources = frozenset(question.sources)
        self._keys: dict[Node, object] = {}
        self._weight = max(w / COUNSEL.get(name, 1) for name, w in weights_of(question.criterion).items())
        self._plans = {self._maker.ref(goal).id: plans_of(self._space.node_data(goal)) for goal in question.targets}
        self._heights = {node: self._space.node_data(node).get("after_3e") for node in question.sources}

    def answers(self, k: int | None, *, by_counsel: bool = True) -> Iterator[Route]:
        """Yield the answers, best first, `k` at most.

        Raises
        ------
        OutOfWorkError
            If the work allowed runs out.
        """
        with self._tree() as tree:
            found = self._found(tree, by_counsel=by_counsel)
            for one in _in_order(found, by_counsel=by_counsel)[:k]:
                yield self._whole(tree, one)

    def best_of_types(self) -> Iterator[Route]:
        """Yield the best route worth giving for each level of the goals and type of what is held when one is entered.

        Raises
        ------
        OutOfWorkError
            If the work allowed runs out.
        """
        levels: dict[object, list[Node]] = {}
        for goal in self._q.targets:
            levels.setdefault(self._space.placed(goal)[1], []).append(goal)
        with self._tree() as tree:
            for goals in levels.values():
                least = tree.settle(frozenset(goals), self._work)
                if least is None:
                    continue
                limit = self._reach(least, REACH)
                tree.advance(limit, self._work)
                ends: dict[object, list[Way]] = {}
                for goal in goals:
                    for end in self._ends(tree, goal, limit):
                        ends.setdefault(self._type(end[1][0]), []).append(end)
                for of_type in ends.values():
                    if (way := self._best(tree, of_type, limit)) is not None:
                        yield self._route(way)

    @contextmanager
    def _tree(self) -> Iterator[Tree]:
        """Give the tree of the sources; a graph file keeps it."""
        kept, name = self._space.kept, ("tree", *self._q.sources)
        # Taken out while it grows: another thread makes its own.
        tree = kept.pop(name, None) or Tree(self._space, dict.fromkeys(self._q.sources, 0))
        try:
            yield tree
        finally:
            for old in [known for known in kept if isinstance(known, tuple)][: 1 - _MOST_TREES]:
                kept.pop(old, None)
            kept[name] = tree

    def answers_among(self, routes: Iterable[Route], k: int | None, *, by_counsel: bool = True) -> Iterator[Route]:
        """Yield the answers that routes make: of limits on whole routes, which a tree cannot keep to.

        Parameters
        ----------
        routes : iterable of Route
            Best first; at most 60 an answer are read.
        """
        found: dict[object, _Found] = {}
        for route in islice(routes, None if k is None else _READ * k):
            plan = self._plan_of(route)
            marked = route if plan is None else replace(route, plan=plan.evidence)
            last = self._space.node(route.steps[-1].source.id if route.steps else route.source.id)
            key, rank = self._key(last), _rank(marked, plan)
            one = found.setdefault(key, _Found(rank, key, self._type(last), route.cost, []))
            if rank < one.rank:
                found[key] = one._replace(rank=rank, price=route.cost, routes=[marked, *one.routes])
            else:
                one.routes.append(marked)
        for one in _in_order(_enough(found.values(), by_counsel=by_counsel), by_counsel=by_counsel)[:k]:
            yield self._folded(one.routes)

    def marked(self, routes: Iterable[Route]) -> Iterator[Route]:
        """Yield routes; one that goes as a plan of the goal's fiche bears the place of it."""
        for route in routes:
            plan = self._plan_of(route)
            yield route if plan is None else replace(route, plan=plan.evidence)

    def _plan_of(self, route: Route) -> Plan | None:
        """Return the plan that a route goes as, a usual one first."""
        height = self._heights.get(self._space.node(route.source.id))
        told = (p for p in self._plans[route.target.id] if goes_as(p, route, height, self._type_of_ref))
        return min(told, key=lambda plan: not plan.usual, default=None)

    def _reach(self, cost: int, years: float) -> int:
        """Return a packed cost and what some years of the default order are in the criterion, together."""
        prices = self._q.prices
        return prices.most(round((prices.cost(cost) + years * self._weight) * MILLION))

    def _route(self, way: Way) -> Route:
        packed, nodes, places = way
        return self._maker.route(packed, nodes, self._space.edges(nodes, places))

    def _years(self, way: Way) -> float:
        _, nodes, places = way
        space = self._space
        return sum(millionths_of(space.priced(edge)[0]) for edge in space.edges(nodes, places)) / MILLION

    # -- answers ----------------------------------------------------------------------------

    def _found(self, tree: Tree, *, by_counsel: bool) -> list[_Found]:
        least = tree.settle(self._goals, self._work)
        if least is None:
            return []
        plans = [(plan, goal) for goal in self._q.targets for plan in self._plans[self._maker.ref(goal).id]]
        found = self._told(tree, plans)
        limit = self._reach(least, REACH)
        if any(self._heights.values()):  # who has left 3e behind does not go as far as a plan goes from there
            far = self._q.prices.cost(limit)
            for key, one in found.items():
                if one.routes[0].cost > far:
                    found[key] = one._replace(rank=_STATED)
        if sum(one.rank <= _PLAN for one in found.values()) < ENOUGH:
            tree.advance(limit, self._work)
            for key, ends in self._groups(tree, limit).items():
                if key not in found and (way := self._best(tree, ends, limit)) is not None:
                    route = self._route(way)
                    found[key] = _Found(_rank(route), key, self._type(ends[0][1][0]), self._price(way), [route])
            if not found:  # rather a way round than none
                way = next(ways_back(self._space, [tree], self._nearest(tree), limit, self._work, self._goals))
                found[None] = _Found(_INFERRED, None, None, self._price(way), [self._route(way)])
        return _enough(found.values(), by_counsel=by_counsel)

    def _nearest(self, tree: Tree) -> list[Way]:
        """Return what routes end with, whichever the last diploma."""
        return [end for goal in self._q.targets for end in self._ends(tree, goal)]

    def _whole(self, tree: Tree, one: _Found) -> Route:
        """Return an answer with the other ways to its last diploma."""
        routes = list(one.routes)
        ends = [end for goal in self._q.targets for end in self._ends(tree, goal) if self._key_of(end) == one.key]
        routes += self._others(tree, ends, routes)
        return self._folded(routes)

    def _folded(self, routes: list[Route]) -> Route:
        """Return the first route, with what others say that it does not."""
        best, *others = collapse(routes, 1 + MOST_OTHERS, self._family)
        return replace(best, others=tuple(others))

    def _others(self, tree: Tree, ends: list[Way], known: list[Route]) -> Iterator[Route]:
        least = min((tree.distance[nodes[0]] + cost for cost, nodes, _ in ends), default=None)
        if least is None:
            return
        limit = self._reach(least, _REACH_OF_OTHERS)
        tree.advance(limit, self._work)
        ways = ways_back(self._space, [tree], ends, limit, self._work, self._goals)
        for way in islice(ways, _LOOKED_AT):
            if self._worth(way) and (route := self._route(way)) not in known:
                yield route

    # -- last diplomas ----------------------------------------------------------------------

    def _key(self, node: Node) -> object:
        """Return what makes a last diploma one with others: its family; a class is the diploma at its end."""
        if (known := self._keys.get(node)) is None:
            space = self._space
            type_ = space.placed(node)[0]
            known = _FORM_OF.get(type_, type_)
            if known != "bac général":
                ref = self._maker.ref(node)
                known = self._family(ref)
                if ref.kind == "class" and node not in self._sources:
                    for other, _, place in space.out_of(node):
                        if not millionths_of(space.priced(space.edge(node, other, place))[0]):
                            known = self._key(other)
                            break
            self._keys[node] = known
        return known

    def _type(self, node: Node) -> tuple[str, float | None]:
        type_, level = self._space.placed(node)
        return _FORM_OF.get(type_, type_), level

    def _key_of(self, end: Way) -> object:
        """Return what makes the last diploma of a route with this end one with others."""
        _, nodes, _ = end
        return self._key(nodes[0])

    def _ends(self, tree: Tree, goal: Node, limit: int | None = None) -> list[Way]:
        """Return what routes into a goal end with, the last diploma first: the nearest first, within a limit."""
        space = self._space
        if goal in self._sources:
            return [(0, (goal,), ())]
        ends: list[tuple[int, Way]] = []
        for value, origin, place, cost in tree.inward(goal):
            if limit is not None and value > limit:
                break
            if not space.is_level(origin) or origin in self._sources:
                ends.append((value, (cost, (origin, goal), (place,))))
                continue
            for reached, holder, holds, own in tree.inward(origin):
                if limit is not None and reached + cost > limit:
                    break
                ends.append((reached + cost, (own + cost, (holder, origin, goal), (holds, place))))
        return [end for _, end in sorted(ends) if end[1][0] not in self._goals]

    def _groups(self, tree: Tree, limit: int) -> dict[object, list[Way]]:
        """Return each last diploma within the limit, the nearest first, and what routes end with that come from it."""
        groups: dict[object, list[Way]] = {}
        for goal in self._q.targets:
            for end in self._ends(tree, goal, limit):
                groups.setdefault(self._key_of(end), []).append(end)
        return groups

    def _best(self, tree: Tree, ends: list[Way], limit: int) -> Way | None:
        """Return the best route with one of these ends that is worth giving."""
        ways = ways_back(self._space, [tree], ends, limit, self._work, self._goals)
        return next((way for way in self._nearest_of(ways, _TRIED) if self._worth(way)), None)

    def _nearest_of(self, ways: Iterator[Way], most: int) -> Iterator[Way]:
        """Return the first ways, by the default order those that keep to the field of the goal first."""
        first = islice(ways, most)
        return first if self._detours is None else nearest(first, self._cost, self._price)

    def _cost(self, way: Way) -> float:
        return self._q.prices.cost(way[0])

    def _price(self, way: Way) -> float:
        """Return what a route costs; by the default order, with what it leaves the field of the goal."""
        return self._cost(way) + (self._detours(way) if self._detours else 0)

    # -- plans ------------------------------------------------------------------------------

    def _told(self, tree: Tree, plans: list[tuple[Plan, Node]]) -> dict[object, _Found]:
        """Return the answers that plans tell, by their last diploma; where those are few, more of each plan."""
        found: dict[object, _Found] = {}
        for _ in range(_AGAIN):
            count = len(found)
            for plan, goal in plans:
                beyond = frozenset(found) if count else frozenset()
                if (told := self._as_told(tree, plan, goal, beyond)) is None:
                    continue
                route, last, price = told
                key, rank = self._key(last), _rank(route, plan)
                known = found.get(key)
                if known is None:
                    found[key] = _Found(rank, key, self._type(last), price, [route])
                elif rank < known.rank:
                    found[key] = known._replace(rank=rank, price=price, routes=[route, *known.routes])
                else:
                    known.routes.append(route)
            if not count < len(found) < _AGAIN:
                break
        return found

    def _known(self, ids: Iterable[str]) -> list[Node]:
        """Return the nodes of these ids that the graph has and the constraints leave."""
        nodes = []
        for name in sorted(ids):
            try:
                node = self._space.node(name)
            except UnknownNameError:
                continue
            if self._space.allowed(node):
                nodes.append(node)
        return nodes

    def _as_told(
        self, tree: Tree, plan: Plan, goal: Node, beyond: Collection[object]
    ) -> tuple[Route, Node, float] | None:
        """Return the best route that goes as a plan says, its last diploma, of another key than `beyond`, its price."""
        heights = [h for h in self._heights.values() if h is not None]
        if plan.years is not None and not any(plan.years >= height for height in heights):
            return None
        *before, last = plan.stages
        stages = [*(self._known(stage.ids) for stage in before if stage.ids), self._known(last.ids)]
        if not last.ids:
            types = types_of_kind(last.kind)
            tree.settle([goal], self._work)
            stages[-1] = [end[1][0] for end in self._ends(tree, goal) if self._space.placed(end[1][0])[0] in types]
        for i, stage in enumerate(stages[:-1]):  # who starts from a step of the plan has what comes before it
            if not self._sources.isdisjoint(stage):
                stages = stages[i + 1 :]
        stages[-1] = [node for node in stages[-1] if self._key(node) not in beyond]
        if not all(stages):
            return None
        for years in _REACHES_OF_PLAN:
            for way in self._along(tree, stages, goal, years):
                height = self._heights[way[1][0]]
                if plan.years is not None and (height is None or plan.years - height != self._years(way)):
                    continue
                route = self._route(way)
                if goes_as(plan, route, height, self._type_of_ref):
                    last_held = self._space.node(route.steps[-1].source.id)
                    return replace(route, plan=plan.evidence), last_held, self._price(way)
        return None

    def _type_of_ref(self, ref: NodeRef) -> str:
        return self._space.placed(self._space.node(ref.id))[0]

    def _along(self, tree: Tree, stages: list[list[Node]], goal: Node, years: float) -> Iterator[Way]:
        """Yield routes through one node of each stage in their order, the last before the goal, best first."""
        legs = [tree]
        for stage in stages[:-1]:
            least = legs[-1].settle(stage, self._work)
            if least is None:
                return
            legs[-1].advance(self._reach(least, years), self._work)
            before = legs[-1].distance
            legs.append(Tree(self._space, {node: before[node] for node in stage if node in before}))
        if legs[-1].settle(stages[-1], self._work) is None:
            return
        last = frozenset(stages[-1])
        near = [end for end in self._ends(legs[-1], goal) if end[1][0] in last]
        if not near:
            return
        # What the last step into the goal asks for counts too: years of work, say.
        limit = self._reach(min(legs[-1].distance[nodes[0]] + cost for cost, nodes, _ in near), years)
        for leg in legs:
            leg.advance(limit, self._work)
        ends = [end for end in self._ends(legs[-1], goal) if end[1][0] in last]
        ways = ways_back(self._space, legs, ends, limit, self._work, self._goals)
        yield from self._nearest_of(ways, _TRIED)


def _rank(route: Route, plan: Plan | None = None) -> int:
    """Return on whose word a route stands."""
    if plan is not None:
        return _USUAL_PLAN if plan.usual else _PLAN
    return _STATED if all(map(_is_stated, route.steps)) else _INFERRED


def _is_stated(step: Step) -> bool:
    """Say whether a fiche states a step, or it is one of the ladder of classes, which is law."""
    return step.kind == EdgeKind.ENTRY or step.basis == Basis.STATED


def _enough(found: Iterable[_Found], *, by_counsel: bool) -> list[_Found]:
    """Return the answers that are enough: where plans tell some, `ENOUGH` or as many as they tell."""
    found = list(found)
    told = [one for one in found if one.rank <= _PLAN]
    if not told:
        return found
    others = _in_order((one for one in found if one.rank > _PLAN), by_counsel=by_counsel)
    return told + others[: max(0, ENOUGH - len(told))]


def _in_order(found: Iterable[_Found], *, by_counsel: bool) -> list[_Found]:
    """Return answers in order: by rank, then the best of each type, the second of each ...; else by cost alone."""
    ordered = sorted(found, key=lambda one: one.price)
    if not by_counsel:
        return ordered
    seen: Counter[object] = Counter()
    turns: list[tuple[int, int, int, _Found]] = []
    for one in ordered:
        seen[one.rank, one.type] += 1
        turns.append((one.rank, seen[one.rank, one.type], len(turns), one))
    return [one for *_, one in sorted(turns, key=lambda turn: turn[:3])]
