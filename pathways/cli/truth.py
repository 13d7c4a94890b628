"""`pathways truth`: how true a graph is to the record."""

from __future__ import annotations

import json

import click

from pathways.cli.common import format_option, graph_option, open_graph

_LEAST_AGREEMENT = 0.92  #: share of jobs below which something of the sources is missing


@click.command("truth")
@graph_option
@format_option("table", "json")
@click.option("--all", "everything", is_flag=True, help="List every formation and job behind the figures.")
def command(*, graph: str | None, format_: str, everything: bool) -> None:
    """Print how true a graph is to the record.

    What is reached from 3e, in how many years, and what disagrees with the official levels.
    """
    from pathways.graph.truth import truth_of  # noqa: PLC0415 - --help needs none of it
    from pathways.scheme.checked import unchecked_sources  # noqa: PLC0415 - the same

    store = open_graph(graph)
    truth = truth_of(store.to_graph())
    unresolved = json.loads(store.section("unresolved") or b"[]")
    if format_ == "json":
        click.echo(json.dumps({**truth.as_dict(), "unresolved": unresolved}, ensure_ascii=False, indent=1))
        return
    click.echo("nodes: " + ", ".join(f"{n} {k}" for k, n in truth.nodes.items()))
    for kind, bases in truth.edges.items():
        click.echo(f"edges: {kind:<12} " + ", ".join(f"{n} {b}" for b, n in bases.items()))
    click.echo(f"jobs reached from 3e: {truth.jobs_reached} of {truth.jobs_with_formation} that a formation leads to")
    click.echo(f"diplomas reached from 3e: {truth.diplomas_reached} of {truth.diplomas}")
    click.echo(
        f"least years agree with the official level: {truth.agreeing_jobs} of {truth.timed_jobs} jobs "
        f"({truth.agreement:.1%})"
    )
    if truth.agreement < _LEAST_AGREEMENT:
        click.echo(
            f"pathways: warning: less than {_LEAST_AGREEMENT:.0%} agree: are the tables of formations and jobs "
            "among the sources that the graph was built from?",
            err=True,
        )
    click.echo(f"diplomas held sooner than their level: {len(truth.early)}")
    click.echo(f"lines of the study scheme whose source is still to be checked: {len(unchecked_sources())}")
    click.echo("commonest mentions that lead to no node:")
    for u in unresolved[:10]:
        click.echo(f"  {u['count']:>4} {u['direction']:<4} {u['kind']} {u['name'] or '(any)'}: {u['reason']}")
    if everything:
        for d in truth.disagreements:
            click.echo(
                f"{d.id} {d.label}: {d.min_level} = {d.official_years:g} years, got {d.least_years:g}: {d.cause}"
            )
        for n in truth.unreached:
            click.echo(f"{n.id} {n.label} ({n.type}): {n.reason}")
