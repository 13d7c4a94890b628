"""What a text means: candidates, and whether one of them is clearly meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pathways.catalogue.index import Tables
from pathways.catalogue.search import Search
from pathways.catalogue.tokens import NameClass, code_key
from pathways.model import NodeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pathways.catalogue.completion import Completion
    from pathways.catalogue.names import NodeNames
    from pathways.catalogue.search import Hit

__all__ = ["Candidate", "Lookup", "NameIndex"]

#: Start of the names of the index's sections in a graph file, with the version of their layout.
PREFIX = "names2/"
# Calibrated on tests/catalogue/queries*.toml (see CONTRIBUTING.md).
SURE_LEAD = 0.025  #: by how much a whole name, or the only title that starts so, must lead
LEAD = 0.1  #: by how much a part of a name must lead
LEAD_OF_HEADS = 0.25  #: the same where other titles start so too
LEAD_OF_WORD = 0.3  #: by how much a diploma must lead of which a word or two are said, and no type
LIKELY = 0.5  #: how good a part of a name must be
LIKELY_ASKED = 0.58  #: the same where the title does not start so, but its type is asked for
LIKELY_INSIDE = 0.78  #: the same where no type is asked for either
POSSIBLE = 0.5
_MOST_OPTIONS = 60
LONGEST = 500  #: characters of a name, at most: the longest of the record has 230
_FEW_WORDS = 2
_FEW_BEGUN = 3  #: with so many names begun, what is typed is no mistake
_FULL_NAMES = frozenset({NameClass.TITLE, NameClass.PLAIN, NameClass.ALIAS})
_SHORTEST_CODE = 3
_SEVERAL = 2
_YEARS_OF_TRACKS = frozenset({"+2de", "+1re", "+tle"})  #: school years that have several classes
_CLASS = list(NodeKind).index(NodeKind.CLASS)
#: Of the classes of a year, those of the general track stand first.
_COMMON_TRACKS = frozenset({"+generale", "+gt"})


class Candidate(NamedTuple):
    """A node that a text may mean.

    Parameters
    ----------
    score : float
        0 to 1; 1 is the title as it stands.
    matched : str
        The name of the node that fits the text.
    family : str
        Shared by the options of one diploma (and by its renewed versions of the same title); "" for none.
    """

    id: str
    label: str
    kind: str
    score: float
    matched: str
    family: str = ""


class Lookup(NamedTuple):
    """The answer to a text.

    Parameters
    ----------
    status : {"found", "ambiguous", "unknown"}
        "found": the first candidate is meant (or the options of its family together);
        "ambiguous": several are near-equal; "unknown": none is, candidates are suggestions.
    candidates : tuple of Candidate
        Best first.
    """

    text: str
    status: str
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """The node that is meant, None where no one is clearly."""
        return self.candidates[0] if self.status == "found" else None

    @property
    def options(self) -> tuple[Candidate, ...]:
        """All options of the diploma that is meant, the best first; empty where nothing is found."""
        if (best := self.best) is None:
            return ()
        return tuple(
            c for c in self.candidates if c is best or (best.family and c.family == best.family and _near(best, c))
        )


def _near(best: Candidate, other: Candidate) -> bool:
    return best.score - other.score < SURE_LEAD


class NameIndex:
    """Every name of every node.

    Examples
    --------
    >>> from pathways.catalogue.names import NodeNames
    >>> index = NameIndex.build([NodeNames("MET.266", "plombier/ère", "job"), NodeNames("classe:3e", "3e", "class")])
    >>> index.find("Plombière").candidates[0].id, index.find("3ème").candidates[0].id
    ('MET.266', 'classe:3e')
    """

    def __init__(self, tables: Tables, sections: tuple[str, ...] = ()) -> None:
        self._t = tables
        self._sections = sections
        self._search = Search(tables)
        self._completion: Completion | None = None

    @classmethod
    def build(cls, facts: Iterable[NodeNames]) -> NameIndex:
        """Make the index of these nodes."""
        from pathways.catalogue.build import build_sections  # noqa: PLC0415 - a look-up needs no lexicon file

        sections = build_sections(facts)
        return cls(Tables(sections.get), tuple(sections))

    @classmethod
    def from_sections(cls, read: Callable[[str], bytes | memoryview | None]) -> NameIndex:
        """Open an index whose sections `read` gives by name (None: not there), such as `Store.section`."""
        return cls(Tables(lambda name: read(f"{PREFIX}{name}")))

    def to_sections(self) -> dict[str, bytes]:
        """Return the index as sections of a graph file, for `from_sections`; each name starts with `PREFIX`."""
        return {f"{PREFIX}{name}": bytes(self._t.section(name)) for name in self._sections}

    def __len__(self) -> int:
        return len(self._t)

    def find(
        self,
        text: str,
        *,
        kinds: Collection[str] | None = None,
        types: Mapping[str, float] | None = None,
        limit: int = 10,
    ) -> Lookup:
        """Find what a text means.

        Parameters
        ----------
        text : str
            A name, code or id, as a person types it; nothing is known by a name of more than `LONGEST` characters.
        kinds : collection of str, optional
            `NodeKind` values to look among; all by default.
        types : mapping, optional
            Types of diploma to look among, each with how well it is meant (0 to 1); by default
            those that the text itself names.
        limit : int
            How many candidates to return at most (all options of a family that is found are returned).
        """
        if len(text) > LONGEST:
            return Lookup(text, "unknown", ())
        text = text.encode("utf-8", "replace").decode()  # what was typed in another encoding
        if types is None and (coded := self._find_code(text, kinds)) is not None:
            return coded
        if types is None and (year := self._find_year(text, kinds)) is not None:
            return year
        return self._decide(text, self._search.hits(text, kinds, types), limit)

    def complete(self, start: str, *, limit: int = 40) -> list[str]:
        """Return names that start as `start` does (case and accents aside), each one that `find` finds.

        For completion in a shell: sorted, shortest first.
        """
        return self._search.starting(start, limit)

    def suggest(self, text: str, *, kinds: Collection[str] | None = None, limit: int = 8) -> tuple[Candidate, ...]:
        """Return what a text may become that is still being typed, best first: for completion as one types.

        Names that say what is typed, the last word perhaps begun only; where these are few, what `find` finds
        (misspelt, an acronym, a code).  The `score` of what is begun is 1.

        Parameters
        ----------
        text : str
            As far as it is typed.
        kinds : collection of str, optional
            Kinds of node to look among; all but levels by default.
        limit : int
            How many, at most.

        Examples
        --------
        >>> from pathways.catalogue.names import NodeNames
        >>> index = NameIndex.build([NodeNames("MET.266", "plombier/ère", "job")])
        >>> [c.label for text in ("plom", "plombire") for c in index.suggest(text)]
        ['plombier/ère', 'plombier/ère']
        """
        if self._completion is None:
            from pathways.catalogue.completion import Completion  # noqa: PLC0415 - a look-up does without

            self._completion = Completion(self._t)
        year = self._find_year(text, kinds)
        found = {c.id: c for c in year.candidates} if year else {}
        for n in (self._t.node(n) for n in self._completion.nodes(text, kinds, limit)):
            found.setdefault(n.id, Candidate(n.id, n.label, n.kind, 1.0, n.label, n.family))
        if text.strip() and len(found) < min(limit, _FEW_BEGUN):
            families = {c.family or c.id for c in found.values()}
            for c in self.find(text, kinds=kinds, limit=limit).candidates:
                if (c.family or c.id) not in families and c.score >= POSSIBLE and c.kind != NodeKind.LEVEL:
                    families.add(c.family or c.id)
                    found[c.id] = c
        return tuple(found.values())[:limit]

    # -- codes ---------------------------------------------------------------------------------

    def _find_code(self, text: str, kinds: Collection[str] | None) -> Lookup | None:
        """Return the nodes of an id or a code, None where `text` is none."""
        pasted = re.search(r"\b(?:FOR|MET)[. ]?\d+\b", text, re.IGNORECASE)
        for key in dict.fromkeys((code_key(pasted[0]) if pasted else "", code_key(text))):
            if len(key) < _SHORTEST_CODE or (key.isalpha() and ":" not in text):
                continue
            if (found := self._t.codes.find(key)) < 0:
                continue
            nodes = [(n, self._t.node(n)) for n in self._t.code_nodes[found]]
            candidates = [
                Candidate(n.id, n.label, n.kind, 1.0, text.strip(), n.family)
                for _, n in nodes
                if kinds is None or n.kind in kinds
            ]
            if candidates:
                families = {c.family or c.id for c in candidates}
                return Lookup(text, "found" if len(families) == 1 else "ambiguous", tuple(candidates))
        return None

    def _find_year(self, text: str, kinds: Collection[str] | None) -> Lookup | None:
        """Return all classes of a school year that is named alone ("terminale"), as one family; else None.

        A year of one class ("3e") is found as any name is.
        """
        t = self._t
        raw = t.phrases.read(text)
        said = t.phrases.strip_class(raw) if len(raw) == 1 else None
        if said is None or said[0] not in _YEARS_OF_TRACKS or (kinds is not None and NodeKind.CLASS not in kinds):
            return None
        found: list[tuple[bool, int, str, Candidate]] = []
        for n, kind in enumerate(t.node_kind):
            if kind != _CLASS:
                continue
            node = t.node(n)
            own = t.phrases.words_of_name(node.label, node.kind).surfaces
            if said[0] in own:
                common = not set(own) <= {said[0], *_COMMON_TRACKS}
                family = f"classe:{said[0].removeprefix('+')}"
                found.append((common, len(own), node.id, Candidate(node.id, node.label, node.kind, 1.0, text, family)))
        if len(found) < _SEVERAL:
            return None
        return Lookup(text, "found", tuple(c for *_, c in sorted(found, key=lambda row: row[:3])))

    def _decide(self, text: str, hits: Mapping[int, Hit], limit: int) -> Lookup:
        """Say which candidate is clearly meant, if one is."""
        ranked = sorted(hits.items(), key=lambda item: -item[1].score)[: 4 * limit + _MOST_OPTIONS]
        found = [(self._candidate(node, hit), hit, node) for node, hit in ranked]
        newer = self._t.node_rncp
        found.sort(key=lambda row: (-row[0].score, -newer[row[2]], len(row[0].label), row[0].id))
        candidates = [c for c, _, _ in found]
        if not found or candidates[0].score < POSSIBLE:
            return Lookup(text, "unknown", tuple(candidates[:limit]))
        best = candidates[0]
        own = not self._is_called(found[0][1])
        rivals = [
            (c, h)
            for c, h, _ in found[1:]
            if not (best.family and c.family == best.family) and not (own and self._is_called(h))
        ]
        vague = not own and found[0][1].size <= _FEW_WORDS
        if vague or not self._is_clear(best, found[0][1], rivals):
            return Lookup(text, "ambiguous", tuple(c for c in candidates[:limit] if c.score >= POSSIBLE))
        options = [c for c in candidates if c is best or (best.family and c.family == best.family and _near(best, c))]
        others = [c for c in candidates if c not in options and c.score >= POSSIBLE]
        return Lookup(text, "found", tuple((options + others)[: max(limit, len(options))]))

    def _is_called(self, hit: Hit) -> bool:
        """Tell whether a node was found by a name of a wider nomenclature: it yields to those found by their own."""
        return hit.name >= 0 and self._t.name_class[hit.name] == NameClass.CALLED

    def _is_clear(self, best: Candidate, hit: Hit, rivals: list[tuple[Candidate, Hit]]) -> bool:
        """Tell whether the best candidate is meant rather than any other."""
        lead_of_all = best.score - max((c.score for c, _ in rivals), default=0.0)
        sort = NameClass(self._t.name_class[hit.name]) if hit.name >= 0 else NameClass.TITLE
        if best.kind == NodeKind.DIPLOMA and not hit.asked:
            few = hit.size <= _FEW_WORDS
            said = hit.whole or not few
            return said and lead_of_all >= (LEAD_OF_WORD if few and sort in _FULL_NAMES else LEAD)
        alike = [(c, h) for c, h in rivals if c.kind != NodeKind.DIPLOMA or h.asked]
        lead = best.score - max((c.score for c, _ in alike), default=0.0)
        headed = any(h.heads and c.score >= POSSIBLE for c, h in alike)
        if hit.whole:
            lone = sort == NameClass.PART or (sort == NameClass.ALIAS and hit.size == 1)
            return lead_of_all >= SURE_LEAD and not (lone and headed)
        if headed:
            return hit.heads and best.score >= LIKELY and min(lead - LEAD_OF_HEADS, lead_of_all - SURE_LEAD) >= 0
        if hit.asked and best.score >= LIKELY and (hit.heads or lead >= LEAD_OF_WORD):
            return True
        if hit.heads:
            return best.score >= LIKELY and lead_of_all >= SURE_LEAD
        return (
            best.score >= (LIKELY_ASKED if hit.asked else LIKELY_INSIDE) and lead >= LEAD and lead_of_all >= SURE_LEAD
        )

    def _candidate(self, node: int, hit: Hit) -> Candidate:
        n = self._t.node(node)
        matched = self._t.names[hit.name] if hit.name >= 0 else n.type
        return Candidate(n.id, n.label, n.kind, round(hit.score, 3), matched, n.family)
