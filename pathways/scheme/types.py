"""Types of diploma: their short names, the labels that sources give them, their kind in prose, their level."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pathways.text import fold, words

__all__ = ["TYPES", "DiplomaType", "type_of_label"]


@dataclass(frozen=True, slots=True)
class DiplomaType:
    """A type of formation, one table of `types.toml`.

    Parameters
    ----------
    id : str
        Short name, as a counsellor writes it ("bac pro", "CAP", "BTS").
    kind : str
        Code of the type in links read from prose (the guide's list of kinds).
    level : int or None
        Level of the graph's contract that such a diploma has where the record gives none.
    labels : tuple of str
        Labels of the type in the sources.
    words : tuple of str
        Ways in which people write the type, besides its id and labels.
    """

    id: str
    kind: str
    level: int | None
    labels: tuple[str, ...]
    words: tuple[str, ...] = ()


def _load() -> tuple[DiplomaType, ...]:
    with files("pathways.scheme").joinpath("types.toml").open("rb") as f:
        table = tomllib.load(f)
    return tuple(
        DiplomaType(t["id"], t.get("kind", t["id"]), t.get("level"), tuple(t["labels"]), tuple(t.get("words", ())))
        for t in table["type"]
    )


TYPES: tuple[DiplomaType, ...] = _load()


@cache
def _by_label() -> dict[str, str]:
    known = ((label, t.id) for t in TYPES for label in (*t.labels, t.id))
    return {" ".join(words(form)): id_ for label, id_ in known for form in (label, label.partition("(")[0])}


def type_of_label(label: str, title: str = "") -> str:
    """Return the short type of a source's label; where the label is unknown, of the title's first words.

    Returns "" where neither is known.

    Examples
    --------
    >>> type_of_label("brevet de technicien supérieur (BTS)"), type_of_label("", "bac pro cuisine")
    ('BTS', 'bac pro')
    """
    table = _by_label()
    if found := table.get(" ".join(words(label))):
        return found
    without = " ".join(words(label.partition("(")[0]))
    if found := table.get(without):
        return found
    head = words(fold(title))
    for n in range(min(6, len(head)), 0, -1):
        if found := table.get(" ".join(head[:n])):
            return found
    return ""
