"""What is known of a node by name: the facts that the index is built from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


__all__ = ["MENTIONS", "OF_ONE_SIGLE", "NodeNames", "family_head", "family_key", "names_of_nodes"]


class NodeNames(NamedTuple):
    """The names and codes of one node.

    Parameters
    ----------
    id : str
        Node id ("FOR.7017", "classe:3e").
    label : str
        Title, or a job's label ("plombier/ère").
    kind : str
        A `NodeKind` value.
    type : str
        Type of diploma ("bac pro"); "" for jobs.
    aliases : tuple of str
        Every other name: gendered forms, appellations, synonyms, old titles.
    former_ids : tuple of str
        Ids that the same thing had in older releases.
    closed : bool
        The diploma is no longer prepared for: it yields to one of the same name that is.
    called : tuple of str
        Names that a wider nomenclature (ROME) gives it; they yield to names of its own.
    heirs : tuple of str
        Ids of what took its place.
    """

    id: str
    label: str
    kind: str
    type: str = ""
    sigle: str = ""
    code_scolarite: str = ""
    rncp: str = ""
    aliases: tuple[str, ...] = ()
    closed: bool = False
    former_ids: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    heirs: tuple[str, ...] = ()


def names_of_nodes(nodes: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[NodeNames]:
    """Take names from the nodes of a graph, `graph.nodes(data=True)`.

    Examples
    --------
    >>> next(names_of_nodes([("classe:3e", {"kind": "class", "label": "3e", "type": "3e"})])).label
    '3e'
    """
    for node, attrs in nodes:
        yield NodeNames(
            str(node),
            str(attrs.get("label") or node),
            str(attrs.get("kind") or ""),
            str(attrs.get("type") or ""),
            str(attrs.get("sigle") or ""),
            str(attrs.get("code_scolarite") or ""),
            str(attrs.get("rncp") or ""),
            tuple(map(str, attrs.get("aliases") or ())),
            bool(attrs.get("closed") or attrs.get("withdrawn")),
            tuple(map(str, attrs.get("former_ids") or ())),
            tuple(map(str, attrs.get("called") or ())),
            tuple(map(str, attrs.get("replaced_by") or ())),
        )


_OPTION = re.compile(
    r"[\s,:(-]+(?:option|options|parcours|enseignements? sp[ée]cifiques?|(?:1re|2e|3e|1e|2de|1ère|2ème) ann[ée]e)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_COLON = re.compile(r"\s+:\s.*$", re.DOTALL)
#: Types of which a sigle is that of one diploma, its renewed versions included.
OF_ONE_SIGLE = frozenset({"BP", "BTS", "BTSA", "BUT", "CAP", "CAPa", "bac pro"})
#: Types of which a sigle is that of a whole field, and a colon parts what is one mention.
MENTIONS = frozenset({"licence", "master"})


def family_head(title: str, type_: str) -> str:
    """Return what the options of one diploma share: the title before option, parcours or year.

    Examples
    --------
    >>> family_head("BTS fluides, énergies, domotique option A génie climatique", "BTS")
    'BTS fluides, énergies, domotique'
    """
    head = _OPTION.sub("", title)
    if type_ in MENTIONS:
        head = _COLON.sub("", head)
    return head.strip() or title


def family_key(title: str, type_: str) -> str:
    """Return a key of the diploma that `title` is an option of."""
    return f"{slug(type_)}/{slug(family_head(title, type_))}"
