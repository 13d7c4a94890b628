"""Every known name of every node: found however it is written."""

from pathways.catalogue.lookup import Candidate, Lookup, NameIndex
from pathways.catalogue.names import NodeNames, names_of_nodes, names_of_records
from pathways.catalogue.resolve import Resolution, formations_named, resolve_argument

__all__ = [
    "Candidate",
    "Lookup",
    "NameIndex",
    "NodeNames",
    "Resolution",
    "formations_named",
    "names_of_nodes",
    "names_of_records",
    "resolve_argument",
]
