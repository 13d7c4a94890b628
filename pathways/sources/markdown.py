"""Markdown fiches of formations and métiers, as Onisep's record is passed on in `.md` and `.txt` files.

A fiche starts with `# title`; fields are `**Name:** value` lines; sections start with `## Title` in
the first column.  The prose of a section is kept as written, and so is its place in the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathways.errors import SourceProblem
from pathways.model import Appellation, Formation, FormationRef, Job, JobRef, Origin, Section, SectionName
from pathways.scheme import type_of_label
from pathways.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_fiche"]

FORMAT = "markdown"

_SECTION_NAMES = {
    "description": SectionName.DESCRIPTION,
    "acces": SectionName.ACCES,
    "poursuite-d-etudes": SectionName.POURSUITE,
    "attendus": SectionName.ATTENDUS,
    "metiers-associes": SectionName.METIERS,
    "formations-recommandees": SectionName.FORMATIONS,
    "acces-au-metier": SectionName.ACCES_METIER,
}
#: Headings in the first column that belong to the section before them.
_INSIDE = {"salaire": "vie-professionnelle"}

_HEADING = re.compile(r"^## +(\S.*?) *$", re.MULTILINE)
_FIELD = re.compile(r"^\*\*([^*\n]+?) ?:\*\* *(.*?) *$", re.MULTILINE)
_ITEM = re.compile(r"^- +(\S.*?) *$", re.MULTILINE)
_ID_IN_NAME = re.compile(r"^(FOR|MET)\.\d+(?=[_.])")
_REF = re.compile(r"^(.*?)(?: \(ID: ([A-Z]+\.\d+)\))?$")
_YEARS = re.compile(r"^(\d+(?:[.,]\d+)?) ?an", re.IGNORECASE)
_MONTHS = re.compile(r"^(\d+) ?mois", re.IGNORECASE)
_LINK = re.compile(r"^\[[^\]]*\]\((.*)\)$")
_NIVEAU = re.compile(r"niveau (\d)")


def duration_years(text: str) -> float | None:
    """Return a duration as years, None where it is not one.

    Ten months count as a year, as a school year does.

    Examples
    --------
    >>> duration_years("3 ans"), duration_years("18 mois"), duration_years("10 mois"), duration_years("variable")
    (3, 1.5, 1, None)
    """
    text = text.strip().strip('"')
    if m := _YEARS.match(text):
        years = float(m[1].replace(",", "."))
        return int(years) if years.is_integer() else years
    if m := _MONTHS.match(text):
        months = int(m[1])
        return 1 if months == 10 else (months // 12 if months % 12 == 0 else round(months / 12, 2))  # noqa: PLR2004 - months
    return None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _sections(text: str) -> Iterator[tuple[Section, int, int]]:
    """Yield each `## ` section with the offsets of its body."""
    heads: list[re.Match[str]] = []
    for m in _HEADING.finditer(text):
        inside = _INSIDE.get(slug(m[1]))
        if not (inside and heads and slug(heads[-1][1]) == inside):
            heads.append(m)
    for i, m in enumerate(heads):
        end = heads[i + 1].start() if i + 1 < len(heads) else len(text)
        body = text[m.end() : end]
        start = m.end() + len(body) - len(body.lstrip())
        name = slug(m[1])
        yield (
            Section(_SECTION_NAMES.get(name, name), m[1], body.strip(), start, _line(text, start)),
            m.end(),
            end,
        )


def _items(section: Section | None) -> list[str]:
    return [] if section is None else [m[1] for m in _ITEM.finditer(section.text)]


def _ref(item: str) -> tuple[str, str]:
    m = _REF.match(item)
    return (m[1].strip(), m[2] or "") if m else (item, "")


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
    text = text.removeprefix("\ufeff")
    head = re.match(r"\s*# +(\S.*?) *$", text, re.MULTILINE)
    if head is None:
        at = len(text) - len(text.lstrip())
        reason = "the file is empty" if not text.strip() else "no title"
        return None, [SourceProblem(path, _line(text, at), reason, "start the fiche with a line '# title'")]
    title = head[1]
    sections = list(_sections(text))
    first = sections[0][1] if sections else len(text)
    name = path.replace("\\", "/").rsplit("/", 1)[-1].rsplit("!", 1)[-1]
    id_in_name = m[0] if (m := _ID_IN_NAME.match(name)) else ""
    origin = Origin(path, FORMAT, release)
    fields = {m[1].strip(): m[2] for m in _FIELD.finditer(text)}
    if fields.get("ID", "").startswith("MET.") or (id_in_name.startswith("MET.")):
        return _job(text, title, fields, sections, first, id_in_name, origin), []
    return _formation(title, fields, [s for s, _, _ in sections], id_in_name, origin), []


def _formation(
    title: str, fields: dict[str, str], sections: list[Section], id_in_name: str, origin: Origin
) -> Formation:
    by_name = {s.name: s for s in sections}
    info = by_name.get("informations-generales")
    if info is not None:
        fields = {m[1].strip(): m[2] for m in _FIELD.finditer(info.text)}
    known = {"Code scolarité", "Sigle", "Durée", "Niveau de certification", "Type", "Lien", "ID"}
    link = fields.get("Lien", "")
    niveau = _NIVEAU.search(fields.get("Niveau de certification", ""))
    type_label = fields.get("Type", "")
    short = type_of_label(type_label, title)
    return Formation(
        id=id_in_name or fields.get("ID", "") or f"formation:{slug(title)}",
        title=title,
        type=short,
        type_label=type_label,
        code_scolarite=fields.get("Code scolarité", ""),
        sigle=fields.get("Sigle", ""),
        duration=fields.get("Durée", ""),
        duration_years=duration_years(fields.get("Durée", "")),
        certification=int(niveau[1]) if niveau else None,
        certification_label=fields.get("Niveau de certification", ""),
        link=m[1] if (m := _LINK.match(link)) else link,
        url=f"https://www.onisep.fr/http/redirection/formation/slug/{id_in_name}" if id_in_name else "",
        sections=tuple(s for s in sections if s.name != "informations-generales"),
        jobs=tuple(JobRef(*_ref(i)) for i in _items(by_name.get(SectionName.METIERS))),
        extra=tuple((k, v) for k, v in fields.items() if k not in known),
        origins=(origin,),
    )


def _forms(block: str) -> tuple[str, str]:
    f = re.search(r"^- Féminin ?: *(.*?) *$", block, re.MULTILINE)
    m = re.search(r"^- Masculin ?: *(.*?) *$", block, re.MULTILINE)
    return (f[1] if f else "", m[1] if m else "")


def _job(
    text: str,
    title: str,
    fields: dict[str, str],
    sections: list[tuple[Section, int, int]],
    first: int,
    id_in_name: str,
    origin: Origin,
) -> Job:
    by_name = {s.name: s for s, _, _ in sections}
    names = by_name.get("autres-appellations")
    blocks = re.split(r"^### +", names.text.partition("\n**")[0], flags=re.MULTILINE)[1:] if names else []
    appellations = tuple(Appellation(b.partition("\n")[0].strip(), *_forms(b)) for b in blocks)
    romes = re.search(r"^\*\*Codes ROME:\*\*\s*((?:^- .*\n?)+)", text, re.MULTILINE)
    statuses = re.search(r"^\*\*Statuts possibles:\*\*\s*((?:^- .*\n?)+)", text, re.MULTILINE)
    formations = by_name.get(SectionName.FORMATIONS)
    listed = formations.text.partition("\n**")[0] if formations else ""
    known = {"ID", "Niveau d'accès minimum", "Codes ROME", "Appellations", "Statuts possibles"}
    id_ = fields.get("ID", "") or id_in_name
    return Job(
        id=id_,
        name=Appellation(title, *_forms(text[:first])),
        appellations=appellations,
        romes=tuple(m[1] for m in _ITEM.finditer(romes[1])) if romes else (),
        min_level=fields.get("Niveau d'accès minimum", ""),
        sections=tuple(s for s, _, _ in sections if s.name != "autres-appellations"),
        formations=tuple(FormationRef(*_ref(m[1])) for m in _ITEM.finditer(listed)),
        statuses=tuple(m[1] for m in _ITEM.finditer(statuses[1])) if statuses else (),
        interests=tuple(_items(by_name.get("centres-d-interet"))),
        url=f"https://www.onisep.fr/http/redirection/metier/slug/{id_}",
        extra=tuple((k, v) for k, v in fields.items() if k not in known),
        origins=(origin,),
    )
