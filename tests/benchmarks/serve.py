"""How many requests a second `pathways serve` answers, on this machine and for it alone.

    python tests/benchmarks/serve.py                       # start, routes (new and mixed), completion, memory
    python tests/benchmarks/serve.py --workers 1 --requests 2000
    python tests/benchmarks/serve.py --soak 100000         # memory over many requests

The server is a process of its own (or several), asked over loopback by `--connections` connections that are kept
open; each asks again as soon as it is answered.  Questions are drawn by a seed from the graph that ships:

- *new*: each question once, half of them pages and half JSON: what a search and a page cost;
- *mixed*: as people ask, some questions often (Zipf's law, exponent 1, over 4,000 questions): what is kept helps;
- *completion*: names letter by letter, one in five with a slip of the finger.

Where other work shares the cores, the processor time of a request tells more than requests a second.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from pathways.graph.store import open_store

STARTS = ("3e", "2de générale et technologique", "Tle générale", "CAP cuisine", "bac pro cuisine", "CAP maçon")


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def start(workers):
    """Start a server; return it, its port, and the seconds until it answered."""
    port = free_port()
    command = [sys.executable, "-m", "pathways", "serve", "--no-open", "--port", str(port), "--workers", str(workers)]
    environment = os.environ | {"PATHWAYS_SERVE_LOG": "none", "PATHWAYS_SERVE_WAITING": "256"}
    began = time.perf_counter()
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return server, port, time.perf_counter() - began
        except OSError:
            if server.poll() is not None or time.perf_counter() - began > 60:
                raise SystemExit("the server does not start") from None
            time.sleep(0.005)


def processes(pid):
    """Return the process of a server and those that it started."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def memory(pid):
    """Return megabytes of each process, resident now."""
    texts = [Path(f"/proc/{one}/status").read_text() for one in processes(pid)]
    return [int(text.split("VmRSS:")[1].split()[0]) // 1000 for text in texts]


def worked(pid):
    """Return the seconds of processor time that the processes have taken."""
    rows = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in processes(pid)]
    return sum(int(row[11]) + int(row[12]) for row in rows) / os.sysconf("SC_CLK_TCK")


def questions(count, draw):
    """Return addresses of questions, pages and JSON by turns, each once."""
    store = open_store()
    goals = [store.ids[n] for n, kind in enumerate(store.kinds) if kind == "job"]
    pairs = [(start, goal) for start in STARTS for goal in goals]
    draw.shuffle(pairs)
    return [
        f"{'/api' if n % 2 else ''}/route?{urlencode({'from': here, 'to': there})}"
        for n, (here, there) in enumerate(pairs[:count])
    ]


def typed(count, draw):
    """Return addresses of completions: names as they are typed."""
    store = open_store()
    names = [store.labels[n] for n, kind in enumerate(store.kinds) if kind in {"job", "diploma"}]
    found = []
    while len(found) < count:
        name = draw.choice(names)[:14]
        if draw.random() < 0.2 and len(name) > 5:
            at = draw.randrange(2, len(name))
            name = name[: at - 1] + name[at:]
        found += [f"/api/suggest?{urlencode({'q': name[:end], 'limit': 8})}" for end in range(2, len(name), 2)]
    return found[:count]


async def connection(port, waiting, took, bad):
    """Ask what waits, one after the other, over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4_000_000)
    while waiting:
        path = waiting.pop()
        began = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n", 1)[0])
        await reader.readexactly(length)
        took.append(time.perf_counter() - began)
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 422")):
            bad.append(head.split(b"\r\n", 1)[0].decode())
    writer.close()


async def load(port, paths, connections):
    """Ask all of some addresses; return seconds in all, those of each request, and what went wrong."""
    waiting, took, bad = paths[::-1], [], []
    began = time.perf_counter()
    await asyncio.gather(*(connection(port, waiting, took, bad) for _ in range(connections)))
    return time.perf_counter() - began, sorted(took), bad


def measure(name, server, port, paths, connections):
    before = worked(server.pid)
    seconds, took, bad = asyncio.run(load(port, list(paths), connections))
    at = {share: took[min(len(took) - 1, int(len(took) * share))] * 1000 for share in (0.5, 0.95, 0.99)}
    say(
        f"{name:<12} {len(paths):>7} requests {len(paths) / seconds:>7.0f} /s   "
        f"{(worked(server.pid) - before) / len(paths) * 1000:.2f} ms of processor each   "
        + "   ".join(f"p{share * 100:g} {ms:.0f} ms" for share, ms in at.items())
        + (f"   {len(bad)} refused: {bad[0]}" if bad else "")
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--requests", type=int, default=1000, help="Of each sort; completions are five times as many.")
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--soak", type=int, default=0, help="So many mixed requests more, memory told on the way.")
    options = parser.parse_args()
    draw = random.Random(options.seed)  # noqa: S311 - a seed, no secret
    server, port, began = start(options.workers)
    try:
        say(f"{options.workers} workers, {os.cpu_count()} cores under a load of {os.getloadavg()[0]:.1f}")
        say(f"start        {began:.2f} s to the first page, {worked(server.pid):.2f} s of processor")
        time.sleep(5)  # drawing is loaded behind the first page
        all_questions = questions(4000, draw)
        measure("warming", server, port, all_questions[-100:], options.connections)
        measure("new", server, port, all_questions[: options.requests], options.connections)
        popular = draw.choices(all_questions, [1 / rank for rank in range(1, 4001)], k=options.requests * 2)
        measure("mixed", server, port, popular, options.connections)
        measure("completion", server, port, typed(options.requests * 5, draw), options.connections)
        say(f"memory       {memory(server.pid)} MB")
        done = 0
        while done < options.soak:
            count = min(10_000, options.soak - done)
            mix = draw.choices(all_questions, [1 / rank for rank in range(1, 4001)], k=count // 2) + typed(
                count // 2, draw
            )
            draw.shuffle(mix)
            measure(f"soak {done}", server, port, mix, options.connections)
            say(f"memory       {memory(server.pid)} MB")
            done += count
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


if __name__ == "__main__":
    main()
