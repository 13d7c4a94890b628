"""Hostile input, by chance: mangled sources, damaged and crafted graph files, killed batches.

    python tests/campaigns/hostile_input.py [--seconds 60] [--seed 1] [AREA ...]

Works in a folder of its own, ends only processes that it started, and prints a table: area, tried, held, and the
first of each kind of what did not hold.  Exits with 1 where anything did not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from click.testing import CliRunner  # noqa: E402 - the same

from pathways.cli import main as main_command  # noqa: E402
from pathways.errors import PathwaysError  # noqa: E402 - found by the path above
from pathways.graph import build_graph, save_graph, validate_graph  # noqa: E402
from pathways.graph.container import Container, write_container  # noqa: E402
from pathways.sources import read_sources  # noqa: E402
from tests.sources.made import document, small_formation  # noqa: E402
from tests.toy import toy_graph  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = ["\x00", "\x1b[2J", "²", "9" * 5000, "=1+1", "\u202e", "- \n", "# ", "## ", "|"]


def mangled(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few bytes flipped, cut, doubled, or a hostile word put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out) + 1)
        do = chance.randrange(4)
        if do == 0 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        elif do == 1:
            del out[at : at + chance.randrange(40)]
        elif do == 2:
            out[at:at] = out[at : at + chance.randrange(200)]
        else:
            out[at:at] = chance.choice(WORDS).encode("utf-8", "replace")
    return bytes(out)


def sources(folder: Path, chance: random.Random) -> None:
    """A mangled source is read or told, and what was read makes a graph that keeps the contract."""
    fiche = chance.choice([*sorted((ROOT / "seeds").rglob("*.md")), None])
    data = document(small_formation(1, "CAP vent"), small_formation(2, "CAP brise")).encode()
    name = "a.xml"
    if fiche is not None:
        data, name = fiche.read_bytes(), fiche.name
    (folder / name).write_bytes(mangled(data, chance))
    records = read_sources([folder])
    graph = build_graph(records)
    validate_graph(graph)
    save_graph(graph, folder / "out.graph")


def ask(path: Path) -> None:
    """Ask a graph file what people ask: no traceback, whatever it holds."""
    for command in (["route", "3e", "plombier", "--timeout", "5"], ["show", "MET.266"], ["reach", "3e"]):
        done = CliRunner().invoke(main_command, [*command, "--graph", str(path)])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception


def damaged(folder: Path, chance: random.Random) -> None:
    """A damaged graph file answers as before, or is refused."""
    path = folder / "a.graph"
    save_graph(toy_graph(), path)
    path.write_bytes(mangled(path.read_bytes(), chance))
    ask(path)


def crafted(folder: Path, chance: random.Random) -> None:
    """A graph file whose checksums are right and whose content is not is refused, or answers."""
    path = folder / "a.graph"
    save_graph(toy_graph(), path)
    whole = Container(path)
    sections = {name: whole.read(name) for name in whole.names()}
    name = chance.choice(sorted(sections))
    sections[name] = mangled(sections[name], chance)
    write_container(path, whole.meta, sections)
    ask(path)


def killed(folder: Path, chance: random.Random) -> None:
    """A batch that is killed goes on, and gives what an undisturbed one gives."""
    save_graph(toy_graph(), folder / "a.graph")
    rows = [{"from": "3e", "to": goal} for goal in ("plombier", "zorglub", "MET.1")] * 300
    (folder / "pairs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "pathways", "batch", "pairs.jsonl", "-j", "2", "--graph", "a.graph", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*command, "-o", "whole.jsonl"], cwd=folder, env=environment, check=True)
    for _ in range(20):
        with subprocess.Popen([*command, "-o", "out.jsonl"], cwd=folder, env=environment) as process:
            try:
                process.wait(chance.uniform(0.1, 3))
            except subprocess.TimeoutExpired:
                process.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        if (folder / "out.jsonl").exists():
            break
    else:
        subprocess.run([*command, "-o", "out.jsonl"], cwd=folder, env=environment, check=True)
    assert (folder / "out.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


AREAS: dict[str, Callable[[Path, random.Random], None]] = {
    "sources": sources,
    "damaged": damaged,
    "crafted": crafted,
    "killed": killed,
}


def main() -> int:
    """Run the areas, each for its time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", nargs="*", metavar="AREA", help=", ".join(AREAS))
    parser.add_argument("--seconds", type=float, default=60, help="for each area")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    bad = 0
    for name in asked.areas or AREAS:
        tried, failures = 0, Counter()
        until = time.monotonic() + asked.seconds
        while time.monotonic() < until:
            chance = random.Random(f"{asked.seed} {name} {tried}")  # noqa: S311 - the same each time
            with tempfile.TemporaryDirectory() as folder:
                try:
                    AREAS[name](Path(folder), chance)
                except PathwaysError:
                    pass  # told
                except Exception as error:  # noqa: BLE001 - what is looked for
                    last = error.__traceback__
                    while last is not None and last.tb_next is not None:
                        last = last.tb_next
                    where = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
                    failures[f"{type(error).__name__} at {where} ({asked.seed} {name} {tried})"[:100]] += 1
            tried += 1
        held = tried - failures.total()
        bad += failures.total()
        print(f"{name:<10} tried {tried:>6}   held {held:>6}")  # noqa: T201 - the table
        kinds: dict[str, tuple[str, int]] = {}
        for what, n in failures.items():
            kind = what.partition(" (")[0]
            kinds[kind] = (kinds.get(kind, (what, 0))[0], kinds.get(kind, (what, 0))[1] + n)
        for example, n in sorted(kinds.values(), key=lambda pair: -pair[1]):
            print(f"    {n:>5} x {example}")  # noqa: T201 - the same
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
