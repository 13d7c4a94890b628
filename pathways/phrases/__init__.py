"""What people read, in French and in English: words as data, and the few rules that fit them together.

The words stand in `tables`: a translator changes them and nothing else.  A test holds that each
language has every phrase, and every phrase the same places to fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.errors import QueryError
from pathways.phrases.tables import CONDITIONS, PHRASES, SECTION_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathways.model import Evidence, Step

__all__ = [
    "CONDITIONS",
    "LANGUAGES",
    "PHRASES",
    "SECTION_TITLES",
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

#: Article -> first words of the names that take it; a name with another first word is quoted.
_ARTICLES: Mapping[str, str] = {
    "la": "3e 4e 2de 1re tle cpge fcil licence classe formation préparation seconde première terminale "
    "capacité spécialisation prépa mention",
    "le": "cap capa cs mc bp bpa bma btm btms bm ctm bac baccalauréat bts btsa but dut deust dnmade dn dna dnsep de "
    "du bpjeps dejeps desjeps cpjeps tp titre diplôme brevet certificat master mastère msc bachelor doctorat "
    "magistère dpea dts dhet cycle programme",
}
_ARTICLE_OF = {word: article for article, words in _ARTICLES.items() for word in words.split()}
#: First words of a class of goals ("un BTS"), which takes no article.
_INDEFINITE = frozenset({"un", "une"})
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
    elif head in _INDEFINITE:
        name, article = label, ""
    else:
        name, article = quoted(label, lang), ""
    contracted = {("de", "le"): "du", ("à", "le"): "au"}
    start = contracted.get((preposition, article)) or " ".join(w for w in (preposition, article) if w)
    return f"{start} {name}".strip()
