"""What findings are called, in French and in English: data alone, filled by `report.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.check.findings import FindingKind
from pathways.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathways.check.findings import Finding

__all__ = ["KINDS", "PAGE", "message", "page_words"]

#: kind -> (title, what an editor can do about it)
KINDS: Mapping[str, Mapping[FindingKind, tuple[str, str]]] = {
    "fr": {
        FindingKind.LEVEL: ("Niveaux contradictoires", "Vérifier le niveau au RNCP, et corriger l'un des deux champs."),
        FindingKind.DURATION: ("Durées contradictoires", "Vérifier la durée, et corriger le champ ou la phrase."),
        FindingKind.JOB_LEVEL: (
            "Niveau d'accès d'un métier et formations",
            "Corriger le niveau d'accès minimum, ou la liste des formations du métier.",
        ),
        FindingKind.CODE: (
            "Code scolarité partagé",
            "Donner à chaque formation son code.",
        ),
        FindingKind.FAMILY: ("Famille de métiers", "Nommer la 2de pro de la famille officielle."),
        FindingKind.CLOSED: ("Diplôme fermé, toujours recommandé", "Remplacer le diplôme par celui qui lui succède."),
        FindingKind.LIST: ("Prose et liste des poursuites", "Dire la même chose dans le texte et dans la liste."),
        FindingKind.ONE_SIDED: (
            "Poursuite dite d'un seul côté",
            "Compléter l'autre fiche, ou corriger celle qui le dit.",
        ),
        FindingKind.UNRESOLVED: ("Mention sans fiche", "Employer le nom exact du diplôme, ou créer sa fiche."),
        FindingKind.ISOLATED: (
            "Formation sans entrée ou sans suite",
            "Compléter l'accès, la poursuite ou les métiers.",
        ),
    },
    "en": {
        FindingKind.LEVEL: ("Contradictory levels", "Check the level in the RNCP, and mend one of the two fields."),
        FindingKind.DURATION: ("Contradictory durations", "Check the duration, and mend the field or the sentence."),
        FindingKind.JOB_LEVEL: (
            "A job's level and its formations",
            "Mend the minimum level or the list.",
        ),
        FindingKind.CODE: ("Shared school code", "Give each formation its code, or say that they are one."),
        FindingKind.FAMILY: ("Famille de métiers", "Name the 2de pro of the official family."),
        FindingKind.CLOSED: ("Closed diploma, still recommended", "Put the diploma that succeeds it in its place."),
        FindingKind.LIST: ("Prose and list of continuations", "Say the same in the text and in the list."),
        FindingKind.ONE_SIDED: (
            "Continuation told by one side",
            "Complete one fiche, or mend the other.",
        ),
        FindingKind.UNRESOLVED: ("Mention without a fiche", "Use the exact name of the diploma, or make its fiche."),
        FindingKind.ISOLATED: (
            "Formation without way in or out",
            "Complete access, continuations or jobs.",
        ),
    },
}

#: (kind, variant) -> the sentence; {first} and {others} are names of fiches.
MESSAGES: Mapping[str, Mapping[tuple[FindingKind, str], str]] = {
    "fr": {
        (FindingKind.LEVEL, "type"): "{first} : niveau {level}, mais un diplôme « {type} » est de niveau {usual}.",
        (FindingKind.LEVEL, "exit"): "{first} : niveau {level}, mais niveau de sortie « {exit} ».",
        (FindingKind.LEVEL, "sources"): "{first} : « {kept} » dans une source, « {lost} » dans une plus ancienne.",
        (FindingKind.DURATION, "prose"): "{first} : le texte dit {years} ans après la 3e, le champ « {duration} ».",
        (
            FindingKind.DURATION,
            "official",
        ): "{first} : la fiche dit {duration}, la nomenclature (DEPP, BCN) {official} an(s).",
        (FindingKind.FAMILY, "other"): "{first} : la nomenclature dit « {family} », la fiche suit {others}.",
        (
            FindingKind.CLOSED,
            "nomenclature",
        ): "{first} : fermé en {year} dans la nomenclature (DEPP, BCN), ouvert dans le répertoire.",
        (FindingKind.DURATION, "sources"): "{first} : « {kept} » dans une source, « {lost} » dans une plus ancienne.",
        (FindingKind.JOB_LEVEL, "below"): "{first} : accès minimum « {level} », mais moins suffit pour {others}.",
        (
            FindingKind.JOB_LEVEL,
            "above",
        ): "{first} : accès minimum « {level} », mais la plus courte voie est {others}.",
        (FindingKind.CODE, "shared"): "{code} : {count} formations, {first}, {others}.",
        (FindingKind.CODE, "options"): "{code} : {count} options d'un diplôme, {first}, {others}.",
        (FindingKind.CLOSED, "closed"): "{first} : dernière session {year}, encore cité par {others}.",
        (FindingKind.CLOSED, "closing"): "{first} : dernière session {year}, bientôt, cité par {others}.",
        (FindingKind.LIST, "unlisted"): "{first} : le texte nomme {others}, la liste non.",
        (
            FindingKind.LIST,
            "untold",
        ): "{first} : la liste nomme {others}, et le texte, aucun diplôme de ce type.",
        (FindingKind.ONE_SIDED, "entry"): "{first} : son accès n'admet pas {others}, qui dit y mener.",
        (FindingKind.ONE_SIDED, "continuation"): "{first} : sa poursuite d'études omet {others}, qui dit l'admettre.",
        (FindingKind.UNRESOLVED, "from"): "« {mention} » mène à une formation, {count} fois : {reason}.",
        (FindingKind.UNRESOLVED, "to"): "« {mention} » est une poursuite, {count} fois : {reason}.",
        (FindingKind.ISOLATED, "in"): "{first} : rien n'y mène.",
        (FindingKind.ISOLATED, "out"): "{first} : ne mène à aucune formation et à aucun métier.",
        (FindingKind.ISOLATED, "both"): "{first} : rien n'y mène, et ne mène à rien.",
    },
    "en": {
        (FindingKind.LEVEL, "type"): "{first}: level {level}, but a “{type}” is of level {usual}.",
        (FindingKind.LEVEL, "exit"): "{first}: level {level}, but exit level “{exit}”.",
        (FindingKind.LEVEL, "sources"): "{first}: “{kept}” in one source, “{lost}” in an older one.",
        (FindingKind.DURATION, "prose"): "{first}: the text says {years} years after 3e, the field “{duration}”.",
        (
            FindingKind.DURATION,
            "official",
        ): "{first}: the fiche says {duration}, the nomenclature (DEPP, BCN) {official} year(s).",
        (FindingKind.FAMILY, "other"): "{first}: the nomenclature says “{family}”, the fiche follows {others}.",
        (
            FindingKind.CLOSED,
            "nomenclature",
        ): "{first}: closed in {year} in the nomenclature (DEPP, BCN), open in the record.",
        (FindingKind.DURATION, "sources"): "{first}: “{kept}” in one source, “{lost}” in an older one.",
        (FindingKind.JOB_LEVEL, "below"): "{first}: minimum level “{level}”, but less is enough for {others}.",
        (FindingKind.JOB_LEVEL, "above"): "{first}: minimum level “{level}”, but the shortest formation is {others}.",
        (FindingKind.CODE, "shared"): "{code}: {count} formations, {first}, {others}.",
        (FindingKind.CODE, "options"): "{code}: {count} options of one diploma, {first}, {others}.",
        (FindingKind.CLOSED, "closed"): "{first}: last session {year}, still named by {others}.",
        (FindingKind.CLOSED, "closing"): "{first}: last session {year}, soon, named by {others}.",
        (FindingKind.LIST, "unlisted"): "{first}: the text names {others}, the list does not.",
        (
            FindingKind.LIST,
            "untold",
        ): "{first}: the list names {others}, and the text no diploma of that type.",
        (FindingKind.ONE_SIDED, "entry"): "{first}: its access does not admit {others}, which claims to lead there.",
        (FindingKind.ONE_SIDED, "continuation"): "{first}: its continuations omit {others}, which claims to admit it.",
        (FindingKind.UNRESOLVED, "from"): "“{mention}” leads to a formation, {count} times: {reason}.",
        (FindingKind.UNRESOLVED, "to"): "“{mention}” is a continuation, {count} times: {reason}.",
        (FindingKind.ISOLATED, "in"): "{first}: nothing leads to it.",
        (FindingKind.ISOLATED, "out"): "{first}: leads to no formation and to no job.",
        (FindingKind.ISOLATED, "both"): "{first}: nothing leads to it, and it leads to nothing.",
    },
}

#: What frames the findings.
PAGE: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "Contrôle du répertoire",
        "looked": "{formations} formations et {jobs} métiers, données de {release}",
        "none": "rien à signaler",
        "more": "et {n} de plus",
        "findings": "constats",
        "unknown": "date inconnue",
        "evidence": "Où c'est écrit",
        "fiches": "Fiches",
        "credit": "Données : Onisep, Idéo, licence ODbL 1.0",
        "contents": "Sommaire",
    },
    "en": {
        "title": "What is wrong in the record",
        "looked": "{formations} formations and {jobs} jobs, data of {release}",
        "none": "nothing to report",
        "more": "and {n} more",
        "findings": "findings",
        "unknown": "unknown date",
        "evidence": "Where it is written",
        "fiches": "Fiches",
        "credit": "Data: Onisep, Idéo, ODbL 1.0",
        "contents": "Contents",
    },
}

_MOST_NAMED = 4


def page_words(lang: str) -> Mapping[str, str]:
    """Return the words around findings.

    Raises
    ------
    QueryError
        If the language is not known.
    """
    if lang not in PAGE:
        raise QueryError(f"unknown language {lang!r}: use one of {', '.join(PAGE)}")
    return PAGE[lang]


def message(finding: Finding, lang: str = "fr") -> str:
    """Return a finding as a sentence; of many fiches the first few are named, the others counted.

    Raises
    ------
    QueryError
        If the language is not known.

    Examples
    --------
    >>> from pathways.check.findings import FicheRef, Finding
    >>> message(Finding(FindingKind.ISOLATED, "in", (FicheRef("FOR.1", "CAP cuisine"),)))
    "CAP cuisine : rien n'y mène."
    """
    words = page_words(lang)
    first, *others = [f.label for f in finding.fiches] or [""]
    named = ", ".join(others[:_MOST_NAMED])
    if len(others) > _MOST_NAMED:
        named += f" {words['more'].format(n=len(others) - _MOST_NAMED)}"
    return MESSAGES[lang][finding.kind, finding.variant].format(first=first, others=named, **dict(finding.facts))
