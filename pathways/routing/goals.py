"""Whole classes of goals: every diploma of a level, every diploma and job of a domain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pathways.errors import QueryError, UnknownNameError
from pathways.graph.store import Store
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

__all__ = ["goals_of", "level_of"]

#: Levels of the Répertoire national (décret n° 2019-14 du 8 janvier 2019) by what people call them.
_LEVELS = {
    "cap": 3,
    "bac": 4,
    "bac+1": 4,
    "bac+2": 5,
    "bts": 5,
    "bac+3": 6,
    "licence": 6,
    "bac+4": 6,
    "bac+5": 7,
    "master": 7,
    "bac+8": 8,
    "doctorat": 8,
}


def level_of(text: str) -> int:
    """Return the level that a text names: "5", "bac + 2", "niveau 5".

    Raises
    ------
    QueryError
        If it names none.

    Examples
    --------
    >>> level_of("bac + 2"), level_of("niveau 7")
    (5, 7)
    """
    key = re.sub(r"\s+|^niveau", "", fold(text))
    if key in _LEVELS:
        return _LEVELS[key]
    if key.isdecimal() and 3 <= int(key) <= 8:  # noqa: PLR2004 - the levels there are
        return int(key)
    raise QueryError(f"{text!r} is no level: 3 to 8, or one of {', '.join(_LEVELS)}")


def _nodes(graph: nx.MultiDiGraph[Any] | Store) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(graph, Store):
        for i, name in enumerate(graph.ids):
            yield name, graph.node(i)
    else:
        yield from graph.nodes(data=True)


def goals_of(
    graph: nx.MultiDiGraph[Any] | Store, *, domain: str | None = None, level: int | None = None
) -> tuple[str, ...]:
    """Return the ids of a class of goals, sorted.

    Parameters
    ----------
    graph : networkx.MultiDiGraph or Store
    domain : str, optional
        Words of an Onisep domain or sub-domain, accents and case aside ("génie climatique").
    level : int, optional
        Level of a diploma, 3 to 8.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    wanted = None if domain is None else fold(domain).strip()
    found = [
        name
        for name, data in _nodes(graph)
        if data.get("kind") in {"diploma", "job"}
        and (level is None or (data.get("kind") == "diploma" and data.get("level") == level))
        and (wanted is None or any(wanted in fold(text) for text in data.get("domains") or ()))
    ]
    if not found:
        raise UnknownNameError(f"nothing is of domain {domain!r}, level {level!r}", str(domain or level))
    return tuple(sorted(found))
