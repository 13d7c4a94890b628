"""Make pictures of pages, to be looked at: `python -m tests.pages.screenshots FOLDER [PAGE.html ...]`.

Without pages, those of the toy graph and of the graph that ships are made and taken.  Each is
taken at 1280, 800 and 360 pixels, light and dark, and printed to a PDF.  Two of the pictures
are those of README.md (`--readme` writes these, into docs/pictures).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from pathways.cli.main import main as pathways
from tests.pages.conftest import ARGUMENTS

SIZES = {"1280": (1280, 800), "800": (800, 1000), "360": (360, 740)}
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PAGES = {
    "routes": ("--route", "3e", "plombier", "-k", "10"),
    "few": ("--route", "CAP boulanger", "boulanger", "-k", "2"),
    "lead": ("--lead", "plombier", "--years", "2"),
    "around": ("--around", "BTS FED option A"),
    "domain": ("--domain", "hôtellerie-restauration, tourisme"),
    "compare": ("--compare", "bac pro ICCER", "BTS FED option A"),
    "all": ("--all",),
}


def make_pages(folder):
    """Write a page of each kind with the command line."""
    for name, options in PAGES.items():
        path = folder / f"{name}.html"
        pathways(["export", *options, "-o", str(path), "--force"], standalone_mode=False)
        yield path


def take(browser, page_file, target, size, scheme, fragment=""):
    """Take one picture; return after how many milliseconds the page was drawn."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
    page.on("console", lambda message: sys.stderr.write(f"{page_file.name}: {message.text}\n"))
    page.goto(page_file.resolve().as_uri() + fragment)
    page.wait_for_selector("html[data-drawn]", timeout=60_000)
    page.wait_for_timeout(100)
    page.screenshot(path=target, full_page=width < 700)
    drawn = page.evaluate("document.documentElement.dataset.drawn")
    if scheme == "light" and width > 1000:
        page.pdf(path=target.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True)
    page.close()
    return drawn


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", type=Path, nargs="*")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--fragment", default="", help="What is chosen: #r=2, #n=FOR.7017 ...")
    parser.add_argument("--only", choices=SIZES, help="One width alone, in light.")
    parser.add_argument("--readme", action="store_true", help="Write the two pictures of README.md.")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    pages = options.pages or list(make_pages(options.folder))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=ARGUMENTS)
        if options.readme:
            PICTURES.mkdir(exist_ok=True)
            take(browser, options.folder / "routes.html", PICTURES / "routes.png", SIZES["1280"], "light", "#r=3")
            take(browser, options.folder / "all.html", PICTURES / "all.png", SIZES["1280"], "dark")
            for pdf in PICTURES.glob("*.pdf"):
                pdf.unlink()
        for page in pages if not options.readme else ():
            for name, size in SIZES.items():
                for scheme in ("light", "dark"):
                    if options.only and (options.only, "light") != (name, scheme):
                        continue
                    target = options.folder / f"{page.stem}-{name}-{scheme}.png"
                    drawn = take(browser, page, target, size, scheme, options.fragment)
                    sys.stdout.write(f"{target}: drawn after {drawn} ms\n")
        browser.close()


if __name__ == "__main__":
    main()
