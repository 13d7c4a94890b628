"""What the fiches state, by fiche and direction, each statement with the sentence to cite for it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pathways.graph.quoting import quote_links
from pathways.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathways.model import Direction, Formation, Link

__all__ = ["Statements"]

#: Most places that one finding cites.
_MOST_CITED = 12


class Statements:
    """Links by fiche.

    Parameters
    ----------
    links : iterable of Link
        As `pathways.prose.read_links` gives them.
    formations : iterable of Formation
        The fiches that they were read from.
    """

    def __init__(self, links: Iterable[Link], formations: Iterable[Formation]) -> None:
        links = tuple(links)
        self._links: dict[tuple[str, Direction], list[Link]] = defaultdict(list)
        for link in links:
            self._links[link.fiche, link.direction].append(link)
        self._quotes = dict(zip(links, quote_links(links, formations), strict=True))

    def __iter__(self) -> Iterator[Link]:
        return iter(self._quotes)

    def of(self, fiche: str, direction: Direction) -> tuple[Link, ...]:
        """Return the links of a fiche that run this way."""
        return tuple(self._links.get((fiche, direction), ()))

    def cite(self, links: Iterable[Link]) -> tuple[Evidence, ...]:
        """Return the sentences that state these links, each once."""
        quotes = (self._quotes[x] for x in links)
        found = (Evidence(q.fiche, q.section, q.span.start, q.span.end, q.evidence) for q in quotes)
        return tuple(dict.fromkeys(found))[:_MOST_CITED]
