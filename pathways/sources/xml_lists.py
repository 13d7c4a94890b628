"""Lists and further fields in the official XML: entries with ids, jobs with their forms, and whatever is left."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pathways.model import Appellation, FormationRef
from pathways.sources.xml_stream import local, own_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

__all__ = [
    "Item",
    "Rest",
    "attributes",
    "children_of",
    "items",
    "numbered",
    "poursuites",
    "publications",
    "synonyms_of",
    "text_of",
]

_LABEL = ("nom_metier", "libelle", "libelle_complet", "formation_poursuite_etudes")
_FORMS = ("nom_metier", "libelle", "libelle_feminin", "libelle_masculin")
_PUBLICATION = {"code_librairie": "gencod", "titre_publication": "titre"}


class Item(NamedTuple):
    """An entry of a list in the XML: an id, a label, and perhaps the forms and synonyms of a job."""

    label: str
    id: str = ""
    feminine: str = ""
    masculine: str = ""
    synonyms: tuple[Appellation, ...] = ()


class Rest:
    """Collects what no field of the record takes, under its path."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    def add(self, path: str, value: str) -> None:
        """Take a value, unless it is blank."""
        if value := value.strip():
            self.pairs.append((path, value))

    def tree(self, element: etree._Element, path: str, skip: tuple[str, ...] = ()) -> None:
        """Take an element with all that is in it; `skip` names children that were taken already."""
        for name, value in attributes(element):
            if f"@{name}" not in skip:
                self.add(f"{path}@{name}", value)
        children = children_of(element)
        if not children:
            if "" not in skip:
                self.add(path, text_of(element))
            return
        self.add(path, element.text or "")
        for child, name in numbered(children):
            if local(child) not in skip:
                self.tree(child, f"{path}/{name}")


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """Return names and values of an element's attributes."""
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def children_of(element: etree._Element) -> list[etree._Element]:
    """Return the elements directly inside."""
    return [c for c in element if isinstance(c.tag, str)]


def numbered(children: list[etree._Element]) -> Iterable[tuple[etree._Element, str]]:
    """Yield children with their names, those of one name numbered from 1 where there are several."""
    names = [local(c) for c in children]
    many = Counter(names)
    count: Counter[str] = Counter()
    for child, name in zip(children, names, strict=True):
        count[name] += 1
        yield child, f"{name}[{count[name]}]" if many[name] > 1 else name


def text_of(element: etree._Element | None) -> str:
    """Return the text of a leaf without outer blanks, "" where there is no element."""
    if element is None:
        return ""
    text = own_text(element).strip()
    return html.unescape(text) if "&" in text else text  # the record escapes some labels twice


def _appellation(element: etree._Element, path: str, rest: Rest) -> Appellation:
    """Return a synonym: an element with its forms or, in 2021, plain text."""
    children = children_of(element)
    if not children:
        rest.tree(element, path, ("",))
        return Appellation(text_of(element))
    parts = {local(c): text_of(c) for c in children}
    rest.tree(element, path, _FORMS)
    label = parts.get("nom_metier") or parts.get("libelle", "")
    feminine, masculine = parts.get("libelle_feminin", ""), parts.get("libelle_masculin", "")
    return Appellation(label or masculine or feminine, feminine, masculine)


def synonyms_of(element: etree._Element | None, path: str, rest: Rest) -> tuple[Appellation, ...]:
    """Return the synonyms of a job: elements, or the text of the one element."""
    if element is None:
        return ()
    children = children_of(element)
    if not children:
        return (Appellation(text),) if (text := text_of(element)) else ()
    found = (_appellation(c, f"{path}/{name}", rest) for c, name in numbered(children))
    return tuple(a for a in found if a.label)


def _item(element: etree._Element, path: str, rest: Rest, *, id_field: bool) -> Item:
    """Read an entry of a list; what `Item` has no place for goes to the rest."""
    parts = {local(c): c for c in children_of(element)}
    if not parts:
        id_ = str(element.get("id", "")).strip()
        rest.tree(element, path, ("", "@id") if id_field else ("",))
        return Item(text_of(element), id_)
    label_tag = next((t for t in _LABEL if t in parts and text_of(parts[t])), "")
    skip = [label_tag, "libelle_feminin", "libelle_masculin", "synonymes"]
    if id_field:
        skip += ["id", "@id"]
    rest.tree(element, path, tuple(skip))
    return Item(
        text_of(parts.get(label_tag)),
        text_of(parts.get("id")) or str(element.get("id", "")).strip(),
        text_of(parts.get("libelle_feminin")),
        text_of(parts.get("libelle_masculin")),
        synonyms_of(parts.get("synonymes"), f"{path}/synonymes", rest),
    )


def items(element: etree._Element, rest: Rest, *, id_field: bool = False, only: str = "") -> list[Item]:
    """Read a list; children of other names than `only` go to the rest."""
    container = local(element)
    children = children_of(element)
    if not children:
        text = text_of(element)
        return [Item(text)] if text else []
    found = []
    for child, name in numbered(children):
        path = f"{container}/{name}"
        if only and local(child) != only:
            rest.tree(child, path)
            continue
        item = _item(child, path, rest, id_field=id_field)
        if item.label or item.id:
            found.append(item)
    return found


def poursuites(element: etree._Element, rest: Rest) -> list[FormationRef]:
    """Read `poursuites_etudes`: groups of labels, each under the type of its link."""
    found = []
    for group, name in numbered(children_of(element)):
        path = f"poursuites_etudes/{name}"
        if local(group) == "formation_poursuite_etudes":
            item = _item(group, path, rest, id_field=True)
            found.append(FormationRef(item.label, item.id))
            continue
        note = ""
        for child, child_name in numbered(children_of(group)):
            if local(child) == "type_poursuite":
                note = text_of(child)
            elif local(child) == "formation_poursuite_etudes":
                item = _item(child, f"{path}/{child_name}", rest, id_field=True)
                found.append(FormationRef(item.label, item.id, note))
            else:
                rest.tree(child, f"{path}/{child_name}")
        if note and (not found or found[-1].note != note):
            rest.add(f"{path}/type_poursuite", note)
    return [f for f in found if f.label or f.id]


def publications(element: etree._Element, rest: Rest) -> None:
    """Take the publications to the rest, under the names that the tables' have too."""
    for i, publication in enumerate(children_of(element), 1):
        for child, name in numbered(children_of(publication)):
            rest.tree(child, f"publication[{i}]/{_PUBLICATION.get(name, name)}")
