"""Routes for many pairs, on all cores or a cluster, in the order they were asked."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any

from pathways.criteria import DEFAULT
from pathways.errors import BrokenGraphFileError, LookupFailedError, PathwaysError
from pathways.graph.store import Store, open_store
from pathways.routing.answers import find_routes
from pathways.routing.asked import constraints_of, nodes_of, targets_of
from pathways.routing.options import LIMITS, options_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Executor
    from multiprocessing.synchronize import Event

    from pathways.model import Route

__all__ = ["Answered", "answer_row", "route_many", "work_until"]

#: Pairs that one task answers: enough that sending it costs little, few enough that at the end none waits for long.
_CHUNK = 8
#: Pairs that are asked at a time: few enough that memory stays flat.
_AT_A_TIME = 1024


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
    goals : tuple of mapping
        The classes of goals that the row asks for, as `Goals.facts` has them.
    """

    row: Mapping[str, Any]
    routes: tuple[Route, ...] = ()
    error: str = ""
    goals: tuple[Mapping[str, Any], ...] = ()


#: The store that a worker has open, by path.
_OPEN: dict[str, Store] = {}


def _store(path: str) -> Store:
    if path not in _OPEN:
        _OPEN.clear()
        _OPEN[path] = open_store(path)
    return _OPEN[path]


def answer_row(store: Store, row: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> Answered:
    """Answer one row.

    Parameters
    ----------
    store : Store
    row : mapping
        "from" and "to", names or ids (one, or a list); and options by their names of the command line,
        with the values that it takes (`pathways.routing.options.OPTIONS`).  Or "unread" alone: why it could
        not be read.
    defaults : mapping, optional
        Options for what the row leaves out.

    Returns
    -------
    Answered
        What is wrong with the row stands in its `error`: one bad row never ends a batch.

    Raises
    ------
    BrokenGraphFileError
        If the graph itself cannot be read.
    """
    if "unread" in row:
        return Answered(row, error=str(row["unread"]))
    try:
        return _answer(store, row, defaults or {})
    except BrokenGraphFileError:
        raise
    except LookupFailedError as error:
        return Answered(row, error=" ".join((str(error), ", ".join(error.suggestions))).strip())
    except PathwaysError as error:
        return Answered(row, error=str(error).partition("\n")[0])
    except Exception as error:  # noqa: BLE001 - whatever a row sets off is that row's error
        return Answered(row, error=f"it cannot be answered ({type(error).__name__}: {error})")


def _answer(store: Store, row: Mapping[str, Any], defaults: Mapping[str, Any]) -> Answered:
    asked = {name.replace("-", "_"): value for name, value in row.items() if value is not None}
    options = options_of({**defaults, **asked})
    limits = {name: options[name] for name in LIMITS if name in options}
    year = time.localtime().tm_year
    held = nodes_of(store, options["from"])
    classes = {name: options.get(name) for name in ("to_type", "to_level", "to_domain")}
    targets = targets_of(store, options["to"], held=held, year=year, **classes)
    answer = find_routes(
        store,
        held,
        targets.ids,
        options.get("k", 5),
        options.get("prefer", DEFAULT),
        constraints=constraints_of(store, year=year, **limits),
        expand=options.get("all", False),
        differ=options.get("diverse", False),
        any_goal=bool(targets.classes),
        pareto=options.get("pareto", ()),
        timeout=options.get("timeout"),
    )
    goals = tuple(goals.facts() for goals in targets.classes)
    if answer.routes or answer.partial:
        return Answered(row, answer.routes, answer.partial, goals)
    return Answered(row, error="no route", goals=goals)


#: What says that the work of this worker is to stop.
_STOPS: list[Event] = []


def work_until(stop: Event) -> None:
    """Answer no row more once `stop` is set, and end with the process that started this one: an initializer."""
    _STOPS[:] = [stop]
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _answer_row(path: str, defaults: Mapping[str, Any], row: Mapping[str, Any]) -> Answered:
    if any(stop.is_set() for stop in _STOPS):
        return Answered(row)  # nobody reads it any more
    return answer_row(_store(path), row, defaults)


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
    if executor is None:
        for row in rows:
            yield answer_row(store, row, defaults)
        return
    answer = partial(_answer_row, store.path, dict(defaults or {}))
    waiting = iter(rows)
    while part := list(islice(waiting, _AT_A_TIME)):
        yield from executor.map(answer, part, chunksize=_CHUNK)
