"""The parts of a job's fiche that tell of studies: under which heading each stands, and what the heading says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathways.model import SectionName
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.model import Job, Section

__all__ = ["Block", "blocks_of", "studies_of"]

_STUDIES = "Durée des études"
_LONGEST = 60  # letters of a heading that bears no "#"
_MARKED = re.compile(r"\s*#+\s*")
#: What "bac" + n years may be a start of.
_STARTS = {0: "3e"}
_HIGHER = r"(?:(?: ?/ ?| ?, ?| a | ou | et )\+? ?(?:bac ?\+ ?)?(?P<high>\d+))?"
_START = re.compile(
    r"(?P<third>(?:apres la )?(?:3e|3eme|troisieme))|(?P<bac>apres le bac(?:calaureat)?)"
    r"|(?P<none>avec ou sans .*bac.*|sans (?:le bac|diplome))"
)
_LEVEL = re.compile(
    r"(?:(?:a partir d[ue] |au )?niveau |a partir d[ue] |apres (?:un )?)?"
    r"(?:(?P<cap>cap)|bac(?:calaureat)?(?: ?\+ ?(?P<low>\d+)" + _HIGHER + r")?)"
    r"(?: et (?:plus|au dela|\+)| (?:au )?minimum| \(.*\))?"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a section under one heading.

    Parameters
    ----------
    section : str
        Name of the section.
    start, end : int
        Offsets into its text.
    origin : str
        Where years are counted from ("3e", "bac", "none"), "" where no heading says it.
    years : tuple of float or None
        The fewest and the most years that the heading gives to all under it.
    listed : bool
        A list of diplomas by level (« Niveau bac + 2 »), without verbs.
    """

    section: str
    start: int
    end: int
    origin: str = ""
    years: tuple[float, float] | None = None
    listed: bool = False


def studies_of(job: Job) -> Iterator[tuple[Section, int]]:
    """Yield the sections of a job that tell of studies, with the offset at which they begin to."""
    for section in job.sections:
        if section.name == SectionName.ACCES_METIER:
            yield section, 0
        elif (at := section.text.find(_STUDIES)) >= 0:
            yield section, at


def blocks_of(job: Job) -> Iterator[Block]:
    """Yield the stretches of text that tell of studies, « Durée des études » first."""
    sections = sorted(studies_of(job), key=lambda x: x[0].name == SectionName.ACCES_METIER)
    for section, offset in sections:
        text = section.text
        listed = section.name == SectionName.ACCES_METIER
        at = offset if listed else text.find("\n", offset) + 1 or len(text)
        block = Block(section.name, at, at)
        for line in text[at:].splitlines(keepends=True):
            found = _heading(line)
            if found is not None:
                if text[block.start : at].strip():
                    yield Block(section.name, block.start, at, block.origin, block.years, block.listed)
                origin, years = found
                block = Block(section.name, at + len(line), at, origin, years, listed and bool(origin))
            at += len(line)
        if text[block.start : at].strip():
            yield Block(section.name, block.start, at, block.origin, block.years, block.listed)


def _heading(line: str) -> tuple[str, tuple[float, float] | None] | None:
    """Return what a heading says of start and years, None for a line that is none."""
    marked = _MARKED.match(line)
    said = bool(marked and "#" in marked[0])
    words = fold(line).replace("#", " ").strip(" :;.,\n\r\t")
    if len(words) > _LONGEST and not said:
        return None
    if m := _START.fullmatch(words):
        return ("3e" if m["third"] else "bac" if m["bac"] else "none"), None
    m = _LEVEL.fullmatch(words) or (_LEVEL.match(words) if said and words.startswith("niveau") else None)
    if m is None:
        return ("", None) if said else None
    if m["low"] is None:
        return "3e", None
    low = float(m["low"])
    return "bac", (low, float(m["high"] or low))
