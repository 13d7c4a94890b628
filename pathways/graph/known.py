"""Names that are known whole: what each means was looked up when the graph was written.

What people type most is a name as it stands, "3e" or "plombier".  For those the answer of the
index of names is kept beside it, so that a question needs neither the index nor what reads it.
A name that is not here, or is written otherwise, is looked up (`pathways.graph.naming`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pathways.catalogue import NodeNames
    from pathways.graph.store import Store

__all__ = ["known_name", "known_sections"]

#: Characters of a name that people type as it stands, at most.
_LONGEST = 48
#: A bucket of names is one section of the file.
_BUCKETS = 64


def _bucket(name: str) -> str:
    return f"known/{crc32(name.encode()) % _BUCKETS}"


def known_name(store: Store, text: str) -> tuple[str, ...] | None:
    """Return the ids that a name means, None where it must be looked up.

    Parameters
    ----------
    store : Store
        An open graph file.
    text : str
        A name, as it stands in the record.
    """
    names = store.section(_bucket(text))
    if names is None or "\n" in text or "\t" in text:
        return None
    start = f"\n{text}\t".encode()
    if (at := names.find(start)) < 0:
        return None
    at += len(start)
    return tuple(store.ids[int(number)] for number in names[at : names.index(b"\n", at)].split())


def known_sections(
    nodes: Iterable[NodeNames], number: Mapping[str, int], mean: Callable[[str], Iterable[str]]
) -> dict[str, bytes]:
    """Return the sections of the names of these nodes, for `known_name`.

    Parameters
    ----------
    nodes : iterable of NodeNames
        Those that are closed are left out, and names of more than 48 characters: they are rarely typed.
    number : mapping of str to int
        Id to its place among the ids of the file.
    mean : function
        Text to the ids that it means, none where that is not clear.
    """
    names = {name for node in nodes if not node.closed for name in (node.label, *node.aliases)}
    buckets: dict[str, list[str]] = {}
    for name in sorted(names):
        if len(name) > _LONGEST or "\n" in name or "\t" in name:
            continue
        places = [number.get(i, -1) for i in mean(name)]
        if places and min(places) >= 0:
            buckets.setdefault(_bucket(name), []).append(f"{name}\t{' '.join(map(str, places))}\n")
    return {bucket: ("\n" + "".join(rows)).encode() for bucket, rows in buckets.items()}
