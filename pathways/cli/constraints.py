"""The options that limit routes, shared by `route`, `reach`, `lead`, `compare` and `batch`."""

from __future__ import annotations

import time
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pathways.cli.completion import NODE
from pathways.cli.goals import tell_class
from pathways.routing import asked
from pathways.routing.asked import CRITERION

if TYPE_CHECKING:
    from collections.abc import Callable

    from pathways.graph.store import Store
    from pathways.routing.constraints import Constraints

    Command = TypeVar("Command", bound=Callable[..., Any])

__all__ = ["constraint_options", "constraints_of", "edge_options", "prefer_option"]

_ROUTE_OPTIONS = (
    click.option(
        "--via",
        multiple=True,
        type=NODE,
        metavar="NAME",
        help="Go through this, or one of this type (BTS); may be repeated.",
    ),
    click.option("--max-years", type=click.FloatRange(min=0), metavar="N", help="Years in all, at most."),
    click.option("--max-steps", type=click.IntRange(min=0), metavar="N", help="Steps in all, at most."),
)
_EDGE_OPTIONS = (
    click.option(
        "--avoid",
        multiple=True,
        type=NODE,
        metavar="NAME",
        help="Not this diploma, type (BTS) or condition (concours); may be repeated.",
    ),
    click.option(
        "--apprenticeship",
        type=click.Choice(["any", "only", "no"]),
        default="any",
        help="Every step open to apprentices, or none for them alone.",
    ),
    click.option(
        "--basis",
        type=click.Choice(["stated", "field", "scheme"]),
        default="scheme",
        help="The least sure word that is accepted.",
    ),
    click.option("--within-field", is_flag=True, help="No step that leaves the field."),
    click.option("--open-only", is_flag=True, help="No diploma that is closed."),
    click.option("--max-level", metavar="LEVEL", help='No diploma above this level: 3 to 8, or "bac+2".'),
)


def constraint_options(command: Command) -> Command:
    """Add the options that limit routes; `constraints_of` takes their parameters."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(_ROUTE_OPTIONS + _EDGE_OPTIONS), command)


def edge_options(command: Command) -> Command:
    """Add those of these options that limit single steps and nodes."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(_EDGE_OPTIONS), command)


def prefer_option(command: Command) -> Command:
    """Add `--prefer` as the parameter `prefer`, the name of a criterion."""
    return click.option(
        "--prefer",
        type=click.Choice(list(CRITERION)),
        default="counsel",
        show_default=True,
        callback=lambda _context, _option, value: CRITERION[value],
        help="What the best route has least of: years, steps, selection, change of field, doubt, leavers out of work.",
    )(command)


def constraints_of(store: Store, *, lang: str = "fr", **limits: Any) -> Constraints:  # noqa: ANN401 - the options
    """Return the constraints of the options as `pathways.routing.asked.constraints_of`; a type in `--via` is said."""
    return asked.constraints_of(
        store, year=time.localtime().tm_year, told=lambda goals: tell_class(store, goals, lang), **limits
    )
