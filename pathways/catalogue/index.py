"""The index as bytes: opened at once, read where a look-up needs it."""

from __future__ import annotations

import json
import sys
from array import array
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pathways.catalogue.tokens import Phrases
from pathways.errors import BrokenGraphFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["BLOCK", "Node", "Tables"]

#: Rows a block: a look-up unpacks only the blocks that it reads.
BLOCK = 1024


class _Blocks:
    """A table in blocks of `BLOCK` rows, each with its own offsets, read when a row of it is asked for."""

    __slots__ = ("_name", "_read", "_seen")

    def __init__(self, name: str, read: Callable[[str], memoryview]) -> None:
        self._name, self._read = name, read
        self._seen: dict[int, tuple[Sequence[int], memoryview]] = {}

    def row(self, i: int) -> memoryview:
        """Return the bytes of a row."""
        number, place = divmod(i, BLOCK)
        if (seen := self._seen.get(number)) is None:
            block = self._read(f"{self._name}.{number}")
            size = _numbers(block[:4], "I")[0]
            offsets = _numbers(block[4 : 4 * (size + 2)], "I")
            seen = self._seen[number] = offsets, block[4 * (size + 2) :]
        offsets, data = seen
        return data[offsets[place] : offsets[place + 1]]


class _Lists(_Blocks):
    """Lists of numbers, by number."""

    __slots__ = ()

    def __getitem__(self, i: int) -> Sequence[int]:
        return _numbers(self.row(i), "I")


class _Texts(_Blocks):
    """Strings by number."""

    __slots__ = ()

    def __getitem__(self, i: int) -> str:
        return str(self.row(i), "utf-8")


class _Strings:
    """Sorted strings by number, and the number by string."""

    __slots__ = ("_blob", "_offsets")

    def __init__(self, blob: memoryview, offsets: memoryview) -> None:
        self._blob, self._offsets = blob, _numbers(offsets, "I")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, i: int) -> str:
        return str(self._blob[self._offsets[i] : self._offsets[i + 1]], "utf-8")

    def at_least(self, text: str) -> int:
        """Return the number of the first string that is not below `text`."""
        low, high, key = 0, len(self), text.encode()
        while low < high:
            middle = (low + high) // 2
            if self._blob[self._offsets[middle] : self._offsets[middle + 1]].tobytes() < key:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, text: str) -> int:
        """Return the number of `text`, -1 where it is not there."""
        i = self.at_least(text)
        return i if i < len(self) and self[i] == text else -1


def _numbers(section: memoryview, code: str) -> Sequence[int]:
    if sys.byteorder == "little":
        return section.cast(code)  # type: ignore[call-overload,no-any-return]  # mypy asks for a literal
    swapped = array(code, section.tobytes())
    swapped.byteswap()
    return swapped


class Node(NamedTuple):
    """A node as the index holds it; `family` is "" where it is the only option of its diploma."""

    id: str
    label: str
    kind: str
    type: str
    family: str


class Tables:
    """The tables of the index, each read when it is first asked for."""

    def __init__(self, read: Callable[[str], bytes | memoryview | None]) -> None:
        self._read = read

    def section(self, name: str) -> memoryview:
        """Return a section, as it was built.

        Raises
        ------
        BrokenGraphFileError
            There is no such section.
        """
        if (found := self._read(name)) is None:
            raise BrokenGraphFileError(f"the index of names lacks {name!r}; build the graph again")
        return memoryview(found)

    def _strings(self, name: str) -> _Strings:
        return _Strings(self.section(name), self.section(f"{name}@"))

    def _lists(self, name: str) -> _Lists:
        return _Lists(name, self.section)

    @cached_property
    def _nodes(self) -> _Texts:
        return _Texts("nodes", self.section)

    def node(self, i: int) -> Node:
        """Return the node of that number."""
        return Node(*self._nodes[i].split("\x1f"))

    def __len__(self) -> int:
        return len(self.node_kind)

    @cached_property
    def closed(self) -> memoryview:
        """Node -> 1 where the diploma is closed."""
        return self.section("closed")

    @cached_property
    def node_rncp(self) -> Sequence[int]:
        """Node -> its number in the RNCP (0: none): the higher, the newer."""
        return _numbers(self.section("node.rncp"), "I")

    @cached_property
    def node_kind(self) -> memoryview:
        """Node -> the number of its kind in `NodeKind`."""
        return self.section("node.kind")

    @cached_property
    def node_type(self) -> Sequence[int]:
        """Node -> the number of its type in `types`."""
        return _numbers(self.section("node.type"), "I")

    @cached_property
    def types(self) -> _Strings:
        """All types of diploma, sorted."""
        return self._strings("types")

    @cached_property
    def names(self) -> _Texts:
        """Name -> its text."""
        return _Texts("names", self.section)

    @cached_property
    def name_node(self) -> Sequence[int]:
        """Name -> its node."""
        return _numbers(self.section("name.node"), "I")

    @cached_property
    def name_class(self) -> memoryview:
        """Name -> its `NameClass`."""
        return self.section("name.class")

    @cached_property
    def name_stems(self) -> _Lists:
        """Name -> its stems, in order."""
        return self._lists("name.stems")

    @cached_property
    def name_words(self) -> _Lists:
        """Name -> its words (numbers in `surfaces`), in order."""
        return self._lists("name.words")

    @cached_property
    def stems(self) -> _Strings:
        """All stems, sorted."""
        return self._strings("stems")

    @cached_property
    def stem_weight(self) -> Sequence[float]:
        """Stem -> how much it tells, 0 to 1."""
        return _numbers(self.section("stem.weight"), "f")

    @cached_property
    def stem_names(self) -> _Lists:
        """Stem -> the names that hold it."""
        return self._lists("stem.names")

    @cached_property
    def surfaces(self) -> _Strings:
        """All words of names, sorted."""
        return self._strings("surfaces")

    @cached_property
    def surface_stem(self) -> Sequence[int]:
        """Word -> its stem."""
        return _numbers(self.section("surface.stem"), "I")

    @cached_property
    def sorted_keys(self) -> _Strings:
        """The names that completion offers, folded and sorted."""
        return self._strings("sorted")

    @cached_property
    def sorted_names(self) -> Sequence[int]:
        """Number in `sorted_keys` -> name."""
        return _numbers(self.section("sorted.name"), "I")

    @cached_property
    def codes(self) -> _Strings:
        """All ids and codes, sorted."""
        return self._strings("codes")

    @cached_property
    def code_nodes(self) -> _Lists:
        """Code -> its nodes."""
        return self._lists("code.nodes")

    @cached_property
    def phrases(self) -> Phrases:
        """The lexicon."""
        table = json.loads(bytes(self.section("phrases")))
        table["noise"] = tuple(table["noise"])
        return Phrases(**table)
