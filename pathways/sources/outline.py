"""The parts of a Markdown record, found in one pass: title, sections with their places, fields.

A field is a line `**Name:** value`; a section starts with `## Title` in the first column.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pathways.model import SectionName
from pathways.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GENERAL", "SECTION_NAMES", "Field", "Outline", "Part", "outline"]

#: The section whose every line `**Name:** value` is a field.
GENERAL = "informations-generales"
#: Slug of a heading → name of the section, where the two differ.
SECTION_NAMES = {
    "description": SectionName.DESCRIPTION.value,
    "acces": SectionName.ACCES.value,
    "poursuite-d-etudes": SectionName.POURSUITE.value,
    "poursuites-d-etudes": SectionName.POURSUITE.value,
    "attendus": SectionName.ATTENDUS.value,
    "metiers-associes": SectionName.METIERS.value,
    "formations-recommandees": SectionName.FORMATIONS.value,
    "acces-au-metier": SectionName.ACCES_METIER.value,
}


class Field(NamedTuple):
    """A `**Name:** value` line, and what follows it as far as the next field or section (a list, as a rule)."""

    name: str
    value: str
    block: str


class Part(NamedTuple):
    """A section: its slug, its heading, its text with offset and line, and the fields after that text."""

    name: str
    title: str
    text: str
    start: int
    line: int
    fields: list[Field]


class Outline(NamedTuple):
    """The parts of a Markdown record; the title is "" where there is none, `fields` stand before all sections."""

    title: str
    fields: list[Field]
    sections: list[Part]

    def all_fields(self) -> Iterator[Field]:
        """Yield every field, in the order of the file."""
        yield from self.fields
        for section in self.sections:
            yield from section.fields


@cache
def _section_name(title: str) -> str:
    name = slug(title)
    return SECTION_NAMES.get(name, name)


def _skipped(text: str) -> int:
    """Return how many blank characters a text starts with."""
    if text[:1] == "\n" and not text[1:2].isspace():
        return 1
    return len(text) - len(text.lstrip())


def outline(text: str, *, sections: frozenset[str], fields: frozenset[str] | None) -> Outline:
    """Find the title, the sections and the fields of a Markdown record, in one pass.

    An unknown heading directly under another (nothing between) is inside that section: so the record writes
    a section whose prose begins with a heading of its own.

    Parameters
    ----------
    text : str
        The decoded file.
    sections : frozenset of str
        Names of the sections that are known.
    fields : frozenset of str or None
        Names of fields that count outside the general section; other lines that look like a field belong to the
        prose there.  None: all count.
    """
    pieces = text.split("\n## ")
    first = pieces[0]
    at = 0 if first[:2] == "# " else len(first) - len(first.lstrip("\ufeff \t\r\n"))
    title, _, rest = first[at + 2 :].partition("\n") if first.startswith("# ", at) else ("", "", first)
    parts: list[Part] = []
    line = 1
    offset = -4  # of the line break before the next heading
    before = first
    for piece in pieces[1:]:
        offset += len(before) + 4
        line += before.count("\n") + 1
        before = piece
        heading, _, body = piece.partition("\n")
        name = _section_name(heading.strip())
        start = offset + 5 + len(heading)  # of the body: after "\n## ", the heading and its line break
        if parts and name not in sections and parts[-1].name in sections and not (parts[-1].text or parts[-1].fields):
            name, heading = parts.pop()[:2]
            body, start, under = f"## {piece}", offset + 1, line
        else:
            under = line + 1
        found: list[Field] = []
        if "\n**" in body or body[:2] == "**":
            body, found = _fields(body, None if name == GENERAL else fields)
        skipped = _skipped(body)
        under += body.count("\n", 0, skipped)
        parts.append(Part(name, heading.strip(), body[skipped:].rstrip(), start + skipped, under, found))
    return Outline(title.strip(), _fields(rest, None)[1] if "**" in rest else [], parts)


def _fields(body: str, names: frozenset[str] | None) -> tuple[str, list[Field]]:
    """Return what stands before the first field, and the fields; those of other `names` stay in the text."""
    own, *chunks = ("\n" + body).split("\n**")
    found: list[Field] = []
    for chunk in chunks:
        name, mark, rest = chunk.partition(":**")
        if not mark or (name not in names if names is not None else "\n" in name or "**" in name):
            name, rest = _loose_name(chunk, names)
        if name:
            value, _, block = rest.partition("\n")
            found.append(Field(name, value.strip(), block))
        elif found:
            last = found[-1]
            found[-1] = Field(last.name, last.value, f"{last.block}\n**{chunk}")
        else:
            own = f"{own}\n**{chunk}"
    return own[1:], found


def _loose_name(chunk: str, names: frozenset[str] | None) -> tuple[str, str]:
    """Return name and rest of a field in a less usual writing (`Name :**`, `Name**:`), "" where it is none."""
    name, _, rest = chunk.partition("**")
    plain = name.rstrip(" \u00a0").rstrip(":").rstrip(" \u00a0")
    if "\n" in name or not (name[-1:] == ":" or rest[:1] == ":") or (names is not None and plain not in names):
        return "", ""
    return plain, rest.lstrip(":")
