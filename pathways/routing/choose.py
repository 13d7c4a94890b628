"""Answers worth reading: what says the same is said once, and routes that differ come first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pathways.model import NodeRef, Route, Step

__all__ = ["collapse", "diverse", "overlap"]

#: Routes that are looked through for each answer wanted, and in any case.
_LOOKED_THROUGH, _AT_LEAST = 30, 60
#: Routes that are read, beside one an answer, for equals of the answers once all are known.
_FURTHER = 5
#: Other options that a step names at most: a wide door may have hundreds.
_MOST_OPTIONS = 5
#: Length of what is said of a step by its family and years; what is said by a door or a class is longer.
_PLAIN = 2


def _window(routes: Iterable[Route], k: int | None) -> Iterator[Route]:
    for i, route in enumerate(routes):
        if k is not None and i >= max(_AT_LEAST, k * _LOOKED_THROUGH):
            return
        yield route


def _signatures(route: Route, family: Callable[[NodeRef], str]) -> Iterator[tuple[object, ...]]:
    """Yield what an answer says: its families and years; and the same where whoever is let in by one word is one.

    The classes that lead to who opens a door count as any classes of these years.
    """
    said: list[tuple[object, ...]] = [(family(step.target), step.years) for step in route.steps]
    yield family(route.source), *said
    through = False
    for i in range(len(route.steps) - 2, -1, -1):
        step, following = route.steps[i : i + 2]
        if following.door is not None:
            said[i] = (following.door.id, said[i + 1], step.years)
            through = True
        elif (sentence := _admitted_by(following)) is not None:
            said[i] = (*sentence, following.target.id, step.years)
            through = True
        elif step.target.kind == "class" and len(said[i + 1]) > _PLAIN:
            said[i] = ("class", step.target.kind, step.years)
    if through:
        yield family(route.source), *said


def _admitted_by(step: Step) -> tuple[str, int, int] | None:
    """Return where the target's fiche, or the study scheme, lets the source in; None where neither does."""
    if step.source.kind != "diploma":
        return None
    for e in step.evidence:
        if e.section == "scheme" or (e.fiche == step.target.id and e.section == "acces" and e.end > e.start):
            return e.fiche, e.start, e.end
    return None


def _merged(step: Step, other: Step) -> Step:
    """Return `step` that also stands for `other`: another option, or a way that one of both restricts less."""
    options = step.options
    if other.target.id != step.target.id and other.target not in options and len(options) < _MOST_OPTIONS:
        options = (*options, other.target)
    apprenticeship = step.apprenticeship if step.apprenticeship == other.apprenticeship else None
    if options == step.options and apprenticeship == step.apprenticeship:
        return step
    return replace(step, options=options, apprenticeship=apprenticeship)


def collapse(routes: Iterable[Route], k: int | None, family: Callable[[NodeRef], str]) -> list[Route]:
    """Return at most `k` answers: routes that say the same become one.

    They say the same where they differ only in options of a diploma, in parallel ways (school or
    apprenticeship), in which diploma opens a wide door ("any bac"), or in which of the diplomas that one
    sentence of the next diploma's fiche, or one rule of the scheme, lets in ("a CAP of the sector") is held.

    Parameters
    ----------
    routes : iterable of Route
        Best first; read until `k` answers are known, and 5 + `k` further for their equals; at most
        30 an answer (60 in any case).
    k : int or None
        How many answers; None for all.
    family : function
        A node to what its options share (its own id where it has none).

    Returns
    -------
    list of Route
        In the order of their best; `Step.options` names the other options, and `Step.apprenticeship`
        is None where one of the ways is for apprentices alone and another is not.
    """
    answers: list[Route] = []
    said: dict[tuple[object, ...], int] = {}
    more = _FURTHER if k is None else _FURTHER + k
    for route in _window(routes, k):
        signatures = list(_signatures(route, family))
        known = next((said[s] for s in signatures if s in said), None)
        if known is not None:
            steps = tuple(_merged(a, b) for a, b in zip(answers[known].steps, route.steps, strict=True))
            if steps != answers[known].steps:
                answers[known] = replace(answers[known], steps=steps)
        elif k is None or len(answers) < k:
            known = len(answers)
            answers.append(route)
        if known is not None:
            for signature in signatures:
                said.setdefault(signature, known)
        if k is not None and len(answers) == k:
            more -= 1
            if more < 0:
                break
    return answers


def overlap(a: Route, b: Route, family: Callable[[NodeRef], str]) -> float:
    """Return how much two routes share: of the shorter, the part of what lies between its ends, 0 to 1.

    Routes with nothing between their ends share everything with each other, nothing with others.
    """
    one, other = ({family(step.target) for step in route.steps[:-1]} for route in (a, b))
    if not one or not other:
        return 1.0 if not one and not other else 0.0
    return len(one & other) / min(len(one), len(other))


def diverse(
    routes: Iterable[Route], k: int | None, family: Callable[[NodeRef], str], *, most: float = 0.5
) -> list[Route]:
    """Return at most `k` routes, best first, no two of which share more than `most`.

    Parameters
    ----------
    routes : iterable of Route
        Best first; at most 30 an answer are read.
    k : int or None
        How many; None for all.
    family : function
        A node to what its options share.
    most : float
        The greatest `overlap` allowed, 0 to 1.

    Raises
    ------
    QueryError
        If `most` is not from 0 to 1.
    """
    if not 0 <= most <= 1:
        raise QueryError(f"the overlap allowed is {most!r}, not a number from 0 to 1")
    chosen: list[Route] = []
    for route in _window(routes, k):
        if all(overlap(route, other, family) <= most for other in chosen):
            chosen.append(route)
            if len(chosen) == k:
                break
    return chosen
