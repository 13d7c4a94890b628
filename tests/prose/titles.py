"""Write pathways/prose/titles.toml anew: the titles of a record's national diplomas, besides those that it has.

python -m tests.prose.titles SOURCE...
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from pathways.prose.lexicon import titles_of
from pathways.sources import read_sources

TARGET = Path(__file__).parents[2] / "pathways" / "prose" / "titles.toml"


def titles(text: str, sources: list[Path]) -> str:
    """Return the table `text` with the titles of the record in `sources` added, sorted by kind and name."""
    known = {(kind, name) for kind, names in tomllib.loads(text).items() for name in names}
    known.update(titles_of(read_sources(sources).formations))
    known -= {("master", name) for kind, name in known if kind == "licence"}  # a master has the names of the licences
    out = [text.partition("\n\n")[0], ""]
    for kind in sorted({kind for kind, _ in known}):
        out.append(f"{json.dumps(kind, ensure_ascii=False)} = [")
        out += [f"  {json.dumps(name, ensure_ascii=False)}," for k, name in sorted(known) if k == kind]
        out.append("]")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    TARGET.write_text(titles(TARGET.read_text("utf-8"), [Path(p) for p in sys.argv[1:]]), "utf-8")
