"""Every known name of every node: found however it is written."""

from pathways.catalogue.lookup import Candidate, Lookup, NameIndex
from pathways.catalogue.names import NodeNames, names_of_nodes
from pathways.catalogue.resolve import resolve_argument

__all__ = [
    "Candidate",
    "Lookup",
    "NameIndex",
    "NodeNames",
    "names_of_nodes",
    "resolve_argument",
]
