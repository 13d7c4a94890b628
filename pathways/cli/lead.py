"""`pathways lead`: everything that leads to a diploma or a job."""

from __future__ import annotations

from typing import Any

import click

from pathways.cli.completion import NODE
from pathways.cli.spread import print_reached, spread_options


@click.command(name="lead")
@click.argument("names", nargs=-1, required=True, metavar="TO...", type=NODE)
@spread_options
def command(names: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - the options of spread_options
    """List everything that leads to TO, by distance.

    TO is a diploma or a job, or several.  Graph formats (gexf, dot ...) draw it.
    """
    print_reached(names, forward=False, **options)
