"""`read_sources`: every source recognised, read, and made one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pathways.errors import QueryError, SourceError, SourceProblem
from pathways.model import Formation, Job, Origin, SectionName
from pathways.sources.batch import Batch
from pathways.sources.fiches_xml import formation_of, job_of, latest_date
from pathways.sources.fields import year
from pathways.sources.files import HEAD_BYTES, SourceFile, members, name_release, walk
from pathways.sources.formats import EXPECTED, Container, SourceFormat, container
from pathways.sources.joining import join
from pathways.sources.markdown import parse_fiche
from pathways.sources.markdown_tables import is_table_record, parse_table_record
from pathways.sources.merge import PUBLICATION
from pathways.sources.opendata import FORMATS, OpenData
from pathways.sources.rows import formation_of_row, job_of_row
from pathways.sources.tables import csv_rows, json_rows, table_format, xml_rows
from pathways.sources.xml_stream import XmlDocument, line_of
from pathways.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from io import FileIO
    from pathlib import Path
    from typing import IO

    from lxml import etree

    from pathways.model import FormationRef, JobRef
    from pathways.sources.records import Records
    from pathways.sources.tables import Row

__all__ = ["read_sources"]

#: A fiche is some 20 kB; a line of this many bytes is none of a person's.
MAX_FICHE_BYTES = 4 << 20
MAX_LINE_BYTES = 1 << 20
#: The longest title has 230 characters.
MAX_TITLE = 1000
#: A CSV or JSON table is held in memory; Onisep's have 2 MB.
MAX_TABLE_BYTES = 64 << 20
_RELEASE = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def read_sources(
    paths: Iterable[Path | str],
    *,
    release: str = "",
    known_ids: Mapping[str, str] | None = None,
    strict: bool = False,
) -> Records:
    """Read all that Onisep publishes, from files, folders and zip archives; make records of the same thing one.

    Parameters
    ----------
    paths : iterable of path
        What each file is gets recognised from its content.
    release : str
        Date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) of sources that tell none: Markdown fiches, as a rule.
        Without it they count as the present edition, newer than all that have a date (but see `dating`).
    known_ids : mapping of str to str, optional
        Ids of records that the sources give none, by `formation_key` and `job_key`: see `known_ids_of`.
    strict : bool
        Whether any problem is an error.

    Returns
    -------
    Records
        Merged records in the order of their ids, problems, reports of the sources, conflicts.

    Raises
    ------
    QueryError
        If `release` is no such date.
    SourceError
        With `strict`, where there is any problem.
    """
    if release and not _RELEASE.fullmatch(release):
        raise QueryError(f"release is {release!r}: a date as 2025, 2025-10 or 2025-10-31")
    reader = _Reader()
    for found in walk(paths):
        reader.take(found)
    records = join(list(reader.batches.values()), reader.problems, release, known_ids or {}, reader.open_data)
    if strict and records.problems:
        n = len(records.problems)
        message = f"{n} problem{'s' if n > 1 else ''} in the sources, the first: {records.problems[0]}"
        raise SourceError(message, records.problems)
    return records


class _Kind(NamedTuple):
    """A record of the official XML: its format, elements of which it has one, its reader."""

    format: SourceFormat
    marks: frozenset[str]
    read: Callable[[etree._Element, str], Formation | Job]


_XML = {
    "formation": _Kind(SourceFormat.FICHES_FORMATIONS_XML, frozenset({"identifiant", "libelle_complet"}), formation_of),
    "metier": _Kind(SourceFormat.FICHES_METIERS_XML, frozenset({"identifiant", "nom_metier"}), job_of),
}


class _Reader:
    """Reads files into batches."""

    def __init__(self) -> None:
        self.batches: dict[tuple[str, SourceFormat], Batch] = {}
        self.problems: list[SourceProblem] = []
        self.open_data = OpenData()

    def take(self, found: SourceFile | SourceProblem) -> None:
        """Read one file (or archive), or take note of what kept it from being read."""
        if isinstance(found, SourceProblem):
            self.problems.append(found)
            return
        try:
            with found.open() as opened:
                head = opened.read(HEAD_BYTES) or b""
                self._read(found, head, opened)
        except Exception as error:  # noqa: BLE001 - zlib, zipfile, OS: whatever keeps a file from being read is reported
            self.problems.append(
                SourceProblem(found.path, None, f"the file cannot be read: {error}", "check or download it again")
            )

    def _read(self, file: SourceFile, head: bytes, opened: IO[bytes] | FileIO) -> None:
        kind = container(head)
        if kind is Container.MARKDOWN:
            self._markdown(file, head, opened)
        elif kind is Container.ZIP:
            if "!" in file.path:
                reason = "an archive within an archive"
                self.problems.append(SourceProblem(file.path, None, reason, "unpack the inner one"))
                return
            for member in members(file):
                self.take(member)
        elif kind is Container.XML:
            self._xml(file)
        elif kind in {Container.CSV, Container.JSON}:
            self._table(file, kind, head + opened.read(MAX_TABLE_BYTES))
        elif kind is Container.EMPTY:
            self.problems.append(SourceProblem(file.path, 1, "the file is empty", EXPECTED))
        else:
            self.problems.append(SourceProblem(file.path, 1, "this is no source", EXPECTED))

    def _xml(self, file: SourceFile) -> None:
        document = XmlDocument(file.open, file.path, self.problems)
        head = document.head()
        kind = _XML.get(head.record)
        if kind and head.children & kind.marks:
            batch = self.batch(file.path, kind.format, file.hint)
            for element in document.records(head.record_tag):
                record = kind.read(element, file.path)
                batch.saw(latest_date(record.extra))
                self._add(batch, record, line_of(element))
        elif head.broken and not head.children:
            line, message = head.broken
            self.problems.append(SourceProblem(file.path, line, f"no XML that can be read: {message}", EXPECTED))
        elif head.root == "lheo":
            reason = "Onisep's training courses (Idéo-Actions, in the language Lhéo), which are not read"
            self.problems.append(SourceProblem(file.path, 1, reason, "leave it out"))
        elif head.record:
            self._rows(file, Container.XML, xml_rows(document, head, file.path, self.problems))
        else:
            self.problems.append(SourceProblem(file.path, 1, f"no record in <{head.root}>", EXPECTED))

    def _table(self, file: SourceFile, kind: Container, data: bytes) -> None:
        if len(data) > MAX_TABLE_BYTES:
            reason = f"a table of more than {MAX_TABLE_BYTES >> 20} MB"
            self.problems.append(SourceProblem(file.path, None, reason, "split it, each part with the header"))
            return
        rows = csv_rows if kind is Container.CSV else json_rows
        self._rows(file, kind, rows(data, file.path, self.problems))

    def _rows(self, file: SourceFile, kind: Container, rows: Iterable[Row]) -> None:
        batch: Batch | None = None
        before = len(self.problems)
        for row in rows:
            if batch is None:
                batch = self.batch(file.path, table_format(kind, row.table), file.hint)
                origin = Origin(file.path, batch.format.value)
            if row.table.name in FORMATS:
                batch.rows += 1
                batch.saw(self.open_data.add(row.table.name, row.cells))
                continue
            if row.table.name == "domaines":
                batch.domains.append((row.cells.get("domain", "").strip(), row.cells.get("sub_domain", "").strip()))
                continue
            record = (formation_of_row if row.table.name == "formations" else job_of_row)(row.cells, origin)
            if year(row.cells.get(f"{PUBLICATION}annee", "")):
                batch.saw(row.cells[f"{PUBLICATION}annee"].strip())
            self._add(batch, record, row.line)
        if batch is None and len(self.problems) == before:
            self.problems.append(SourceProblem(file.path, 1, "a table without a row", EXPECTED))

    def _add(self, batch: Batch, record: Formation | Job, line: int | None) -> None:
        title = record.title if isinstance(record, Formation) else record.name.label
        if len(title) > MAX_TITLE:
            reason = f"a title of {len(title)} characters"
            self.problems.append(SourceProblem(record.origins[0].path, line, reason, "left out: shorten it"))
            return
        if not title:
            who = f" of {record.id}" if record.id else ""
            mend = "left out: give it one"
            self.problems.append(SourceProblem(record.origins[0].path, line, f"the record{who} has no title", mend))
            return
        batch.items.append((self._named(record, line), line))

    def _named(self, record: Formation | Job, line: int | None) -> Formation | Job:
        """Tell of entries of the record's list that name nothing, and leave out those without an id too."""
        own = record.jobs if isinstance(record, Formation) else record.formations
        entries: tuple[JobRef | FormationRef, ...] = own
        if all(_is_name(ref.label) for ref in entries):
            return record
        jobs = isinstance(record, Formation)
        section = record.section(SectionName.METIERS if jobs else SectionName.FORMATIONS)
        if section is not None and section.line:
            lines = section.text.split("\n")
            line = section.line + next((n for n, text in enumerate(lines) if not _is_name(text)), 0)
        reason = f"an entry of the list of {'jobs' if jobs else 'formations'} has no name"
        self.problems.append(SourceProblem(record.origins[0].path, line, reason, "left out: name it", "warning"))
        kept = tuple(ref for ref in entries if _is_name(ref.label) or (ref.id and not ref.label))
        return replace(record, **{"jobs" if jobs else "formations": kept})  # type: ignore[arg-type]  # its own refs

    def batch(self, path: str, format_: SourceFormat, hint: tuple[str, ...]) -> Batch:
        """Return the batch of that path and format, a new one where there is none."""
        key = (path, format_)
        if key not in self.batches:
            self.batches[key] = Batch(path, format_, named=name_release(hint))
        return self.batches[key]

    def _markdown(self, file: SourceFile, head: bytes, opened: IO[bytes] | FileIO) -> None:
        data = head if len(head) < HEAD_BYTES else head + opened.read(MAX_FICHE_BYTES)
        if len(data) > MAX_FICHE_BYTES:
            self.problems.append(_too_large(file.path, data))
            return
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            reason = f"not UTF-8 (byte 0x{data[error.start]:02x})"
            self.problems.append(SourceProblem(file.path, line, reason, "save the file as UTF-8"))
            return
        if "\r" in text and "\n" not in text:
            text = text.replace("\r", "\n")
        record, problems = (parse_table_record if is_table_record(text) else parse_fiche)(text, file.path)
        self.problems += problems
        if record is None:
            return
        hint = file.hint[1:]  # a fiche's own name tells its id, no date
        batch = self.batch(file.group, SourceFormat(record.origins[0].format), hint)
        self._add(batch, record, 1)
        batch.saw(next((v for k, v in record.extra if k == f"{PUBLICATION}annee" and year(v)), ""))


def _is_name(label: str) -> bool:
    return len(label) <= MAX_TITLE and bool(words(label))


def _too_large(path: str, data: bytes) -> SourceProblem:
    start = 0
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        start += len(line)
        if len(line) > MAX_LINE_BYTES:
            reason = f"a line of more than {MAX_LINE_BYTES >> 20} MB"
            return SourceProblem(path, number, reason, "a fiche has lines that a person can read: mend or remove it")
    reason = f"more than {MAX_FICHE_BYTES >> 20} MB: no fiche is so large"
    return SourceProblem(path, None, reason, "give one fiche a file")
