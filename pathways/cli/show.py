"""`pathways show`: what is known of a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pathways.cli.common import format_option, graph_option, lang_option, open_graph, resolve, terminal

if TYPE_CHECKING:
    from pathways.graph.around import NodeView


@click.command(name="show")
@click.argument("name")
@graph_option
@format_option("text", "json")
@lang_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=12,
    show_default=True,
    help="How many links of each sort are shown; the others are counted.",
)
@click.option("--all", "all_", is_flag=True, help="Show every link, however many there are.")
def command(*, name: str, graph: str | None, format_: str, lang: str, limit: int, all_: bool) -> None:
    """Show what is known of a node, and the links in and out of it.

    NAME is a class, a diploma or a job, as people write it, or an id.
    """
    from pathways.graph.around import view_node  # noqa: PLC0415 - --help needs none of it

    store = open_graph(graph)
    views = [view_node(store, node) for node in resolve(store, name)]
    click.echo(_json(views) if format_ == "json" else _text(views, lang, limit=None if all_ else limit))


def _text(views: list[NodeView], lang: str, limit: int | None) -> str:
    from pathways.render.node import format_node  # noqa: PLC0415

    width, color = terminal()
    return "\n\n".join(format_node(v, lang=lang, width=width, color=color, limit=limit) for v in views)


def _json(views: list[NodeView]) -> str:
    import json  # noqa: PLC0415

    from pathways.graph.around import view_data  # noqa: PLC0415

    return json.dumps({"schema": 1, "nodes": [view_data(v) for v in views]}, ensure_ascii=False, indent=2)
