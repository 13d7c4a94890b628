"""CSV as spreadsheets read it safely: the one writer of all commands."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from pathways.export.plain import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["csv_text"]

# What a spreadsheet takes for a formula at the start of a cell: OWASP, "CSV Injection".  The start may
# also come about inside a text, where a spreadsheet splits lines at another separator than ours.
_FORMULA = re.compile(r"(^\s*|[;,\t\r\n])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def csv_text(rows: Iterable[Iterable[Any]], end: str = "\n", separator: str = ",") -> str:
    r"""Return rows as CSV (RFC 4180); a text that a spreadsheet would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    rows : iterable of iterables
        Any JSON values: a list of texts or whole numbers is joined by " | ", what has a deeper shape is JSON, a
        null is an empty cell.
    end : str
        What ends a row.
    separator : str
        What stands between cells: ";" for a French spreadsheet.

    Examples
    --------
    >>> csv_text([["to", "years"], ["=HYPERLINK(0)", 3], [None, 2.5]])
    "to,years\n'=HYPERLINK(0),3\n,2.5\n"
    """
    text = io.StringIO()
    csv.writer(text, lineterminator=end, delimiter=separator).writerows(map(_cell, row) for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return as_text(value)
    if isinstance(value, list) and all(isinstance(v, str | int) for v in value):
        value = " | ".join(as_text(v) for v in value)
    return _FORMULA.sub(r"\1'", as_text(value))
