"""Sections of the record read per second, and what parsing its files takes beside reading their bytes.

python tests/benchmarks/read_prose.py ../shared/corpus
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pathways.model import Formation, SectionName
from pathways.prose import build_lexicon, read_links
from pathways.sources.markdown import parse_fiche

READ = (SectionName.ACCES, SectionName.POURSUITE)


def seconds(action, times: int = 3) -> tuple[float, object]:
    """Return the least processor time of some runs, and the last result."""
    best, result = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        result = action()
        best = min(best, time.process_time() - start)
    return best, result


def main(folder: Path) -> None:
    files = sorted(p for p in folder.rglob("*") if p.suffix in {".md", ".txt"} and p.is_file())
    reading, texts = seconds(lambda: [(str(p), p.read_text("utf-8")) for p in files])
    parsing, parsed = seconds(lambda: [parse_fiche(text, path)[0] for path, text in texts])
    formations = list({f.id: f for f in parsed if isinstance(f, Formation)}.values())
    sys.stdout.write(
        f"{len(files)} files: bytes {reading:.2f} s, parsed {parsing:.2f} s, {parsing / reading:.1f} times\n"
    )
    building, lexicon = seconds(lambda: build_lexicon(formations))
    linking, links = seconds(lambda: [x for f in formations for x in read_links(f, lexicon)])
    sections = [s for f in formations for name in READ if (s := f.section(name))]
    characters = sum(len(s.text) for s in sections)
    sys.stdout.write(f"lexicon of {len(formations)} titles {building:.2f} s\n")
    sys.stdout.write(
        f"{len(sections)} sections, {characters} characters: {len(links)} links in {linking:.2f} s, "
        f"{len(sections) / linking:.0f} sections a second\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus"))
