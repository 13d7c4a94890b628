"""From what a person types to nodes of a graph file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.errors import AmbiguousNameError, UnknownNameError
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from pathways.graph.store import Store

__all__ = ["NAMES", "look_up"]

#: Section of a graph file that holds the index of names.
NAMES = "names"


def look_up(store: Store, text: str, *, kinds: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the ids of what a text means: one node, or all options of one diploma, the best first.

    Parameters
    ----------
    store : Store
        An open graph file.
    text : str
        An id, a code or a name.
    kinds : collection of str, optional
        Kinds of node to look among; all by default.

    Raises
    ------
    UnknownNameError
        If nothing of that name is known; with suggestions where some are near.
    AmbiguousNameError
        If several are, and none is clearly meant; with them as suggestions.
    """
    if text in store.index and (kinds is None or store.kinds[store.index[text]] in kinds):
        return (text,)
    found, suggestions = _plain(store, text, kinds)
    if len(found) == 1:
        return found
    if found:
        raise AmbiguousNameError(f"several things are called {text!r}", text, suggestions)
    raise UnknownNameError(f"nothing is called {text!r}", text, suggestions)


def _plain(store: Store, text: str, kinds: Collection[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return nodes whose label is `text`, else those that hold it, and labels to suggest: a file without an index."""
    wanted = fold(text).strip()
    labels = [(fold(label), i) for i, label in enumerate(store.labels) if kinds is None or store.kinds[i] in kinds]
    found = [i for label, i in labels if label == wanted] or [i for label, i in labels if wanted and wanted in label]
    return tuple(store.ids[i] for i in found), tuple(store.labels[i] for i in found[:10])
