"""Names of goals on the command line: one thing, or a class of goals, which is said on stderr."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.cli.common import say
from pathways.routing.asked import Targets, targets_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pathways.graph.store import Store
    from pathways.model import NodeRef
    from pathways.routing.constraints import Constraints
    from pathways.routing.goals import Goals
    from pathways.routing.why import Hindrance

__all__ = ["goal_ref", "name_limits", "node_ref", "resolve_goals", "tell_class", "tell_no_route", "tell_partial"]

_OFFERED = 3
#: Why a search stops, as `pathways.routing` says it.
_STOPPED = re.compile(r"stopped after (?P<n>\S+) (?P<unit>seconds|looks|routes)")


def resolve_goals(
    store: Store,
    names: Iterable[str],
    *,
    lang: str = "fr",
    held: Collection[str] = (),
    to_type: str | None = None,
    to_level: str | None = None,
    to_domain: str | None = None,
) -> Targets:
    """Return what names mean as goals, as `targets_of`; a name that was read as a type of diploma is said.

    Raises
    ------
    LookupFailedError, QueryError
        As `targets_of`.
    """
    year = time.localtime().tm_year
    targets = targets_of(store, names, held=held, year=year, to_type=to_type, to_level=to_level, to_domain=to_domain)
    for note in targets.notes(lang):
        say(note)
    for goals in targets.classes:
        if goals.text and goals.text != to_type:
            tell_class(store, goals, lang)
    return targets


def tell_class(store: Store, goals: Goals, lang: str) -> None:
    """Say how a name was read, and the jobs that it may mean instead."""
    from pathways.graph.naming import name_index  # noqa: PLC0415 - most names are found
    from pathways.phrases import phrase  # noqa: PLC0415 - the same
    from pathways.render.terminal import wrap  # noqa: PLC0415 - the same

    note = phrase("goals.note", lang, text=goals.text, what=goals.label(lang), n=len(goals.ids))
    jobs = name_index(store).find(goals.text, kinds={"job"}, limit=_OFFERED)
    if jobs.status != "unknown":
        names = ", ".join(candidate.label for candidate in jobs.candidates[:_OFFERED])
        note += " " + phrase("goals.note.job", lang, names=names)
    say("\n".join(wrap(note, 80)))


def node_ref(store: Store, name: str) -> NodeRef:
    """Return a node as routes show it."""
    from pathways.model import NodeRef  # noqa: PLC0415 - --help needs none of it

    return NodeRef(*store.shown(store.index[name]))


def goal_ref(store: Store, targets: Targets, lang: str) -> NodeRef:
    """Return what stands for the targets of a question: the first node, or the class of goals, in words."""
    from pathways.model import NodeRef  # noqa: PLC0415 - --help needs none of it

    return NodeRef("", targets.title(lang), "") if targets.classes else node_ref(store, targets.ids[0])


def name_limits(hindrance: Hindrance, constraints: Constraints, via: Sequence[str]) -> Hindrance:
    """Return a hindrance whose limits name what `--via` names as it was typed, where that is several nodes."""
    typed = {
        group[0]: f'"{text}"' if " " in text else text
        for group, text in zip(constraints.via_groups(), via, strict=True)
        if len(group) > 1
    }

    def named(limit: str) -> str:
        words = limit.split(" ")
        return " ".join(
            typed.get(word, word) if before == "--via" else word
            for before, word in zip(["", *words], words, strict=False)
        )

    without = tuple((named(limit), years) for limit, years in hindrance.without)
    return replace(hindrance, limits=tuple(map(named, hindrance.limits)), without=without)


def tell_no_route(store: Store, source: NodeRef, target: NodeRef, hindrance: Hindrance, lang: str) -> str:
    """Say that there is no route and why, within 80 columns; limits name nodes by their labels."""
    from pathways.explain import explain_no_route  # noqa: PLC0415 - where there is none
    from pathways.render.terminal import wrap  # noqa: PLC0415 - the same

    told = explain_no_route(
        source,
        target,
        lang=lang,
        limits=[_with_labels(store, limit) for limit in hindrance.limits],
        without=[(_with_labels(store, limit), years) for limit, years in hindrance.without],
        nearest=hindrance.nearest,
        leads_nowhere=hindrance.leads_nowhere,
        unreached=hindrance.unreached,
    )
    return "\n".join(part for line in told.split("\n") for part in wrap(line, 80))


def _with_labels(store: Store, limits: str) -> str:
    """Return limits as a person writes them: "--avoid MET.266" is --avoid "plombier/ère"."""
    words = limits.split(" ")
    return " ".join(f'"{store.labels[store.index[word]]}"' if word in store.index else word for word in words)


def tell_partial(reason: str, lang: str) -> str:
    """Say that an answer is partial, and why."""
    from pathways.phrases import phrase  # noqa: PLC0415 - most answers are whole

    match = _STOPPED.fullmatch(reason)
    told = phrase(f"partial.{match['unit']}", lang, n=match["n"]) if match else reason
    return phrase("partial", lang, reason=told)
