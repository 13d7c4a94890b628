"""Routes for many pairs, on all cores or a cluster, in the order they were asked."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING, Any

from pathways.errors import PathwaysError, QueryError
from pathways.graph.naming import look_up
from pathways.graph.store import Store, open_store
from pathways.routing.answers import find_routes
from pathways.routing.constraints import Constraints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Executor, Future

    from pathways.model import Route

__all__ = ["Answered", "answer_row", "route_many"]

#: Pairs that one task answers: enough that sending it costs little.
_CHUNK = 32
#: Tasks that wait at a time: enough that no worker is idle, few enough that memory stays flat.
_WAITING = 64
_CONSTRAINTS = frozenset(field.name for field in fields(Constraints)) - {"open_in", "avoid_types", "avoid_conditions"}
_OPTIONS = frozenset({"from", "to", "k", "prefer", "all", "diverse", "timeout", "open_only", *_CONSTRAINTS})


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one row: its routes, or why there are none.

    Parameters
    ----------
    row : mapping
        As it was asked.
    routes : tuple of Route
        Best first.
    error : str
        Why there are none, or why they are not all; "" if nothing is wrong.
    """

    row: Mapping[str, Any]
    routes: tuple[Route, ...] = ()
    error: str = ""


#: The store that a worker has open, by path.
_OPEN: dict[str, Store] = {}


def _store(path: str) -> Store:
    if path not in _OPEN:
        _OPEN.clear()
        _OPEN[path] = open_store(path)
    return _OPEN[path]


def _listed(value: object) -> list[str]:
    if value is None or value == "":
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value]  # type: ignore[attr-defined]


def answer_row(store: Store, row: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> Answered:
    """Answer one row.

    Parameters
    ----------
    store : Store
    row : mapping
        "from" and "to", names or ids; and options by their names of the command line: k, prefer, via,
        avoid, max_years, max_steps, apprenticeship, basis, within_field, open_only, max_level, all,
        diverse, timeout.
    defaults : mapping, optional
        Options for what the row leaves out.

    Returns
    -------
    Answered
        What is wrong with the row stands in its `error`: nothing of this package is raised.
    """
    try:
        return _answer(store, row, defaults or {})
    except (PathwaysError, TypeError, ValueError) as error:
        return Answered(row, error=str(error).splitlines()[0] if str(error) else type(error).__name__)


def _answer(store: Store, row: Mapping[str, Any], defaults: Mapping[str, Any]) -> Answered:
    asked = {name.replace("-", "_"): value for name, value in row.items() if value is not None}
    if unknown := sorted(set(asked) - _OPTIONS):
        raise QueryError(f"unknown option {', '.join(unknown)}")
    for name in ("from", "to"):
        if not isinstance(asked.get(name), str) or not asked[name].strip():
            raise QueryError(f"{name!r} is missing")
    options = {**defaults, **asked}
    limits = {name: options[name] for name in _CONSTRAINTS if name in options}
    limits["via"] = tuple(look_up(store, text)[0] for text in _listed(limits.get("via")))
    limits["avoid"] = tuple(node for text in _listed(limits.get("avoid")) for node in look_up(store, text))
    if options.get("open_only"):
        limits["open_in"] = time.localtime().tm_year
    answer = find_routes(
        store,
        look_up(store, asked["from"]),
        look_up(store, asked["to"]),
        options.get("k", 5),
        options.get("prefer", "counsel"),
        constraints=Constraints(**limits),
        expand=bool(options.get("all")),
        differ=bool(options.get("diverse")),
        timeout=options.get("timeout"),
    )
    if answer.routes or answer.partial:
        return Answered(row, answer.routes, answer.partial)
    return Answered(row, error="no route")


def _answer_chunk(path: str, rows: list[Mapping[str, Any]], defaults: Mapping[str, Any]) -> list[Answered]:
    store = _store(path)
    return [answer_row(store, row, defaults) for row in rows]


def route_many(
    store: Store,
    rows: Iterable[Mapping[str, Any]],
    *,
    defaults: Mapping[str, Any] | None = None,
    executor: Executor | None = None,
) -> Iterator[Answered]:
    """Answer many rows, in their order, as they come.

    Parameters
    ----------
    store : Store
        An open graph file; workers open it anew by its path.
    rows : iterable of mapping
        As `answer_row`; read as fast as they are answered.
    defaults : mapping, optional
        Options for what a row leaves out.
    executor : concurrent.futures.Executor, optional
        Threads, processes, a dask.distributed client's `get_executor()` ...; by default this thread.

    Yields
    ------
    Answered

    Examples
    --------
    >>> import tempfile, networkx as nx
    >>> from pathways.graph import open_store, save_graph
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("classe:3e", {"kind": "class", "label": "3e"}), ("MET.1", {"kind": "job", "label": "mime"})])
    >>> _ = g.add_edge("classe:3e", "MET.1", "job", kind="job", years=0, basis="stated")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_graph(g, f"{folder}/a.graph")
    ...     done = list(route_many(open_store(f"{folder}/a.graph"), [{"from": "3e", "to": "mime"}, {"from": "3e"}]))
    >>> [(len(answered.routes), answered.error) for answered in done]
    [(1, ''), (0, "'to' is missing")]
    """
    defaults = dict(defaults or {})
    if executor is None:
        for row in rows:
            yield answer_row(store, row, defaults)
        return
    source = iter(rows)
    waiting: deque[Future[list[Answered]]] = deque()
    try:
        while True:
            while len(waiting) < _WAITING and (chunk := list(islice(source, _CHUNK))):
                waiting.append(executor.submit(_answer_chunk, store.path, chunk, defaults))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
