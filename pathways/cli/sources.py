"""`pathways sources`: what each source is and what it gives."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import click

from pathways.cli.common import format_option, lang_option, say, say_problems, terminal
from pathways.phrases.figures import number_text, share_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.graph.figures import Coverage
    from pathways.sources import Records

_SAYS = {
    "fr": {
        "columns": ("source", "date", "lues", "réunies", "conflits", "problèmes"),
        "total": "En tout : {formations} formations et {jobs} métiers différents.",
        "conflicts": "Champs en conflit (la valeur la plus récente est gardée) :",
        "kept": "gardé",
        "lost": "écarté",
        "problems": "{} problèmes dans les sources.",
        "none": "aucune source n'a pu être lue",
        "coverage": "Effectifs (InserJeunes) rattachés à une formation du répertoire :",
        "school": "élèves",
        "apprentices": "apprentis",
        "reached": " {way} : {share} de {pupils} (par le code scolarité seul : {alone})",
    },
    "en": {
        "columns": ("source", "date", "read", "merged", "conflicts", "problems"),
        "total": "In all: {formations} formations and {jobs} jobs.",
        "conflicts": "Conflicting fields (the newest value is kept):",
        "kept": "kept",
        "lost": "lost",
        "problems": "{} problems in the sources.",
        "none": "no source could be read",
        "coverage": "Pupils (InserJeunes) that meet a formation of the record:",
        "school": "pupils of schools",
        "apprentices": "apprentices",
        "reached": " {way}: {share} of {pupils} (by the code scolarité alone: {alone})",
    },
}
_FORMATS_FR = {
    "markdown formations": "fiches formations (Markdown)",
    "markdown métiers": "fiches métiers (Markdown)",
    "markdown table of formations": "table des formations (Markdown)",
    "markdown table of métiers": "table des métiers (Markdown)",
    "XML formations": "fiches formations (XML)",
    "XML métiers": "fiches métiers (XML)",
    "nomenclature of diplomas (BCN)": "nomenclature des diplômes (BCN)",
}


def _format_name(name: str, lang: str) -> str:
    if lang == "en":
        return name
    writing, table, what = name.partition(" table of ")
    return _FORMATS_FR.get(name) or (f"table des {what} ({writing})" if table else name)


def _short(path: str) -> str:
    """Return the path, without the member of an archive that has the archive's own name."""
    archive, _, member = path.partition("!")
    own = archive.replace("\\", "/").rpartition("/")[2]
    return archive if member and member.rpartition(".")[0] == own.rpartition(".")[0] else path


def _coverage(records: Records) -> list[Coverage]:
    """Return how many pupils meet a formation, [] where no pupils were read."""
    if records.open_data is None or not records.open_data.pupils:
        return []
    from pathways.graph.figures import coverage  # noqa: PLC0415 - only where there are figures
    from pathways.sources.records import open_formations, release_of  # noqa: PLC0415 - the same

    current = open_formations(records.formations, release_of(records))
    return coverage(records.formations, records.open_data, current)


def _as_json(records: Records, *, conflicts: bool) -> str:
    data = {
        "schema": 1,
        "formations": len(records.formations),
        "jobs": len(records.jobs),
        "sources": [
            {
                "path": s.path,
                "format": s.format,
                "release": s.release,
                "records": s.records,
                "distinct": s.distinct,
                "merged": s.merged,
                "conflicts": dict(s.conflicts),
                "problems": s.problems,
            }
            for s in records.sources
        ],
        "problems": [
            {"path": p.path, "line": p.line, "reason": p.reason, "mend": p.mend, "severity": p.severity}
            for p in records.problems
        ],
    }
    if covered := _coverage(records):
        data["coverage"] = [
            {"way": c.way, "pupils": c.pupils, "by_code": c.by_code, "reached": c.reached} for c in covered
        ]
    if conflicts:
        data["conflicts"] = [
            {
                "id": c.id,
                "field": c.field,
                "kept": c.kept,
                "lost": c.lost,
                "kept_from": c.kept_from,
                "lost_from": c.lost_from,
            }
            for c in records.conflicts
        ]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _lines(records: Records, lang: str, *, conflicts: bool) -> Iterator[str]:
    says = _SAYS[lang]
    yield "{:<33}{:>10}{:>7}{:>8}{:>10}{:>11}".format(*says["columns"])
    for s in records.sources:
        yield click.style(_short(s.path), fg="cyan")
        numbers = [number_text(n, lang) for n in (s.records, s.merged, sum(n for _, n in s.conflicts), s.problems)]
        row = (f" {_format_name(s.format, lang)}", s.release or "–", *numbers)
        yield "{:<33}{:>10}{:>7}{:>8}{:>10}{:>11}".format(*row)
    yield ""
    yield str(says["total"]).format(formations=len(records.formations), jobs=len(records.jobs))
    if covered := _coverage(records):
        yield ""
        yield str(says["coverage"])
    for way in covered:
        share, alone = (share_text(n / way.pupils, lang, 1) for n in (way.reached, way.by_code))
        pupils = number_text(way.pupils, lang)
        yield str(says["reached"]).format(way=says[way.way], share=share, pupils=pupils, alone=alone)
    if any(s.conflicts for s in records.sources):
        yield ""
        yield str(says["conflicts"])
    for s in records.sources:
        if s.conflicts:
            yield click.style(_short(s.path), fg="cyan")
            shown = ", ".join(f"{name}\u00a0{n}" for name, n in s.conflicts)
            yield textwrap.fill(
                shown, 79, initial_indent=" ", subsequent_indent=" ", break_long_words=False, break_on_hyphens=False
            )
    for c in records.conflicts if conflicts else ():
        yield f"\n{click.style(c.id, bold=True)} {c.field}"
        yield f" {says['kept']} ({_short(c.kept_from)}): {c.kept}"
        yield f" {says['lost']} ({_short(c.lost_from)}): {c.lost}"


@click.command(name="sources")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
@click.option("--release", metavar="DATE", default="", help="Date (YYYY, YYYY-MM or YYYY-MM-DD) of undated sources.")
@click.option("--conflicts", is_flag=True, help="List every value that lost against a newer one.")
@click.option("--strict", is_flag=True, help="Fail where there is any problem.")
@lang_option
@format_option("table", "json")
def command(
    sources: tuple[str, ...],
    release: str,
    lang: str,
    format_: str,
    *,
    conflicts: bool,
    strict: bool,
) -> None:
    """Say what each source is, its date, and what it gives.

    SOURCE is a file, a folder or a zip archive: Markdown fiches, Onisep's official XML, or its tables as
    CSV, JSON or XML.  What each is gets recognised from its content.
    """
    from pathways.errors import SourceError  # noqa: PLC0415 - --help needs none of it
    from pathways.sources import read_sources  # noqa: PLC0415 - the same

    records = read_sources(sources, release=release, strict=strict)
    say_problems(records.problems)
    says = _SAYS[lang]
    if not records.sources:
        raise SourceError(str(says["none"]), records.problems)
    if format_ == "json":
        click.echo(_as_json(records, conflicts=conflicts))
    else:
        color = terminal()[1]
        for line in _lines(records, lang, conflicts=conflicts):
            click.echo(line, color=color)
    if records.problems:
        say(str(says["problems"]).format(len(records.problems)))
