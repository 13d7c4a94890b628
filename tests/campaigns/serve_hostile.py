"""Ten thousand requests that nobody should send, to `pathways serve` on the graph that ships.

    python -m tests.campaigns.serve_hostile [--requests 10000] [--seed 1]

Ends with 1 where one made an error of ours (500), or the server stopped answering; tells its memory on the way.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
from collections import Counter

from tests.benchmarks.serve import memory, say, start
from tests.serve.hostile import request
from tests.serve.serving import answer_to


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)  # noqa: S311 - a seed, no secret
    server, port, _ = start(1)
    seen, bad = Counter(), []
    try:
        for number in range(1, options.requests + 1):
            sent = request(draw)
            answer = answer_to(port, sent, patience=5)
            status = answer.split(b" ", 2)[1].decode("latin-1") if answer.startswith(b"HTTP/") else "closed"
            seen[status] += 1
            if status.startswith("5") and status != "503":
                bad.append(sent)
            if number % 500 == 0:
                say(f"{number}: {dict(sorted(seen.items()))}, {memory(server.pid)} MB")
        alive = answer_to(port, b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    for sent in bad[:10]:
        say(f"an error of ours: {sent[:400]!r}")
    return 1 if bad or b" 200 " not in alive[:20] else 0


if __name__ == "__main__":
    sys.exit(main())
