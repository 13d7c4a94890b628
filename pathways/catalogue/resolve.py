"""From a text to what is meant, or an error that says what could be; from a link's name to formations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pathways.errors import AmbiguousNameError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Collection

    from pathways.catalogue.lookup import Candidate, Lookup, NameIndex

__all__ = ["Resolution", "formations_named", "resolve_argument"]

_OFFERED = 5


class Resolution(NamedTuple):
    """What the name in a link stands for.

    Parameters
    ----------
    ids : tuple of str
        The formations meant: one, or all options of one diploma; empty unless `status` is "found".
    status : {"found", "ambiguous", "unknown"}
    candidates : tuple of Candidate
        Best first: what an ambiguous name could be.
    """

    ids: tuple[str, ...]
    status: str
    candidates: tuple[Candidate, ...] = ()


@cache
def _types_of_kind(kind: str) -> tuple[str, ...]:
    from pathways.scheme import TYPES  # noqa: PLC0415 - a look-up by a person needs no scheme

    return tuple(t.id for t in TYPES if kind in {t.kind, t.id})


def formations_named(index: NameIndex, kind: str, name: str) -> Resolution:
    """Return the formations that a link's kind and name stand for.

    All options come where none is named; a renamed diploma is found by its old name;
    what is ambiguous resolves to nothing, and says so.

    Parameters
    ----------
    index : NameIndex
    kind : str
        Kind of a link ("bac pro", "BTS", "licence" ...); of a kind that is no type of diploma, nothing is known.
    name : str
        The name without its kind ("fluides, énergies, domotique").

    Examples
    --------
    >>> from pathways.catalogue import NameIndex, NodeNames
    >>> title = "BTS fluides, énergies, domotique option"
    >>> facts = [NodeNames(f"FOR.{i}", f"{title} {o}", "diploma", "BTS") for i, o in ((1, "A froid"), (2, "B chaud"))]
    >>> formations_named(NameIndex.build(facts), "BTS", "fluides énergies domotique").ids
    ('FOR.1', 'FOR.2')
    """
    types = _types_of_kind(kind)
    if not types:
        return Resolution((), "unknown")
    found = index.find(name, types=dict.fromkeys(types, 1.0))
    return Resolution(tuple(sorted(c.id for c in found.options)), found.status, found.candidates)


def resolve_argument(index: NameIndex, text: str, *, kinds: Collection[str] | None = None) -> Lookup:
    """Return what a person's text means: a `Lookup` whose `best` is set.

    Raises
    ------
    UnknownNameError
        Nothing of that name is known; `suggestions` are the nearest.
    AmbiguousNameError
        Several things of that name are known; `suggestions` lists them.
    """
    found = index.find(text, kinds=kinds)
    if found.status == "found":
        return found
    offered = tuple(dict.fromkeys(f"{c.label} ({c.id})" for c in found.candidates))[:_OFFERED]
    if found.status == "ambiguous":
        raise AmbiguousNameError(f"« {text} » peut désigner plusieurs choses ; précisez :", text, offered)
    near = "vouliez-vous dire :" if offered else "essayez un intitulé, un sigle ou un code."
    raise UnknownNameError(f"« {text} » : aucun nom ne correspond ; {near}", text, offered)
