"""Options of a row of a batch, as JSON has them: one reader each, which tells what is allowed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pathways.criteria import CRITERIA
from pathways.errors import QueryError
from pathways.model import Basis
from pathways.routing.asked import CRITERION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["LIMITS", "OPTIONS", "options_of"]


def _bad(name: str, value: object, allowed: str) -> QueryError:
    return QueryError(f"{name} is {value!r}: {allowed}")


def _number(name: str, value: object, least: float, allowed: str) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]  # TypeError is caught
    except (TypeError, ValueError):
        number = math.nan
    if not least <= number < math.inf:
        raise _bad(name, value, allowed)
    return number


def _whole(least: int) -> Callable[[str, Any], int]:
    def read(name: str, value: object) -> int:
        number = _number(name, value, least, allowed := f"a whole number from {least} on")
        if number != int(number):
            raise _bad(name, value, allowed)
        return int(number)

    return read


def _years(name: str, value: object) -> float:
    return _number(name, value, 0, "a number from 0 on")


def _seconds(name: str, value: object) -> float:
    return _number(name, value, math.ulp(0.0), "a number of seconds above 0")


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _bad(name, value, "true or false")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _bad(name, value, "a text")
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list | tuple) else (value,)
    if not all(isinstance(item, str) and item.strip() for item in items):
        raise _bad(name, value, "a text, or a list of texts")
    return tuple(items)


def _level(name: str, value: object) -> str:
    from pathways.routing.goals import level_of  # noqa: PLC0415 - for who asks for it

    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    try:
        level_of(text)
    except QueryError:
        raise _bad(name, value, '3 to 8, or "CAP", "bac", "bac+2" ... "doctorat"') from None
    return text


def _one_of(*allowed: str) -> Callable[[str, Any], str]:
    def read(name: str, value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise _bad(name, value, f"one of {', '.join(allowed)}")
        return value

    return read


def _criterion(name: str, value: object) -> str:
    if isinstance(value, str) and value in CRITERION.values():
        return value
    return CRITERION[_one_of(*CRITERION)(name, value)]


def _criteria(name: str, value: object) -> tuple[str, ...]:
    return tuple(_one_of(*CRITERIA)(name, item) for item in _texts(name, value))


#: The options that `constraints_of` takes.
LIMITS: Mapping[str, Callable[[str, Any], Any]] = {
    "via": _texts,
    "avoid": _texts,
    "max_years": _years,
    "max_steps": _whole(0),
    "apprenticeship": _one_of("any", "only", "no"),
    "basis": _one_of(*map(str, Basis)),
    "within_field": _flag,
    "open_only": _flag,
    "max_level": _level,
}
#: Every option of `route`, by its name in a row, and what reads its value.
OPTIONS: Mapping[str, Callable[[str, Any], Any]] = {
    "to_type": _text,
    "to_level": _level,
    "to_domain": _text,
    "k": _whole(1),
    "prefer": _criterion,
    **LIMITS,
    "all": _flag,
    "diverse": _flag,
    "pareto": _criteria,
    "timeout": _seconds,
}


def options_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a row, each as its reader in `OPTIONS` gives it, and "from" and "to" as tuples of texts.

    Parameters
    ----------
    row : mapping
        Options by their names of the command line, with "-" or "_"; None counts as not given.

    Raises
    ------
    QueryError
        If an option is unknown, a value is not one that it allows, or "from" or "to" is missing.

    Examples
    --------
    >>> options_of({"from": "3e", "to": "plombier", "max-years": "3"})
    {'from': ('3e',), 'to': ('plombier',), 'max_years': 3.0}
    """
    given = {name.replace("-", "_"): value for name, value in row.items() if value is not None}
    if unknown := [name for name in given if name not in OPTIONS and name not in {"from", "to"}]:
        raise QueryError(f"unknown option {', '.join(unknown)}; allowed: from, to, {', '.join(OPTIONS)}")
    read: dict[str, Any] = {}
    for end in ("from", "to"):
        ends = given.pop(end, None)
        if ends in (None, "", []):
            if end == "from" or not {"to_type", "to_level", "to_domain"} & set(given):
                raise QueryError(f"{end!r} is missing")
            ends = []
        read[end] = _texts(end, ends)
    return read | {name: OPTIONS[name](name, value) for name, value in given.items()}
