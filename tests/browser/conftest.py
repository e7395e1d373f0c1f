"""Browsers for the journeys: system Chromium through Playwright, against a real server process."""

import os

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.realtime.server import Server

# Playwright's sync API runs an event loop in this thread; the test's own ORM calls are still plain calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser():
    """One browser per file: while it lives, its event loop runs in this thread, and no other test may start one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(transactional_db, shared_server: Server, browser: Browser, client_for):
    """Return a function that opens a browser window of its own, signed in as a person."""
    contexts: list[BrowserContext] = []

    def make(person=None, *, width: int = 1280, height: int = 900, javascript: bool = True, **options) -> Page:
        context = browser.new_context(
            base_url=shared_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        if person is not None:
            cookie = client_for(person).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": shared_server.url}])
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda line: line.type == "error" and page.errors.append(line.text))
        return page

    yield make
    for context in contexts:
        context.close()
