"""A route, or the lack of one, in words: as a counsellor would say it, each step with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.model import Basis, EdgeKind, NodeKind, Scope, SectionName
from pathways.phrases import (
    also_words,
    best_evidence,
    conditions_text,
    fiche_words,
    join_words,
    phrase,
    plain,
    quoted,
    section_title,
    with_article,
    years_text,
)
from pathways.phrases.figures import figures_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathways.model import Evidence, NodeRef, Route, Step

__all__ = ["explain_no_route", "explain_route", "explain_step"]

#: Sections that are lists: what stands there is an item, not a sentence to quote.
_LISTS = frozenset({SectionName.METIERS, SectionName.FORMATIONS, SectionName.POURSUITES_ETUDES})

#: Ends of a phrase where the sentence quoted has its own full stop.
_STOPPED = tuple(f"{stop}{quote}." for stop in ".!?…" for quote in (" »", "”"))


def explain_route(route: Route, *, lang: str = "fr") -> str:
    """Tell a route in words.

    Parameters
    ----------
    route : Route
        As `pathways.routing` gives it.
    lang : {"fr", "en"}
        Language of the telling.  Sentences of fiches and titles of sections stay French.

    Returns
    -------
    str
        A heading with the years in all, then a numbered paragraph for each step: what one does and in
        how many years, its conditions, whether it is for apprentices, and who says so: the sentence of
        the fiche, or the fiche and its section where the graph carries no text.

    Raises
    ------
    QueryError
        If `lang` is not one of those allowed.

    Examples
    --------
    >>> from pathways.model import Evidence, NodeRef, Route, Step
    >>> start, cap = NodeRef("classe:3e", "3e", "class"), NodeRef("FOR.1534", "CAP monteur", "diploma")
    >>> said = Evidence("FOR.1534", "acces", 0, 29, "Ce CAP suit la classe de 3e.")
    >>> print(explain_route(Route(start, cap, (Step(start, cap, 2, evidence=(said,), kind="entry"),))))
    De la 3e au CAP monteur : 2 ans, en 1 étape.
    1. Après la 3e, on prépare le CAP monteur en 2 ans. C'est écrit dans la fiche du CAP monteur, à la rubrique
    « Accès » : « Ce CAP suit la classe de 3e. »
    """
    if not route.steps:
        return _capital(
            phrase("tell.head.same", lang, target=with_article(route.target.label, route.target.kind, lang=lang))
        )
    count = len(route.steps)
    head = phrase(
        "tell.head",
        lang,
        source=with_article(route.source.label, route.source.kind, "de", lang),
        target=with_article(route.target.label, route.target.kind, "à", lang),
        years=years_text(route.years, lang),
        steps=phrase("step", lang) if count == 1 else phrase("steps", lang, n=count),
    )
    rule = next((n for n, step in enumerate(route.steps, 1) if step.basis == Basis.SCHEME), 0)
    told = (f"{n}. {explain_step(step, lang=lang, brief=n > rule)}" for n, step in enumerate(route.steps, 1))
    return "\n".join((_capital(head), *_plan(route, lang), *told, *_others(route, lang)))


def _plan(route: Route, lang: str) -> list[str]:
    """Say that the fiche of the goal tells the route, and where."""
    if (plan := route.plan) is None:
        return []
    section = section_title(plan.section, lang)
    if not plan.text:
        return [phrase("tell.plan", lang, section=section)]
    text = phrase("quote", lang, text=plain(plan.text))
    return [_one_stop(phrase("tell.plan.text", lang, section=section, text=text))]


def _others(route: Route, lang: str) -> list[str]:
    count = len(route.others)
    return [phrase("tell.others.one" if count == 1 else "tell.others", lang, n=count)] if count else []


def explain_step(step: Step, *, lang: str = "fr", brief: bool = False) -> str:
    """Tell one step of a route in words, as a line of sentences.

    Parameters
    ----------
    brief : bool
        What the general rule of studies is was said before: it is named alone.

    Raises
    ------
    QueryError
        If `lang` is not one of those allowed.

    Examples
    --------
    >>> from pathways.model import Basis, NodeRef, Step
    >>> cap, bp = NodeRef("a", "CAP cuisine", "diploma"), NodeRef("b", "BP arts de la cuisine", "diploma")
    >>> explain_step(Step(cap, bp, 2, basis=Basis.SCHEME), lang="en")
    'After CAP cuisine, you study for BP arts de la cuisine, in 2 years. It is the general rule of the study scheme;
    no fiche says so, to be checked with the school.'
    """
    sentences = [_what(step, lang)]
    if step.apprenticeship is not None:
        sentences.append(phrase(f"tell.only.{'apprenticeship' if step.apprenticeship else 'school'}", lang))
    if step.conditions:
        sentences.append(phrase("tell.conditions", lang, conditions=conditions_text(step.conditions, lang)))
    sentences += _word(step, lang, brief=brief)
    if step.options:
        sentences.append(phrase("tell.also", lang, names=also_words(step.options, lang)))
    if step.figures and (counted := figures_text(step.figures, lang)):
        sentences.append(f"{counted}.")
    return " ".join(_capital(s) for s in sentences)


def explain_no_route(
    source: NodeRef,
    target: NodeRef,
    *,
    lang: str = "fr",
    limits: Iterable[str] = (),
    without: Iterable[tuple[str, float]] = (),
    nearest: Iterable[NodeRef] = (),
    leads_nowhere: bool = False,
    unreached: bool = False,
) -> str:
    """Say that there is no route, and what stands between.

    Parameters
    ----------
    source, target : NodeRef
        The two ends asked for.
    lang : {"fr", "en"}
        Language of the telling.
    limits : iterable of str
        The limits that were asked for, as a person writes them ("--max-years 2").
    without : iterable of (str, float)
        A limit, and the years of the best route once it is dropped.
    nearest : iterable of NodeRef
        What is reachable and nearest to the target, best first.
    leads_nowhere, unreached : bool
        Nothing leaves the source; nothing leads to the target.

    Examples
    --------
    >>> from pathways.model import NodeRef
    >>> start, end = NodeRef("classe:3e", "3e", "class"), NodeRef("MET.266", "plombier/ère", "job")
    >>> print(explain_no_route(start, end, limits=["--max-years 1"], without=[("--max-years 1", 2)]))
    Aucun parcours ne mène de la 3e au métier de plombier/ère avec --max-years 1.
    Sans --max-years 1, il y en a un en 2 ans.
    """
    ends = {
        "source": with_article(source.label, source.kind, "de", lang),
        "target": with_article(target.label, target.kind, "à", lang),
    }
    limit = join_words((plain(text) for text in limits), lang)
    lines = [phrase("none.head.limits", lang, limits=limit, **ends) if limit else phrase("none.head", lang, **ends)]
    lines += [phrase("none.without", lang, limit=plain(text), years=years_text(years, lang)) for text, years in without]
    if leads_nowhere:
        lines.append(phrase("none.deadend", lang, source=with_article(source.label, source.kind, lang=lang)))
    if unreached:
        lines.append(phrase("none.unreachable", lang, target=ends["target"]))
    if names := [with_article(n.label, n.kind, lang=lang) for n in nearest]:
        lines.append(phrase("none.nearest", lang, name=join_words(names, lang)))
    return "\n".join(lines)


def _what(step: Step, lang: str) -> str:
    source = with_article(step.source.label, step.source.kind, lang=lang)
    target = with_article(step.target.label, step.target.kind, lang=lang)
    years = years_text(step.years, lang)
    if step.kind == EdgeKind.HOLDS or step.target.kind == NodeKind.LEVEL:
        return phrase("tell.level", lang, source=source, target=target)
    if step.target.kind == NodeKind.JOB:
        key = "tell.job.years" if step.years else "tell.job"
        return phrase(key, lang, source=source, target=plain(step.target.label), years=years)
    if step.target.kind == NodeKind.CLASS:
        return phrase("tell.entry", lang, source=source, target=_bare(target, lang), years=years)
    if not step.years and step.source.kind == NodeKind.CLASS:
        of = with_article(step.source.label, step.source.kind, "de" if lang == "fr" else "", lang)
        return phrase("tell.diploma.exam", lang, source=of, target=target)
    key = "tell.diploma" if step.years else "tell.diploma.now"
    return phrase(key, lang, source=source, target=target, years=years)


def _word(step: Step, lang: str, *, brief: bool = False) -> list[str]:
    """On whose word the step stands, as sentences."""
    said = best_evidence(step)
    if step.basis == Basis.SCHEME or (said is not None and said.section == "scheme"):
        return [phrase("tell.scheme.again" if brief else "tell.scheme", lang)]
    if said is None:
        return [phrase("tell.nothing", lang)]
    if step.door is not None or step.scope == Scope.ANY:
        return [_general(said, step, lang)]
    if step.basis == Basis.FIELD:
        return [
            _say("tell.field", said, step, lang),
            phrase("tell.field.score", lang, score=round(step.score * 100)),
        ]
    if said.section in _LISTS:
        what = "job" if step.target.kind == NodeKind.JOB and said.section == SectionName.METIERS else "formation"
        return [
            phrase(
                f"tell.stated.{what}",
                lang,
                fiche=fiche_words(step, lang),
                section=section_title(said.section, lang),
            )
        ]
    return [_say("tell.stated", said, step, lang)]


def _general(said: Evidence, step: Step, lang: str) -> str:
    """Tell what a fiche says of any diploma of a type or level: of a door, or of its own diploma's sequel."""
    door = step.door or (step.source if step.source.kind == NodeKind.LEVEL else None)
    if door is None:
        return _say("tell.wide", said, step, lang)
    return _say("tell.any", said, step, lang, door=quoted(door.label, lang))


def _say(key: str, said: Evidence, step: Step, lang: str, **places: str) -> str:
    """Fill a phrase on an evidence: the form with the sentence where the graph carries it."""
    places |= {"fiche": fiche_words(step, lang), "section": section_title(said.section, lang)}
    if not said.text:
        return phrase(key, lang, **places)
    told = phrase(f"{key}.text", lang, text=phrase("quote", lang, text=plain(said.text)), **places)
    return _one_stop(told)


def _one_stop(text: str) -> str:
    """Drop the full stop after a quotation that has its own."""
    return text[:-1] if text.endswith(_STOPPED) else text


def _bare(name: str, lang: str) -> str:
    """Drop the article: one enters « en 2de », not « en la 2de »."""
    return name.removeprefix("la ").removeprefix("le ") if lang == "fr" else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
