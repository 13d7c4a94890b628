"""What people start from: a class, a diploma, a type of diploma, a year under way, a job that they do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathways.errors import LookupFailedError
from pathways.graph.naming import look_up
from pathways.routing.renewed import heirs_of
from pathways.text import fold

if TYPE_CHECKING:
    from pathways.graph.store import Store

__all__ = ["starts_of"]

#: What stands before the name of what is held: "réorientation après PASS", "titulaire d'un BUT".
_BEFORE = re.compile(
    r"^(?:(?:une? )?reorientation |reconversion )?(?:apres|depuis|a la suite d[eu']|titulaires? d(?:e|u|'un|'une))\s*"
    r"(?:un |une |la |le )?"
)
_YEAR = re.compile(r"^(l[12])\b\s+\S")  #: "L2 de droit": a year under way, not the licence


def starts_of(store: Store, text: str) -> tuple[str, ...]:
    """Return the ids of all that a text may mean as a start, any of which is held.

    A type alone ("un BUT") means any open diploma of it; a job, the diplomas that lead to it; a year of a licence under
    way, that year, and the class of that year in any field.

    Raises
    ------
    LookupFailedError
        If nothing of that name is known, or several things are.
    """
    if before := _BEFORE.match(fold(text)):
        text = text[before.end() :]
    if year := _YEAR.match(fold(text)):
        try:
            own = look_up(store, text, kinds={"class"})
        except LookupFailedError:
            own = ()
        whole = f"classe:{year[1]}"
        if own and own[0].startswith(f"{whole}-") and whole in store.index:
            return (own[0], whole)
    try:
        found = look_up(store, text)
    except LookupFailedError:
        if not (found := _of_type(store, text)):
            raise
    if store.kinds[store.index[found[0]]] == "job":
        return _held_for(store, found) or found
    if not any(store.starts[n] < store.starts[n + 1] for n in map(store.index.__getitem__, found)):
        return (*found, *heirs_of(store, found))  # who holds what no fiche tells of enters what its heir opens
    return found


def _of_type(store: Store, text: str) -> tuple[str, ...]:
    """Return the diplomas of the type that a text names alone; those that are closed only where all are."""
    from pathways.routing.goal_types import goal_type_of  # noqa: PLC0415 - most names are found
    from pathways.routing.goals import select_goals  # noqa: PLC0415 - the same

    named = goal_type_of(text)
    if named is None or set(named.types).isdisjoint(store.types):
        return ()
    release = str(store.meta.get("release", ""))[:4]
    return select_goals(store, type=named, open_in=int(release) if release.isdigit() else None).ids


def _held_for(store: Store, jobs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the diplomas that lead to a job in one step and can still be prepared for."""
    held: dict[str, None] = {}
    for job in jobs:
        number = store.index[job]
        for at in range(store.pred_starts[number], store.pred_starts[number + 1]):
            edge = store.pred_edge[at]
            source = store.source[edge]
            node = store.node(source)
            if store.kinds[source] == "diploma" and not node.get("withdrawn") and store.edge(edge)["basis"] == "stated":
                held.setdefault(store.ids[source])
    return tuple(sorted(held))
