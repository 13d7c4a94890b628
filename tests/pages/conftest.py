"""A real Chromium, offline, and pages opened in it from disk."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field

import pytest

from pathways.render.html import route_page, write_page
from tests.pages.samples import plumbing_routes
from tests.toy import toy_graph

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """How pytest-playwright starts the browser: Debian's Chromium, none is downloaded."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        reason = "there is no chromium (Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return {"executable_path": path, "args": ARGUMENTS, "headless": True}


@dataclass
class Opened:
    """A page in the browser, and what it asked for and said."""

    page: object
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser, tmp_path):
    """Open HTML from disk, without a network; at the end it must have asked for nothing and said nothing."""
    contexts, pages = [], []

    def opened(html, fragment="", *, scripts=True, size=(1280, 800), **options):
        path = html if hasattr(html, "as_uri") else write_page(html, tmp_path / f"page{len(pages)}.html")
        width, height = size
        context = browser.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        seen = Opened(page)
        pages.append(seen)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: seen.said.append(str(error)))
        page.on("dialog", lambda dialog: (seen.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(path.as_uri() + fragment)
        if scripts and page.locator("#picture").count():
            page.wait_for_selector("html[data-drawn]", timeout=20_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    for seen in pages:
        assert [url for url in seen.requests if not url.startswith(("file:", "blob:", "data:"))] == []
        assert seen.said == []


@pytest.fixture(scope="session")
def plumbing():
    """The toy graph, routes over it, and their page."""
    graph = toy_graph()
    routes = plumbing_routes(graph)
    return graph, routes, route_page(graph, routes)
