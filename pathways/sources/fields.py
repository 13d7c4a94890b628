"""Values of fields as every format of the record writes them: durations, levels, ids, links, names."""

from __future__ import annotations

import re

from pathways.model import Appellation

__all__ = [
    "appellation",
    "certification",
    "duration_years",
    "known",
    "onisep_id",
    "onisep_url",
    "rncp_of_url",
    "whole",
    "year",
]

_YEARS = re.compile(r"^(\d{1,2}(?:[.,]\d{1,9})?) ?an", re.IGNORECASE)
_MONTHS = re.compile(r"^(\d{1,3}) ?mois", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,9}")
_NIVEAU = re.compile(r"niveau (\d)", re.IGNORECASE)
_ONISEP_ID = re.compile(r"\b(?:FOR|MET)\.\d+\b")
_RNCP = re.compile(r"/rncp/(\d+)", re.IGNORECASE)
_YEAR = re.compile(r"^\d{4}$")
_SCHOOL_YEAR_MONTHS = 10
_MONTHS_A_YEAR = 12
#: How the tables write that they do not tell.
_UNKNOWN = frozenset({"non renseigné", "non renseigne", "null", "none", "n/a"})


def known(value: str) -> str:
    """Return a value without outer blanks, "" where it only says that nothing is known."""
    value = value.strip()
    return "" if value.lower() in _UNKNOWN else value


def duration_years(text: str) -> float | None:
    """Return a duration as years, None where it is not one.

    Ten months count as a year, as a school year does.

    Examples
    --------
    >>> duration_years("3 ans"), duration_years("18 mois"), duration_years('"10 mois"'), duration_years("variable")
    (3, 1.5, 1, None)
    """
    text = text.strip(" \"'\u00a0«»").replace("\u00a0", " ")
    if m := _YEARS.match(text):
        years = float(m[1].replace(",", "."))
        return int(years) if years.is_integer() else years
    if m := _MONTHS.match(text):
        months = int(m[1])
        if months == _SCHOOL_YEAR_MONTHS:
            return 1
        return months // _MONTHS_A_YEAR if months % _MONTHS_A_YEAR == 0 else round(months / _MONTHS_A_YEAR, 2)
    return None


def certification(label: str) -> int | None:
    """Return the level of the national framework that a label gives, None where it gives none.

    Examples
    --------
    >>> certification("niveau 7 (bac + 5)"), certification("non inscrit au RNCP")
    (7, None)
    """
    m = _NIVEAU.search(label)
    return int(m[1]) if m else None


def onisep_id(text: str) -> str:
    """Return the Onisep id that a link or a name holds, "" where it holds none.

    Examples
    --------
    >>> onisep_id("https://www.onisep.fr/http/redirection/metier/slug/MET.266")
    'MET.266'
    """
    m = _ONISEP_ID.search(text)
    return m[0] if m else ""


def onisep_url(id_: str) -> str:
    """Return the address of a record at Onisep, "" where the id is not Onisep's.

    Examples
    --------
    >>> onisep_url("FOR.7017")
    'https://www.onisep.fr/http/redirection/formation/slug/FOR.7017'
    """
    if id_.startswith("FOR."):
        return f"https://www.onisep.fr/http/redirection/formation/slug/{id_}"
    return f"https://www.onisep.fr/http/redirection/metier/slug/{id_}" if id_.startswith("MET.") else ""


def rncp_of_url(url: str) -> str:
    """Return the RNCP number that the address of a page of France compétences holds, else "".

    Examples
    --------
    >>> rncp_of_url("https://www.francecompetences.fr/recherche/rncp/37084/")
    '37084'
    """
    m = _RNCP.search(url) if "ncp/" in url else None
    return m[1] if m else ""


def whole(text: str) -> int | None:
    """Return a whole number written with digits, at most nine, else None.

    Examples
    --------
    >>> whole(" 266 "), whole("²"), whole("9" * 5000)
    (266, None, None)
    """
    text = text.strip()
    return int(text) if _WHOLE.fullmatch(text) else None


def year(text: str) -> int | None:
    """Return a year written with four digits, else None."""
    text = text.strip()
    return int(text) if _YEAR.match(text) else None


def appellation(label: str) -> Appellation:
    """Return a job's name with the two forms that the tables write, « masculin / féminin ».

    Words that both share stand once, at the end.

    Examples
    --------
    >>> appellation("ferronnier / ferronnière d'art")
    Appellation(label="ferronnier / ferronnière d'art", feminine="ferronnière d'art", masculine="ferronnier d'art")
    """
    left, slash, right = label.partition(" / ")
    if not slash or "/" in right or "/" in left:
        return Appellation(label)
    shared = right.split()[len(left.split()) :]
    return Appellation(label, right.strip(), " ".join((left.strip(), *shared)))
