"""`pathways truth`: how true a graph is to the record."""

from __future__ import annotations

import json

import click

from pathways.cli.common import format_option, graph_option, open_graph
from pathways.cli.language import tr

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
    click.echo(_line("nodes: {counts}", counts=", ".join(f"{n} {k}" for k, n in truth.nodes.items())))
    for kind, bases in truth.edges.items():
        click.echo(
            _line("links: {kind:<12} {counts}", kind=kind, counts=", ".join(f"{n} {b}" for b, n in bases.items()))
        )
    of = truth.jobs_with_formation
    click.echo(_line("jobs reached from 3e: {n} of {of} that a formation leads to", n=truth.jobs_reached, of=of))
    click.echo(_line("diplomas reached from 3e: {n} of {of}", n=truth.diplomas_reached, of=truth.diplomas))
    agreeing = {"n": truth.agreeing_jobs, "of": truth.timed_jobs, "share": 100 * truth.agreement}
    click.echo(_line("least years agree with the official level: {n} of {of} jobs ({share:.1f}%)", **agreeing))
    if truth.agreement < _LEAST_AGREEMENT:
        doubt = "less than {share:.0f}% agree: are the tables of formations and jobs among the sources of the graph?"
        click.echo(_line("pathways: warning: " + doubt, share=100 * _LEAST_AGREEMENT), err=True)
    click.echo(_line("diplomas held sooner than their level: {n}", n=len(truth.early)))
    unchecked = len(unchecked_sources())
    click.echo(_line("lines of the study scheme whose source is still to be checked: {n}", n=unchecked))
    click.echo(tr("commonest mentions that lead to no node:"))
    for u in unresolved[:10]:
        what = f"{u['direction']:<4} {u['kind']} {u['name'] or tr('(any)')}"
        click.echo(f"  {u['count']:>4} {what}: {u['reason']}")
    if everything:
        for d in truth.disagreements:
            told = _line(
                "{level} = {due:g} years, got {got:g}", level=d.min_level, due=d.official_years, got=d.least_years
            )
            click.echo(f"{d.id} {d.label}: {told}: {d.cause}")
        for n in truth.unreached:
            click.echo(f"{n.id} {n.label} ({n.type}): {n.reason}")


def _line(text: str, **values: object) -> str:
    """Return a line in the language of the run."""
    return tr(text).format(**values)
