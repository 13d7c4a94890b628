"""Diplomas that the fiche of a job names in prose: « Accès au métier » and « Durée des études »."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.draft import statement
from pathways.graph.mentions import bare_title, type_heads
from pathways.graph.nodes import JobLink
from pathways.model import SectionName
from pathways.scheme import level_of_label
from pathways.text import Folded, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pathways.graph.places import Place
    from pathways.model import Formation, Job, Section

__all__ = ["doctorate_fields", "job_access", "studies_of"]

#: Types that such prose names by their titles; schools are named there in too many ways.
_TYPES = frozenset(
    {"CAP", "CAPa", "BPA", "CS", "BP", "BM", "BMA", "BTM", "bac pro", "BTS", "BTSA", "DEUST", "BUT"}
    | {"licence", "licence pro", "master", "DN MADE", "DE"}
)
#: The diploma that is a type by itself: its word is its title, but in health, where it is the diploma of a profession.
_DOCTORATE = "doctorat"
_YEARS_OF_DOCTORATE = 11  #: after 3e
_OF_HEALTH = frozenset({"medecine", "pharmacie", "chirurgie", "veterinaire", "dentaire"})
_STUDIES = "Durée des études"
_TOKEN = re.compile(r"[a-z0-9]+|[.\n]")
_SMALL = frozenset({"mention", "un", "une", "le", "la", "les", "l", "d", "de", "du", "des", "specialite"})
#: Words of a sentence that tells who is let off a part of a diploma, not what leads to the job.
_LETS_OFF = re.compile(r"\b(?:dispenses?|dispensee?s?|allegements?|exemptions?|exemptee?s?)\b")
_SENTENCE = re.compile(r"[^.\n]+")
_OPTION = re.compile(r"\boption\b|\bparcours\b")


class _Token(NamedTuple):
    word: str
    start: int
    end: int


class _Titles:
    """Titles without their type, by first word, longest first."""

    def __init__(self, formations: Iterable[Formation]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._doctorates: dict[str, str] = {}
        for f in formations:
            if f.type == _DOCTORATE:
                self._doctorates.update(dict.fromkeys(f.domains, f.id))
            if f.type in _TYPES:
                bare = bare_title(f.title)
                key = tuple(w for w in words(_OPTION.split(bare)[0]) if w not in _SMALL)
                if key:
                    self.by_first.setdefault(key[0], []).append((key, f.type, f.id))
        for rows in self.by_first.values():
            rows.sort(key=lambda r: (-len(r[0]), r))

    def doctorates(self, job: Job) -> tuple[str, ...]:
        """Return the doctorates of a job's own fields, () for one that does not ask for so much."""
        level = level_of_label(job.min_level)
        if level is None or level.years < _YEARS_OF_DOCTORATE:
            return ()
        return tuple(self._doctorates[d] for d in job.domains if d in self._doctorates)

    def at(self, tokens: list[_Token], i: int, types: Collection[str], *, head: bool) -> tuple[tuple[str, ...], int]:
        """Return the ids whose title stands at token `i`, and the token after it; one word needs its type before it."""
        found: list[str] = []
        length = 0
        for key, type_, id_ in self.by_first.get(tokens[i].word, ()):
            if type_ not in types or len(key) < max(length, 1 if head else 2):
                continue
            if (end := _match(tokens, i, key)) is not None:
                found.append(id_)
                length, after = len(key), end
        return (tuple(found), after) if found else ((), i)


def _match(tokens: list[_Token], i: int, key: tuple[str, ...]) -> int | None:
    """Return the token after `key` if it stands at `i`, small words between its words not counting."""
    for word in key:
        while i < len(tokens) and tokens[i].word in _SMALL:
            i += 1
        if i >= len(tokens) or tokens[i].word != word:
            return None
        i += 1
    return i


def job_access(jobs: Iterable[Job], formations: Iterable[Formation], places: Mapping[str, Place]) -> list[JobLink]:
    """Return which formation leads to which job, as the prose of the job's fiche names it.

    A title counts after the word of its type in the same sentence ("le CAP peintre ...; plâtrier"); the words of a
    title stand as in the record, its option may be left out.  What is below the official minimum level of the job is
    a step on the way to its diploma, and no link; nor is what lets its holder off a part of a diploma ("le CAP ...
    donne lieu à des dispenses").

    Examples
    --------
    >>> from pathways.graph.places import place_of
    >>> from pathways.model import Appellation, Formation, Job, Section
    >>> prose = Section("acces_metier", "Accès", "Le CAP peintre applicateur, ou un bac professionnel finition.")
    >>> cap = Formation("FOR.1", "CAP peintre applicateur", "CAP")
    >>> bac = Formation("FOR.2", "bac pro finition", "bac pro")
    >>> places = {f.id: place_of(f) for f in (cap, bac)}
    >>> found = job_access([Job("MET.1", Appellation("peintre"), sections=(prose,))], [cap, bac], places)
    >>> [(x.formation, prose.text[x.evidence["start"]:x.evidence["end"]]) for x in found]
    [('FOR.1', 'peintre applicateur'), ('FOR.2', 'finition')]
    """
    titles = _Titles(formations)
    out: dict[tuple[str, str], JobLink] = {}
    for job in jobs:
        release = job.origins[0].release if job.origins else ""
        level = level_of_label(job.min_level)
        least = level.years if level else 0
        for section, offset in studies_of(job):
            for ids, start, end in _named(section.text[offset:], titles, titles.doctorates(job)):
                said = statement(job.id, section.name, offset + start, offset + end)
                said["text"] = section.text[offset + start : offset + end]
                for id_ in ids:
                    if (places[id_].exit or 0) < least:
                        continue
                    out.setdefault((id_, job.id), JobLink(id_, job.id, said, release))
    return list(out.values())


def doctorate_fields(jobs: Iterable[Job]) -> set[str]:
    """Return the sub-domains of the jobs whose fiche asks for a doctorat.

    Examples
    --------
    >>> from pathways.model import Appellation, Job, Section
    >>> prose = Section("acces_metier", "Accès", "Un doctorat en géologie est exigé.")
    >>> job = Job("MET.1", Appellation("géologue"), min_level="bac + 8", domains=("sciences/Terre",), sections=(prose,))
    >>> doctorate_fields([job])
    {'sciences/Terre'}
    """
    out: set[str] = set()
    for job in jobs:
        level = level_of_label(job.min_level)
        if level is not None and level.years >= _YEARS_OF_DOCTORATE:
            told = any(_DOCTORATE in words(section.text[offset:]) for section, offset in studies_of(job))
            out.update(job.domains if told else ())
    return out


def studies_of(job: Job) -> Iterator[tuple[Section, int]]:
    """Yield the sections of a job that tell of studies, with the offset at which they begin to."""
    for section in job.sections:
        if section.name == SectionName.ACCES_METIER:
            yield section, 0
        elif (at := section.text.find(_STUDIES)) >= 0:
            yield section, at


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with these spans blank, so that every other word stays where it was."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _named(text: str, titles: _Titles, doctorates: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield the formations that a text names, with the span of their title."""
    folded = Folded.of(text)
    let_off = [m.span() for m in _SENTENCE.finditer(folded.folded) if _LETS_OFF.search(m[0])]
    tokens = [_Token(m[0], *folded.span(m.start(), m.end())) for m in _TOKEN.finditer(_blank(folded.folded, let_off))]
    heads = type_heads()
    types: Collection[str] = ()
    i, head = 0, False
    while i < len(tokens):
        if tokens[i].word in ".\n":
            types, head, i = (), False, i + 1
            continue
        ahead = tuple(t.word for t in tokens[i : i + 6])
        size = next((n for n in range(len(ahead), 0, -1) if ahead[:n] in heads), 0)
        if size:
            if doctorates and ahead[0] == _DOCTORATE and _OF_HEALTH.isdisjoint(ahead[1:4]):
                yield doctorates, tokens[i].start, tokens[i].end
            types, head, i = heads[ahead[:size]], True, i + size
            continue
        ids, after = titles.at(tokens, i, types, head=head) if types else ((), i)
        if ids:
            yield ids, tokens[i].start, tokens[after - 1].end
            head, i = False, after
        else:
            head, i = head and tokens[i].word in _SMALL, i + 1
