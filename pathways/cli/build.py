"""`pathways build`: from fiches to a graph file."""

from __future__ import annotations

import click

from pathways.cli.common import quiet, say_problems
from pathways.cli.language import tr
from pathways.model import NodeKind


@click.command("build")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("-o", "--output", metavar="GRAPH", required=True, type=click.Path(dir_okay=False), help="File to write.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.option("--release", default="", metavar="YYYY-MM", help="Date of sources that tell none.")
@click.option("--strict", is_flag=True, help="Fail where a source has any problem.")
@click.option("--facts-only", is_flag=True, help="Leave the sentences of the fiches out, as the graph that ships does.")
def command(
    *, sources: tuple[str, ...], output: str, force: bool, release: str, strict: bool, facts_only: bool
) -> None:
    """Build a graph from fiches, tables and XML of Onisep.

    SOURCE is a file, a folder or a zip archive; what each file is gets recognised from its content.
    """
    from pathways.graph.making import make_graph  # noqa: PLC0415 - --help needs none of it

    made = make_graph(sources, output, release=release, strict=strict, facts=facts_only, force=force)
    say_problems(made.records.problems)
    if quiet():
        return
    told = tr("{path}: {diploma} diplomas, {job} jobs, {class} classes, {level} levels; {edges} links")
    click.echo(told.format(path=made.path, edges=sum(made.edges.values()), **{k: made.kinds[k] for k in NodeKind}))
    for (kind, basis), count in sorted(made.edges.items()):
        click.echo(f"  {kind:<12} {basis:<7} {count:>6}")
    mentions = sum(u["count"] for u in made.unresolved)
    told = tr("{mentions} mentions lead to no node of the record; {left} inputs were left out")
    click.echo(told.format(mentions=mentions, left=made.left_out))
