"""Records of the same thing become one.

The newer release wins field by field; what the older tells otherwise is told as a conflict.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pathways.model import Appellation, Formation, FormationRef, Job, JobRef, Origin, Section, SectionName
from pathways.sources.fields import certification, duration_years
from pathways.sources.records import Conflict
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["PUBLICATION", "Told", "combine_rows", "merge"]

#: Order of sections of a merged fiche: those of the record's own pages first.
_SECTION_ORDER = [
    SectionName.DESCRIPTION.value,
    "presentation",
    "en-bref",
    "nature-du-travail",
    "competences-requises",
    "conditions-de-travail",
    "vie-professionnelle",
    SectionName.ACCES_METIER.value,
    SectionName.ACCES.value,
    SectionName.POURSUITE.value,
    SectionName.POURSUITES_ETUDES.value,
    SectionName.ATTENDUS.value,
    SectionName.METIERS.value,
    SectionName.FORMATIONS.value,
    "centres-d-interet",
]
_LISTS = frozenset(
    {
        SectionName.METIERS.value,
        SectionName.FORMATIONS.value,
        SectionName.POURSUITES_ETUDES.value,
        "centres-d-interet",
    }
)
#: Fields that follow from others, or that are merged in a way of their own.
_DERIVED = frozenset(
    {"id", "url", "origins", "sections", "extra", "aliases", "duration_years", "certification", "type"}
)


#: What further fields of a publication start with, before its number is known.
PUBLICATION = "publication/"
_GROUP = re.compile(r"[\[/]")


class Told(NamedTuple):
    """What one source tells of a thing; `source` is the path of its report, `table` whether it is a table."""

    record: Any
    source: str
    table: bool = False


def merge(told: Sequence[Told], id_: str) -> tuple[Any, list[Conflict]]:
    """Merge what several sources tell of one thing.

    Parameters
    ----------
    told : sequence of Told
        Formations, or jobs, newest first.
    id_ : str
        Id of the merged record.

    Returns
    -------
    tuple of (Formation or Job, list of Conflict)
        A field that the newest does not tell is taken from the next that does.  Where two values
        say the same in another writing, the one of the fuller source (a fiche) is kept, and it is no conflict.
    """
    conflicts: list[Conflict] = []
    first = told[0].record
    changes: dict[str, Any] = {}
    for field in fields(first):
        if field.name not in _DERIVED:
            value = _merged_value(field.name, told, id_, conflicts)
            if value is not None:
                changes[field.name] = value
    changes["sections"] = _sections(told, id_, conflicts)
    changes["extra"] = _extra(told, id_, conflicts)
    changes["origins"] = _origins(told)
    changes["id"] = id_
    changes["url"] = next((r.url for r, *_ in told if r.url), "")
    if isinstance(first, Formation):
        changes |= _of_formation(told, changes)
    return replace(first, **changes), conflicts


def _merged_value(name: str, told: Sequence[Told], id_: str, conflicts: list[Conflict]) -> object:
    """Return the newest value that a field is given, None where no source gives one."""
    kept: object = None
    newest = told[0]
    for version in told:
        value = getattr(version.record, name)
        if value in ("", None, ()):
            continue
        if kept is None:
            kept, newest = value, version
            continue
        if not _same(name, kept, value):
            conflicts.append(Conflict(id_, name, _shown(kept), _shown(value), newest.source, version.source))
        elif newest.table and not version.table and not isinstance(kept, tuple):
            kept, newest = value, version
        if isinstance(kept, tuple):
            kept = _enriched(kept, value)
    return kept


def _of_formation(told: Sequence[Told], changes: dict[str, Any]) -> dict[str, Any]:
    """Return what follows from the fields that were kept, and the older titles as aliases."""
    label = changes.get("certification_label", "")
    title = changes.get("title", "")
    aliases: dict[str, str] = {}
    for record, *_ in told:
        for alias in (record.title, *record.aliases):
            aliases.setdefault(" ".join(words(alias)), alias)
    aliases.pop(" ".join(words(title)), None)
    return {
        "duration_years": duration_years(changes.get("duration", "")),
        "certification": certification(label),
        "type": next((r.type for r, *_ in told if r.type), ""),
        "aliases": tuple(aliases.values()),
    }


def _origins(told: Sequence[Told]) -> tuple[Origin, ...]:
    seen: dict[Origin, None] = {}
    for record, *_ in told:
        seen |= dict.fromkeys(record.origins)
    return tuple(seen)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " | ".join(_shown(v) for v in value)
    if isinstance(value, Appellation):
        return value.label
    if isinstance(value, JobRef | FormationRef):
        return f"{value.label} ({value.id})" if value.id else value.label
    return str(value)


def _key(value: object) -> str:
    if isinstance(value, JobRef | FormationRef):
        return value.id or " ".join(words(value.label))
    if isinstance(value, Appellation):
        return " ".join(words(value.masculine or value.label))
    return " ".join(words(str(value)))


#: Labels that say the same where they are read the same: « diplôme d'université (DU) » is « diplôme d'université ».
_READ: Mapping[str, Callable[[str], object]] = {
    "certification_label": certification,
    "type_label": lambda label: words(label.partition("(")[0]),
}


def _same(name: str, a: object, b: object) -> bool:
    """Return whether two values say the same in another writing."""
    if a == b:
        return True
    if isinstance(a, tuple) and isinstance(b, tuple):
        if {_key(v) for v in a} == {_key(v) for v in b}:
            return True
        labels = [{" ".join(words(getattr(v, "label", str(v)))) for v in side} for side in (a, b)]
        return labels[0] == labels[1]
    if (read := _READ.get(name)) is not None:
        return read(str(a)) == read(str(b))
    if isinstance(a, Appellation) and isinstance(b, Appellation):
        return _key(a) == _key(b) or words(a.label) == words(b.label)
    return words(str(a)) == words(str(b))


def _enriched(kept: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the kept list with what the other one tells more of the same items (ids, forms, synonyms)."""
    if not isinstance(kept[0], JobRef | FormationRef):
        return kept
    more = {key: v for v in other for key in (v.id, " ".join(words(v.label))) if key}
    out = []
    for item in kept:
        twin = more.get(item.id) or more.get(" ".join(words(item.label)))
        if twin is not None and twin != item:
            blanks = {f.name: getattr(twin, f.name) for f in fields(item) if not getattr(item, f.name)}
            out.append(replace(item, **blanks))
        else:
            out.append(item)
    return tuple(out)


def _sections(told: Sequence[Told], id_: str, conflicts: list[Conflict]) -> tuple[Section, ...]:
    kept: dict[str, tuple[Section, str]] = {}
    for record, source, _ in told:
        seen: dict[str, int] = {}
        for section in record.sections:
            count = seen[section.name] = seen.get(section.name, 0) + 1
            key = section.name if count == 1 else f"{section.name}#{count}"
            if key not in kept or not kept[key][0].text:
                kept[key] = (section, source)
            elif section.name in _LISTS:
                continue  # the list is a field too, and compared there
            elif section.text and section.text != kept[key][0].text and words(section.text) != words(kept[key][0].text):
                newer, newer_from = kept[key]
                conflicts.append(Conflict(id_, f"section:{section.name}", newer.text, section.text, newer_from, source))
    known = {name: i for i, name in enumerate(_SECTION_ORDER)}
    if len({source for _, source in kept.values()}) > 1:
        return tuple(s for s, _ in sorted(kept.values(), key=lambda p: known.get(p[0].name, len(known))))
    return tuple(s for s, _ in kept.values())


def _extra(told: Sequence[Told], id_: str, conflicts: list[Conflict]) -> tuple[tuple[str, str], ...]:
    """Merge further fields; what belongs together (`publication[1]/titre`, ...) is kept or lost together."""
    kept: dict[str, tuple[list[tuple[str, str]], str]] = {}
    for record, source, _ in told:
        mine: dict[str, list[tuple[str, str]]] = {}
        for pair in record.extra:
            mine.setdefault(_GROUP.split(pair[0], maxsplit=1)[0], []).append(pair)
        for name, pairs in mine.items():
            if name not in kept:
                kept[name] = (pairs, source)
            elif [words(v) for _, v in pairs] != [words(v) for _, v in kept[name][0]]:
                newer, newer_from = kept[name]
                shown, lost = (" | ".join(v for _, v in side) for side in (newer, pairs))
                conflicts.append(Conflict(id_, f"extra:{name}", shown, lost, newer_from, source))
    return tuple(pair for pairs, _ in kept.values() for pair in pairs)


def combine_rows(rows: Sequence[Formation | Job]) -> Formation | Job:
    """Make one record of the rows that a table has for one thing: lists joined, publications numbered.

    A value that is told once is taken from the first row that tells it; what other rows tell differently
    goes to `extra`.
    """
    first = rows[0]
    changes: dict[str, Any] = {}
    extra: dict[tuple[str, str], None] = {}
    for field in fields(first):
        name = field.name
        if name in {"extra", "origins"}:
            continue
        values = [v for r in rows if (v := getattr(r, name)) not in ("", None, ())]
        if not values:
            continue
        if isinstance(values[0], tuple):
            changes[name] = tuple(dict.fromkeys(item for v in values for item in v))
        else:
            changes[name] = values[0]
            extra |= {(name, _shown(v)): None for v in values[1:] if not _same(name, v, values[0])}
    publications: dict[tuple[tuple[str, str], ...], None] = {}
    for row in rows:
        extra |= dict.fromkeys(pair for pair in row.extra if not pair[0].startswith(PUBLICATION))
        if mine := tuple(pair for pair in row.extra if pair[0].startswith(PUBLICATION)):
            publications[mine] = None
    numbered = [
        (f"publication[{i}]/{name.removeprefix(PUBLICATION)}", value)
        for i, mine in enumerate(publications, 1)
        for name, value in mine
    ]
    return replace(first, **changes, extra=(*extra, *numbered))
