"""What `reach` and `lead` have in common: their options, and how they print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from pathways.cli.common import format_option, graph_option, lang_option, open_graph, terminal
from pathways.cli.constraints import constraints_of, edge_options
from pathways.cli.goals import resolve_goals
from pathways.routing.asked import nodes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pathways.graph.store import Store
    from pathways.routing.spread import Reached

    Command = TypeVar("Command", bound=Callable[..., Any])

__all__ = ["print_reached", "spread_options"]

_DRAWN = ("gexf", "graphml", "cytoscape", "mermaid", "dot")
#: Rows of a group that are named without `--limit` and `--all`.
_SHOWN = 15


def spread_options(command: Command) -> Command:
    """Add the options of `reach` and `lead`."""
    options = (
        click.option("--years", type=click.FloatRange(min=0), metavar="N", help="Within so many years."),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            type=click.Choice(["class", "diploma", "job"]),
            help="Keep this kind of node; may be repeated.",
        ),
        click.option("--level", metavar="LEVEL", help='Keep diplomas of this level: 3 to 8, or "bac+2".'),
        click.option("--domain", metavar="WORDS", help="Keep what is of this domain."),
        edge_options,
        click.option(
            "--limit",
            type=click.IntRange(min=1),
            default=_SHOWN,
            show_default=True,
            help="How many of a group are named in the table; the others are counted.",
        ),
        click.option("--all", "all_", is_flag=True, help="Name every one in the table."),
        click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write there, whole or not at all."),
        click.option("--force", is_flag=True, help="Write over a file that exists."),
        format_option("table", "json", "jsonl", "csv", *_DRAWN),
        lang_option,
        graph_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def print_reached(  # noqa: PLR0913 - one parameter an option
    names: tuple[str, ...],
    *,
    forward: bool,
    years: float | None,
    kinds: tuple[str, ...],
    level: str | None,
    domain: str | None,
    limit: int,
    all_: bool,
    output: str | None,
    force: bool,
    format_: str,
    lang: str,
    graph: str | None,
    **limits: Any,  # noqa: ANN401 - the options of edge_options
) -> None:
    """Find what is within reach of `names`, or leads to them, and print it."""
    from pathways.routing.spread import leading_to, reachable, within  # noqa: PLC0415 - --help needs none of it

    store = open_graph(graph)
    ends = nodes_of(store, names) if forward else resolve_goals(store, names, lang=lang).ids
    constraints = constraints_of(store, lang=lang, **limits)
    find = reachable if forward else leading_to
    rows = within(find(store, ends, years, constraints=constraints, kinds=kinds or None), level=level, domain=domain)
    if format_ == "table" and output is None:
        click.echo(_table(store, ends, rows, lang, forward=forward, limit=None if all_ else limit))
        return
    if format_ in _DRAWN:
        _draw(store, ends, rows, output, format_, lang, force=force)
        return
    from pathways.export.rows import reached_text  # noqa: PLC0415 - the table does without

    text = reached_text(rows, ends, "csv" if format_ == "table" else format_)
    if output is None:
        click.echo(text, nl=False)
    else:
        from pathways.files import write_file  # noqa: PLC0415 - for who asks for it

        write_file(output, text, force=force)


def _draw(
    store: Store,
    ends: tuple[str, ...],
    rows: Sequence[Reached],
    output: str | None,
    format_: str,
    lang: str,
    *,
    force: bool,
) -> None:
    from pathways.export import write_graph  # noqa: PLC0415 - loads networkx
    from pathways.routing.spread import reached_graph  # noqa: PLC0415

    write_graph(reached_graph(store, ends, rows), output, format_, lang=lang, force=force)


def _table(
    store: Store, ends: tuple[str, ...], rows: Sequence[Reached], lang: str, *, forward: bool, limit: int | None
) -> str:
    from pathways.phrases import phrase, with_article  # noqa: PLC0415 - other formats do without
    from pathways.render.reached import format_reached  # noqa: PLC0415 - the same

    _, label, kind = store.shown(store.index[ends[0]])
    if forward:
        title = phrase("reach.title", lang, name=with_article(label, kind, lang=lang))
    else:
        title = phrase("lead.title", lang, name=with_article(label, kind, "à", lang))
    held = tuple(dict.fromkeys(d for end in ends for d in store.node(store.index[end]).get("domains") or ()))
    width, color = terminal()
    return format_reached(rows, held, title=title, lang=lang, width=width, color=color, limit=limit)
