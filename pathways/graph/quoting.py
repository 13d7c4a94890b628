"""The whole sentence around a statement: what a person reads as evidence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from pathways.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathways.model import Formation, Link

__all__ = ["quote_links", "sentence_spans"]

#: Where a sentence ends: a full stop before a capital (with or without the space that belongs there), an empty
#: line, an item of a list, a heading.
_END = re.compile(
    r"[.!?…]+[ \t]*[»\")]?(?=\s+[A-ZÀÂÇÉÈÊÎÔŒ«\"(]|\s*\Z)|(?<=[a-zéèêàç)»])\.(?=[A-ZÀÂÇÉÈÊÎÔŒ][a-zéèêàç])|"
    r"\n[ \t\r]*\n|\n(?=[ \t]*(?:[-•*·]|#))|(?<=\n)[ \t]*#[^\n]*(?:\n|\Z)|\A[ \t]*#[^\n]*(?:\n|\Z)"
)
_LEADING = re.compile(r"\s*(?:[-•*·]\s+)?")
#: A longer "sentence" is a text without punctuation; the statement itself is then the better evidence.
_LONGEST = 600


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    r"""Return the sentences of a section as half-open spans, in order, blank space and list marks left out.

    Examples
    --------
    >>> text = "En 3 ans après la 3e. Avec un CAP,\n  en 2 ans.\n- sur dossier"
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['En 3 ans après la 3e.', 'Avec un CAP,\n  en 2 ans.', 'sur dossier']
    """
    out = []
    start = 0
    for end in [*(m.end() for m in _END.finditer(text)), len(text)]:
        lead = _LEADING.match(text, start, end)
        first = lead.end() if lead else start
        last = first + len(text[first:end].rstrip())
        if last > first:
            out.append((first, last))
        start = end
    return tuple(out)


def quote_links(links: Iterable[Link], formations: Iterable[Formation]) -> Iterator[Link]:
    """Yield each link with its span and evidence widened to the sentence (or sentences) that it stands in.

    Parameters
    ----------
    links : iterable of Link
        As `pathways.prose.read_links` gives them: the shortest excerpt that states the link.
    formations : iterable of Formation
        The fiches that they were read from; a link of another fiche is left as it is.
    """
    texts = {(f.id, s.name): s.text for f in formations for s in f.sections}
    known: dict[tuple[str, str], tuple[tuple[int, int], ...]] = {}
    for link in links:
        where = link.fiche, link.section
        text = texts.get(where, "")
        if where not in known:
            known[where] = sentence_spans(text)
        found = _around(known[where], link.span.start, link.span.end)
        if found is None or found[1] - found[0] > max(_LONGEST, link.span.end - link.span.start):
            yield link
        else:
            yield replace(link, span=Span(*found), evidence=text[slice(*found)])


def _around(sentences: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the sentences that hold [start, end), None where they do not."""
    first = bisect_right(sentences, start, key=lambda s: s[0]) - 1
    last = bisect_left(sentences, end, key=lambda s: s[1])
    if first < 0 or last >= len(sentences) or first > last:
        return None
    return sentences[first][0], sentences[last][1]
