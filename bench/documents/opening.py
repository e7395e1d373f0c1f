"""A long page: what the server spends on its HTML and its PDF, what the browser spends on opening it, what stays."""

import asyncio
import gzip
import http.client
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright
from playwright.sync_api import Error as BrowserError

from bench.chat.helper import Helper
from bench.chat.kernel import rss_bytes
from bench.chat.lab import say
from bench.documents.client import Client
from bench.documents.servers import Figures, Ours

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
EDITOR = ".ProseMirror"
EDITOR_SCRIPT = "document_editor"
BROWSER_MS = 60_000
QUIET_MS = 1_500
KEYS, KEY_MS = 100, 60
WARM_ROUNDS = 20
KB = 1024


def server_side(reading: Helper, document: int) -> Iterator[Figures]:
    """Yield what the HTML and the PDF of the page cost."""
    html = reading.ask("html_cost", document=document)
    yield {"work": "page html", "label": "ours", "cpu_ms": round(html["cpu_s"] * 1000, 2), "bytes": html["bytes"]}
    pdf = reading.ask("pdf_cost", document=document)
    yield {"work": "page pdf", "label": "ours", "cpu_s": round(pdf["cpu_s"], 3), "bytes": pdf["bytes"]}


# In the browser


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """Give a browser; None where there is none."""
    if not Path(CHROMIUM).exists():
        say(f"There is no Chromium at {CHROMIUM}; what a browser spends is not measured.")
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def in_browser(ours: Ours, path: str, *, times: int, others: list[str]) -> Iterator[Figures]:
    """Yield what opening the page costs the browser, and which scripts it loads; `others` are to load no editor."""
    with chromium() as browser:
        if browser is None:
            return
        try:
            openings = [_open(browser, ours, path) for _time in range(times)]
            keys = _type(browser, ours, path)
        except BrowserError as failure:
            yield {"work": "page in the browser", "label": "ours", "failed": str(failure).split("\n")[0]}
            return
        yield {
            "work": "page in the browser",
            "label": "ours",
            # The best of them: Chromium measures by the clock, and waits for the machine too.
            **{name: round(min(opening[name] for opening in openings), 3) for name in ("script_s", "task_s")},
            "times": times,
        }
        yield {"work": "keys in the browser", "label": "ours", **keys}
        sizes = openings[-1]["scripts"]
        elsewhere = [name for other in others for name in _scripts_of(browser, ours, other) if EDITOR_SCRIPT in name]
        yield {
            "work": "editor bundle",
            "label": "ours",
            "gz_kb": round(sum(sizes.values()) / KB, 1),
            "scripts": {name: round(size / KB, 1) for name, size in sizes.items()},
            "on_other_pages": len(elsewhere),
        }


@contextmanager
def _window(browser: Browser, ours: Ours) -> Iterator[BrowserContext]:
    address = f"http://127.0.0.1:{ours.running.port}"
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(BROWSER_MS)
    name, _equals, value = ours.cookies[0].partition("=")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    try:
        yield context
    finally:
        context.close()


def _open(browser: Browser, ours: Ours, path: str) -> dict[str, Any]:
    """Open the page in a window of its own until the editor shows the text and nothing more happens."""
    scripts: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.request.resource_type == "script":
            scripts[Path(urlsplit(response.url).path).name] = len(gzip.compress(response.body(), 9))

    with _window(browser, ours) as context:
        page = context.new_page()
        page.on("response", note)
        spent = _spent_in(page)
        _show(page, path)
        found = spent()
    return {**found, "scripts": scripts}


def _type(browser: Browser, ours: Ours, path: str) -> dict[str, Any]:
    """Type into the last paragraph of the page, connected and in a human's pace; what does a key cost the browser?"""
    with _window(browser, ours) as context:
        page = context.new_page()
        spent = _spent_in(page)
        _show(page, path)
        page.locator(f"{EDITOR} p").last.click()
        page.keyboard.press("End")
        before = spent()
        page.keyboard.type("x" * KEYS, delay=KEY_MS)
        page.wait_for_timeout(QUIET_MS)
        after = spent()
    cost = {name: (after[name] - before[name]) / KEYS * 1000 for name in after}
    return {"keys": KEYS, "script_ms": round(cost["script_s"], 2), "task_ms": round(cost["task_s"], 2)}


def _show(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_selector(f"{EDITOR} h2")
    page.wait_for_timeout(QUIET_MS)


def _spent_in(page: Page) -> Callable[[], dict[str, float]]:
    """Return what tells the seconds that a page has spent in scripts, and in all."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def spent() -> dict[str, float]:
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return {"script_s": metrics["ScriptDuration"], "task_s": metrics["TaskDuration"]}

    return spent


def _scripts_of(browser: Browser, ours: Ours, path: str) -> list[str]:
    """Return the addresses of the scripts that a page names."""
    with _window(browser, ours) as context:
        page = context.new_page()
        page.goto(path)
        found: list[str] = page.eval_on_selector_all("script[src]", "all => all.map(one => one.src)")
    return found


# What stays in the server


def opened_and_closed(ours: Ours, document: int, path: str, *, times: int) -> Figures:
    """Open the page with its socket and close it again, so many times; by how much has the server grown?"""
    pids = ours.running.pids["server"]
    for person in range(WARM_ROUNDS):
        _open_and_close(ours, document, path, person)
    before, begin = rss_bytes(pids), time.monotonic()
    for person in range(times):
        _open_and_close(ours, document, path, person)
    time.sleep(1)
    grown = rss_bytes(pids) - before
    return {
        "work": "opened and closed",
        "label": "ours",
        "times": times,
        "grown_mb": round(grown / 1e6, 2),
        "rss_mb": round(rss_bytes(pids) / 1e6),
        "seconds": round(time.monotonic() - begin, 1),
    }


def _open_and_close(ours: Ours, document: int, path: str, person: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", ours.running.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": ours.cookies[person]})
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"Error: {path} answers {response.status}.")
    asyncio.run(_join_and_leave(ours, document, person))


async def _join_and_leave(ours: Ours, document: int, person: int) -> None:
    client = await Client(ours.place(str(document), person)).open()
    client.close()
    while not client.closed:
        await asyncio.sleep(0.005)


def long_lists(reading: Helper, counts: tuple[int, ...], cookie: str) -> Iterator[Figures]:
    """Yield what the list of documents costs with few and with many files."""
    for count in counts:
        found = reading.ask("files", many=count, cookie=cookie)
        yield {
            "work": "documents list",
            "label": "ours",
            "files": count,
            "queries": found["queries"],
            "cpu_ms": round(found["cpu_s"] * 1000, 2),
            "html_bytes": found["bytes"],
        }
