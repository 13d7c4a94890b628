"""A row of one of Onisep's tables, whatever the table is written in, and the record that it makes."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pathways.model import Formation, Job, Origin
from pathways.scheme import type_of_label
from pathways.sources.fields import appellation, certification, duration_years, known, onisep_id, onisep_url
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Table", "fields_of", "formation_of_row", "job_of_row", "table_of", "tables"]

_SQUEEZE = re.compile(r"[^a-z0-9]+")
_FEW = 2


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of one of the tables, from `columns.toml`.

    Parameters
    ----------
    name : str
        "formations", "metiers" or "domaines".
    fields : Mapping
        Squeezed name of a column → field.
    labels : Mapping
        Field → the newest name of its column.
    required, usual : tuple of str
        Fields without which a row tells nothing; fields that every release has.
    """

    name: str
    fields: Mapping[str, str]
    labels: Mapping[str, str]
    required: tuple[str, ...]
    usual: tuple[str, ...]


@cache
def _squeezed(name: str) -> str:
    return _SQUEEZE.sub("", fold(name))


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables that are known."""
    with files("pathways.sources").joinpath("columns.toml").open("rb") as f:
        data: dict[str, Any] = tomllib.load(f)
    return tuple(
        Table(
            name,
            {_squeezed(c): field for field, columns in t["columns"].items() for c in columns},
            {field: columns[0] for field, columns in t["columns"].items()},
            tuple(t["required"]),
            tuple(t["usual"]),
        )
        for name, t in data.items()
    )


def fields_of(columns: Iterable[str], table: Table) -> dict[str, str]:
    """Return the field of each column; a column that is not known keeps its name, as a further field."""
    return {c: table.fields.get(_squeezed(c), c.strip()) for c in columns}


def table_of(columns: Iterable[str]) -> Table | None:
    """Return the table that has most of these columns, None where none has enough.

    Examples
    --------
    >>> table_of(["libelle_metier", "GENCOD", "code ROME"]).name
    'metiers'
    """
    names = {_squeezed(c) for c in columns}
    best, table = max(((len(names & t.fields.keys()), t) for t in tables()), key=lambda p: p[0])
    return table if best >= _FEW or (best and table.name == "domaines") else None


def _domains(value: str) -> tuple[str, ...]:
    return tuple(d for part in value.split("|") if (d := part.strip()))


def _split(row: Mapping[str, str], table_fields: frozenset[str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    values: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    for name, value in row.items():
        if told := known(value):
            if name in table_fields:
                values[name] = told
            else:
                extra.append((name, told))
    return values, extra


_FORMATION = frozenset(
    {
        "title",
        "type_label",
        "sigle",
        "duration",
        "exit_level",
        "rncp",
        "certification_label",
        "code_scolarite",
        "nsf",
        "tutelle",
        "link",
        "domains",
    }
)
_JOB = frozenset({"label", "link", "rome", "domains"})

_type = cache(type_of_label)


def formation_of_row(row: Mapping[str, str], origin: Origin, further: Iterable[tuple[str, str]] = ()) -> Formation:
    """Return the formation that a row tells of; its title is "" where it has none. `further` goes to `extra`."""
    values, extra = _split(row, _FORMATION)
    get = values.get
    link = get("link", "")
    id_ = onisep_id(link)
    if link and not id_:
        extra.append(("link", link))
    type_label = get("type_label", "")
    title = get("title", "")
    duration = get("duration", "").strip(" \"'")
    label = get("certification_label", "")
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
        exit_level=get("exit_level", ""),
        url=onisep_url(id_),
        rncp=get("rncp", ""),
        nsf=_domains(get("nsf", "")),
        tutelle=get("tutelle", ""),
        domains=_domains(get("domains", "")),
        extra=(*extra, *further),
        origins=(origin,),
    )


def job_of_row(row: Mapping[str, str], origin: Origin, further: Iterable[tuple[str, str]] = ()) -> Job:
    """Return the job that a row tells of; its label is "" where it has none."""
    values, extra = _split(row, _JOB)
    link = values.get("link", "")
    id_ = onisep_id(link)
    if link and not id_:
        extra.append(("link", link))
    return Job(
        id=id_,
        name=appellation(values.get("label", "")),
        romes=_domains(values.get("rome", "")),
        domains=_domains(values.get("domains", "")),
        url=onisep_url(id_),
        extra=(*extra, *further),
        origins=(origin,),
    )
