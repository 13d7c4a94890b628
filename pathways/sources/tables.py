"""Onisep's tables as CSV, JSON and XML: rows as mappings, columns told apart by name.

Rows come one at a time; what is wrong with one is told with its line (or its number), and the others are read.
"""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from pathways.errors import SourceProblem
from pathways.sources.formats import EXPECTED, Container, SourceFormat
from pathways.sources.opendata import FORMATS
from pathways.sources.rows import Table, fields_of, table_of
from pathways.sources.xml_stream import line_of, local, own_text
from pathways.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pathways.sources.xml_stream import XmlDocument, XmlHead

__all__ = ["Row", "csv_rows", "json_rows", "table_format", "xml_rows"]

_SEPARATORS = ";,\t"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
#: Problems of rows told one by one; what is beyond is counted.
_TOLD = 50
MAX_LINE_CHARACTERS = 1 << 20
_FORMATS = {
    (Container.CSV, "formations"): SourceFormat.TABLE_FORMATIONS_CSV,
    (Container.CSV, "metiers"): SourceFormat.TABLE_METIERS_CSV,
    (Container.CSV, "domaines"): SourceFormat.TABLE_DOMAINS_CSV,
    (Container.JSON, "formations"): SourceFormat.TABLE_FORMATIONS_JSON,
    (Container.JSON, "metiers"): SourceFormat.TABLE_METIERS_JSON,
    (Container.JSON, "domaines"): SourceFormat.TABLE_DOMAINS_JSON,
    (Container.XML, "formations"): SourceFormat.TABLE_FORMATIONS_XML,
    (Container.XML, "metiers"): SourceFormat.TABLE_METIERS_XML,
    (Container.XML, "domaines"): SourceFormat.TABLE_DOMAINS_XML,
}


class Row(NamedTuple):
    """A row: its table, its line (or None), its number from 1, its cells by field."""

    table: Table
    line: int | None
    number: int
    cells: Mapping[str, str]


class _Problems:
    """Tells the first problems of a file, and counts the rest."""

    def __init__(self, path: str, problems: list[SourceProblem]) -> None:
        self.path = path
        self.problems = problems
        self.count = 0

    def add(self, line: int | None, reason: str, mend: str, severity: str = "error") -> None:
        self.count += 1
        if self.count <= _TOLD:
            self.problems.append(SourceProblem(self.path, line, reason, mend, severity))

    def close(self) -> None:
        if self.count > _TOLD:
            reason = f"{self.count - _TOLD} more problems of this file are not listed"
            self.problems.append(SourceProblem(self.path, None, reason, "mend those above and read it again"))


def table_format(container: Container, table: Table) -> SourceFormat:
    """Return the format of a table written so."""
    return FORMATS.get(table.name) or _FORMATS[container, table.name]


def _checked(columns: list[str], told: _Problems, line: int | None) -> Table | None:
    """Return the table of these columns; what is missing is told."""
    table = table_of(columns)
    if table is None:
        if any(fold(c).replace(" ", "").replace("_", "") == "codeuai" for c in columns):
            told.add(line, "Onisep's schools (Idéo-Structures d'enseignement), which are not read", "leave it out")
            return None
        told.add(line, f"columns of no table that is known: {', '.join(columns)[:200]}", EXPECTED)
        return None
    have = set(fields_of(columns, table).values())
    missing = [f for f in table.required if f not in have]
    if missing:
        names = ", ".join(f"« {table.labels[f]} »" for f in missing)
        told.add(line, f"the table of {table.name} has no column {names}", "download it again, or name the column so")
        return None
    absent = [f for f in table.usual if f not in have]
    if absent:
        names = ", ".join(f"« {table.labels[f]} »" for f in absent)
        told.add(line, f"the table of {table.name} has no column {names}", "read without it", "warning")
    return table


def _csv_text(data: bytes, told: _Problems) -> str:
    """Return the text of a CSV file, "" where it is in no encoding that is known, which is told."""
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, error.start) + 1
            told.add(line, "neither UTF-8 nor Windows-1252", "save the file as UTF-8")
            return ""
    if (at := text.find("\0")) >= 0:
        told.add(text.count("\n", 0, at) + 1, "a NUL: not UTF-8, or damaged", "save the file as UTF-8")
        return ""
    return text


def csv_rows(data: bytes, path: str, problems: list[SourceProblem]) -> Iterator[Row]:
    """Yield the rows of a CSV file in UTF-8 (with or without its mark), UTF-16 with its mark, or Windows-1252."""
    told = _Problems(path, problems)
    text = _csv_text(data, told)
    del data
    if not text:
        return
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = _Lines(text, told)
    header = text[: text.find("\n") + 1 or None].strip("\r\n")[:MAX_LINE_CHARACTERS]
    del text
    reader = csv.reader(lines, delimiter=max(_SEPARATORS, key=lambda s: _columns_known(header, s)))
    columns = [c.strip() for c in next(reader)]
    table = _checked(columns, told, 1)
    if table is None:
        told.close()
        return
    fields = fields_of(columns, table)
    number = 0
    while True:
        line = reader.line_num + lines.dropped + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            told.add(line, f"the row cannot be read: {error}", "close every quote that is opened")
            continue
        if not any(cells):
            continue
        number += 1
        if len(cells) != len(columns):
            reason = f"row {number} has {len(cells)} cells, the header {len(columns)}"
            told.add(line, reason, "left out: put a cell that holds the separator into quotes")
            continue
        yield Row(table, line, number, _cells(zip(columns, cells, strict=True), fields))
    told.close()


def _columns_known(header: str, separator: str) -> int:
    """Return how many columns the header has with that separator, 0 where they are no table's."""
    columns = next(csv.reader([header], delimiter=separator), [])
    return len(columns) if table_of(columns) else 0


class _Lines:
    """Lines of a text for the CSV reader; those that are no person's are told and dropped."""

    def __init__(self, text: str, told: _Problems) -> None:
        self.lines = (m[0] for m in _LINE.finditer(text))
        self.told = told
        self.number = 0
        self.dropped = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        for line in self.lines:
            self.number += 1
            if len(line) <= MAX_LINE_CHARACTERS:
                return line
            self.dropped += 1
            reason = f"a line of more than {MAX_LINE_CHARACTERS >> 20} MB"
            self.told.add(self.number, reason, "left out: mend or remove it")
        raise StopIteration


def _cells(row: Iterable[tuple[str, str]], fields: Mapping[str, str]) -> dict[str, str]:
    """Return the cells by field; where two columns hold one field, the second keeps its own name."""
    cells: dict[str, str] = {}
    for column, value in row:
        field = fields[column]
        cells[column if cells.get(field) else field] = value
    return cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "| ".join(map(_cell, value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # as pandas writes a column of whole numbers that has gaps
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def json_rows(data: bytes, path: str, problems: list[SourceProblem]) -> Iterator[Row]:
    """Yield the rows of a JSON file: a list of objects, or an object that holds one such list."""
    told = _Problems(path, problems)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told.add(data.count(b"\n", 0, error.start) + 1, "not UTF-8, as JSON is", "save the file as UTF-8")
        return
    del data
    table: Table | None = None
    columns: dict[str, str] = {}
    for number, line, value in _objects(text, told):
        if not isinstance(value, dict):
            told.add(line, f"record {number} is no object", "left out: a row is {column: value, ...}")
            continue
        if table is None:
            table = _checked(list(value), told, line)
            if table is None:
                break
        if not value.keys() <= columns.keys():
            columns |= fields_of(value, table)
        if missing := [f for f in table.required if f not in {columns[c] for c in value}]:
            names = ", ".join(f"« {table.labels[f]} »" for f in missing)
            told.add(line, f"record {number} has no {names}", "left out: give it one")
            continue
        yield Row(table, line, number, _cells(((c, _cell(v)) for c, v in value.items()), columns))
    told.close()


def _objects(text: str, told: _Problems) -> Iterator[tuple[int, int, object]]:
    """Yield number, line and value of each record, read one by one so that what is whole before a cut is kept."""
    decoder = json.JSONDecoder()
    expected = "a table is a list of rows: [{column: value, ...}, ...]"
    start = len(text) - len(text.lstrip())
    if not text.startswith("[", start):
        try:
            whole = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            told.add(getattr(error, "lineno", None), f"not one JSON document: {error}", expected)
            return
        lists = [v for v in whole.values() if isinstance(v, list)] if isinstance(whole, dict) else []
        if len(lists) != 1:
            told.add(1, "JSON of another shape", expected)
            return
        yield from ((i, 1, value) for i, value in enumerate(lists[0], 1))
        return
    at, line, number = start + 1, text.count("\n", 0, start) + 1, 0
    while True:
        begin = at
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        line += text.count("\n", begin, at)
        if text.startswith("]", at):
            return
        number += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            position = getattr(error, "pos", at)
            cut = "the file is cut" if position >= len(text.rstrip()) else "no JSON from here on"
            reason = f"record {number} cannot be read, {cut}; {number - 1} whole before it"
            told.add(line + text.count("\n", at, position), reason, "download it again, or mend this place")
            return
        yield number, line, value
        line += text.count("\n", at, end)
        at = end


def xml_rows(document: XmlDocument, head: XmlHead, path: str, problems: list[SourceProblem]) -> Iterator[Row]:
    """Yield the rows of an XML table: children of the root, a cell an element."""
    told = _Problems(path, problems)
    table = _checked(sorted(head.children), told, 1)
    if table is None:
        return
    columns: dict[str, str] = {}
    for number, element in enumerate(document.records(head.record_tag), 1):
        cells = {local(c): own_text(c).strip() for c in element if isinstance(c.tag, str)}
        if not cells.keys() <= columns.keys():
            columns |= fields_of(cells, table)
        yield Row(table, line_of(element), number, _cells(cells.items(), columns))
