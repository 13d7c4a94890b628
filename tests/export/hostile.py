"""Values that a careless writer breaks on, and a graph that carries them in every place."""

from __future__ import annotations

import networkx as nx

from tests.toy import edge, node

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "]]> & &amp; &lt; &#10; \"double\" 'single' `back`",
    "\x00\x01\x1b[31mred\x7f\x85\ud800\udfff\ufffe\uffff",
    "line\nbreak\r\nand\ttab ",
    "  outer  ",
    "\u202egnol\u202c RTL",
    "👩🏽‍🔧 emoji é œ ﬁ",
    '=HYPERLINK("http://x")',
    "+33 1",
    "-1+1|cmd",
    "@SUM(A1)",
    "\t=1+1",
    "a;=1+1",
    "1. liste",
    "- liste",
    "end; subgraph x; %% %%{init: {}}%% click n0 href",
    "back\\slash \\N \\G \\",
    "#quot; #35;",
    '["json"]',
    "null",
    "",
    "long " * 2000,
)


def hostile_graph() -> nx.MultiDiGraph:
    g = nx.MultiDiGraph(format=1, release="2025-10", title=HOSTILE[2], note=HOSTILE[0])
    for i, text in enumerate(HOSTILE):
        g.add_node(
            f"n{i} {text[:40]}",
            **node("diploma", text, text, i % 9 or None, 2.5 if i % 2 else None, sigle=text, domains=[text, "b"]),
        )
    ids = list(g)
    for i, text in enumerate(HOSTILE[1:], start=1):
        g.add_edge(
            ids[i - 1], ids[i], f"entry:{text[:40]}", **edge("entry", i / 2, text=text, conditions=[text], why=text)
        )
    g.add_edge(ids[0], ids[1], "entry", **edge("entry", 1, apprenticeship=True))
    return g
