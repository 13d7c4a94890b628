"""From names to the tables of the index."""

from __future__ import annotations

import json
import math
import re
from array import array
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pathways.catalogue.index import BLOCK
from pathways.catalogue.lexicon import read_lexicon
from pathways.catalogue.names import family_head, family_key
from pathways.catalogue.tokens import GENERIC, NameClass, Phrases, code_key, content, stem
from pathways.model import NodeKind
from pathways.text import fold, gendered_forms, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathways.catalogue.names import NodeNames

__all__ = ["build_sections"]


@dataclass(frozen=True, slots=True)
class _Name:
    node: int
    sort: NameClass
    text: str
    surfaces: tuple[str, ...]
    stems: tuple[str, ...]


_KINDS = tuple(NodeKind)
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]{1,6}\b")
_SHORTEST, _LONGEST = 2, 7


def _without_parentheses(text: str) -> str:
    return _PARENTHESES.sub("", text).strip() or text


def _initials(text: str, phrases: Phrases, type_: str) -> str:
    """Return the first letters of the words that count, abbreviations kept whole ("GPME")."""
    rest, _ = phrases.strip_type(words(text), text)
    whole = {fold(w) for w in _CAPITALS.findall(text)} - {fold(type_)}
    kept = [
        w
        for w in rest
        if len(w) > 1
        and w
        not in {
            "de",
            "des",
            "du",
            "la",
            "le",
            "les",
            "et",
            "en",
            "au",
            "aux",
            "un",
            "une",
            "pour",
            "par",
            "sur",
            "dans",
            "option",
            "mention",
            "ex",
            "mc",
        }
    ]
    made = "".join(w if w in whole else w[0] for w in kept)
    return made if _SHORTEST <= len(made) <= _LONGEST else ""


def _texts(node: NodeNames) -> Iterator[tuple[NameClass, str]]:
    """Yield every name of a node, the surest first."""
    label = _without_parentheses(node.label)
    for text in dict.fromkeys((node.label, *gendered_forms(node.label), label, *gendered_forms(label))):
        yield NameClass.TITLE, text
    if node.kind == "diploma" and (head := family_head(node.label, node.type)) != node.label:
        yield NameClass.TITLE, head
    for alias in node.aliases:
        plain = _without_parentheses(alias)
        for text in dict.fromkeys((alias, *gendered_forms(alias), plain, *gendered_forms(plain))):
            yield NameClass.ALIAS, text


def _short_names(node: NodeNames, phrases: Phrases) -> Iterator[tuple[NameClass, str]]:
    """Yield the sigle of a node and what people make of its first letters."""
    heads = [node.sigle] if node.sigle else []
    if node.sigle:
        yield NameClass.SIGLE, node.sigle
    if node.kind not in {"diploma", "class"} or node.type in {"ingénieur", "école spécialisée", "école de commerce"}:
        return
    head = family_head(node.label, node.type)
    option = node.label[len(head) :]
    if made := _initials(head, phrases, node.type):
        heads.append(made)
        yield NameClass.INITIALS, made
    for short in re.findall(r"\(([A-Z][A-Z0-9]{1,6})\)", node.label):
        yield NameClass.SIGLE, short
    if option:
        letter = re.search(r"\boptions? [A-F]\b", option)
        for start in dict.fromkeys((*heads, head)):
            yield NameClass.SIGLE, f"{start} {option.strip()}"
            if letter:
                yield NameClass.SIGLE, f"{start} {letter[0]}"
        letterless = re.sub(r"(?i)\b(options?|parcours|enseignement sp[ée]cifique)\b|\b[A-F]\b(?![.'’])", " ", option)
        if made := _initials(letterless, phrases, node.type):
            for head_text in heads:
                yield NameClass.INITIALS, f"{head_text} {made}"


def _words_of(text: str, node: NodeNames, phrases: Phrases) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a name that count for its node."""
    raw = words(text)
    if node.kind == "class":
        raw = class_words(raw, phrases)
    elif node.kind == "diploma":
        stripped, _ = phrases.strip_type(raw, text)
        raw = stripped or raw
    found = content(raw, phrases.synonyms)
    return found.surfaces, found.stems


def class_words(raw: list[str], phrases: Phrases) -> list[str]:
    """Return the words of a school year's name with its marks."""
    for start in range(len(raw)):
        if (marked := phrases.strip_class(raw[start:])) is not None:
            return marked
    return raw


def _names(nodes: list[NodeNames], phrases: Phrases) -> list[_Name]:
    found: dict[tuple[int, tuple[str, ...]], _Name] = {}
    for n, node in enumerate(nodes):
        for sort, text in (*_texts(node), *_short_names(node, phrases)):
            surfaces, stems = _words_of(text, node, phrases)
            if stems:
                found.setdefault((n, tuple(sorted(surfaces))), _Name(n, sort, text, surfaces, stems))
    _add_colloquial(found, nodes, phrases)
    return list(found.values())


def _add_colloquial(found: dict[tuple[int, tuple[str, ...]], _Name], nodes: list[NodeNames], phrases: Phrases) -> None:
    """Give each node of the lexicon its colloquial names, beside those of the record."""
    by_stems: dict[tuple[str, ...], list[tuple[int, NameClass]]] = defaultdict(list)
    for name in found.values():
        if name.sort in {NameClass.TITLE, NameClass.ALIAS}:
            by_stems[tuple(sorted(name.stems))].append((name.node, name.sort))
    for colloquial in read_lexicon().names:
        for meant in colloquial.means:
            raw, types = phrases.strip_type(words(meant), meant)
            holders = by_stems.get(tuple(sorted(content(raw, phrases.synonyms).stems)), [])
            fitting = [(n, s) for n, s in holders if (nodes[n].type in types if types else nodes[n].kind != "diploma")]
            best = min((s for _, s in fitting), default=NameClass.ALIAS)
            for n in {n for n, s in fitting if s == best}:
                for text in colloquial.say:
                    raw, _ = phrases.strip_type(words(text), text)
                    said = content(raw, phrases.synonyms)
                    key = (n, tuple(sorted(said.surfaces)))
                    if key not in found or found[key].sort in {NameClass.ALIAS, NameClass.INITIALS}:
                        found[key] = _Name(n, NameClass.COLLOQUIAL, text, said.surfaces, said.stems)


def _codes(nodes: list[NodeNames]) -> dict[str, list[int]]:
    keys: dict[str, list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        rncp = code_key(node.rncp).removeprefix("rncp")
        for code in dict.fromkeys((node.id, node.code_scolarite, rncp, rncp and f"rncp{rncp}")):
            if key := code_key(code):
                keys[key].append(n)
    return keys


def _table(strings: Iterable[str]) -> tuple[bytes, bytes]:
    """Return strings as one blob, and the offset at which each starts and the last ends."""
    blob, offsets = bytearray(), array("I", [0])
    for s in strings:
        blob += s.encode()
        offsets.append(len(blob))
    return bytes(blob), offsets.tobytes()


def _lists(lists: Iterable[Iterable[int]]) -> tuple[bytes, bytes]:
    flat, offsets = array("I"), array("I", [0])
    for items in lists:
        flat.extend(items)
        offsets.append(len(flat))
    return flat.tobytes(), offsets.tobytes()


def build_sections(facts: Iterable[NodeNames]) -> dict[str, bytes]:
    """Return the tables of the index, by name (see `NameIndex`)."""
    phrases = read_lexicon().phrases
    nodes = sorted(facts, key=lambda n: n.id)
    names = _names(nodes, phrases)
    families = _families(nodes)
    stems = sorted({s for name in names for s in name.stems})
    number = {s: i for i, s in enumerate(stems)}
    surfaces = sorted({(s, number[st]) for name in names for s, st in zip(name.surfaces, name.stems, strict=True)})
    by_surface = dict(surfaces)
    of_stem: list[list[int]] = [[] for _ in stems]
    holders: list[set[int]] = [set() for _ in stems]
    for i, name in enumerate(names):
        for s in dict.fromkeys(name.stems):
            of_stem[number[s]].append(i)
            holders[number[s]].add(name.node)
    top = math.log(1 + len(nodes)) or 1.0
    generic = {stem(g) for g in GENERIC}
    weights = [
        max(0.08, math.log(1 + len(nodes) / max(1, len(h))) / top) * (0.12 if s in generic else 1.0)
        for s, h in zip(stems, holders, strict=True)
    ]
    offered = sorted(
        (" ".join(words(n.text)), i) for i, n in enumerate(names) if n.sort in {NameClass.TITLE, NameClass.ALIAS}
    )
    codes = sorted(_codes(nodes).items())
    sections: dict[str, bytes] = {}

    def strings(key: str, values: Iterable[str]) -> None:
        sections[key], sections[f"{key}@"] = _table(values)

    def blocks(key: str, values: Iterable[str]) -> None:
        blob, offsets = _table(values)
        starts = array("I", offsets)[:-1:BLOCK]
        sections[f"{key}@"] = offsets
        for i, start in enumerate(starts):
            end = starts[i + 1] if i + 1 < len(starts) else len(blob)
            sections[f"{key}.{i}"] = blob[start:end]

    def lists(key: str, values: Iterable[Iterable[int]]) -> None:
        sections[key], sections[f"{key}@"] = _lists(values)

    blocks("nodes", ("\x1f".join((n.id, n.label, n.kind, n.type, families[i])) for i, n in enumerate(nodes)))
    sections["closed"] = bytes(n.closed for n in nodes)
    types = sorted({n.type for n in nodes})
    strings("types", types)
    sections["node.type"] = array("I", (types.index(n.type) for n in nodes)).tobytes()
    sections["node.kind"] = bytes(_KINDS.index(n.kind) for n in nodes)
    blocks("names", (n.text for n in names))
    sections["name.node"] = array("I", (n.node for n in names)).tobytes()
    sections["name.class"] = bytes(n.sort for n in names)
    lists("name.stems", ([number[s] for s in n.stems] for n in names))
    strings("stems", stems)
    sections["stem.weight"] = array("f", weights).tobytes()
    lists("stem.names", of_stem)
    strings("surfaces", by_surface)
    sections["surface.stem"] = array("I", by_surface.values()).tobytes()
    strings("sorted", (key for key, _ in offered))
    sections["sorted.name"] = array("I", (i for _, i in offered)).tobytes()
    strings("codes", (c for c, _ in codes))
    lists("code.nodes", (n for _, n in codes))
    sections["phrases"] = json.dumps(asdict(phrases), ensure_ascii=False, sort_keys=True).encode()
    return sections


def _families(nodes: list[NodeNames]) -> list[str]:
    keys = [family_key(n.label, n.type or n.kind) if n.kind in {"diploma", "job"} else "" for n in nodes]
    sizes = Counter(keys)
    return [k if sizes[k] > 1 else "" for k in keys]
