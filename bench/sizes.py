"""What a browser loads: gzipped scripts and styles of real pages, and fonts, against the budgets."""

import gzip
import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.data import World
from bench.pages import fetch
from bench.processes import ROOT, Running

KB = 1024
SCRIPT = re.compile(r'<script[^>]*\bsrc="([^"]+)"')
STYLE = re.compile(r'<link[^>]*\brel="stylesheet"[^>]*>')
HREF = re.compile(r'\bhref="([^"]+)"')
BUDGETS_KB = {"script without editor": 30, "script with editor": 230, "css": 45, "fonts first load": 55, "fonts": 160}


def loaded_by(html: str) -> tuple[list[str], list[str]]:
    """Return the addresses of scripts and of style sheets that a page names."""
    styles = [found[1] for tag in STYLE.findall(html) if (found := HREF.search(tag))]
    return SCRIPT.findall(html), styles


def against_budget(name: str, size: int, budget: str) -> dict[str, Any]:
    limit = BUDGETS_KB[budget]
    return {"name": name, "kb": round(size / KB, 1), "budget_kb": limit, "within": size <= limit * KB}


def sizes(running: Running, world: World) -> Iterator[dict[str, Any]]:
    """Yield one line per page for scripts and styles, and two for the fonts."""
    browser = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
    zipped: dict[str, int] = {}

    def gzipped(paths: list[str]) -> int:
        for path in paths:
            if path not in zipped:
                zipped[path] = len(gzip.compress(fetch(browser, path, world.cookie), 9))
        return sum(zipped[path] for path in paths)

    for name, path in world.pages.items():
        scripts, styles = loaded_by(fetch(browser, path, world.cookie).decode())
        budget = (
            "script with editor" if any("document_editor" in script for script in scripts) else "script without editor"
        )
        yield against_budget(f"script of {name}, gzipped", gzipped(scripts), budget)
        yield against_budget(f"css of {name}, gzipped", gzipped(styles), "css")
    browser.close()
    fonts = {path: path.stat().st_size for path in Path(ROOT / "static" / "fonts").glob("*.woff2")}
    regular = sum(size for path, size in fonts.items() if "regular" in path.name)
    yield against_budget("fonts on first load", regular, "fonts first load")
    yield against_budget("fonts, all", sum(fonts.values()), "fonts")
