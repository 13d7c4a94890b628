"""The ladder of classes: 3e, 2de, 1re, Tle, and the first years after the bac."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathways.graph.draft import Claim, Draft, Word, statement
from pathways.graph.nodes import class_node
from pathways.graph.resolve import second_pro
from pathways.model import Basis, EdgeKind, Formation
from pathways.scheme.bridges import missing_diplomas
from pathways.scheme.classes import ClassWay, bac_way, class_ways, school_classes, series
from pathways.text import fold, slug, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathways.contract import EvidenceData, NodeData

__all__ = ["add_classes", "class_of", "missing_formations", "scheme_statement"]

_SECOND_PRO = re.compile(r"^classe de 2de pro(?:fessionnelle)? (.+)$")


def class_of(f: Formation) -> str:
    """Return the class node that a formation of the record stands for, "" for a diploma.

    Examples
    --------
    >>> class_of(Formation("FOR.2255", "classe de 1re générale")), class_of(Formation("FOR.1", "CAP cuisine"))
    ('classe:1re-generale', '')
    >>> class_of(Formation("FOR.766", "classe de 2de professionnelle conseil-vente"))
    'classe:2de-pro-conseil-vente'
    """
    title = " ".join(words(f.title))
    for c in school_classes():
        if any(title == t or title.startswith(f"{t} ") for t in c.titles):
            return c.id
    if m := _SECOND_PRO.match(fold(f.title)):
        return second_pro(m[1])
    return ""


def scheme_statement(rule: str, text: str, source: str) -> EvidenceData:
    """Return a rule of the scheme as evidence: its words and the law it rests on."""
    said = f"{text} ({source})"
    return statement(f"scheme:{rule}", "scheme", 0, len(said), said)


def missing_formations(formations: Iterable[Formation], doctorates: Iterable[str] = ()) -> list[Formation]:
    """Return what the record does not hold: a bac for every série, the doctorat, the diplomas of `missing.toml`.

    `doctorates` are the sub-domains in which jobs ask for a doctorat: one is entered from what is of its field.

    Examples
    --------
    >>> [f.id for f in missing_formations([])][:1]
    ['formation:bac-general']
    """
    formations = list(formations)
    types = {f.type for f in formations}
    made = [] if "doctorat" in types else [Formation("formation:doctorat", "doctorat", "doctorat", duration_years=3)]
    made += [
        Formation(
            f"formation:doctorat-{slug(name)}",
            f"doctorat option {name}",
            "doctorat",
            duration_years=3,
            domains=(field,),
        )
        for field in sorted(set(doctorates))
        for name in [field.rpartition("/")[2]]
    ]
    known = {" ".join(words(f.title)) for f in formations}
    made += [
        Formation(
            f"formation:{slug(m.title)}",
            m.title,
            m.type,
            certification=m.level,
            duration_years=m.duration,
            domains=m.domains,
        )
        for m in missing_diplomas()
        if " ".join(words(m.title)) not in known
    ]
    held = {w for f in formations if f.type in {s.type for s in series()} for w in words(f.title)}
    return [
        Formation(f"formation:{slug(s.bac)}", s.bac, s.type, certification=4, duration_years=1)
        for s in series()
        if held.isdisjoint(s.words)
    ] + made


def add_classes(
    draft: Draft, nodes: dict[str, NodeData], formations: Iterable[Formation], fiches: Iterable[Formation]
) -> None:
    """Add the classes, their ways, and every bac at the end of its Tle.

    The record holds a bac of every série, or `missing_formations` has made it.
    """
    of_class = {class_of(f): f for f in fiches}
    for c in school_classes():
        fiche = of_class.get(c.id)
        url = fiche.url if fiche else ""
        nodes[c.id] = class_node(c.label, c.aliases, after_3e=c.years, type_=c.label.split(" ")[0], url=url)
    for id_, fiche in sorted(of_class.items()):
        if id_.startswith("classe:2de-pro-"):
            label = re.sub(r"^classe de 2de professionnelle", "2de pro", fiche.title)
            nodes[id_] = class_node(label, (fiche.title,), after_3e=1, type_="2de pro", url=fiche.url)
    for way in class_ways():
        _add_way(draft, way)
    bacs = [f for f in formations if f.type in {"bac général", "bac techno"} and not f.withdrawn]
    for s in series():
        mine = [f for f in bacs if f.type == s.type and set(s.words) & set(words(f.title))]
        for f in mine:
            _add_way(draft, bac_way(s, f.id))
            nodes[f.id]["aliases"] = list(dict.fromkeys((*nodes[f.id]["aliases"], *s.aliases)))


def _add_way(draft: Draft, way: ClassWay) -> None:
    kind = EdgeKind.ENTRY if way.source_node.startswith("classe:") else EdgeKind.CONTINUATION
    said = scheme_statement(way.id, way.text, way.source)
    draft.add(
        way.source_node,
        way.target_node,
        kind,
        Claim(way.years, word=Word.SCHEME, basis=Basis.SCHEME, evidence=(said,)),
    )
