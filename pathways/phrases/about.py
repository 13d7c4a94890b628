"""What a diploma or a job is, in one line: facts of the record, none of its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways.model import NodeKind
from pathways.phrases import phrase, plain, years_text
from pathways.phrases.figures import figure_parts, figure_source

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["about_line"]


def about_line(facts: Mapping[str, Any], lang: str = "fr") -> str:
    """Return the facts of a diploma or a job as one line: kind or type, level, years, domain, pupils a year.

    Parameters
    ----------
    facts : mapping
        Attributes of a node of the graph (`pathways.contract`).
    lang : {"fr", "en"}
        Language of all but names.

    Returns
    -------
    str
        "" for a class, a level, or a node of which nothing is known.

    Examples
    --------
    >>> about_line({"kind": "diploma", "type": "CAP", "level": 3, "duration_years": 2, "domains": ["bois/menuiserie"]})
    'CAP · niveau 3 · 2 ans · bois'
    >>> about_line({"kind": "job", "min_level": "bac + 2", "domains": ["santé/soins"]}, "en")
    'job · santé · accessible from: bac + 2'
    """
    kind = facts.get("kind")
    if kind not in {NodeKind.DIPLOMA, NodeKind.JOB}:
        return ""
    parts = [str(facts.get("type") or phrase(f"kind.{kind}", lang))]
    if facts.get("level") is not None:
        parts.append(phrase("show.level", lang, n=facts["level"]))
    if years := facts.get("duration_years"):
        parts.append(years_text(years, lang))
    parts += dict.fromkeys(str(domain).partition("/")[0] for domain in facts.get("domains") or ())
    if facts.get("min_level"):
        parts.append(phrase("about.min_level", lang, level=facts["min_level"]))
    figures = facts.get("figures") or {}
    if any("pupils" in way for way in figures.values()):
        parts.append(f"{figure_parts(figures, lang)[0]} ({figure_source(figures, lang)})")
    return plain(" · ".join(parts)) if len(parts) > 1 else ""
