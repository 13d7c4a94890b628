"""Markdown fiches of formations and métiers, as Onisep's record is passed on in `.md` and `.txt` files.

A fiche starts with `# title`; fields are `**Name:** value` lines; sections start with `## Title` in
the first column.  The prose of a section is kept as written, and so is its place in the file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pathways.errors import SourceProblem
from pathways.model import Appellation, Formation, FormationRef, Job, JobRef, Origin, Section, SectionName
from pathways.scheme import type_of_label
from pathways.sources.fields import certification, duration_years, onisep_url, rncp_of_url
from pathways.sources.formats import EXPECTED, SourceFormat
from pathways.text import slug

__all__ = ["Outline", "outline", "parse_fiche"]

_INFO = "informations-generales"
_APPELLATIONS = "autres-appellations"
_SECTION_NAMES = {
    "description": SectionName.DESCRIPTION.value,
    "acces": SectionName.ACCES.value,
    "poursuite-d-etudes": SectionName.POURSUITE.value,
    "poursuites-d-etudes": SectionName.POURSUITE.value,
    "attendus": SectionName.ATTENDUS.value,
    "metiers-associes": SectionName.METIERS.value,
    "formations-recommandees": SectionName.FORMATIONS.value,
    "acces-au-metier": SectionName.ACCES_METIER.value,
}
_KNOWN_SECTIONS = frozenset(_SECTION_NAMES.values()) | {
    _INFO,
    _APPELLATIONS,
    "presentation",
    "en-bref",
    "nature-du-travail",
    "competences-requises",
    "conditions-de-travail",
    "vie-professionnelle",
    "centres-d-interet",
}
_JOB_SECTIONS = frozenset(
    {_APPELLATIONS, "presentation", "en-bref", "nature-du-travail", SectionName.ACCES_METIER.value}
)
_JOB_FIELDS = frozenset({"ID", "Niveau d'accès minimum", "Codes ROME", "Appellations", "Statuts possibles"})
_FORMATION_FIELDS = frozenset({"Code scolarité", "Sigle", "Durée", "Niveau de certification", "Type", "Lien", "ID"})
_FIELDS = _JOB_FIELDS | _FORMATION_FIELDS

_ID_IN_NAME = re.compile(r"(FOR|MET)\.\d+(?=[_.])")
_REF_ID = " (ID: "
_LINK = re.compile(r"^\[([^\]]*)\]\((.*)\)$")


class _Field(NamedTuple):
    """A `**Name:** value` line and where it stands: from `start` to what follows it, at `end`."""

    name: str
    value: str
    start: int
    after: int


class Outline(NamedTuple):
    """The parts of a Markdown record, found in one pass.

    Parameters
    ----------
    title : str
        "" where there is none.
    first : int
        Offset of the first section.
    sections : list of (name, title, start, end, line)
        Of each section its slug, its heading, the offsets of its body and the line of its first character.
    fields : list
        Every `**Name:** value` line.
    """

    title: str
    first: int
    sections: list[tuple[str, str, int, int, int]]
    fields: list[_Field]


@cache
def _section_name(title: str) -> str:
    name = slug(title)
    return _SECTION_NAMES.get(name, name)


def outline(text: str, *, known: frozenset[str] = _KNOWN_SECTIONS) -> Outline:
    """Find the title, the sections and the fields of a Markdown record.

    An unknown heading directly under another (nothing between) is inside that section: so the record writes
    a section whose prose begins with a heading of its own.
    """
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    n = len(text)
    title = ""
    if text.startswith("# ", at):
        end = text.find("\n", at)
        title = text[at + 2 : end if end >= 0 else n].strip()
    heads = _heads(text, at, known)
    sections = []
    line = text.count("\n", 0, heads[0][2]) + 1 if heads else 1
    for i, (name, heading, head, start) in enumerate(heads):
        end = heads[i + 1][2] if i + 1 < len(heads) else n
        body = text[start:end]
        skipped = len(body) - len(body.lstrip())
        sections.append((name, heading, start + skipped, end, line + body.count("\n", 0, skipped)))
        line += text.count("\n", head, end)
    return Outline(title, heads[0][2] if heads else n, sections, _fields(text, at))


def _heads(text: str, at: int, known: frozenset[str]) -> list[tuple[str, str, int, int]]:
    """Return the name and title of each section with the offsets of its heading and of its body."""
    heads: list[tuple[str, str, int, int]] = []
    n = len(text)
    find = text.find
    pos = find("\n## ", at)
    while pos >= 0:
        eol = find("\n", pos + 4)
        if eol < 0:
            eol = n
        heading = text[pos + 4 : eol].strip()
        name = _section_name(heading)
        inside = heads and name not in known and heads[-1][0] in known and not text[heads[-1][3] : pos].strip()
        if heading and not inside:
            heads.append((name, heading, pos + 1, eol))
        pos = find("\n## ", eol)
    return heads


def _fields(text: str, at: int) -> list[_Field]:
    fields = []
    n = len(text)
    find = text.find
    pos = find("\n**", at)
    while pos >= 0:
        eol = find("\n", pos + 3)
        if eol < 0:
            eol = n
        close = find("**", pos + 3, eol)
        if close > 0:
            name = text[pos + 3 : close]
            value = text[close + 2 : eol]
            if name[-1:] == ":" or value[:1] == ":":
                fields.append(_Field(name.strip(" :\u00a0"), value.lstrip(":").strip(), pos + 1, eol))
        pos = find("\n**", eol)
    return fields


def parse_fiche(text: str, path: str, *, release: str = "") -> tuple[Formation | Job | None, list[SourceProblem]]:
    r"""Read one fiche.

    Parameters
    ----------
    text : str
        The decoded file.
    path : str
        Its path; a file name that starts with an Onisep id ("FOR.7017_...") gives a formation its id.
    release : str
        Release of the source, `YYYY-MM`, where it is known.

    Returns
    -------
    tuple of (Formation or Job or None, list of SourceProblem)
        None where there is no record in the file; the problems say why.

    Examples
    --------
    >>> fiche, problems = parse_fiche("# CAP cuisine\n\n## Informations générales\n\n**Durée:** 2 ans\n", "a.md")
    >>> fiche.title, fiche.duration_years, problems
    ('CAP cuisine', 2, [])
    """
    out = outline(text)
    if not out.title:
        empty = not text.strip("\ufeff \t\r\n")
        line = 1 if empty else text.count("\n", 0, len(text) - len(text.lstrip("\ufeff \t\r\n"))) + 1
        reason = "the file is empty" if empty else "no title"
        return None, [SourceProblem(path, line, reason, "start the fiche with a line '# title'")]
    file_name = path.replace("\\", "/").rsplit("/", 1)[-1].rsplit("!", 1)[-1]
    id_in_name = m[0] if (m := _ID_IN_NAME.match(file_name)) else ""
    names = {f.name for f in out.fields}
    sections = {s[0] for s in out.sections}
    known_sections = sections & _KNOWN_SECTIONS
    if not (known_sections or names & _FIELDS or type_of_label("", out.title)):
        return None, [SourceProblem(path, 1, "a Markdown file, but no fiche: no field or section of one", EXPECTED)]
    job = id_in_name.startswith("MET.") or (
        not id_in_name
        and bool(sections & _JOB_SECTIONS or names & (_JOB_FIELDS - {"ID"}) or _value(out, "ID").startswith("MET."))
    )
    problems = []
    if len(known_sections) < len(out.sections):
        problems = _section_problems(out, path)
    if job:
        return _job(text, out, id_in_name, Origin(path, SourceFormat.FICHES_METIERS_MD.value, release)), problems
    origin = Origin(path, SourceFormat.FICHES_FORMATIONS_MD.value, release)
    formation = _formation(text, out, id_in_name, origin)
    if formation.link and "(" in formation.link and formation.link.startswith("["):
        line = next(text.count("\n", 0, f.start) + 1 for f in out.fields if f.name == "Lien")
        problems.append(
            SourceProblem(path, line, "a broken link", "write **Lien:** [address](address) on one line", "warning")
        )
    return formation, problems


def _section_problems(out: Outline, path: str) -> list[SourceProblem]:
    problems = []
    seen: set[str] = set()
    for name, title, _, _, line in out.sections:
        if name in seen:
            reason = f"the section « {title} » stands twice"
            problems.append(SourceProblem(path, line, reason, "make one section of the two", "warning"))
        elif name not in _KNOWN_SECTIONS:
            reason = f"unknown section « {title} »"
            mend = "kept as it is; if a known section is meant, give it that section's title"
            problems.append(SourceProblem(path, line, reason, mend, "warning"))
        seen.add(name)
    return problems


def _value(out: Outline, name: str) -> str:
    return next((f.value for f in out.fields if f.name == name), "")


def _items(text: str) -> list[str]:
    return [line[2:].strip() for line in text.split("\n") if line.startswith("- ")]


def _ref(item: str) -> tuple[str, str]:
    label, found, id_ = item.rpartition(_REF_ID)
    return (label.strip(), id_.rstrip(") ")) if found else (item, "")


def _formation(text: str, out: Outline, id_in_name: str, origin: Origin) -> Formation:
    info = next((s for s in out.sections if s[0] == _INFO), None)
    start, end = (info[2], info[3]) if info else (0, out.first)
    fields: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    for f in out.fields:
        if start <= f.start < end or f.start < out.first or f.name in _FORMATION_FIELDS:
            if f.name in _FORMATION_FIELDS and f.name not in fields:
                fields[f.name] = f.value
            else:
                extra.append((f.name, f.value))
    if info:
        extra += [(_INFO, line.strip()) for line in text[start:end].split("\n") if line[:2] != "**" and line.strip()]
    sections = tuple(
        [Section(name, title, text[a:b].strip(), a, line) for name, title, a, b, line in out.sections if name != _INFO]
    )
    jobs = next((s.text for s in sections if s.name == "metiers"), "")
    get = fields.get
    link = get("Lien", "")
    if m := _LINK.match(link):
        link = m[2]
        if m[1] != link:
            extra.append(("Lien", m[1]))
    id_ = id_in_name or get("ID", "")
    label = get("Niveau de certification", "")
    duration = get("Durée", "")
    type_label = get("Type", "")
    return Formation(
        id=id_,
        title=out.title,
        type=_type(type_label) or type_of_label("", out.title),
        type_label=type_label,
        code_scolarite=get("Code scolarité", ""),
        sigle=get("Sigle", ""),
        duration=duration,
        duration_years=_years(duration),
        certification=_certification(label),
        certification_label=label,
        link=link,
        url=onisep_url(id_),
        rncp=rncp_of_url(link),
        sections=sections,
        jobs=tuple([JobRef(*_ref(i)) for i in _items(jobs)]),
        extra=tuple(extra),
        origins=(origin,),
    )


_type = cache(type_of_label)
_years = cache(duration_years)
_certification = cache(certification)


def _forms(block: str) -> tuple[str, str]:
    feminine = masculine = ""
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        if name.startswith("- F"):
            feminine = value.strip()
        elif name.startswith("- M"):
            masculine = value.strip()
    return feminine, masculine


def _appellations(body: str) -> tuple[Appellation, ...]:
    found = []
    for block in ("\n" + body).split("\n### ")[1:]:
        label, _, forms = block.partition("\n")
        found.append(Appellation(label.strip(), *_forms(forms)))
    return tuple(found)


def _job(text: str, out: Outline, id_in_name: str, origin: Origin) -> Job:
    values: dict[str, str] = {}
    blocks: dict[str, str] = {}
    cuts: list[int] = []
    extra: list[tuple[str, str]] = []
    ends = [s[3] for s in out.sections]
    first = out.first
    for i, f in enumerate(out.fields):
        if f.name not in _JOB_FIELDS:
            if f.start < first:
                extra.append((f.name, f.value))
            continue
        end = first if f.start < first else next(e for e in ends if e > f.start)
        if i + 1 < len(out.fields) and out.fields[i + 1].start < end:
            end = out.fields[i + 1].start
        values[f.name] = f.value
        blocks[f.name] = text[f.after : end]
        cuts.append(f.start)
    sections = []
    appellations: tuple[Appellation, ...] = ()
    for name, title, start, stop, line in out.sections:
        body = text[start : min([c for c in cuts if start <= c < stop], default=stop)].strip()
        if name == _APPELLATIONS:
            appellations += _appellations(body)
        else:
            sections.append(Section(name, title, body, start, line))
    by_name = {s.name: s.text for s in sections}
    id_ = values.get("ID", "") or id_in_name
    return Job(
        id=id_,
        name=Appellation(out.title, *_forms(blocks.get("Appellations", ""))),
        appellations=appellations,
        romes=tuple(_items(blocks.get("Codes ROME", ""))),
        min_level=values.get("Niveau d'accès minimum", ""),
        sections=tuple(sections),
        formations=tuple([FormationRef(*_ref(i)) for i in _items(by_name.get("formations", ""))]),
        statuses=tuple(_items(blocks.get("Statuts possibles", ""))),
        interests=tuple(_items(by_name.get("centres-d-interet", ""))),
        url=onisep_url(id_),
        extra=tuple(extra),
        origins=(origin,),
    )
