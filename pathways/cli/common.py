"""Options that commands share, one name everywhere, and how they open a graph and read names."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pathways.cli.language import LANGUAGES, current, in_words_of_the_run
from pathways.cli.streams import print_data

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pathways.errors import SourceProblem
    from pathways.graph.store import Store

    Command = TypeVar("Command", bound=Callable[..., Any])

__all__ = [
    "FOREIGN",
    "count_option",
    "format_option",
    "graph_option",
    "lang_option",
    "open_graph",
    "problem_text",
    "quiet",
    "resolve",
    "say",
    "say_problems",
    "terminal",
]


#: Where the context keeps the path of a graph file that did not come with the package.
FOREIGN = "pathways.graph"


def graph_option(command: Command) -> Command:
    """Add `--graph FILE` as the parameter `graph`; without it `PATHWAYS_GRAPH`, else the graph that ships."""
    return click.option(
        "--graph",
        metavar="FILE",
        envvar="PATHWAYS_GRAPH",
        help="The graph to ask (else PATHWAYS_GRAPH, else the national graph that ships).",
    )(command)


def lang_option(command: Command) -> Command:
    """Add `--lang fr|en` as the parameter `lang`; without it the language of the run."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=current,
        help="Language of what is printed.",
    )(command)


def format_option(*choices: str) -> Callable[[Command], Command]:
    """Add `--format`, one of `choices` (the first is the default), as the parameter `format_`."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        callback=_take_format,
        help="What to print.",
    )


def _take_format(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value not in {"text", "table"}:
        print_data()
    return value


def count_option(default: int, most: int | None = None) -> Callable[[Command], Command]:
    """Add `-k N`, how many routes, as the parameter `k`."""
    return click.option(
        "-k", "k", type=click.IntRange(1, most), default=default, show_default=True, help="How many routes."
    )


def open_graph(graph: str | None) -> Store:
    """Open the graph of `--graph` for queries, without networkx.

    Raises
    ------
    BrokenGraphFileError
        If there is none, or it cannot be read.
    """
    from pathways.graph.store import open_store  # noqa: PLC0415 - --help needs none of it

    store = open_store(graph)
    if graph is not None and (context := click.get_current_context(silent=True)) is not None:
        context.meta[FOREIGN] = store.path
    return store


def resolve(store: Store, text: str, *, kinds: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the ids of what a text means: one node, or all options of one diploma, the best first.

    Parameters
    ----------
    store : Store
        The graph.
    text : str
        An id, a code or a name as people type it.
    kinds : collection of str, optional
        Kinds of node to look among.

    Raises
    ------
    UnknownNameError
        If nothing of that name is known; with suggestions.
    AmbiguousNameError
        If several are, and none is clearly meant; with them as suggestions.
    """
    from pathways.graph.naming import look_up  # noqa: PLC0415 - --help needs none of it

    return look_up(store, text, kinds=kinds)


def terminal() -> tuple[int, bool]:
    """Return the columns to print within, and whether to colour.

    80 columns where stdout is no terminal, else those of the terminal, 100 at most: longer lines
    are hard to read.  Colour on a terminal alone, and not where `NO_COLOR` is set (https://no-color.org).
    """
    if not sys.stdout.isatty():
        return 80, False
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except OSError:
        columns = 80
    return min(columns, 100), not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(message: str, *, detail: bool = False) -> None:
    """Print a message to stderr, unless `-q` was given; a detail only with `-v`."""
    if _verbosity() > 0 or (_verbosity() == 0 and not detail):
        click.echo(message, err=True)


def say_problems(problems: Iterable[SourceProblem]) -> None:
    """Print what is wrong in sources to stderr; with `-q`, only what left a record out."""
    for problem in problems:
        if problem.severity == "error":
            click.echo(problem_text(problem), err=True)
        else:
            say(problem_text(problem))


def problem_text(problem: SourceProblem) -> str:
    """Say a problem in the language of the run."""
    reason, mend = in_words_of_the_run(problem.reason), in_words_of_the_run(problem.mend)
    return str(problem._replace(reason=reason, mend=mend))


def quiet() -> bool:
    """Say whether `-q` was given: no message but errors, and no progress."""
    return _verbosity() < 0


def _verbosity() -> int:
    context = click.get_current_context(silent=True)
    return 0 if context is None else int(context.find_root().meta.get("pathways.verbosity", 0))
