"""Onisep's tables as Markdown, a record a file: `ideo_formations` and `ideo_metiers`, known by their emoji headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathways.errors import SourceProblem
from pathways.model import Job, Origin
from pathways.sources.formats import EXPECTED, SourceFormat
from pathways.sources.outline import outline
from pathways.sources.rows import fields_of, formation_of_row, job_of_row, table_of

if TYPE_CHECKING:
    from pathways.model import Formation

__all__ = ["is_table_record", "parse_table_record"]

_MARKS = ("🔗", "🎯", "📋", "📚")
_LINK = re.compile(r"^\[[^\]]*\]\((.*)\)$")
_SECTIONS = frozenset({"informations-generales", "certification", "domaines", "publication", "classification-rome"})
_DOMAINS = "domaines"


def is_table_record(text: str) -> bool:
    """Return whether a Markdown file is a record of a table, not a fiche."""
    return any(mark in text for mark in _MARKS)


def parse_table_record(text: str, path: str) -> tuple[Formation | Job | None, list[SourceProblem]]:
    r"""Read one record of a table.

    Examples
    --------
    >>> text = "# CAP cuisine\n\n## 📋 Informations générales\n\n**Type de formation:** CAP\n**Durée:** 2 ans\n"
    >>> record, problems = parse_table_record(text, "a.md")
    >>> record.title, record.duration_years, problems
    ('CAP cuisine', 2, [])
    """
    out = outline(text, sections=_SECTIONS, fields=None)
    if not out.title:
        return None, [SourceProblem(path, 1, "no title", "start the record with a line '# title'")]
    fields = list(out.all_fields())
    names = [f.name for f in fields]
    titled = "libellé métier" if any("tier Onisep" in n for n in names) else "libellé formation principal"
    table = table_of([titled, *names])
    if table is None:
        return None, [SourceProblem(path, 1, "a Markdown file, but no record of a table", EXPECTED)]
    columns = fields_of((titled, *names), table)
    row = {columns[titled]: out.title}
    further: list[tuple[str, str]] = []
    for f in fields:
        name = columns[f.name]
        value = m[1] if (m := _LINK.match(f.value)) else f.value
        if name in row:
            further.append((name, value))
        else:
            row[name] = value
        further += [(name, line.strip()) for line in f.block.split("\n") if line.strip()]
    problems = []
    for section in out.sections:
        lines = [line for line in section.text.split("\n") if line.strip()]
        if section.name == _DOMAINS:
            row["domains"] = "| ".join(line[2:].strip() for line in lines if line[:2] == "- ")
            lines = [line for line in lines if line[:2] != "- "]
        elif section.name not in _SECTIONS:
            reason = f"unknown section « {section.title} »"
            mend = "kept as it is; if a known section is meant, give it that section's title"
            problems.append(SourceProblem(path, section.line, reason, mend, "warning"))
        further += [(section.name, line.strip()) for line in lines]
    job = table.name == "metiers"
    format_ = SourceFormat.TABLE_METIERS_MD if job else SourceFormat.TABLE_FORMATIONS_MD
    record = (job_of_row if job else formation_of_row)(row, Origin(path, format_.value), further)
    return record, problems
