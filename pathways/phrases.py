"""What people read, in French and in English: words as data, and the few rules that fit them together.

Tables here hold no logic: a translator changes them and nothing else.  A test holds that each
language has every phrase, and every phrase the same places to fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.errors import QueryError
from pathways.model import Condition, SectionName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.model import Evidence, Step

__all__ = [
    "LANGUAGES",
    "best_evidence",
    "conditions_text",
    "fiche_name",
    "join_words",
    "phrase",
    "plain",
    "quoted",
    "section_title",
    "with_article",
    "years_text",
]

#: Languages that routes are told in.
LANGUAGES = ("fr", "en")

PHRASES: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "and": "et",
        "andor": "et/ou",
        "year": "1 an",
        "years": "{n} ans",
        "year.half": "1 an et demi",
        "years.half": "{n} ans et demi",
        "months": "{n} mois",
        "years.none": "0 an",
        "quote": "« {text} »",
        "only.apprenticeship": "en apprentissage seulement",
        "only.school": "par la voie scolaire",
        "route": "1 route",
        "routes": "{n} routes",
        "step": "1 étape",
        "steps": "{n} étapes",
        "by.fiche": "selon la fiche {fiche}, {section}",
        "by.fiche.two": "selon la fiche {fiche}, {section}, et 1 autre",
        "by.fiche.more": "selon la fiche {fiche}, {section}, et {n} autres",
        "by.field": "même domaine ({score} %), fiche {fiche}, {section}",
        "by.any": "fiche {fiche}, {section} : {door}",
        "by.wide": "dit de façon générale par la fiche {fiche}, {section}",
        "by.scheme": "règle générale des études",
        "by.nothing": "source non indiquée",
        "also": "vaut aussi pour : {names}",
        "legend.stated": "dit par une fiche",
        "legend.field": "même domaine ou porte large",
        "legend.scheme": "règle générale des études",
        "no.routes": "Aucune route.",
        "kind.class": "classe",
        "kind.diploma": "diplôme",
        "kind.job": "métier",
        "kind.level": "niveau",
        "show.level": "niveau {n}",
        "show.id": "identifiant",
        "show.sigle": "sigle",
        "show.code_scolarite": "code scolarité",
        "show.rncp": "RNCP",
        "show.nsf": "NSF",
        "show.domains": "domaines",
        "show.aliases": "autres noms",
        "show.closed": "dernière session",
        "show.url": "page",
        "show.in": "Ce qui y mène",
        "show.in.job": "Les formations qui y mènent",
        "show.out": "Les études ensuite",
        "show.jobs": "Les métiers",
        "show.holds": "Ce que l'on a avec",
        "show.members": "Qui l'a",
        "show.more": "... et {n} de plus (--all)",
        "table.rank": "N°",
        "table.years": "Durée",
        "table.way": "Route",
        "table.from": "De",
        "table.to": "À",
        "table.conditions": "Conditions",
        "table.word": "D'après",
        "table.stated": "une fiche",
        "table.field": "le même domaine",
        "table.scheme": "la règle générale",
        "tell.head": "{source} {target} : {years}, en {steps}.",
        "tell.head.same": "{target} : c'est déjà le point de départ.",
        "tell.entry": "Après {source}, on entre en {target} ({years}).",
        "tell.diploma": "Après {source}, on prépare {target} en {years}.",
        "tell.diploma.now": "Qui a {source} a aussi {target}.",
        "tell.job": "Avec {source}, on peut devenir {target}.",
        "tell.job.years": "Avec {source}, on peut devenir {target} ({years} de plus).",
        "tell.level": "{source} donne le niveau voulu : {target}.",
        "tell.only.apprenticeship": "Cette voie est ouverte aux seuls apprentis.",
        "tell.only.school": "Cette voie se suit au lycée, pas en apprentissage.",
        "tell.conditions": "On y entre {conditions}.",
        "tell.stated": "C'est écrit dans la fiche {fiche}, à la rubrique {section}.",
        "tell.stated.text": "La fiche {fiche} le dit, à la rubrique {section} : {text}.",
        "tell.stated.job": "Ce métier est dans la liste {section} de la fiche {fiche}.",
        "tell.stated.formation": "Cette formation est dans la liste {section} de la fiche {fiche}.",
        "tell.field": "La fiche {fiche}, à la rubrique {section}, parle du même domaine sans nommer ce diplôme.",
        "tell.field.text": "La fiche {fiche}, à la rubrique {section}, ne nomme pas ce diplôme, mais dit : {text}.",
        "tell.field.score": "Les deux formations sont proches à {score} %.",
        "tell.any": "La fiche {fiche}, à la rubrique {section}, admet {door} : porte large, à vérifier.",
        "tell.any.text": "La fiche {fiche}, à la rubrique {section}, admet {door} ({text}) : porte large, à vérifier.",
        "tell.wide": "La fiche {fiche}, à la rubrique {section}, le dit en général, à vérifier.",
        "tell.wide.text": "La fiche {fiche}, à la rubrique {section}, le dit en général, à vérifier : {text}.",
        "tell.scheme": "Aucune fiche ne le dit : c'est la règle générale des études, à vérifier sur place.",
        "tell.nothing": "La source de cette étape n'est pas indiquée.",
        "tell.also": "Cela vaut aussi pour {names}.",
        "none.head": "Aucune route ne mène {source} {target}.",
        "none.head.limits": "Aucune route ne mène {source} {target} avec {limits}.",
        "none.without": "Sans {limit}, il y en a une en {years}.",
        "none.nearest": "Ce qu'on atteint de plus proche : {name}.",
        "none.unreachable": "Aucune fiche ne dit ce qui mène {target}.",
        "none.deadend": "Aucune fiche ne dit ce qui suit {source}.",
    },
    "en": {
        "and": "and",
        "andor": "and/or",
        "year": "1 year",
        "years": "{n} years",
        "year.half": "1½ years",
        "years.half": "{n}½ years",
        "months": "{n} months",
        "years.none": "0 years",
        "quote": "“{text}”",
        "only.apprenticeship": "apprentices only",
        "only.school": "at school only",
        "route": "1 route",
        "routes": "{n} routes",
        "step": "1 step",
        "steps": "{n} steps",
        "by.fiche": "says fiche {fiche}, {section}",
        "by.fiche.two": "says fiche {fiche}, {section}, and 1 more",
        "by.fiche.more": "says fiche {fiche}, {section}, and {n} more",
        "by.field": "same field ({score}%), fiche {fiche}, {section}",
        "by.any": "fiche {fiche}, {section}: {door}",
        "by.wide": "said in general by fiche {fiche}, {section}",
        "by.scheme": "general rule of the study scheme",
        "by.nothing": "source not given",
        "also": "the same for: {names}",
        "legend.stated": "stated by a fiche",
        "legend.field": "same field or wide door",
        "legend.scheme": "general rule of the study scheme",
        "no.routes": "No route.",
        "kind.class": "class",
        "kind.diploma": "diploma",
        "kind.job": "job",
        "kind.level": "level",
        "show.level": "level {n}",
        "show.id": "id",
        "show.sigle": "acronym",
        "show.code_scolarite": "school code",
        "show.rncp": "RNCP",
        "show.nsf": "NSF",
        "show.domains": "fields",
        "show.aliases": "other names",
        "show.closed": "last session",
        "show.url": "page",
        "show.in": "What leads to it",
        "show.in.job": "Formations that lead to it",
        "show.out": "Studies after it",
        "show.jobs": "Jobs",
        "show.holds": "What it gives",
        "show.members": "Who holds it",
        "show.more": "... and {n} more (--all)",
        "table.rank": "No.",
        "table.years": "Time",
        "table.way": "Route",
        "table.from": "From",
        "table.to": "To",
        "table.conditions": "Conditions",
        "table.word": "By",
        "table.stated": "a fiche",
        "table.field": "the same field",
        "table.scheme": "the general rule",
        "tell.head": "{source} {target}: {years}, in {steps}.",
        "tell.head.same": "{target}: this is where you already are.",
        "tell.entry": "After {source}, you enter {target} ({years}).",
        "tell.diploma": "After {source}, you study for {target}, in {years}.",
        "tell.diploma.now": "Whoever holds {source} also holds {target}.",
        "tell.job": "With {source}, you can become {target}.",
        "tell.job.years": "With {source}, you can become {target} ({years} more).",
        "tell.level": "{source} gives the level asked for: {target}.",
        "tell.only.apprenticeship": "This way is open to apprentices only.",
        "tell.only.school": "This way is followed at school, not as an apprentice.",
        "tell.conditions": "Admission: {conditions}.",
        "tell.stated": "It is written in fiche {fiche}, under {section}.",
        "tell.stated.text": "Fiche {fiche} says so, under {section}: {text}.",
        "tell.stated.job": "The job is in the list {section} of fiche {fiche}.",
        "tell.stated.formation": "The formation is in the list {section} of fiche {fiche}.",
        "tell.field": "Fiche {fiche}, under {section}, speaks of the same field without naming this diploma.",
        "tell.field.text": "Fiche {fiche}, under {section}, does not name this diploma, but says: {text}.",
        "tell.field.score": "The two are close in field: {score}%.",
        "tell.any": "Fiche {fiche}, under {section}, admits {door}: a wide door, to be checked.",
        "tell.any.text": "Fiche {fiche}, under {section}, admits {door} ({text}): a wide door, to be checked.",
        "tell.wide": "Fiche {fiche}, under {section}, says so in general, to be checked with the school.",
        "tell.wide.text": "Fiche {fiche}, under {section}, says so in general, to be checked with the school: {text}.",
        "tell.scheme": "No fiche says so: it is the general rule of the study scheme, to be checked with the school.",
        "tell.nothing": "The source of this step is not given.",
        "tell.also": "The same holds for {names}.",
        "none.head": "No route leads {source} {target}.",
        "none.head.limits": "No route leads {source} {target} with {limits}.",
        "none.without": "Without {limit} there is one, in {years}.",
        "none.nearest": "The nearest that can be reached: {name}.",
        "none.unreachable": "No fiche says what leads {target}.",
        "none.deadend": "No fiche says what follows {source}.",
    },
}

#: What a candidate needs, as it follows « on y entre ... » or stands alone in a list.
CONDITIONS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        Condition.DOSSIER: "sur dossier",
        Condition.BON_DOSSIER: "avec un bon dossier",
        Condition.MENTION: "avec une mention à l'examen",
        Condition.CONCOURS: "sur concours",
        Condition.ENTRETIEN: "après un entretien",
        Condition.TESTS: "après des tests",
        Condition.EXPERIENCE: "avec une expérience professionnelle",
        Condition.SOUS_CONDITIONS: "sous certaines conditions",
        Condition.AGE: "sous condition d'âge",
        Condition.ALTERNANCE: "en alternance",
    },
    "en": {
        Condition.DOSSIER: "on your school record",
        Condition.BON_DOSSIER: "with a good school record",
        Condition.MENTION: "with honours (mention)",
        Condition.CONCOURS: "by competitive examination",
        Condition.ENTRETIEN: "after an interview",
        Condition.TESTS: "after tests",
        Condition.EXPERIENCE: "with work experience",
        Condition.SOUS_CONDITIONS: "under certain conditions",
        Condition.AGE: "within an age limit",
        Condition.ALTERNANCE: "alternating study and work",
    },
}

#: Titles of sections as Onisep prints them; they stay French in every language, as the fiches do.
SECTION_TITLES: Mapping[str, str] = {
    SectionName.DESCRIPTION: "Description",
    SectionName.ACCES: "Accès",
    SectionName.POURSUITE: "Poursuite d'études",
    SectionName.ATTENDUS: "Attendus",
    SectionName.METIERS: "Métiers associés",
    SectionName.FORMATIONS: "Formations recommandées",
    SectionName.POURSUITES_ETUDES: "Poursuites d'études (liste)",
    SectionName.ACCES_METIER: "Accès au métier",
    "en-bref": "En bref",
}

#: Article -> first words of the names that take it; a name with another first word is quoted.
_ARTICLES: Mapping[str, str] = {
    "la": "3e 4e 2de 1re tle cpge fcil licence classe formation préparation seconde première terminale "
    "capacité spécialisation prépa mention",
    "le": "cap capa cs mc bp bpa bma btm btms bm ctm bac baccalauréat bts btsa but dut deust dnmade dn dna dnsep de "
    "du bpjeps dejeps desjeps cpjeps tp titre diplôme brevet certificat master mastère msc bachelor doctorat "
    "magistère dpea dts dhet cycle programme",
}
_ARTICLE_OF = {word: article for article, words in _ARTICLES.items() for word in words.split()}
_VOWELS = frozenset("aàâäeéèêëiîïoôöuùûüœæh")
#: Words of job names whose h is aspirated, so that « de » keeps its e.
_ASPIRATED = frozenset({"hacker", "handballeur", "handballeuse", "harpiste", "hockeyeur", "hockeyeuse", "héros"})


def _language(lang: str) -> str:
    if lang not in LANGUAGES:
        raise QueryError(f"unknown language {lang!r}: use one of {', '.join(LANGUAGES)}")
    return lang


def phrase(key: str, lang: str = "fr", **places: object) -> str:
    """Return one phrase, its places filled.

    Raises
    ------
    QueryError
        If `lang` is not one of `LANGUAGES`.

    Examples
    --------
    >>> phrase("years", "en", n=3)
    '3 years'
    """
    return PHRASES[_language(lang)][key].format(**places)


def years_text(years: float, lang: str = "fr") -> str:
    """Return a number of years as people say it; parts of a year in months.

    Examples
    --------
    >>> [years_text(y) for y in (0, 0.5, 1, 1.5, 2, 2.5, 0.83, 1.25)]
    ['0 an', '6 mois', '1 an', '1 an et demi', '2 ans', '2 ans et demi', '10 mois', '15 mois']
    """
    if years == 0:
        return phrase("years.none", lang)
    whole, months = divmod(round(years * 12), 12)
    if months == 0:
        return phrase("year", lang) if whole == 1 else phrase("years", lang, n=whole)
    if months == 6 and whole:  # noqa: PLR2004 - half of twelve months
        return phrase("year.half", lang) if whole == 1 else phrase("years.half", lang, n=whole)
    return phrase("months", lang, n=whole * 12 + months)


def join_words(parts: Iterable[str], lang: str = "fr", word: str = "and") -> str:
    """Return parts joined as in a sentence: commas, and `word` before the last.

    Examples
    --------
    >>> join_words(["sur dossier", "après des tests", "après un entretien"])
    'sur dossier, après des tests et après un entretien'
    """
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} {phrase(word, lang)} {last}" if most else last


def conditions_text(conditions: Iterable[str], lang: str = "fr") -> str:
    """Return conditions as words; a code that is not known stands as it is.

    A fiche may ask for all of them or for one of several ("un très bon dossier ou une mention"), which
    the codes do not tell apart: hence « et/ou ».

    Examples
    --------
    >>> conditions_text(["bon dossier", "mention"], "en")
    'with a good school record and/or with honours (mention)'
    """
    table = CONDITIONS[_language(lang)]
    return join_words([table.get(c, plain(c)) for c in conditions], lang, "andor")


def section_title(section: str, lang: str = "fr") -> str:
    """Return the quoted title of a section; a section that is not known by its own name.

    Examples
    --------
    >>> section_title("acces")
    '« Accès »'
    """
    return phrase("quote", lang, text=SECTION_TITLES.get(section, plain(section)))


def plain(text: str) -> str:
    r"""Return `text` on one line and without characters that act on a terminal or turn its direction.

    Examples
    --------
    >>> plain("plom\u202ebier\x1b[31m/ère\n  (suite)")
    'plombier[31m/ère (suite)'
    """
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def quoted(name: str, lang: str = "fr") -> str:
    """Return a name in quotation marks, unless it holds some already.

    Examples
    --------
    >>> quoted("CAP cuisine"), quoted("tout diplôme « CAP »")
    ('« CAP cuisine »', 'tout diplôme « CAP »')
    """
    name = plain(name)
    return name if "«" in name or "“" in name else phrase("quote", lang, text=name)


def best_evidence(step: Step) -> Evidence | None:
    """Return the evidence that tells most of a step: the sentence with the most words of its two ends.

    The first where the graph carries no text, None where there is no evidence.
    """
    ends = {w for end in (step.source, step.target) for w in end.label.casefold().split() if len(w) > 2}  # noqa: PLR2004 - de, la
    return max(
        step.evidence,
        key=lambda e: sum(
            w in ends for w in set((e.text or "").casefold().replace(",", " ").replace(".", " ").split())
        ),
        default=None,
    )


def fiche_name(fiche: str, step: Step, lang: str = "fr") -> str:
    """Return a fiche by its Onisep id; one without such an id by its title, if it is that of an end of the step.

    Examples
    --------
    >>> from pathways.model import NodeRef, Step
    >>> step = Step(NodeRef("a", "3e", "class"), NodeRef("formation:cap-ete", "CAP été", "diploma"), 2)
    >>> [fiche_name(id_, step) for id_ in ("FOR.12", "formation:cap-ete", "formation:bp-hiver")]
    ['FOR.12', '« CAP été »', '« bp hiver »']
    """
    if ":" not in fiche:
        return plain(fiche)
    titles = {end.id: end.label for end in (step.source, step.target)}
    return quoted(titles.get(fiche) or fiche.partition(":")[2].replace("-", " "), lang)


def with_article(label: str, kind: str, preposition: str = "", lang: str = "fr") -> str:
    """Return the name of a node as it stands in a sentence.

    Parameters
    ----------
    label, kind : str
        Label and kind of the node.
    preposition : {"", "de", "à"}
        Joined to the article: « du CAP », « à la licence »; "from" and "to" in English.

    Examples
    --------
    >>> with_article("3e", "class", "de"), with_article("plombier/ère", "job", "à")
    ('de la 3e', 'au métier de plombier/ère')
    """
    label = plain(label)
    if _language(lang) != "fr":
        name = f"the job {label}" if kind == "job" else label
        return " ".join(w for w in ({"de": "from", "à": "to"}.get(preposition, ""), name) if w)
    head = label.partition(" ")[0].casefold()
    if kind == "job":
        elided = head[:1] in _VOWELS and head.partition("/")[0] not in _ASPIRATED
        name, article = f"métier d'{label}" if elided else f"métier de {label}", "le"
    elif head in _ARTICLE_OF:
        name, article = label, _ARTICLE_OF[head]
    else:
        name, article = quoted(label, lang), ""
    contracted = {("de", "le"): "du", ("à", "le"): "au"}
    start = contracted.get((preposition, article)) or " ".join(w for w in (preposition, article) if w)
    return f"{start} {name}".strip()
