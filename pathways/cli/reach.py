"""`pathways reach`: everything within so many years."""

from __future__ import annotations

from typing import Any

import click

from pathways.cli.completion import NODE
from pathways.cli.spread import print_reached, spread_options


@click.command(name="reach")
@click.argument("names", nargs=-1, required=True, metavar="FROM...", type=NODE)
@spread_options
def command(names: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - the options of spread_options
    """List everything that can be held or become from FROM, by years.

    FROM is what is held: a class or a diploma, or several.  Graph formats (gexf, dot ...) draw it.
    """
    print_reached(names, forward=True, **options)
