"""Names of goals on the command line: one thing, or a class of goals, which is said on stderr."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pathways.cli.common import say
from pathways.routing.asked import Targets, targets_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pathways.graph.store import Store
    from pathways.routing.goals import Goals

__all__ = ["resolve_goals"]

_OFFERED = 3


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
    for goals in targets.classes:
        if goals.text and goals.text != to_type:
            say(_note(store, goals, lang))
    return targets


def _note(store: Store, goals: Goals, lang: str) -> str:
    """Say how a name was read, and the jobs that it may mean instead."""
    from pathways.graph.naming import name_index  # noqa: PLC0415 - most names are found
    from pathways.phrases import phrase  # noqa: PLC0415 - the same
    from pathways.render.terminal import wrap  # noqa: PLC0415 - the same

    note = phrase("goals.note", lang, text=goals.text, what=goals.label(lang), n=len(goals.ids))
    jobs = name_index(store).find(goals.text, kinds={"job"}, limit=_OFFERED)
    if jobs.status != "unknown":
        names = ", ".join(candidate.label for candidate in jobs.candidates[:_OFFERED])
        note += " " + phrase("goals.note.job", lang, names=names)
    return "\n".join(wrap(note, 80))
