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

__all__ = ["XmlHead", "content", "line_of", "local", "own_text", "peek", "stream"]

_CHUNK = 1 << 16
#: The root and the first record of a source stand within this many bytes.
_HEAD_LIMIT = 1 << 20
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


def peek(open_: Callable[[], IO[bytes] | FileIO]) -> XmlHead:
    """Return how the document starts; names that it lacks are "".

    The bytes are read as far as the end of the first record, a megabyte at most.
    """
    parser = etree.XMLPullParser(events=("start", "end"), resolve_entities=False, no_network=True)
    root = record = tag = ""
    children: set[str] = set()
    broken = None
    depth = 0
    with open_() as stream:
        read = 0
        while read < _HEAD_LIMIT and (chunk := stream.read(_CHUNK)):
            read += len(chunk)
            try:
                parser.feed(chunk)
            except etree.XMLSyntaxError as error:
                broken = (error.lineno or 1, _message(error))
                read = _HEAD_LIMIT  # what came before it was seen
            for event, element in parser.read_events():
                if not isinstance(element, etree._Element) or not isinstance(element.tag, str):  # noqa: SLF001 - no public name
                    continue
                if event == "end":
                    depth -= 1
                    if depth == 1:
                        return XmlHead(root, record, frozenset(children), tag)
                    continue
                depth += 1
                name = local(element)
                if depth == 1:
                    root = name
                elif depth == 2:  # noqa: PLR2004 - a child of the root
                    record, tag = name, element.tag
                elif depth == 3:  # noqa: PLR2004 - a child of the record
                    children.add(name)
    return XmlHead(root, record, frozenset(children), tag, broken)


def stream(
    open_: Callable[[], IO[bytes] | FileIO], path: str, record_tag: str, problems: list[SourceProblem]
) -> Iterator[etree._Element]:
    """Yield each record of a document, whole; one record at a time is in memory.

    A record that needs an entity which XML and HTML do not know is left out.  What cannot be read further (cut in
    the middle, not well-formed) ends the records, and is told; those before were whole.  A wrong declaration of the
    encoding is told and put right where the bytes leave no doubt.
    """
    encoding = _mended_encoding(open_, path, problems)
    done = 0
    while True:
        try:
            for element in _whole(open_, record_tag, encoding, skip=done):
                done += 1
                unknown = _unknown_entities(element)
                if unknown:
                    reason = f"the record needs the entity &{unknown[0]};, which is not expanded"
                    mend = "left out: write its text instead, and drop the DOCTYPE"
                    problems.append(SourceProblem(path, line_of(element), reason, mend))
                else:
                    yield element
        except etree.XMLSyntaxError as error:
            if encoding is None and (mended := _single_byte(open_)):
                line, byte = mended
                reason = f"not UTF-8 as declared (byte 0x{byte:02x}): read as Windows-1252"
                problems.append(SourceProblem(path, line, reason, "declare the encoding it is written in", "warning"))
                encoding = "windows-1252"
                continue
            problems.append(_broken(error, path, done))
        return


def _whole(
    open_: Callable[[], IO[bytes] | FileIO], record_tag: str, encoding: str | None, skip: int
) -> Iterator[etree._Element]:
    with open_() as source:
        records = etree.iterparse(
            source,
            events=("end",),
            tag=record_tag,
            encoding=encoding,
            remove_comments=True,
            remove_pis=True,
            resolve_entities=False,
            no_network=True,
        )
        for _, element in records:
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


def _unknown_entities(element: etree._Element) -> list[str]:
    texts = [e.text or "" for e in element.iter(etree.Entity)]
    return [t.strip("&;") for t in texts if html.unescape(t) == t]


def _broken(error: etree.XMLSyntaxError, path: str, done: int) -> SourceProblem:
    reason = f"the XML breaks off: {_message(error)}; {done} whole record{'s' if done != 1 else ''} before it"
    return SourceProblem(path, error.lineno, reason, "download it again, or mend this place")


def _message(error: etree.XMLSyntaxError) -> str:
    return str(error.msg).partition(", line ")[0]


def _mended_encoding(open_: Callable[[], IO[bytes] | FileIO], path: str, problems: list[SourceProblem]) -> str | None:
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


def _single_byte(open_: Callable[[], IO[bytes] | FileIO]) -> tuple[int, int] | None:
    """Return line and byte of the first character that is not UTF-8, if no character before it proves UTF-8."""
    multibyte, bad = _utf8_scan(open_)
    return bad if bad is not None and not multibyte else None


def _utf8_scan(open_: Callable[[], IO[bytes] | FileIO]) -> tuple[bool, tuple[int, int] | None]:
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
