"""What people read, in French and in English: words as data, and the few rules that fit them together.

The words stand in `tables`: a translator changes them and nothing else.  A test holds that each
language has every phrase, and every phrase the same places to fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathways.errors import QueryError
from pathways.phrases.tables import CONDITIONS, GLOSSARY, PHRASES, SECTION_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pathways.model import Evidence, NodeRef, Step

__all__ = [
    "CONDITIONS",
    "GLOSSARY",
    "LANGUAGES",
    "PHRASES",
    "SECTION_TITLES",
    "also_words",
    "best_evidence",
    "conditions_text",
    "fiche_words",
    "glossary",
    "join_words",
    "onisep_url",
    "phrase",
    "plain",
    "quoted",
    "section_title",
    "told_conditions",
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
    """Return conditions as words, in the order of the table, none said twice; an unknown code stands as it is.

    A fiche may ask for all of them or for one of several ("un très bon dossier ou une mention"), which
    the codes do not tell apart: hence « et/ou ».

    Examples
    --------
    >>> conditions_text(["bon dossier", "mention"], "en")
    'with a good school record and/or with honours (mention)'
    """
    table = CONDITIONS[_language(lang)]
    return join_words([table.get(c, plain(c)) for c in told_conditions(conditions)], lang, "andor")


def told_conditions(conditions: Iterable[str]) -> tuple[str, ...]:
    """Return the conditions that are worth saying, in the order in which they are said.

    A good school record is a school record; « sous certaines conditions » tells nothing where a condition is told.

    Examples
    --------
    >>> told_conditions(["entretien", "sous conditions", "dossier", "bon dossier"])
    ('bon dossier', 'entretien')
    """
    order = {code: rank for rank, code in enumerate(CONDITIONS["fr"])}
    told = sorted(dict.fromkeys(conditions), key=lambda c: order.get(c, len(order)))
    if len(told) > 1:
        told = [c for c in told if c != "sous conditions" and not (c == "dossier" and "bon dossier" in told)]
    return tuple(told)


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

    The first where the graph carries no text, None where there is no evidence.  A rule of the study scheme is told
    where no fiche is.
    """
    ends = {w for end in (step.source, step.target) for w in end.label.casefold().split() if len(w) > 2}  # noqa: PLR2004 - de, la
    return max(
        [e for e in step.evidence if e.section != "scheme"] or step.evidence,
        key=lambda e: sum(
            w in ends for w in set((e.text or "").casefold().replace(",", " ").replace(".", " ").split())
        ),
        default=None,
    )


def fiche_words(step: Step, lang: str = "fr", *, short: bool = False) -> str:
    """Return the fiche that tells most of a step, as it stands in a sentence: no id, by the end that it is of.

    Parameters
    ----------
    short : bool
        By the kind of that end alone: « la fiche du métier ».

    Examples
    --------
    >>> from pathways.model import Evidence, NodeRef, Step
    >>> cap, job = NodeRef("FOR.1", "CAP été", "diploma"), NodeRef("MET.1", "été", "job")
    >>> step = Step(cap, job, 0, evidence=(Evidence("FOR.1", "metiers", 0, 1),))
    >>> fiche_words(step), fiche_words(step, short=True)
    ('la fiche du CAP été', 'la fiche du diplôme')
    """
    said = best_evidence(step)
    end = next((e for e in (step.target, step.source) if said and e.id == said.fiche and e.kind != "level"), None)
    if end is None:
        count = len({e.fiche for e in step.evidence if e.section != "scheme"})
        return phrase("fiche.others", lang, n=count) if count > 1 else phrase("fiche.other", lang)
    if not short:
        return phrase("fiche.end", lang, name=with_article(end.label, end.kind, "de" if lang == "fr" else "of", lang))
    before = end is step.source and step.target.kind == step.source.kind == "diploma"
    return phrase("fiche.before" if before else f"fiche.{end.kind}", lang)


def also_words(options: Sequence[NodeRef], lang: str = "fr", most: int = 2) -> str:
    """Return what else a step stands for: two at most by name, the others counted.

    Examples
    --------
    >>> from pathways.model import NodeRef
    >>> also_words([NodeRef(n, n, "diploma") for n in ("CAP a", "CAP b", "CAP c", "CAP d")])
    'CAP a, CAP b et 2 autres'
    """
    names = [plain(option.label) for option in options[:most]]
    if rest := len(options) - most if len(options) > most else 0:
        names.append(phrase("more.one", lang) if rest == 1 else phrase("more", lang, n=rest))
    return join_words(names, lang)


def glossary(labels: Iterable[str], lang: str = "fr") -> dict[str, str]:
    """Return the acronyms that stand in some texts, in the order they are met, and what they stand for.

    Examples
    --------
    >>> glossary(["3e", "CAP maçon", "BTS bâtiment"])
    {'CAP': "certificat d'aptitude professionnelle", 'BTS': 'brevet de technicien supérieur'}
    """
    table = GLOSSARY[_language(lang)]
    met = dict.fromkeys(word.strip("(),;:") for label in labels for word in label.replace("(ex MC)", "").split())
    return {word: table[word] for word in met if word in table}


def onisep_url(id_: str) -> str:
    """Return the page of a fiche at Onisep, "" where the id is none of Onisep's.

    Examples
    --------
    >>> onisep_url("MET.266"), onisep_url("classe:3e")
    ('https://www.onisep.fr/http/redirection/metier/slug/MET.266', '')
    """
    folder = {"FOR.": "formation", "MET.": "metier"}.get(id_[:4])
    return f"https://www.onisep.fr/http/redirection/{folder}/slug/{id_}" if folder and id_[4:].isdigit() else ""


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
        return " ".join(w for w in ({"de": "from", "à": "to"}.get(preposition, preposition), name) if w)
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
