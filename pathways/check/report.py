"""A report as text for a terminal, and as plain data for JSON."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from pathways.check.findings import FindingKind
from pathways.check.words import KINDS, message, page_words
from pathways.phrases import plain, section_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.check.findings import Finding, Report

__all__ = ["format_report", "report_data"]

_MIN_WIDTH = 40


def format_report(report: Report, *, lang: str = "fr", width: int = 80, limit: int | None = 5) -> str:
    """Return a report as text: each kind with its count, what to do, and its first findings.

    Parameters
    ----------
    report : Report
    lang : {"fr", "en"}
        Language; names and sentences of fiches stay French.
    width : int
        Columns to keep within, 40 at least.
    limit : int or None
        How many findings of each kind are shown; the others are counted.

    Raises
    ------
    QueryError
        If the language is not known.

    Examples
    --------
    >>> from pathways.check import FicheRef, Finding, Report
    >>> alone = Finding(FindingKind.ISOLATED, "in", (FicheRef("FOR.1", "CAP cuisine"),))
    >>> print(format_report(Report((alone,), 1, 0, "2025-10"), lang="en"))
    What is wrong in the record: 1 formations and 0 jobs, data of 2025-10
    <BLANKLINE>
        1  Formation without way in or out
           Complete access, continuations or jobs.
           - CAP cuisine: nothing leads to it.
             FOR.1
    """
    words = page_words(lang)
    width = max(width, _MIN_WIDTH)
    looked = words["looked"].format(
        formations=report.formations, jobs=report.jobs, release=report.release or words["unknown"]
    )
    lines = [f"{words['title']}{' :' if lang == 'fr' else ':'} {looked}"]
    for kind in FindingKind:
        found = report.of(kind)
        if not found:
            continue
        title, mend = KINDS[lang][kind]
        lines += ["", f"{len(found):>5}  {title}", *_wrapped(mend, "       ", "       ", width)]
        for finding in found[:limit]:
            lines += _lines(finding, lang, width)
        if limit is not None and len(found) > limit:
            lines.append(f"       ... {words['more'].format(n=len(found) - limit)}")
    if not report.findings:
        lines.append(words["none"])
    return "\n".join(lines)


def _wrapped(text: str, first: str, then: str, width: int) -> list[str]:
    return textwrap.wrap(plain(text), width, initial_indent=first, subsequent_indent=then) or [first.rstrip()]


def _lines(finding: Finding, lang: str, width: int) -> Iterator[str]:
    yield from _wrapped(message(finding, lang), "       - ", "         ", width)
    ids = ", ".join(f.id for f in finding.fiches[:6]) + (", ..." if len(finding.fiches) > 6 else "")  # noqa: PLR2004 - a line
    yield from _wrapped(ids, "         ", "         ", width)
    for e in finding.evidence[:2]:
        text = f" : « {e.text} »" if e.text else ""
        yield from _wrapped(f"{e.fiche}, {section_title(e.section, lang)}{text}", "         > ", "           ", width)


def report_data(report: Report, *, lang: str = "fr") -> dict[str, Any]:
    """Return a report as plain data, `schema` 1.

    Returns
    -------
    dict
        `schema`, `release`, `formations`, `jobs`, `counts` (kind to number), and `findings`: each with `kind`,
        `variant`, `message`, `fiches` (id, label, url), `facts` and `evidence` (as in routes).

    Raises
    ------
    QueryError
        If the language is not known.
    """
    return {
        "schema": 1,
        "release": report.release,
        "formations": report.formations,
        "jobs": report.jobs,
        "counts": report.counts,
        "findings": [
            {
                "kind": f.kind.value,
                "variant": f.variant,
                "message": message(f, lang),
                "fiches": [{"id": r.id, "label": r.label, "url": r.url} for r in f.fiches],
                "facts": dict(f.facts),
                "evidence": [
                    {"fiche": e.fiche, "section": e.section, "start": e.start, "end": e.end}
                    | ({"text": e.text} if e.text is not None else {})
                    for e in f.evidence
                ],
            }
            for f in report.findings
        ],
    }
