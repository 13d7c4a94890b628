"""Whole routes that the fiche of a job tells: « Durée des études » and « Accès au métier » to study plans."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pathways.model import Condition, PlanStep, Span, StudyPlan
from pathways.prose.lexicon import build_lexicon
from pathways.prose.plans_clauses import Clause, Item, clauses_of
from pathways.prose.plans_headings import Block, blocks_of
from pathways.prose.sentences import sentences_of
from pathways.prose.statement import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathways.model import Job
    from pathways.prose.lexicon import Lexicon
    from pathways.prose.sentences import Token

__all__ = ["join", "read_plans", "years_of_kind"]

_ORDER = {c.value: i for i, c in enumerate(Condition)}
_OF_ENTRY = ("holder", "skip", "self")  #: what a sentence says that tells who may enter a diploma
_OPENING = 3  # tokens: a line of a list begins with its diploma


@cache
def _years() -> dict[str, Any]:
    return tomllib.loads(files("pathways.prose").joinpath("plans.toml").read_text("utf-8"))


def years_of_kind(kind: str, origin: str) -> float | None:
    """Return the years that a kind of diploma takes from a start, None where that is not settled.

    Examples
    --------
    >>> years_of_kind("BTS", "bac"), years_of_kind("TP", "bac")
    (2, None)
    """
    found: float | None = _years()["years"].get(origin, {}).get(kind)
    return found


def read_plans(job: Job, lexicon: Lexicon | None = None) -> tuple[StudyPlan, ...]:
    r"""Read the study plans that the fiche of a job tells.

    Parameters
    ----------
    job : Job
        Its sections « En bref » and « Accès au métier » are read.
    lexicon : Lexicon, optional
        From `build_lexicon`; without one, that of the package alone.

    Returns
    -------
    tuple of StudyPlan
        In the order of the fiche, steps by name; one told twice stands once.

    Examples
    --------
    >>> from pathways.model import Appellation, Job, Section
    >>> text = "### Durée des études\n## Après la 3e\n2 ans pour le CAP fleuriste, suivi du BP fleuriste (2 ans)."
    >>> job = Job("MET.1", Appellation("fleuriste"), sections=(Section("en-bref", "En bref", text),))
    >>> [(p.start, p.years, [s.kind for s in p.steps]) for p in read_plans(job)]
    [('3e', 2, ['CAP']), ('3e', 4, ['CAP', 'BP'])]
    """
    lexicon = lexicon or build_lexicon()
    found: list[StudyPlan] = []
    for block in blocks_of(job):
        found += _of_block(job, block, lexicon)
    return tuple(_merged(found))


def _of_block(job: Job, block: Block, lexicon: Lexicon) -> Iterator[StudyPlan]:
    section = job.section(block.section)
    assert section is not None  # noqa: S101 - a block is one of a section
    text = section.text[block.start : block.end]
    latest: list[Clause] = []
    for sentence in sentences_of(text, lexicon.phrases["metier"]):
        clauses = clauses_of(sentence, text, lexicon, latest)
        for clause in clauses:
            if not clause.opened and clause not in latest and not _tells(sentence.tokens, clause, block):
                continue
            yield from _plans(job.id, block, clause)
        latest = clauses


def _tells(tokens: list[Token], clause: Clause, block: Block) -> bool:
    """Whether a sentence that no duration opens tells plans: a line of a list, « Il existe aussi », « ... en 1 an »."""
    if not block.origin or tokens[0].text == "apres":
        return False
    listed = any(t.kinds for t in tokens[:_OPENING]) and (block.listed or not any(t.cue(*_OF_ENTRY) for t in tokens))
    timed = any(i.years is not None for g in clause.groups for i in g.items)
    return listed or timed or tokens[0].text.startswith("il existe")


def _plans(job: str, block: Block, clause: Clause) -> Iterator[StudyPlan]:
    """Yield the plans of one clause."""
    ways: list[list[tuple[tuple[Item, ...], bool]]] = []
    for n, group in enumerate(clause.groups):
        mine: list[tuple[tuple[Item, ...], bool]] = []
        for item in group.items:
            bases: list[tuple[tuple[Item, ...], bool]] = [((), True)]
            if n:
                bases = list(ways[group.parent])
                if group.plural and group.parent == 0 and clause.joined is not None:
                    joined: Clause | None = clause.joined
                    while joined is not None:
                        bases += [((replace(i, clause=joined),), i.usual) for i in joined.groups[0].items]
                        joined = joined.joined
            elif item.after:
                bases = [((a,), True) for a in item.after] + ([((), True)] if item.also_alone else [])
            elif clause.base:
                bases = [((a,), True) for a in clause.base]
            mine += [((*base, item), usual and item.usual and group.usual) for base, usual in bases]
        ways.append(mine)
    for n, mine in enumerate(ways):
        last = n == len(ways) - 1
        alone = last or not (clause.groups[n + 1].then and clause.groups[n + 1].usual and clause.groups[n + 1].items)
        for items, usual in mine if alone and (clause.origin or block.origin) else ():
            yield _plan(job, block, clause, items, usual=usual)


def _plan(job: str, block: Block, clause: Clause, items: tuple[Item, ...], *, usual: bool) -> StudyPlan:
    first = items[0]
    clause = first.clause or clause
    origin = clause.origin or block.origin
    years = _first_years(clause, block, first, origin)
    if years is None and len(items) > 1:
        years = years_of_kind(first.kind, origin)
    lasts = _years()["lasts"].get(first.kind)
    if origin == "bac" and lasts and years == lasts["years"] and clause.opened:
        origin = lasts["after"]
    for item in items[1:]:
        if item.years is None and item is items[-1] and (clause.base or item.after) and clause.years:
            item.years = clause.years[1]
        years = None if years is None or item.years is None else years + item.years
    start, end = block.start + min(clause.start, first.start), block.start + items[-1].end
    return StudyPlan(
        job,
        origin,
        int(years) if years is not None and float(years).is_integer() else years,
        tuple(PlanStep(i.kind, i.name, i.scope, years=i.years) for i in items),
        usual,
        tuple(sorted(clause.conditions, key=_ORDER.__getitem__)),
        ((block.section, Span(start, end)),),
    )


def _first_years(clause: Clause, block: Block, first: Item, origin: str) -> float | None:
    usual = years_of_kind(first.kind, origin)
    if first in clause.base or any(first in i.after for g in clause.groups for i in g.items):
        return usual
    said = clause.years or block.years
    if said is None:
        return first.years
    least, most = said
    if least == most:
        return most
    return usual if usual is not None and least <= usual <= most else None


def _merged(plans: Iterable[StudyPlan]) -> list[StudyPlan]:
    """Make one plan of what is told twice in the same words: with the years, where one of them says them."""
    out: dict[Any, StudyPlan] = {}
    for plan in plans:
        key: tuple[Any, ...] = (plan.start, tuple((s.kind, stems(s.name or "")) for s in plan.steps))
        while (kept := out.get(key)) is not None and None not in (kept.years, plan.years) and kept.years != plan.years:
            key = (*key, kept.years)
        out[key] = plan if kept is None else join(kept, plan)
    return list(out.values())


def join(kept: StudyPlan, plan: StudyPlan) -> StudyPlan:
    """Return one plan for two that are the same way."""
    return replace(
        kept,
        years=kept.years if kept.years is not None else plan.years,
        usual=kept.usual or plan.usual,
        conditions=tuple(sorted({*kept.conditions, *plan.conditions}, key=_ORDER.__getitem__)),
        spans=tuple(dict.fromkeys((*kept.spans, *plan.spans))),
    )
