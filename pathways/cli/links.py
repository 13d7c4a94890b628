"""`pathways links`: what the prose of fiches states, as JSON Lines."""

from __future__ import annotations

import json

import click

from pathways.cli.common import say_problems
from pathways.cli.streams import print_data


@click.command(name="links")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
@click.option("--unread", "only_unread", is_flag=True, help="List the sentences that are not understood instead.")
def command(sources: tuple[str, ...], *, only_unread: bool) -> None:
    """Read what leads to what in the prose of fiches, as JSON Lines.

    SOURCE is a file, a folder or a zip archive, as for `pathways sources`.  One line a fiche of a diploma:
    its id and its links, each with the excerpt that states it and its offsets in the section's text; one
    line a fiche of a job: its id, its title and the routes that it tells, with the ids of their steps.

    With --unread, one line a sentence that gave no link and was not recognised as saying that there is
    none, those of the most frequent shape first.
    """
    from pathways.graph.making import shipped_formations, shipped_ids  # noqa: PLC0415 - --help needs none of it
    from pathways.graph.plans import job_rows  # noqa: PLC0415 - the same
    from pathways.prose import build_lexicon, link_rows, unread_rows  # noqa: PLC0415 - the same
    from pathways.sources import read_sources, require_records  # noqa: PLC0415 - the same

    records = read_sources(sources, known_ids=shipped_ids())
    require_records(records)
    say_problems(records.problems)
    print_data()
    lexicon = build_lexicon(records.formations)
    rows = unread_rows if only_unread else link_rows
    for row in rows(records.formations, lexicon):
        click.echo(json.dumps(row, ensure_ascii=False))
    for row in () if only_unread else job_rows(records, lexicon, shipped_formations()):
        click.echo(json.dumps(row, ensure_ascii=False))
