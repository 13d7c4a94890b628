"""XML read record by record in bounded memory, entities never expanded and nothing ever fetched."""

from __future__ import annotations

import codecs
import html
import re
from functools import cache
from typing import IO, TYPE_CHECKING, NamedTuple

from lxml import etree

from pathways.errors import SourceProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO
    from typing import TypeAlias

    Opener: TypeAlias = Callable[[], IO[bytes] | FileIO]

__all__ = ["XmlDocument", "XmlHead", "content", "line_of", "local", "own_text"]

_CHUNK = 1 << 16
#: The root and the first record of a source stand within this many chunks.
_HEAD_CHUNKS = 16
#: A record has some 50 kB, and elements with an attribute or two; it is held in memory whole.
MAX_RECORD_BYTES = 4 << 20
_MAX_ATTRIBUTES = 64
_RECORD_DEPTH = 2
#: A DOCTYPE that declares anything, and what its declarations are made of, as far as their end.
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+([^\s\[>]+)[^\[>]*\[")
_DTD_TOKEN = re.compile(rb"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|(\])""", re.DOTALL)
_DTD_LIMIT = 1 << 20
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF8 = frozenset({"", "utf-8", "utf8"})


class XmlHead(NamedTuple):
    """How an XML document starts: names of the root, of the first record and of that record's children.

    `record_tag` is the record's tag as lxml writes it; `broken` tells line and reason where the XML breaks off so
    early that there is no record.
    """

    root: str
    record: str
    children: frozenset[str]
    record_tag: str
    broken: tuple[int, str] | None = None


def local(element: etree._Element) -> str:
    """Return the name of an element in lower case, without its namespace."""
    return _local(str(element.tag))


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def line_of(element: etree._Element) -> int | None:
    """Return the line on which an element starts."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def own_text(element: etree._Element) -> str:
    """Return the text of an element that has no element inside, named entities of HTML resolved."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child, etree._Entity):  # noqa: SLF001 - lxml gives the class no public name
            parts.append(html.unescape(child.text or ""))
        parts.append(child.tail or "")
    return "".join(parts)


def content(element: etree._Element) -> str:
    """Return what an element holds as HTML: its text (CDATA) or, where markup is not wrapped, that markup."""
    if not any(isinstance(c.tag, str) for c in element):
        return own_text(element)
    inner = (etree.tostring(c, encoding="unicode") for c in element)
    return html.escape(element.text or "", quote=False) + "".join(inner)


class XmlDocument:
    """An XML file that is opened as often as it takes, each time from its start.

    Parameters
    ----------
    open_ : callable
        Opens it for reading bytes.
    path : str
        As shown to a person.
    problems : list of SourceProblem
        Where problems are told.
    """

    def __init__(self, open_: Opener, path: str, problems: list[SourceProblem]) -> None:
        self._open = open_
        self._path = path
        self._problems = problems
        self._encoding = _mended_encoding(open_, path, problems)

    def head(self) -> XmlHead:
        """Return how the document starts; names that it lacks are "".

        The bytes are read as far as the end of the first record, a megabyte at most.
        """
        parser = etree.XMLPullParser(
            events=("start", "end"), encoding=self._encoding, resolve_entities=False, no_network=True
        )
        seen = _Start()
        broken = None
        with self._open() as opened:
            source = _WithoutDtd(opened)
            for _ in range(_HEAD_CHUNKS):
                chunk = source.read(_CHUNK)
                try:
                    if chunk:
                        parser.feed(chunk)
                    else:
                        parser.close()
                except etree.XMLSyntaxError as error:
                    broken = (error.lineno or 1, _message(error))
                    chunk = b""  # what came before it was seen
                if seen.take(parser) or not chunk:
                    break
        return XmlHead(seen.root, seen.record, frozenset(seen.children), seen.tag, broken)

    def records(self, record_tag: str) -> Iterator[etree._Element]:
        """Yield each record, whole; one at a time is in memory.

        A record that needs an entity which neither XML nor HTML knows is left out.  What cannot be read further
        (cut in the middle, not well-formed) ends the records, and is told; those before were whole.  A wrong
        declaration of the encoding is told and put right where the bytes leave no doubt.
        """
        done = 0
        while True:
            try:
                for element in self._whole(record_tag, skip=done):
                    done += 1
                    if problem := _unfit(element, self._path):
                        self._problems.append(problem)
                    else:
                        yield element
            except _TooLargeError:
                reason = f"a record of more than {MAX_RECORD_BYTES >> 20} MB; {done} whole before it"
                self._problems.append(SourceProblem(self._path, None, reason, "no fiche is so large: leave it out"))
            except etree.XMLSyntaxError as error:
                if self._encoding is None and (mended := _single_byte(self._open)):
                    line, byte = mended
                    reason = f"not UTF-8 as declared (byte 0x{byte:02x}): read as Windows-1252"
                    mend = "declare the encoding it is written in"
                    self._problems.append(SourceProblem(self._path, line, reason, mend, "warning"))
                    self._encoding = "windows-1252"
                    continue
                self._problems.append(_broken(error, self._path, done))
            return

    def _whole(self, record_tag: str, skip: int) -> Iterator[etree._Element]:
        with self._open() as opened:
            source = _WithoutDtd(opened)
            records = etree.iterparse(
                source,
                events=("end",),
                tag=record_tag,
                encoding=self._encoding,
                remove_comments=True,
                remove_pis=True,
                resolve_entities=False,
                no_network=True,
            )
            for _, element in records:
                source.since = 0
                parent = element.getparent()
                if parent is None or parent.getparent() is not None:
                    continue  # an element of the same name deeper down
                if skip:
                    skip -= 1
                else:
                    yield element
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]


class _TooLargeError(Exception):
    """A record is larger than any of a source."""


class _WithoutDtd:
    """Reads a document as if its DOCTYPE declared nothing, so that no entity can ever be expanded or fetched.

    References stay what they are: names, of which a reader knows some.  Lines keep their numbers.
    `since` counts what was read since the last record.
    """

    def __init__(self, opened: IO[bytes] | FileIO) -> None:
        self._opened = opened
        self._head: bytes | None = None
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        part = self._read(size)
        self.since += len(part)
        if self.since > MAX_RECORD_BYTES:
            raise _TooLargeError
        return part

    def _read(self, size: int) -> bytes:
        if self._head is None:
            self._head = self._mended()
        if self._head:
            part = self._head if size < 0 else self._head[:size]
            self._head = self._head[len(part) :]
            return part
        return self._opened.read(size) or b""

    def _mended(self) -> bytes:
        head = self._opened.read(_CHUNK) or b""
        doctype = _DOCTYPE.search(head)
        if doctype is None:
            return head
        while len(head) < _DTD_LIMIT:
            end = next((m.end() for m in _DTD_TOKEN.finditer(head, doctype.end()) if m[1]), None)
            if end is not None:
                lines = b"\n" * head.count(b"\n", doctype.start(), end)
                return head[: doctype.start()] + b"<!DOCTYPE " + doctype[1] + b' SYSTEM ""' + lines + head[end:]
            more = self._opened.read(_CHUNK)
            if not more:
                break
            head += more
        return head


class _Start:
    """What is seen of a document as far as the end of its first record."""

    def __init__(self) -> None:
        self.root = self.record = self.tag = ""
        self.children: set[str] = set()
        self._depth = 0

    def take(self, parser: etree.XMLPullParser) -> bool:
        """Take what the parser has come upon; return whether the first record has ended."""
        for event, element in parser.read_events():
            if not isinstance(element, etree._Element) or not isinstance(element.tag, str):  # noqa: SLF001 - no public name
                continue
            if event == "end":
                self._depth -= 1
                if self._depth == 1:
                    return True
                continue
            self._depth += 1
            if self._depth == 1:
                self.root = local(element)
            elif self._depth == _RECORD_DEPTH:
                self.record, self.tag = local(element), element.tag
            elif self._depth == _RECORD_DEPTH + 1:
                self.children.add(local(element))
        return False


def _unfit(element: etree._Element, path: str) -> SourceProblem | None:
    """Return why a record is left out, None where it is not."""
    if unknown := _unknown_entities(element):
        reason = f"the record needs the entity &{unknown[0]};, which is not expanded"
        mend = "left out: write its text instead, and drop the DOCTYPE"
    elif any(len(e.attrib) > _MAX_ATTRIBUTES for e in element.iter(etree.Element)):
        reason = f"an element of the record has more than {_MAX_ATTRIBUTES} attributes"
        mend = "left out: no source has so many"
    else:
        return None
    return SourceProblem(path, line_of(element), reason, mend)


def _unknown_entities(element: etree._Element) -> list[str]:
    texts = [e.text or "" for e in element.iter(etree.Entity)]
    return [t.strip("&;") for t in texts if html.unescape(t) == t]


def _broken(error: etree.XMLSyntaxError, path: str, done: int) -> SourceProblem:
    reason = f"the XML breaks off: {_message(error)}; {done} whole record{'s' if done != 1 else ''} before it"
    return SourceProblem(path, error.lineno, reason, "download it again, or mend this place")


def _message(error: etree.XMLSyntaxError) -> str:
    return str(error.msg).partition(", line ")[0]


def _mended_encoding(open_: Opener, path: str, problems: list[SourceProblem]) -> str | None:
    """Return the encoding to read in where the declared one cannot be right, else None."""
    with open_() as source:
        head = source.read(_CHUNK) or b""
    m = _DECLARED.match(head.lstrip(b"\xef\xbb\xbf \t\r\n"))
    declared = m[1].decode("ascii").lower() if m else ""
    if declared in _UTF8:
        return None
    try:
        codecs.lookup(declared)
    except LookupError:
        known = False
    else:
        known = True
    if known and head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    multibyte, bad = _utf8_scan(open_)
    if known and (bad is not None or not multibyte) and not declared.startswith("utf"):
        return None
    actual = "windows-1252" if bad is not None else "utf-8"
    reason = f"declared as {declared}, " + (f"but written in {actual}" if known else "which is no encoding")
    problems.append(SourceProblem(path, 1, f"{reason}: read as {actual}", f'declare encoding="{actual}"', "warning"))
    return actual


def _single_byte(open_: Opener) -> tuple[int, int] | None:
    """Return line and byte of the first character that is not UTF-8, if no character before it proves UTF-8."""
    multibyte, bad = _utf8_scan(open_)
    return bad if bad is not None and not multibyte else None


def _utf8_scan(open_: Opener) -> tuple[bool, tuple[int, int] | None]:
    """Return whether there are multi-byte characters, and line and byte of the first error of UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    multibyte = False
    line = 1
    with open_() as source:
        while chunk := source.read(_CHUNK):
            pending = decoder.getstate()[0]
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                good = (pending + chunk)[: error.start]
                return multibyte or not good.isascii(), (line + good.count(b"\n"), (pending + chunk)[error.start])
            multibyte = multibyte or not text.isascii()
            line += chunk.count(b"\n")
    return multibyte, None
