"""What took the place of a diploma that can no longer be entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.graph.store import Store

__all__ = ["heirs_of", "renewals"]


def heirs_of(store: Store, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of what took the place of a diploma, where all that it means is closed; else ().

    Parameters
    ----------
    store : Store
    ids : sequence of str
        One diploma, or its options.
    """
    numbers = [store.index[i] for i in ids]
    if any(store.kinds[n] != "diploma" or not store.node_closed[n] for n in numbers):
        return ()
    found = dict.fromkeys(heir for n in numbers for heir in store.node(n).get("replaced_by", ()))
    return tuple(heir for heir in found if heir in store.index and heir not in ids)


def renewals(store: Store, ids: Sequence[str], lang: str) -> list[str]:
    """Return a sentence for each diploma that can no longer be entered and what took its place."""
    label = {i: store.labels[store.index[i]] for held in ids for i in (held, *heirs_of(store, [held]))}
    return [phrase("renewed", lang, old=label[i], new=label[heir]) for i in ids for heir in heirs_of(store, [i])]
