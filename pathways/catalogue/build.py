"""From names to the tables of the index."""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from pathways.catalogue.forms import all_names
from pathways.catalogue.index import BLOCK
from pathways.catalogue.lexicon import read_lexicon
from pathways.catalogue.names import MENTIONS, OF_ONE_SIGLE, family_head
from pathways.catalogue.tokens import GENERIC, NameClass, code_key, stem
from pathways.model import NodeKind
from pathways.text import slug, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pathways.catalogue.forms import Name
    from pathways.catalogue.names import NodeNames
    from pathways.catalogue.tokens import Phrases

__all__ = ["build_sections"]

_KINDS = tuple(NodeKind)
_COMPLETED = frozenset({NameClass.TITLE, NameClass.PLAIN, NameClass.ALIAS})
_TOO_LONG = 9
_LEAST_WEIGHT, _GENERIC_SHARE = 0.08, 0.12


class _Sections(dict[str, bytes]):
    """Sections by name, filled table by table."""

    def strings(self, key: str, values: Iterable[str]) -> None:
        """Add sorted strings: one blob, and where each starts and the last ends."""
        self[key], self[f"{key}@"] = _table(values)

    def blocks(self, key: str, rows: Sequence[bytes]) -> None:
        """Add rows that are read a block at a time: their count, where each starts and the last ends, the rows."""
        for number, first in enumerate(range(0, len(rows), BLOCK)):
            block = rows[first : first + BLOCK]
            offsets = array("I", [len(block), 0, *accumulate(map(len, block))])
            self[f"{key}.{number}"] = offsets.tobytes() + b"".join(block)

    def numbers(self, key: str, values: Iterable[int]) -> None:
        """Add numbers."""
        self[key] = array("I", values).tobytes()

    def lists(self, key: str, values: Iterable[Iterable[int]]) -> None:
        """Add lists of numbers, read a block at a time."""
        self.blocks(key, [array("I", items).tobytes() for items in values])


def _table(strings: Iterable[str]) -> tuple[bytes, bytes]:
    blob, offsets = bytearray(), array("I", [0])
    for s in strings:
        blob += s.encode()
        offsets.append(len(blob))
    return bytes(blob), offsets.tobytes()


def build_sections(facts: Iterable[NodeNames]) -> dict[str, bytes]:
    """Return the tables of the index, by name (see `pathways.catalogue.index.Tables`)."""
    lexicon = read_lexicon()
    nodes = sorted(facts, key=lambda n: n.id)
    names = all_names(nodes, lexicon.phrases, lexicon.names)
    sections = _Sections()
    _add_nodes(sections, nodes, lexicon.phrases)
    _add_names(sections, names, len(nodes))
    sections["phrases"] = json.dumps(lexicon.phrases._asdict(), ensure_ascii=False, sort_keys=True).encode()
    return sections


def _add_nodes(sections: _Sections, nodes: Sequence[NodeNames], phrases: Phrases) -> None:
    families = _families(nodes, phrases)
    rows = ((n.id, n.label, n.kind, n.type, f) for n, f in zip(nodes, families, strict=True))
    sections.blocks("nodes", ["\x1f".join(" ".join(cell.split()) for cell in row).encode() for row in rows])
    sections.numbers(
        "node.rncp",
        (int(n.rncp) if n.rncp.isascii() and n.rncp.isdigit() and len(n.rncp) < _TOO_LONG else 0 for n in nodes),
    )
    sections["closed"] = bytes(n.closed for n in nodes)
    types = {t: i for i, t in enumerate(sorted({n.type for n in nodes}))}
    sections.strings("types", types)
    sections.numbers("node.type", (types[n.type] for n in nodes))
    sections["node.kind"] = bytes(_KINDS.index(NodeKind(n.kind)) for n in nodes)
    codes = sorted(_codes(nodes).items())
    sections.strings("codes", (c for c, _ in codes))
    sections.lists("code.nodes", (n for _, n in codes))


def _families(nodes: Sequence[NodeNames], phrases: Phrases) -> list[str]:
    """Return, node by node, a key that the options of one diploma share, "" for one that has no other.

    Renewed versions of the same title share it too, and the parcours of a mention that has a sigle.
    """
    titles: list[str] = []
    of_sigle: dict[tuple[str, str], str] = {}
    for node in nodes:
        if node.kind not in {NodeKind.DIPLOMA, NodeKind.JOB}:
            titles.append("")
            continue
        said = phrases.words_of_name(family_head(node.label, node.type), node.kind)
        title = f"{slug(node.type or node.kind)}/{'-'.join(said.stems)}"
        if node.sigle and node.type in MENTIONS | OF_ONE_SIGLE:
            of_sigle.setdefault((title, ""), of_sigle.setdefault((node.type, node.sigle), title))
        titles.append(title)
    families = [of_sigle.get((title, ""), title) for title in titles]
    sizes = Counter(families)
    number = {node.id: n for n, node in enumerate(nodes)}
    for n, node in enumerate(nodes):  # what has one heir is asked for as that
        alone = node.closed and sizes[families[n]] == len(node.heirs) == 1
        if alone and (heir := number.get(node.heirs[0])) is not None:
            families[n] = families[heir]
    sizes = Counter(families)
    return [f if sizes[f] > 1 else "" for f in families]


def _codes(nodes: Sequence[NodeNames]) -> dict[str, list[int]]:
    keys: dict[str, list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        rncp = code_key(node.rncp).removeprefix("rncp")
        for key in dict.fromkeys((code_key(node.id), code_key(node.code_scolarite), rncp, rncp and f"rncp{rncp}")):
            if key:
                keys[key].append(n)
    for n, node in enumerate(nodes):
        for key in map(code_key, node.former_ids):
            if key not in keys:
                keys[key].append(n)
    return keys


def _add_names(sections: _Sections, names: Sequence[Name], node_count: int) -> None:
    sections.blocks("names", [n.text.encode() for n in names])
    sections.numbers("name.node", (n.node for n in names))
    sections["name.class"] = bytes(n.sort for n in names)
    stems = {s: i for i, s in enumerate(sorted({s for name in names for s in name.said.stems}))}
    surfaces = dict(
        sorted((su, stems[st]) for n in names for su, st in zip(n.said.surfaces, n.said.stems, strict=True))
    )
    sections.lists("name.stems", ([stems[s] for s in n.said.stems] for n in names))
    numbers = {surface: i for i, surface in enumerate(surfaces)}
    sections.lists("name.words", ([numbers[s] for s in n.said.surfaces] for n in names))
    sections.strings("stems", stems)
    sections.strings("surfaces", surfaces)
    sections.numbers("surface.stem", surfaces.values())
    _add_weights(sections, names, stems, node_count)
    offered = sorted((" ".join(words(n.text)), i) for i, n in enumerate(names) if n.sort in _COMPLETED)
    sections.strings("sorted", (key for key, _ in offered))
    sections.numbers("sorted.name", (i for _, i in offered))


def _add_weights(sections: _Sections, names: Sequence[Name], stems: dict[str, int], node_count: int) -> None:
    """Add which names hold each stem, and how much each stem tells: the fewer nodes hold it, the more."""
    of_stem: list[list[int]] = [[] for _ in stems]
    holders: list[set[int]] = [set() for _ in stems]
    for i, name in enumerate(names):
        for s in name.said.stems:
            of_stem[stems[s]].append(i)
            holders[stems[s]].add(name.node)
    top = math.log(1 + node_count) or 1.0
    generic = {stem(g) for g in GENERIC}
    weights = [
        max(_LEAST_WEIGHT, math.log(1 + node_count / max(1, len(h))) / top) * (_GENERIC_SHARE if s in generic else 1)
        for s, h in zip(stems, holders, strict=True)
    ]
    sections["stem.weight"] = array("f", weights).tobytes()
    sections.lists("stem.names", of_stem)
