"""Fiches of our own, made of one section."""

from __future__ import annotations

from pathways.model import Formation, Link, Section
from pathways.prose import read_links

_TITLES = {
    "CAP": ("CAP fleuriste", 2),
    "bac pro": ("bac pro forge", 3),
    "BTS": ("BTS tournage", 2),
    "licence": ("licence mention lettres", 3),
    "BUT": ("BUT logistique", 3),
    "BP": ("BP fleuriste", 2),
    "CS": ("CS (ex MC) soudage", 1),
    "DE": ("diplôme d'État de moniteur", 2),
    "IEP": ("diplôme de l'Institut d'études politiques de Brest", 5),
    "bac techno": ("bac techno STI2D", 1),
    "BTSA": ("BTSA viticulture", 2),
    "DN MADE": ("DN MADE mention objet", 3),
}


def fiche(text: str, section: str, type_: str = "CAP") -> Formation:
    """Return a fiche of a type with one section."""
    title, years = _TITLES[type_]
    return Formation("FOR.0", title, type=type_, duration_years=years, sections=(Section(section, section, text),))


def read(text: str, section: str, type_: str = "CAP") -> tuple[Link, ...]:
    return read_links(fiche(text, section, type_))


def told(link: Link) -> str:
    """Return a link as a test writes it: kind, «name», F for a field, y years, {conditions}, APP, after year."""
    out = link.kind
    if link.name:
        out += f" «{link.name}»"
    if link.scope.value == "field":
        out += " F"
    if link.years is not None:
        out += f" y{link.years:g}"
    if link.conditions:
        out += " {" + ",".join(link.conditions) + "}"
    if link.apprenticeship:
        out += " APP"
    if link.after_year is not None:
        out += f" after{link.after_year}"
    return out
