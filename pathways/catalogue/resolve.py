"""From a text to what is meant, or an error that says what could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.catalogue.lookup import LONGEST
from pathways.errors import AmbiguousNameError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Collection

    from pathways.catalogue.lookup import Lookup, NameIndex

__all__ = ["resolve_argument"]

_OFFERED = 5


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
    if len(text) > LONGEST:
        raise UnknownNameError(f"« {text[:60]} … » : aucun nom n'a {len(text)} caractères", text[:LONGEST])
    offered = tuple(dict.fromkeys(f"{c.label} ({c.id})" for c in found.candidates))[:_OFFERED]
    if found.status == "ambiguous":
        raise AmbiguousNameError(f"« {text} » peut désigner plusieurs choses ; précisez :", text, offered)
    near = "vouliez-vous dire :" if offered else "essayez un intitulé, un sigle ou un code."
    raise UnknownNameError(f"« {text} » : aucun nom ne correspond ; {near}", text, offered)
