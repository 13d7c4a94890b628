"""The official XML of Onisep: `Onisep_Ideo_Fiches_Formations*.xml` and `Onisep_Ideo_Fiches_metiers*.xml`.

Every release is read: a synonym as plain text (2021), `libelle` for `nom_metier` (2023), `format_court` directly under
`metier`, durations in quotes, an `id` attribute on `formation_poursuite_Etudes` (2025).  What has no field of its own
in a record goes to `extra` under its path, so that nothing is lost.

Source: Onisep, Idéo-fiches formations and Idéo-fiches métiers, open data (ODbL).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pathways.model import Appellation, Formation, FormationRef, Job, JobRef, Origin, Section, SectionName
from pathways.scheme import type_of_label
from pathways.sources.cdata import text_of_html
from pathways.sources.fields import certification, duration_years, known, onisep_url, rncp_of_url, year
from pathways.sources.formats import SourceFormat
from pathways.sources.xml_lists import (
    Item,
    Rest,
    attributes,
    children_of,
    items,
    numbered,
    poursuites,
    publications,
    synonyms_of,
    text_of,
)
from pathways.sources.xml_stream import content, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml import etree

__all__ = ["domain_path", "formation_of", "job_of", "latest_date"]

#: Prose: element → (section, heading that the Markdown fiche gives it), in the order of the fiche.
_FORMATION_PROSE = {
    "descriptif_format_court": (SectionName.DESCRIPTION.value, "Description"),
    "descriptif_acces": (SectionName.ACCES.value, "Accès"),
    "descriptif_poursuite_etudes": (SectionName.POURSUITE.value, "Poursuite d'études"),
    "attendus": (SectionName.ATTENDUS.value, "Attendus"),
}
_JOB_PROSE = {
    "accroche_metier": ("presentation", "Présentation"),
    "nature_travail": ("nature-du-travail", "Nature du travail"),
    "competences": ("competences-requises", "Compétences requises"),
    "condition_travail": ("conditions-de-travail", "Conditions de travail"),
    "vie_professionnelle": ("vie-professionnelle", "Vie professionnelle"),
    "acces_metier": (SectionName.ACCES_METIER.value, "Accès au métier"),
}
_DATE = re.compile(r"^(\d{2})/(\d{2})/(\d{4})$")
_BRIEF = "format_court"


@cache
def _domains() -> dict[str, str]:
    with files("pathways.sources").joinpath("domains.toml").open("rb") as f:
        table: dict[str, list[str]] = tomllib.load(f)
    return {sub: domain for domain, subs in table.items() for sub in subs}


def domain_path(sub_domain: str) -> str:
    """Return "domaine/sous-domaine" of a sous-domaine, it alone where its domaine is not known.

    Examples
    --------
    >>> domain_path("plâtrerie")
    'construction, architecture, travaux publics/plâtrerie'
    """
    domain = _domains().get(sub_domain)
    return f"{domain}/{sub_domain}" if domain else sub_domain


def latest_date(extra: Iterable[tuple[str, str]]) -> str:
    """Return the later of a record's dates of creation and modification as `YYYY-MM-DD`, "" without any."""
    dates = [_DATE.match(v) for k, v in extra if k in {"creation_date", "modification_date"}]
    return max((f"{m[3]}-{m[2]}-{m[1]}" for m in dates if m), default="")


_type = cache(type_of_label)


def _prose(
    element: etree._Element, table: dict[str, tuple[str, str]], sections: dict[str, Section], rest: Rest
) -> None:
    name, title = table[local(element)]
    rest.tree(element, local(element), ("", *(local(c) for c in children_of(element))))
    if text := text_of_html(content(element)):
        sections[name] = Section(name, title, text)


def _list_section(sections: dict[str, Section], name: str, title: str, lines: Iterable[str]) -> None:
    if text := "\n".join(f"- {line}" for line in lines):
        sections[name] = Section(name, title, text)


def _ref_line(ref: FormationRef) -> str:
    return f"{ref.label} (ID: {ref.id})" if ref.id else ref.label


def formation_of(element: etree._Element, path: str) -> Formation:
    """Return the formation that an element `formation` tells of; its title is "" where it has none."""
    rest = Rest()
    sections: dict[str, Section] = {}
    values: dict[str, str] = {}
    jobs: list[Item] = []
    domains: list[Item] = []
    continuations: list[FormationRef] = []
    containers: dict[str, Callable[[etree._Element], object]] = {
        "metiers_formation": lambda e: jobs.extend(items(e, rest, id_field=True)),
        "sous_domaines_web": lambda e: domains.extend(items(e, rest)),
        "poursuites_etudes": lambda e: continuations.extend(poursuites(e, rest)),
        "publications": lambda e: publications(e, rest),
        **dict.fromkeys(_FORMATION_PROSE, lambda e: _prose(e, _FORMATION_PROSE, sections, rest)),
    }
    for name, value in _leaves(element, containers, rest):
        if name in _FORMATION_FIELDS and name not in values:
            values[name] = value
        else:
            rest.add(name, value)
    get = values.get
    first, last = year(get("annee_premiere_session", "")), year(get("annee_derniere_session", ""))
    for name, number in (("annee_premiere_session", first), ("annee_derniere_session", last)):
        if number is None:
            rest.add(name, get(name, ""))
    ordered = {s: sections[s] for s, _ in _FORMATION_PROSE.values() if s in sections}
    stated = (c.label + (f" ({c.note})" if c.note else "") for c in continuations)
    _list_section(ordered, SectionName.POURSUITES_ETUDES.value, "Poursuites d'études", stated)
    _list_section(ordered, SectionName.METIERS.value, "Métiers associés", (j.label for j in jobs))
    id_ = get("identifiant", "")
    title = get("libelle_complet", "")
    type_label = get(_TYPE, "")
    duration = get("duree_formation", "").strip(" \"'")
    label = get("niveau_certification", "")
    link = get("url", "")
    return Formation(
        id=id_,
        title=title,
        type=_type(type_label) or type_of_label("", title),
        type_label=type_label,
        code_scolarite=get("code_scolarite", ""),
        sigle=get("sigle", ""),
        duration=duration,
        duration_years=duration_years(duration),
        certification=certification(label),
        certification_label=label,
        exit_level=get(_EXIT_LEVEL, ""),
        url=onisep_url(id_),
        link=link,
        rncp=rncp_of_url(link),
        nsf=(nsf,) if (nsf := get(_NSF, "")) else (),
        tutelle=known(get("sous_tutelle", "")),
        domains=tuple(domain_path(d.label) for d in domains if d.label),
        sections=tuple(ordered.values()),
        jobs=tuple(JobRef(j.label, j.id, j.feminine, j.masculine, j.synonyms) for j in jobs),
        continuations=tuple(continuations),
        first_session=first,
        last_session=last,
        extra=tuple(rest.pairs),
        origins=(Origin(path, SourceFormat.FICHES_FORMATIONS_XML.value),),
    )


_TYPE = "type_formation/type_formation_libelle"
_EXIT_LEVEL = "niveau_etudes/libelle"
_NSF = "nsf_discipline/nsf_discipline_code"
_FORMATION_FIELDS = frozenset(
    {
        "identifiant",
        "code_scolarite",
        "libelle_complet",
        "sigle",
        "duree_formation",
        "url",
        "niveau_certification",
        "annee_premiere_session",
        "annee_derniere_session",
        "sous_tutelle",
        _TYPE,
        _EXIT_LEVEL,
        _NSF,
    }
)


def _leaves(
    element: etree._Element, containers: dict[str, Callable[[etree._Element], object]], rest: Rest
) -> Iterable[tuple[str, str]]:
    """Yield path and text of each leaf outside the containers, which are read by their own readers."""
    for name, value in attributes(element):
        rest.add(f"@{name}", value)
    for child, path in numbered(children_of(element)):
        name = local(child)
        if name in containers:
            containers[name](child)
            continue
        for attribute, value in attributes(child):
            rest.add(f"{path}@{attribute}", value)
        inner = children_of(child)
        if not inner:
            yield path, text_of(child)
            continue
        rest.add(path, child.text or "")
        for grandchild, inner_name in numbered(inner):
            if children_of(grandchild) or grandchild.attrib:
                rest.tree(grandchild, f"{path}/{inner_name}")
            else:
                yield f"{path}/{inner_name}", text_of(grandchild)


_JOB_FIELDS = frozenset(
    {
        "identifiant",
        "nom_metier",
        "libelle",
        "libelle_feminin",
        "libelle_masculin",
        "niveau_acces_min",
        "niveau_acces_min/libelle",
    }
)


def job_of(element: etree._Element, path: str) -> Job:
    """Return the job that an element `metier` tells of; its label is "" where it has none."""
    rest = Rest()
    sections: dict[str, Section] = {}
    values: dict[str, str] = {}
    lists: dict[str, list[Item]] = {}
    synonyms: list[Appellation] = []
    briefs: list[etree._Element] = []

    def listed(name: str, *, id_field: bool = False, only: str = "") -> Callable[[etree._Element], object]:
        return lambda e: lists.setdefault(name, []).extend(items(e, rest, id_field=id_field, only=only))

    containers: dict[str, Callable[[etree._Element], object]] = {
        "synonymes": lambda e: synonyms.extend(synonyms_of(e, "synonymes", rest)),
        "romesv3": listed("romes"),
        "statuts": listed("statuts"),
        "centres_interet": listed("interests"),
        "sous_domaines_web": listed("domains"),
        "secteurs_activite": listed("sectors", only="secteur_activite"),
        "metiers_associes": listed("related", id_field=True),
        "formations_min_requise": listed("formations", id_field=True),
        "publications": lambda e: publications(e, rest),
        "formats_courts": lambda e: briefs.extend(children_of(e)),
        _BRIEF: briefs.append,
        **dict.fromkeys(_JOB_PROSE, lambda e: _prose(e, _JOB_PROSE, sections, rest)),
    }
    for name, value in _leaves(element, containers, rest):
        if name in _JOB_FIELDS and name not in values:
            values[name] = value
        else:
            rest.add(name, value)
    _in_brief(briefs, sections, rest)
    get = values.get
    label = get("nom_metier", "") or get("libelle", "")
    if get("nom_metier") and get("libelle"):
        rest.add("libelle", get("libelle", ""))
    formations = tuple(FormationRef(i.label, i.id) for i in lists.get("formations", []))
    interests = tuple(i.label for i in lists.get("interests", []))
    order = ["presentation", "en-bref", *(s for s, _ in _JOB_PROSE.values())]
    ordered = {s: sections[s] for s in dict.fromkeys(order) if s in sections}
    _list_section(ordered, SectionName.FORMATIONS.value, "Formations recommandées", map(_ref_line, formations))
    _list_section(ordered, "centres-d-interet", "Centres d'intérêt", interests)
    id_ = get("identifiant", "")
    return Job(
        id=id_,
        name=Appellation(label, get("libelle_feminin", ""), get("libelle_masculin", "")),
        appellations=tuple(synonyms),
        romes=tuple(i.label for i in lists.get("romes", [])),
        min_level=get("niveau_acces_min/libelle", "") or get("niveau_acces_min", ""),
        sections=tuple(ordered.values()),
        formations=formations,
        statuses=tuple(i.label for i in lists.get("statuts", [])),
        interests=interests,
        domains=tuple(domain_path(i.label) for i in lists.get("domains", [])),
        sectors=tuple(i.label for i in lists.get("sectors", [])),
        related=tuple(JobRef(i.label, i.id, i.feminine, i.masculine, i.synonyms) for i in lists.get("related", [])),
        url=onisep_url(id_),
        extra=tuple(rest.pairs),
        origins=(Origin(path, SourceFormat.FICHES_METIERS_XML.value),),
    )


def _in_brief(briefs: list[etree._Element], sections: dict[str, Section], rest: Rest) -> None:
    """Make the section « En bref » of the `format_court` that the fiches show: that of the « Dico des métiers »."""
    texts = []
    for i, brief in enumerate(briefs, 1):
        parts = {local(c): c for c in children_of(brief)}
        path = f"formats_courts/{_BRIEF}[{i}]"
        body = parts.get("descriptif") if parts else brief
        rest.tree(brief, path, ("descriptif",) if parts else ("",))
        kind = text_of(parts.get("type")).lower()
        texts.append((0 if "dico" in kind else 1, i, text_of_html(content(body)) if body is not None else "", path))
    for n, (_, _, text, path) in enumerate(sorted(t for t in texts if t[2])):
        if n == 0:
            sections["en-bref"] = Section("en-bref", "En bref", text)
        else:
            rest.add(f"{path}/descriptif", text)
