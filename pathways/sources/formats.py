"""What a source is, recognised by its content and never by its name."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["EXPECTED", "Container", "SourceFormat", "container"]


class SourceFormat(StrEnum):
    """What one source holds, and how it is written."""

    FICHES_FORMATIONS_MD = "markdown formations"
    FICHES_METIERS_MD = "markdown métiers"
    TABLE_FORMATIONS_MD = "markdown table of formations"
    TABLE_METIERS_MD = "markdown table of métiers"
    FICHES_FORMATIONS_XML = "XML formations"
    FICHES_METIERS_XML = "XML métiers"
    TABLE_FORMATIONS_CSV = "CSV table of formations"
    TABLE_METIERS_CSV = "CSV table of métiers"
    TABLE_DOMAINS_CSV = "CSV table of domaines"
    TABLE_FORMATIONS_JSON = "JSON table of formations"
    TABLE_METIERS_JSON = "JSON table of métiers"
    TABLE_DOMAINS_JSON = "JSON table of domaines"
    TABLE_FORMATIONS_XML = "XML table of formations"
    TABLE_METIERS_XML = "XML table of métiers"
    TABLE_DOMAINS_XML = "XML table of domaines"
    BCN = "nomenclature of diplomas (BCN)"
    PASSAGE = "table de passage"
    INSERJEUNES = "InserJeunes"
    ROME = "ROME"
    INSERSUP = "InserSup"
    CEREQ = "Céreq Génération"

    @property
    def is_table(self) -> bool:
        """Whether its rows tell little of each thing, and may tell it more than once."""
        return "table of" in self.value


#: What a refused source is told.
EXPECTED = (
    "expected a Markdown fiche ('# title' on its first line), the official XML of fiches (<formations> or <metiers>), "
    "one of Onisep's tables of formations, métiers or domaines as CSV, JSON or XML, "
    "or open data of BCN, InserJeunes, InserSup, Céreq, ROME or the table de passage"
)


class Container(StrEnum):
    """How a file is written."""

    EMPTY = "empty"
    ZIP = "zip"
    XML = "xml"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    UNKNOWN = "unknown"


_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ";\t,"
_STARTS = {"<": Container.XML, "[": Container.JSON, "{": Container.JSON}


def container(head: bytes) -> Container:
    r"""Return how a file that starts with these bytes is written.

    Examples
    --------
    >>> container(b"# CAP cuisine\n"), container(b"\xef\xbb\xbf<formations>"), container(b'[{"libelle_metier"')
    (<Container.MARKDOWN: 'markdown'>, <Container.XML: 'xml'>, <Container.JSON: 'json'>)
    """
    if head.startswith((b"# ", b"#\t")):
        return Container.MARKDOWN
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Container.ZIP
    encoding = next((e for bom, e in _BOMS if head.startswith(bom)), "cp1252")
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if not text:
        return Container.EMPTY
    if "\x00" not in text and (starts := _STARTS.get(text[0])):
        return starts
    return _of_lines(text.splitlines())


def _of_lines(lines: list[str]) -> Container:
    if "\x00" in lines[0]:
        return Container.UNKNOWN
    if any(line.startswith(("## ", "**")) for line in lines):
        return Container.MARKDOWN
    return Container.CSV if any(s in lines[0] for s in _SEPARATORS) else Container.UNKNOWN
