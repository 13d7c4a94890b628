"""`pathways check`: what is wrong in the record."""

from __future__ import annotations

import click

from pathways.cli.common import format_option, lang_option, say, say_problems, terminal

_KINDS = ("level", "duration", "job-level", "code", "family", "closed", "list", "one-sided", "unresolved", "isolated")


@click.command(name="check")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True))
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Look for this kind alone; may be given several times.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Findings of each kind in the table (5 if not told).")
@click.option("--all", "all_", is_flag=True, help="Every finding in the table.")
@format_option("table", "json", "html")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="File to write (else standard output)."
)
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@lang_option
def command(
    *,
    sources: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int | None,
    all_: bool,
    format_: str,
    output: str | None,
    force: bool,
    lang: str,
) -> None:
    """Report what is wrong in the record: contradictions, gaps, closed diplomas.

    SOURCE is a file, a folder or a zip archive of what Onisep publishes.  Each finding names the fiches to mend
    and cites where it stands written; `--format json` and `html` hold all of them.
    """
    from pathways.check import FindingKind, check_record, format_report, report_data, report_page  # noqa: PLC0415
    from pathways.files import check_target  # noqa: PLC0415
    from pathways.sources import read_sources, require_records  # noqa: PLC0415 - --help needs none of these

    if output is not None:
        check_target(output, force=force)
    records = read_sources(sources)
    require_records(records)
    say_problems(records.problems)
    report = check_record(records, kinds=[FindingKind(k) for k in kinds] or None)
    if format_ == "json":
        import json  # noqa: PLC0415 - the same

        text = json.dumps(report_data(report, lang=lang), ensure_ascii=False, indent=2) + "\n"
    elif format_ == "html":
        text = report_page(report, lang=lang)
    else:
        text = format_report(report, lang=lang, width=terminal()[0], limit=None if all_ else limit or 5) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        from pathways.files import write_file  # noqa: PLC0415 - the same

        say(f"{write_file(output, text, force=force)}: {sum(report.counts.values())} findings")
