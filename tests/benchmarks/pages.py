"""Pages of 30, 300 and all nodes: how long to make, how large, how long until drawn in Chromium.

    python tests/benchmarks/pages.py [--graph FILE] [--runs 3]

The first two are made graphs of the shape of the national one (tests/pages/samples.py), the third
the graph that ships, or that of --graph; and a page of ten routes from the 3e to plombier.  The time until
drawn is the page's own (from the start of loading to the end of the first drawing); the least of the runs.
"""

# ruff: noqa: T201 - a script prints what it measured
from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pathways.graph import load_graph
from pathways.render.html import graph_page, route_page
from pathways.routing import find_routes
from tests.pages.conftest import ARGUMENTS
from tests.pages.samples import ladder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    whole = load_graph(options.graph)
    routes = find_routes(whole, "classe:3e", "MET.266", 10).routes
    pages = {
        "ten routes": lambda: route_page(whole, routes),
        "30 nodes": lambda: graph_page(ladder(30), focus="classe:3e"),
        "300 nodes": lambda: graph_page(ladder(300), focus="classe:3e"),
        f"all {len(whole)} nodes": lambda: graph_page(whole),
    }
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=ARGUMENTS)
        for name, make in pages.items():
            began = time.process_time()
            html = make()
            made = time.process_time() - began
            path = Path(folder) / "page.html"
            path.write_text(html, "utf-8")
            drawn = []
            for _ in range(options.runs):
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.goto(path.as_uri())
                page.wait_for_selector("html[data-drawn]", timeout=120_000)
                drawn.append(int(page.evaluate("document.documentElement.dataset.drawn")))
                page.close()
            print(f"{name}: made in {made:.2f} s of CPU, {len(html.encode()) / 1e6:.2f} MB, drawn in {min(drawn)} ms")
        browser.close()


if __name__ == "__main__":
    main()
