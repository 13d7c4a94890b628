"""Markdown fiches of formations and métiers, as Onisep's record is passed on in `.md` and `.txt` files.

A fiche starts with `# title`; fields are `**Name:** value` lines; sections start with `## Title` in
the first column.  The prose of a section is kept as written, and so is its place in the file.
"""

from __future__ import annotations

import re
from functools import cache

from pathways.errors import SourceProblem
from pathways.model import Appellation, Formation, FormationRef, Job, JobRef, Origin, Section, SectionName
from pathways.scheme import type_of_label
from pathways.sources.fields import certification, duration_years, onisep_url, rncp_of_url
from pathways.sources.formats import EXPECTED, SourceFormat
from pathways.sources.outline import GENERAL, SECTION_NAMES, Outline, outline

__all__ = ["parse_fiche"]

_INFO = GENERAL
_METIERS = SectionName.METIERS.value
_APPELLATIONS = "autres-appellations"
_KNOWN_SECTIONS = frozenset(SECTION_NAMES.values()) | {
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
_MD_FORMATION = SourceFormat.FICHES_FORMATIONS_MD.value
_MD_JOB = SourceFormat.FICHES_METIERS_MD.value
_LINK = re.compile(r"^\[([^\]]*)\]\((.*)\)$")


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
    out = outline(text, sections=_KNOWN_SECTIONS, fields=_FIELDS)
    if not out.title:
        empty = not text.strip("\ufeff \t\r\n")
        line = 1 if empty else text.count("\n", 0, len(text) - len(text.lstrip("\ufeff \t\r\n"))) + 1
        reason = "the file is empty" if empty else "no title"
        return None, [SourceProblem(path, line, reason, "start the fiche with a line '# title'")]
    file_name = path[max(path.rfind("/"), path.rfind("\\"), path.rfind("!")) + 1 :]
    id_in_name = m[0] if (m := _ID_IN_NAME.match(file_name)) else ""
    sections = {s[0] for s in out.sections}
    known_sections = sections & _KNOWN_SECTIONS
    if not known_sections and not any(f.name in _FIELDS for f in out.all_fields()) and not _type(out.title):
        return None, [SourceProblem(path, 1, "a Markdown file, but no fiche: no field or section of one", EXPECTED)]
    problems = _section_problems(out, path) if len(known_sections) < len(out.sections) else []
    if id_in_name[:4] == "MET." or (not id_in_name and _tells_of_a_job(out, sections)):
        return _job(out, id_in_name, Origin(path, _MD_JOB, release)), problems
    formation = _formation(out, id_in_name, Origin(path, _MD_FORMATION, release))
    if formation.link[:1] == "[":
        line = text.count("\n", 0, text.find("**Lien")) + 1
        mend = "write **Lien:** [address](address) on one line"
        problems.append(SourceProblem(path, line, "a broken link", mend, "warning"))
    return formation, problems


def _tells_of_a_job(out: Outline, sections: set[str]) -> bool:
    if sections & _JOB_SECTIONS:
        return True
    return any(f.name in _JOB_FIELDS and (f.name != "ID" or f.value.startswith("MET.")) for f in out.all_fields())


def _section_problems(out: Outline, path: str) -> list[SourceProblem]:
    problems = []
    seen: set[str] = set()
    for name, title, _, _, line, _ in out.sections:
        if name in seen:
            reason = f"the section « {title} » stands twice"
            problems.append(SourceProblem(path, line, reason, "make one section of the two", "warning"))
        elif name not in _KNOWN_SECTIONS:
            reason = f"unknown section « {title} »"
            mend = "kept as it is; if a known section is meant, give it that section's title"
            problems.append(SourceProblem(path, line, reason, mend, "warning"))
        seen.add(name)
    return problems


def _items(text: str) -> list[str]:
    return [line[2:].strip() for line in text.split("\n") if line[:2] == "- "]


@cache
def _job_ref(item: str) -> JobRef:
    return JobRef(*_ref(item))


@cache
def _formation_ref(item: str) -> FormationRef:
    return FormationRef(*_ref(item))


def _ref(item: str) -> tuple[str, str]:
    if item[-1:] != ")":
        return item, ""
    label, found, id_ = item.rpartition(_REF_ID)
    return (label.strip(), id_.rstrip(") ")) if found else (item, "")


def _left(name: str, text: str) -> list[tuple[str, str]]:
    """Return the lines that no field and no section takes, as further fields."""
    return [(name, stripped) for line in text.split("\n") if (stripped := line.strip())]


def _told(out: Outline) -> tuple[dict[str, str], list[Section], list[tuple[str, str]]]:
    """Return the fields of a formation, its sections, and all that is neither."""
    fields: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    for name, value, _ in out.fields:
        if name in _FORMATION_FIELDS:
            fields.setdefault(name, value)
        else:
            extra.append((name, value))
    sections = []
    for name, title, text, start, line, found in out.sections:
        if name != _INFO:
            sections.append(Section(name, title, text, start, line))
        elif text:
            extra += _left(name, text)
        for field, value, block in found:
            if field in _FORMATION_FIELDS and field not in fields:
                fields[field] = value
            else:
                extra.append((field, value))
            if block and not block.isspace():
                extra += _left(name, block)
    return fields, sections, extra


def _formation(out: Outline, id_in_name: str, origin: Origin) -> Formation:
    fields, sections, extra = _told(out)
    jobs = next((s.text for s in sections if s.name == _METIERS), "")
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
        type=_type(type_label) or _type(out.title),
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
        sections=tuple(sections),
        jobs=tuple(map(_job_ref, _items(jobs))),
        extra=tuple(extra),
        origins=(origin,),
    )


@cache
def _type(label: str) -> str:
    return type_of_label(label, label)


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


def _job(out: Outline, id_in_name: str, origin: Origin) -> Job:
    values: dict[str, str] = {}
    blocks: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    for name, value, block in out.all_fields():
        if name in _JOB_FIELDS:
            values[name] = value
            blocks[name] = block
        else:
            extra.append((name, value))
    sections = []
    appellations: tuple[Appellation, ...] = ()
    for name, title, text, start, line, _ in out.sections:
        if name == _APPELLATIONS:
            appellations += _appellations(text)
        else:
            sections.append(Section(name, title, text, start, line))
    by_name = {s.name: s.text for s in sections}
    id_ = values.get("ID", "") or id_in_name
    return Job(
        id=id_,
        name=Appellation(out.title, *_forms(blocks.get("Appellations", ""))),
        appellations=appellations,
        romes=tuple(_items(blocks.get("Codes ROME", ""))),
        min_level=values.get("Niveau d'accès minimum", ""),
        sections=tuple(sections),
        formations=tuple(map(_formation_ref, _items(by_name.get("formations", "")))),
        statuses=tuple(_items(blocks.get("Statuts possibles", ""))),
        interests=tuple(_items(by_name.get("centres-d-interet", ""))),
        url=onisep_url(id_),
        extra=tuple(extra),
        origins=(origin,),
    )
