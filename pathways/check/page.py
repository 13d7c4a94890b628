"""A report as one HTML page: no script, no request to anywhere, readable on paper."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pathways.check.findings import FindingKind
from pathways.check.words import KINDS, message, page_words
from pathways.phrases import plain, section_title

if TYPE_CHECKING:
    from jinja2 import Template

    from pathways.check.findings import Finding, Report

__all__ = ["report_page"]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - text and JSON need none of it

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(files("pathways.check").joinpath("page.html").read_text("utf-8"))


def report_page(report: Report, *, lang: str = "fr") -> str:
    """Return a report as an HTML page.

    Parameters
    ----------
    report : Report
    lang : {"fr", "en"}
        Language; names and sentences of fiches stay French.

    Returns
    -------
    str
        A whole document: every finding with its fiches (linked to Onisep) and where it stands written.
        Text of fiches is escaped; links other than http and https are dropped.

    Raises
    ------
    QueryError
        If the language is not known.
    """
    words = page_words(lang)
    looked = words["looked"].format(
        formations=report.formations, jobs=report.jobs, release=report.release or words["unknown"]
    )
    kinds = [
        {
            "id": kind.value,
            "title": KINDS[lang][kind][0],
            "mend": KINDS[lang][kind][1],
            "findings": [_finding(f, lang) for f in report.of(kind)],
        }
        for kind in FindingKind
    ]
    return _template().render(lang=lang, words=words, looked=looked, kinds=kinds)


def _finding(finding: Finding, lang: str) -> dict[str, object]:
    return {
        "message": plain(message(finding, lang)),
        "fiches": [
            {
                "id": plain(r.id),
                "label": plain(r.label),
                "url": r.url if r.url.startswith(("https://", "http://")) else "",
            }
            for r in finding.fiches
        ],
        "evidence": [
            {
                "text": plain(e.text or ""),
                "fiche": plain(e.fiche),
                "section": section_title(e.section, lang),
                "start": e.start,
                "end": e.end,
            }
            for e in finding.evidence
        ],
    }
