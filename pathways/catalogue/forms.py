"""All that a node may be called: its title in every form, its sigle, first letters, halves of a double name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathways.catalogue.names import family_head
from pathways.catalogue.tokens import STOPWORDS, NameClass, Words, content, stem
from pathways.model import NodeKind
from pathways.text import fold, gendered_forms, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pathways.catalogue.lexicon import Colloquial
    from pathways.catalogue.names import NodeNames
    from pathways.catalogue.tokens import Phrases

__all__ = ["Name", "all_names"]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one node, `node` its number."""

    node: int
    sort: NameClass
    text: str
    said: Words


_SHORTEST, _LONGEST, _TWO = 2, 7, 2
_MEANT = 0.95  # how well a type must be meant by an entry of the lexicon
_SHORT = frozenset({NameClass.SIGLE, NameClass.INITIALS})
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]{1,6}\b")
#: Endings of who does something; of them, those that no adjective has.
_AGENT = re.compile(
    r"(?<!superi)(?<!interi)(?<!exteri)"
    r"(?:eur|euse|rice|ier|iere|ien|ienne|iste|logue|aire|graphe|metre|eute|cure|pathe)$"
)
_AGENT_ALONE = re.compile(r"(?<!superi)(?<!interi)(?<!exteri)(?:eur|euse|rice|iste)$")
#: A sigle in the title after the type ("bac techno STMG sciences ..."), or in parentheses.
_LEADING_SIGLE = re.compile(r"^\W*([A-Z][A-Z0-9]{2,7})\b[\s:-]+\w")
_SIGLE_IN_PARENTHESES = re.compile(r"\((?:[A-Z]?[a-zé]+-)?([A-Z][A-Z0-9]{1,6})\)")
_OPTION_LETTER = re.compile(r"\boptions? [A-F]\b", re.IGNORECASE)
_OPTION_WORDS = re.compile(r"\b(?:options?(?: [A-F]\b)?|parcours|enseignements? sp[ée]cifiques?)", re.IGNORECASE)
_MENTION = re.compile(r"\bmention\s+(.+)", re.IGNORECASE)
_JEPS = frozenset({"BPJEPS", "DEJEPS", "DESJEPS"})
#: Types of which people use the first letters of a title.
_INITIALLED = _JEPS | {
    "BMA",
    "BP",
    "BTS",
    "BTSA",
    "BUT",
    "CAP",
    "CAPa",
    "CPGE",
    "CS",
    "bac pro",
    "bac techno",
    "licence",
    "master",
}
_NO_INITIAL = frozenset(
    words("au aux dans de des du en et ex la le les mc mention option ou par pour specialite sur un une")
)


def all_names(nodes: Sequence[NodeNames], phrases: Phrases, lexicon: Iterable[Colloquial]) -> list[Name]:
    """Return every name of every node, node by node, the surest first; colloquial names last."""
    found: dict[tuple[int, tuple[str, ...]], Name] = {}
    for n, node in enumerate(nodes):
        for sort, text in (*_full_names(node), *_short_names(node, phrases)):
            said = phrases.words_of_name(text, node.kind)
            if said and not (sort in _SHORT and node.type in phrases.types.get(" ".join(said.surfaces), ())):
                found.setdefault((n, tuple(sorted(said.surfaces))), Name(n, sort, text, said))
    _add_colloquial(found, nodes, phrases, lexicon)
    return list(found.values())


def _full_names(node: NodeNames) -> Iterator[tuple[NameClass, str]]:
    """Yield title and aliases, in both genders, with and without what stands in parentheses."""
    label = _without_parentheses(node.label)
    for text in dict.fromkeys((node.label, *gendered_forms(node.label))):
        yield NameClass.TITLE, text
    if node.kind == NodeKind.DIPLOMA and (head := family_head(node.label, node.type)) != node.label:
        yield NameClass.TITLE, head
        yield NameClass.PLAIN, _without_parentheses(head)
    for text in dict.fromkeys((label, *gendered_forms(label))):
        yield NameClass.PLAIN, text
    for alias in node.aliases:
        plain = _without_parentheses(alias)
        for text in dict.fromkeys((alias, *gendered_forms(alias), plain, *gendered_forms(plain))):
            yield NameClass.ALIAS, text
    if node.kind == NodeKind.JOB:
        for text in gendered_forms(label):
            yield from ((NameClass.PART, part) for part in _halves(text))
    for name in node.called:
        for text in dict.fromkeys((*_both_genders(name), *map(_without_parentheses, _both_genders(name)))):
            yield NameClass.CALLED, text


def _both_genders(name: str) -> list[str]:
    """Return the forms of « Abatteur / Abatteuse de carrière »: words that both share stand once, at the end.

    Examples
    --------
    >>> _both_genders("Abatteur / Abatteuse de carrière")
    ['Abatteur de carrière', 'Abatteuse de carrière']
    """
    left, slash, right = name.partition(" / ")
    if not slash or "/" in right:
        return [name]
    return [" ".join((left.strip(), *right.split()[len(left.split()) :])), right.strip()]


def _without_parentheses(text: str) -> str:
    return _PARENTHESES.sub("", text).strip() or text


def _halves(name: str) -> list[str]:
    """Return both halves of a double name: "carreleur-mosaïste", "électricien installateur"."""
    halves = re.split(r"\s*-\s*", name)
    if len(halves) == 1:
        halves = name.split()
        if len(halves) != _TWO or not _AGENT_ALONE.search(fold(halves[1])):
            return []
    double = len(halves) == _TWO and all(_AGENT.search(fold(h)) and " " not in h for h in halves)
    return halves if double else []


def _short_names(node: NodeNames, phrases: Phrases) -> Iterator[tuple[NameClass, str]]:
    """Yield sigles, and what people make of first letters."""
    if node.kind == NodeKind.DIPLOMA:
        yield from _short_names_of_diploma(node, phrases)
    elif node.kind == NodeKind.LEVEL:
        level = node.id.rpartition(":")[2]
        yield NameClass.TITLE, node.label.removeprefix("diplôme de ")
        if any(c.isdigit() for c in level):
            yield NameClass.TITLE, level
    else:
        made = _initials(_without_parentheses(gendered_forms(node.label)[0]), phrases)
        sigles = _SIGLE_IN_PARENTHESES.findall(node.label)
        yield from ((NameClass.SIGLE, s) for s in sigles if node.kind == NodeKind.CLASS or fold(s) == made)
        if node.kind == NodeKind.CLASS:
            yield from _initials_of_class(node.label, phrases)


def _short_names_of_diploma(node: NodeNames, phrases: Phrases) -> Iterator[tuple[NameClass, str]]:
    tail = _after_type(node.label, phrases)
    sigles = (node.sigle, *_SIGLE_IN_PARENTHESES.findall(node.label), *_LEADING_SIGLE.findall(tail))
    heads = list(dict.fromkeys(s for s in sigles if s))
    yield from ((NameClass.SIGLE, s) for s in heads)
    if node.type in _JEPS and (mention := _MENTION.search(node.label)):
        yield NameClass.INITIALS, _initials(mention[1], phrases)
    head = family_head(node.label, node.type)
    if node.type in _INITIALLED and (made := _initials(head, phrases)):
        heads.append(made)
        yield NameClass.INITIALS, made
    if option := node.label[len(head) :].strip(" ,:-"):
        letter = _OPTION_LETTER.search(option)
        short = _initials(_OPTION_WORDS.sub(" ", option), phrases)
        for start in dict.fromkeys((*heads, head)):
            yield NameClass.SIGLE, f"{start} {option}"
            if letter:
                yield NameClass.SIGLE, f"{start} {letter[0]}"
            if short and start != head:
                yield NameClass.INITIALS, f"{start} {short}"


def _initials(text: str, phrases: Phrases) -> str:
    """Return the first letters of the words that count, abbreviations whole ("GPME"); "" where too few or many."""
    rest = phrases.strip_type(words(text), text)[0]
    whole = {fold(w) for w in _CAPITALS.findall(text)}
    kept = [w for w in rest if len(w) > 1 and w not in _NO_INITIAL]
    made = "".join(w if w in whole else w[0] for w in kept)
    return made if _SHORTEST <= len(made) <= _LONGEST and made not in STOPWORDS else ""


def _after_type(label: str, phrases: Phrases) -> str:
    """Return a label without the type of diploma that it starts with."""
    rest = phrases.strip_type(words(label), label)[0]
    starts = [m.start() for m in re.finditer(r"[^\W_]+", label)]
    return label[starts[-len(rest)] :] if 0 < len(rest) <= len(starts) else label


def _initials_of_class(label: str, phrases: Phrases) -> Iterator[tuple[NameClass, str]]:
    """Yield the first letters of a famille de métiers, after the words of its school year ("2de pro TNE")."""
    raw = words(label)
    own = [w for w in phrases.strip_class(raw) or [] if not w.startswith("+")]
    year = " ".join(raw[: len(raw) - len(own)])
    for kept in (own, [w for w in own if stem(w) != "metier"]):
        if made := _initials(" ".join(kept), phrases):
            yield NameClass.INITIALS, f"{year} {made}"


def _add_colloquial(
    found: dict[tuple[int, tuple[str, ...]], Name],
    nodes: Sequence[NodeNames],
    phrases: Phrases,
    lexicon: Iterable[Colloquial],
) -> None:
    """Give each node that the lexicon means its colloquial names, beside those of the record."""
    by_stems: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in found.values():
        if name.sort in {NameClass.TITLE, NameClass.PLAIN, NameClass.ALIAS}:
            by_stems[tuple(sorted(name.said.stems))].append(name)
    for colloquial in lexicon:
        for meant in colloquial.means:
            for n in _holders(meant, by_stems, nodes, phrases):
                for text in colloquial.say:
                    said = phrases.words_of_name(text, nodes[n].kind)
                    key = (n, tuple(sorted(said.surfaces)))
                    if said and (key not in found or found[key].sort >= NameClass.ALIAS):
                        found[key] = Name(n, NameClass.COLLOQUIAL, text, said)


def _holders(
    meant: str, by_stems: dict[tuple[str, ...], list[Name]], nodes: Sequence[NodeNames], phrases: Phrases
) -> set[int]:
    """Return the nodes of a name of the record, those whose title it is before those whose alias it is."""
    raw = words(meant)
    if (marked := phrases.strip_class(raw)) is not None:
        holders = by_stems.get(tuple(sorted(content(marked, phrases.synonyms).stems)), [])
        return {h.node for h in holders if nodes[h.node].kind == NodeKind.CLASS}
    rest, types = phrases.strip_type(raw, meant)
    holders = by_stems.get(tuple(sorted(content(rest, phrases.synonyms).stems)), [])
    if types:
        fitting = [h for h in holders if types.get(nodes[h.node].type, 0.0) >= _MEANT]
    else:
        fitting = [h for h in holders if nodes[h.node].kind == NodeKind.JOB] or holders
    best = min((h.sort for h in fitting), default=NameClass.ALIAS)
    return {h.node for h in fitting if h.sort == best}
