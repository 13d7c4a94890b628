"""The options that limit routes, shared by `route`, `reach`, `lead`, `compare` and `batch`."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pathways.cli.common import resolve
from pathways.cli.completion import NODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pathways.graph.store import Store
    from pathways.routing.constraints import Constraints

    Command = TypeVar("Command", bound=Callable[..., Any])

__all__ = ["CRITERION", "constraint_options", "constraints_of", "edge_options", "prefer_option"]

#: `--prefer` to the name of the criterion.
CRITERION = {
    "counsel": "counsel",
    "years": "years",
    "steps": "steps",
    "open": "selectivity",
    "field": "field",
    "certain": "certainty",
}

_ROUTE_OPTIONS = (
    click.option("--via", multiple=True, type=NODE, metavar="NAME", help="Go through this; may be repeated."),
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
        help="What the best route has least of: years, steps, selection, change of field, doubt.",
    )(command)


def constraints_of(  # noqa: PLR0913 - one parameter an option
    store: Store,
    *,
    year: int,
    via: Iterable[str] = (),
    avoid: Iterable[str] = (),
    max_years: float | None = None,
    max_steps: int | None = None,
    apprenticeship: str = "any",
    basis: str = "scheme",
    within_field: bool = False,
    open_only: bool = False,
    max_level: str | None = None,
) -> Constraints:
    """Return the constraints of the options; `year` is the one in which a diploma must be open.

    Raises
    ------
    LookupFailedError
        If a name of `via` or `avoid` is unknown or ambiguous.
    QueryError
        If a value is outside what is allowed.
    """
    from pathways.model import Condition  # noqa: PLC0415 - --help needs none of it
    from pathways.routing.constraints import Constraints  # noqa: PLC0415
    from pathways.routing.goals import level_of  # noqa: PLC0415

    nodes: list[str] = []
    types: list[str] = []
    conditions: list[str] = []
    known = {name.casefold(): name for name in store.types if name}
    for text in avoid:
        if text.casefold() in list(Condition):
            conditions.append(text.casefold())
        elif text.casefold() in known:
            types.append(known[text.casefold()])
        else:
            nodes += resolve(store, text)
    return Constraints(
        via=tuple(resolve(store, text)[0] for text in via),
        avoid=tuple(nodes),
        avoid_types=tuple(types),
        avoid_conditions=tuple(conditions),
        max_years=max_years,
        max_steps=max_steps,
        apprenticeship=apprenticeship,
        basis=basis,
        within_field=within_field,
        open_in=year if open_only else None,
        max_level=None if max_level is None else level_of(max_level),
    )
