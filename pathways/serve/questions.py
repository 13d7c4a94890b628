"""A question as it stands in an address: names and options, read as the command line and the batch read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pathways.errors import LookupFailedError, QueryError
from pathways.routing.asked import constraints_of, nodes_of, targets_of
from pathways.routing.options import LIMITS, OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.graph.store import Store
    from pathways.routing.asked import Targets
    from pathways.routing.constraints import Constraints

__all__ = ["ASKED", "MOST_NAMES", "Unclear", "UnclearError", "address", "goals_of", "held_of", "limits_of", "read_row"]

#: Parameters that may stand several times.
MANY = frozenset({"from", "to", "via", "avoid", "pareto", "kind"})
FLAGS = frozenset({"within_field", "open_only", "all", "diverse"})
#: How many names one parameter may give, and how long each may be.
MOST_NAMES, LONGEST_NAME = 5, 200
#: The most routes of one answer.
MOST_ROUTES = 20
_GOALS = ("to_type", "to_level", "to_domain")
_EDGE_LIMITS = tuple(name for name in LIMITS if name not in {"via", "max_steps", "max_years"})
#: What each kind of question may ask, by the names of the command line.
ASKED: Mapping[str, tuple[str, ...]] = {
    "route": ("from", "to", *_GOALS, "k", "prefer", *LIMITS, "all", "diverse", "pareto"),
    "compare": ("from", "to", "k", "prefer", *LIMITS),
    "reach": ("from", "years", "kind", "level", "domain", *_EDGE_LIMITS),
    "lead": ("to", "years", "kind", "level", "domain", *_EDGE_LIMITS),
}
_KINDS = ("class", "diploma", "job")


@dataclass(frozen=True, slots=True)
class Unclear:
    """A name that does not mean one thing: in which parameter it stands, and what it may mean, the best first."""

    parameter: str
    text: str
    unknown: bool
    candidates: tuple[Any, ...] = field(default=())


class UnclearError(Exception):
    """Some names of a question are unknown or ambiguous: `names` tells which."""

    def __init__(self, names: tuple[Unclear, ...]) -> None:
        super().__init__(", ".join(name.text for name in names))
        self.names = names


def read_row(kind: str, pairs: Iterable[tuple[str, str]], *, strict: bool = False) -> dict[str, Any]:
    """Return the options of a question, each as its reader gives it.

    Parameters
    ----------
    kind : str
        A key of `ASKED`.
    pairs : iterable of (str, str)
        The parameters of an address.
    strict : bool
        Refuse what is not asked here, and empty values; else both are passed over, as a form sends them.

    Raises
    ------
    QueryError
        If a value is not one that its parameter allows.

    Examples
    --------
    >>> read_row("route", [("from", "3e"), ("to", "plombier"), ("max_years", "3"), ("via", "")])
    {'from': ('3e',), 'to': ('plombier',), 'max_years': 3.0}
    """
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        if name == "lang":
            continue
        if name not in ASKED[kind]:
            if strict:
                raise QueryError(f"{name!r} is not asked here; allowed: {', '.join(ASKED[kind])}, lang")
            continue
        if text.strip() or strict:
            given.setdefault(name, []).append(text)
    return {name: _read(name, texts) for name, texts in given.items()}


def _read(name: str, texts: list[str]) -> Any:  # noqa: ANN401 - by the parameter
    _check(name, texts)
    if name in FLAGS:
        if texts[0] not in {"1", "true", "on", "0", "false"}:
            raise QueryError(f"{name} is {texts[0]!r}: true or false")
        return texts[0] in {"1", "true", "on"}
    if name == "kind":
        if unknown := [text for text in texts if text not in _KINDS]:
            raise QueryError(f"kind is {unknown[0]!r}: one of {', '.join(_KINDS)}")
        return tuple(texts)
    if name in {"from", "to"}:
        return tuple(texts)
    reader = OPTIONS[{"years": "max_years", "level": "max_level", "domain": "to_domain"}.get(name, name)]
    value = reader(name, tuple(texts) if name in MANY else texts[0])
    if name == "k" and value > MOST_ROUTES:
        raise QueryError(f"k is {value}: {MOST_ROUTES} at most")
    return value


def _check(name: str, texts: list[str]) -> None:
    """Raise a QueryError where a parameter stands too often, or a value is empty or too long."""
    if any(len(text) > LONGEST_NAME for text in texts):
        raise QueryError(f"{name} has more than {LONGEST_NAME} characters")
    if any(not text.strip() or "\0" in text for text in texts):
        raise QueryError(f"{name} is empty")
    most = MOST_NAMES if name in MANY else 1
    if len(texts) > most:
        raise QueryError(f"{name} stands {len(texts)} times: {most} at most")


def held_of(store: Store, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of what is held; UnclearError where a name is unknown or ambiguous."""
    return nodes_of(store, row["from"])


def goals_of(store: Store, row: Mapping[str, Any], *, held: Iterable[str] = (), year: int | None = None) -> Targets:
    """Return what a question leads to, as `targets_of`."""
    classes = {name: row.get(name) for name in _GOALS}
    return targets_of(store, row.get("to", ()), held=tuple(held), year=year, **classes)


def limits_of(store: Store, row: Mapping[str, Any], year: int) -> Constraints:
    """Return the limits of a question, as `constraints_of`."""
    return constraints_of(store, year=year, **{name: row[name] for name in LIMITS if name in row})


def unclear_of(store: Store, row: Mapping[str, Any], error: LookupFailedError) -> Unclear:
    """Return which name of a question a look-up did not find, and what it may mean."""
    from pathways.errors import UnknownNameError  # noqa: PLC0415 - where something is wrong
    from pathways.graph.naming import name_index  # noqa: PLC0415 - the same

    parameter = next(
        (name for name in ("from", "to", "via", "avoid", *_GOALS) if error.text in _texts(row.get(name))), "to"
    )
    if parameter in _GOALS:
        return Unclear(parameter, error.text, unknown=True)
    kinds = {"class", "diploma"} if parameter in {"from", "via", "avoid"} else {"class", "diploma", "job"}
    index = name_index(store)
    candidates = index.suggest(error.text, kinds=kinds, limit=12)
    if not candidates:
        candidates = index.find(error.text, kinds=kinds, limit=8).candidates
    return Unclear(parameter, error.text, isinstance(error, UnknownNameError), candidates)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def address(path: str, row: Mapping[str, Any], **changes: object) -> str:
    """Return the address of a question, its parameters in one order.

    Parameters
    ----------
    path : str
    row : mapping
        As `read_row` gives it.
    **changes
        Parameters to set; None takes one out.

    Examples
    --------
    >>> address("/route", {"to": ("plombier",), "from": ("3e",), "max_years": 3.0, "open_only": True}, k=10)
    '/route?from=3e&to=plombier&k=10&max_years=3&open_only=1'
    """
    asked = {**row, **changes}
    order = dict.fromkeys([*ASKED["route"], *ASKED["reach"], *asked])
    pairs = [(name, _plain(v)) for name in order for v in _many(asked.get(name))]
    return f"{path}?{urlencode(pairs, safe=':+/,')}" if pairs else path


def _many(value: object) -> tuple[object, ...]:
    if value is None or value is False:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _plain(value: object) -> str:
    return "1" if value is True else f"{value:g}" if isinstance(value, float) else str(value)
