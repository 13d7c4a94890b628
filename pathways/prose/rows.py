"""What was read, and what was not, as rows for JSON Lines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from pathways.prose.reader import read_links, unread
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathways.model import Formation, Link
    from pathways.prose.lexicon import Lexicon

__all__ = ["link_rows", "shape", "unread_rows"]

_SHAPE_WORDS = 6
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z#]+'?")


def link_rows(formations: Iterable[Formation], lexicon: Lexicon | None = None) -> Iterator[dict[str, Any]]:
    """Yield one row a fiche: its id and its links, as data.

    Examples
    --------
    >>> from pathways.model import Formation, Section
    >>> fiche = Formation("FOR.0", "CAP fleuriste", type="CAP",
    ...     sections=(Section("acces", "Accès", "Accessible après la 3e."),))
    >>> row = next(link_rows([fiche]))
    >>> row["fiche"], row["links"][0]["kind"], row["links"][0]["evidence"]
    ('FOR.0', '3e', 'Accessible après la 3e')
    """
    for formation in formations:
        yield {"fiche": formation.id, "links": [_data(link) for link in read_links(formation, lexicon)]}


def _data(link: Link) -> dict[str, Any]:
    return {
        "direction": link.direction.value,
        "kind": link.kind,
        "name": link.name,
        "scope": link.scope.value,
        "years": link.years,
        "conditions": list(link.conditions),
        "apprenticeship": link.apprenticeship,
        "after_year": link.after_year,
        "evidence": link.evidence,
        "section": link.section,
        "start": link.span.start,
        "end": link.span.end,
    }


def shape(sentence: str) -> str:
    """Return the first words of a sentence, figures left out, by which sentences are alike.

    Examples
    --------
    >>> shape("Avoir 18 ans le jour de l'inscription.")
    'avoir # ans le jour de'
    """
    return " ".join(_WORD.findall(_NUMBER.sub("#", fold(sentence)))[:_SHAPE_WORDS])


def unread_rows(formations: Iterable[Formation], lexicon: Lexicon | None = None) -> list[dict[str, Any]]:
    """Return one row a sentence that is not understood, those of the most frequent shape first.

    A row has the fiche, the section, offsets into its text, the sentence, its shape, and how many
    sentences have that shape.
    """
    found = [(f.id, u) for f in formations for u in unread(f, lexicon)]
    shapes = Counter(shape(u.text) for _, u in found)
    rows = [
        {
            "fiche": fiche,
            "section": u.section,
            "start": u.start,
            "end": u.end,
            "text": u.text,
            "shape": shape(u.text),
            "count": shapes[shape(u.text)],
        }
        for fiche, u in found
    ]
    return sorted(rows, key=lambda r: (-r["count"], r["shape"], r["fiche"], r["section"], r["start"]))
