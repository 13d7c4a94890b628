"""« Durée des études » of métiers: which diploma completes which, as the fiche of a job states it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pathways.graph.draft import Claim, Word, statement
from pathways.graph.quoting import sentence_spans
from pathways.scheme import TYPES
from pathways.text import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pathways.contract import EvidenceData
    from pathways.model import Formation, Job

__all__ = ["Completion", "completions"]

_SECTION = "en-bref"
_HEADING = re.compile(r"duree des etudes\b")
#: « le CAP A éventuellement complété par le CS B (en 1 an) ; ou par le BP C (en 2 ans) »
_COMPLETED = re.compile(
    r"\b(?:completee?s?|suivie?s?)(?: (?:eventuellement|parfois|souvent))?(?: par\b| du\b| de la\b| d')"
)
_YEARS = re.compile(r"\((?:en )?(\d) ans?\b|\ben (\d) ans?\b")
_EXPERIENCE = re.compile(r"\bexperience\b")
#: Where one enumeration of diplomas ends and the next begins.
_LIST = re.compile(r"\bou,? (?=par |apres |d'un|du |bien )|, voire\b")
#: More pairs than that in one sentence are a list of trades, which pairs each with each by no one's word.
_MOST_PAIRS = 6
_OPTION = re.compile(r"[ ,]*\b(?:option|parcours)\b.*")
_TYPE_WORDS: Mapping[str, tuple[str, ...]] = {
    t.id: tuple(dict.fromkeys(fold(w.partition(" (")[0]) for w in (t.id, *t.words, *t.labels))) for t in TYPES
}
_ANY_TYPE = re.compile(
    r"\b(?:"
    + "|".join(sorted((re.escape(w) for ws in _TYPE_WORDS.values() for w in ws), key=len, reverse=True))
    + r")\b"
)


class Completion(NamedTuple):
    """One diploma that completes another, by one sentence."""

    source: str
    target: str
    claim: Claim


class _Found(NamedTuple):
    formation: Formation
    start: int
    end: int


def completions(jobs: Iterable[Job], formations: Iterable[Formation]) -> Iterator[Completion]:
    r"""Yield what « Durée des études » says of one diploma completed by another.

    Only formations that the métier itself recommends are looked for, by their type and their name, so that a
    word of the text is no diploma by chance.

    Examples
    --------
    >>> from pathways.model import Appellation, FormationRef, Section
    >>> from pathways.model import Formation, Job
    >>> cap = Formation("FOR.1", "CAP fleuriste", "CAP", duration_years=2)
    >>> bp = Formation("FOR.2", "BP fleuriste", "BP", duration_years=2)
    >>> text = "### Durée des études\n2 ans pour préparer le CAP fleuriste, complété par un BP fleuriste (2 ans)."
    >>> job = Job("MET.1", Appellation("fleuriste"), sections=(Section("en-bref", "En bref", text),),
    ...     formations=(FormationRef(cap.title, cap.id), FormationRef(bp.title, bp.id)))
    >>> [(c.source, c.target, c.claim.years) for c in completions([job], [cap, bp])]
    [('FOR.1', 'FOR.2', 2.0)]
    """
    known = {f.id: f for f in formations}
    for job in sorted(jobs, key=lambda j: j.id):
        section = job.section(_SECTION)
        recommended = [known[r.id] for r in job.formations if r.id in known]
        if section is None or len(recommended) < 2:  # noqa: PLR2004 - one completes another
            continue
        heading = _HEADING.search(fold(section.text))
        if heading is None:
            continue
        release = job.origins[0].release if job.origins else ""
        for start, end in sentence_spans(section.text):
            if start < heading.start():
                continue
            text = section.text[start:end]
            said = statement(job.id, _SECTION, start, end, text)
            yield from _of_sentence(text, recommended, said, release)


def _of_sentence(text: str, recommended: Iterable[Formation], said: EvidenceData, release: str) -> Iterator[Completion]:
    folded = Folded.of(text).folded
    cut = _COMPLETED.search(folded)
    if cut is None:
        return
    found = list(_mentions(folded, recommended))
    before = [m for m in found if m.end <= cut.start()]
    after = [m for m in found if m.start >= cut.end()]
    if not before or not after:
        return
    lists = [cut.end(), *(m.start() for m in _LIST.finditer(folded, cut.end())), len(folded)]
    clauses = re.split(r" ; (?=\d)|\. ", folded[: cut.start()])
    first = cut.start() - len(clauses[-1])
    before = [m for m in before if m.start >= first]
    if len(before) * len(after) > _MOST_PAIRS:
        return
    for b in before:
        for a in after:
            here = max(i for i, at in enumerate(lists[:-1]) if at <= a.start)
            part = folded[lists[here] : lists[here + 1]]
            years = _YEARS.search(folded, a.end, lists[here + 1])
            if a.formation.id == b.formation.id or re.search(r"\d ans? pour\b", folded[cut.end() : a.start]):
                continue
            stated = float(years[1] or years[2]) if years else a.formation.duration_years
            if stated is None or (years is None and a.formation.type == "bac pro"):
                continue  # after a CAP, a bac pro does not take the years that it takes after 3e
            conditions = ("expérience",) if _EXPERIENCE.search(part) else ()
            claim = Claim(stated, word=Word.SOURCE, conditions=conditions, evidence=(said,), release=release)
            yield Completion(b.formation.id, a.formation.id, claim)


def _mentions(folded: str, recommended: Iterable[Formation]) -> Iterator[_Found]:
    """Yield where a sentence names these formations: by their name, under their own type of diploma."""
    for f in recommended:
        own = _TYPE_WORDS.get(f.type, ())
        name = fold(f.title)
        for word in sorted(own, key=len, reverse=True):
            if name.startswith(f"{word} "):
                name = name[len(word) :]
                break
        name = re.sub(r"^ *(?:\(ex mc\)|mention|specialite)? *", "", _OPTION.sub("", name)).strip()
        if not name:
            continue
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", folded):
            types = list(_ANY_TYPE.finditer(folded, 0, m.start()))
            if types and types[-1][0] in own:
                yield _Found(f, m.start(), m.end())
                break
