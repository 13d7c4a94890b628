"""HTML inside the official XML becomes text of the same shape as the Markdown fiches'.

Offsets of links count in this text.  Headings get the Markdown marks that the fiches give them (`h1` to `h4`: "## ",
`h5`, `h6`: "### "), items of lists a hyphen; the record's own line breaks and indents stay.
"""

from __future__ import annotations

import html
import re

__all__ = ["text_of_html"]

_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)/?>", re.DOTALL)
#: Blocks that share a line get lines of their own; the official releases write them so already.
_GLUED_AFTER = re.compile(r"(</(?:h[1-6]|p|li|ul|ol|div|tr|table)\s*>)[ \t]*(?=\S)", re.IGNORECASE)
_GLUED_BEFORE = re.compile(r"(?<=[^\s>])[ \t]*(?=<(?:h[1-6]|p|li|ul|ol|div|tr|table)\b)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_OPENS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4"), "## "),
    **dict.fromkeys(("h5", "h6"), "### "),
    "li": "- ",
    "br": "\n",
    "td": " ",
    "th": " ",
}
_CLOSES = {"p": "\n", "div": "\n", "tr": "\n"}


def text_of_html(markup: str) -> str:
    r"""Return the text of a piece of HTML.

    Examples
    --------
    >>> text_of_html("<h5>Accès</h5>\n  <p>Après la 3<sup>e</sup>.</p>\n  <ul>\n<li>CAP&nbsp;cuisine</li></ul>")
    '### Accès\n  Après la 3e.\n\n- CAP\xa0cuisine'
    """
    if "<" in markup:
        markup = _GLUED_BEFORE.sub("\n", _GLUED_AFTER.sub(r"\1\n", markup))
        links: list[str] = []

        def replaced(m: re.Match[str]) -> str:
            name = (m[3] or "").lower()
            if name == "a":
                if m[2]:
                    href = links.pop() if links else ""
                    return f" ({href})" if href else ""
                found = _HREF.search(m[4] or "")
                links.append(found[1] if found else "")
                return ""
            return (_CLOSES if m[2] else _OPENS).get(name, "")

        markup = _TAG.sub(replaced, markup)
    if "&" in markup:
        markup = html.unescape(markup)
    return _BLANK_LINES.sub("\n\n", markup).strip()
