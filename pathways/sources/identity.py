"""When two records tell of the same thing: by Onisep id, else code scolarité and title, else title.

A code scolarité alone is no identity: several formations share one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.model import Formation, Job
from pathways.text import slug, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["formation_key", "identify", "identity_keys", "job_key", "known_ids_of"]


def formation_key(title: str, code_scolarite: str = "") -> str:
    """Return the key of a formation by its title and, where it has one, its code scolarité.

    Examples
    --------
    >>> formation_key("CAP Cuisine", "50022139")
    'formation|50022139|cap cuisine'
    """
    return f"formation|{code_scolarite.strip()}|{' '.join(words(title))}"


def job_key(label: str) -> str:
    """Return the key of a job by its label.

    Examples
    --------
    >>> job_key("Plombier/ère")
    'metier|plombier ere'
    """
    return f"metier|{' '.join(words(label))}"


def identity_keys(record: Formation | Job) -> tuple[str, ...]:
    """Return the keys of a record without its id, surest first."""
    if isinstance(record, Formation):
        by_title = formation_key(record.title)
        return (formation_key(record.title, record.code_scolarite), by_title) if record.code_scolarite else (by_title,)
    names = (record.name.label, record.name.masculine and f"m {record.name.masculine}")
    return tuple(job_key(n) for n in names if n)


def known_ids_of(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return the `known_ids` of things that have an Onisep id: a graph's nodes, say.

    Parameters
    ----------
    rows : iterable of (id, label, code scolarité)
        Formations ("FOR....", with their code, "" where there is none) and jobs ("MET....").

    Returns
    -------
    dict
        Key of identity → id.  What two ids share is no key.

    Examples
    --------
    >>> known_ids_of([("MET.266", "plombier/ère", "")])
    {'metier|plombier ere': 'MET.266'}
    """
    found: dict[str, set[str]] = {}
    for id_, label, code in rows:
        if id_.startswith("MET."):
            keys = {job_key(label)}
        elif id_.startswith("FOR."):
            keys = {formation_key(label, code), formation_key(label)}
        else:
            continue
        for key in keys:
            found.setdefault(key, set()).add(id_)
    return {key: next(iter(ids)) for key, ids in sorted(found.items()) if len(ids) == 1}


def identify(records: Iterable[Formation | Job], known_ids: Mapping[str, str]) -> list[str]:
    """Return the id of each record; records of the same thing get the same.

    A record without an Onisep id takes that of the one record (or entry of `known_ids`) which has its code
    scolarité and title, else its title alone with no other code; else a slug with its kind.
    """
    records = list(records)
    by_key: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    anonymous = False
    for r in records:
        anonymous = anonymous or not r.id
    if anonymous:
        for r in records:
            if r.id:
                for key in identity_keys(r):
                    by_key.setdefault(key, set()).add(r.id)
                if isinstance(r, Formation) and r.code_scolarite:
                    codes.setdefault(r.id, set()).add(r.code_scolarite)
    taken: dict[str, str] = {}
    return [r.id or _identity(r, by_key, codes, known_ids, taken) for r in records]


def _identity(
    record: Formation | Job,
    by_key: Mapping[str, set[str]],
    codes: Mapping[str, set[str]],
    known_ids: Mapping[str, str],
    taken: dict[str, str],
) -> str:
    keys = identity_keys(record)
    code = record.code_scolarite if isinstance(record, Formation) else ""
    for key in keys:
        ids = by_key.get(key, set())
        if code and key != keys[0]:
            ids = {i for i in ids if not codes.get(i)}  # the same title under another code is another formation
        if len(ids) == 1:
            return next(iter(ids))
        if not ids and key in known_ids and (key == keys[0] or not code):
            return known_ids[key]
    title, kind = (record.title, "formation") if isinstance(record, Formation) else (record.name.label, "metier")
    plain = f"{kind}:{slug(title)}"
    if taken.setdefault(plain, keys[0]) == keys[0]:
        return plain
    mine = f"{plain}-{slug(code)}" if code else f"{plain}-2"
    number = 2
    while taken.setdefault(mine, keys[0]) != keys[0]:
        number += 1
        mine = f"{plain}-{number}"
    return mine
