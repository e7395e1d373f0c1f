"""Take the pictures of the README from a running `make demo`: `.venv/bin/python scripts/pictures.py [address]`."""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BASE = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
TARGET = Path(__file__).resolve().parents[1] / "docs/pictures"
SIZES = {1280: 1000, 360: 740}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
GROUP = "/gremien/cluster-atlas/"


def sign_in(browser: Browser, name: str, width: int) -> Page:
    """Open a window of its own, signed in with one click on the sign-in page of the demo."""
    context = browser.new_context(base_url=BASE, viewport={"width": width, "height": SIZES[width]}, locale="de-DE")
    page = context.new_page()
    page.goto("/konto/anmelden/")
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url("**/")
    return page


def address_of(page: Page, listing: str, title: str) -> str:
    """Return the address behind a link whose words begin with a title."""
    page.goto(GROUP + listing)
    return page.get_by_role("link", name=re.compile(title)).first.get_attribute("href") or ""


def take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_timeout(1500)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=TARGET / f"{name}-{page.viewport_size['width']}.png")


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for width in SIZES:
            page = sign_in(browser, "Cluster-Kontakt Neckar-Alb", width)
            document = address_of(page, "dokumente/", "Positionspapier")
            minutes = address_of(page, "sitzungen/", "Sitzung 1") + "protokoll/"
            thread = address_of(page, "diskussionen/", "Welche Felder")
            take(page, GROUP, "overview")
            take(page, thread.partition("#")[0], "thread")
            take(page, minutes, "minutes")
            take(page, GROUP + "chat/", "chat")
            colleague = sign_in(browser, "Photonics BW", width)
            colleague.goto(document)
            colleague.locator(".ProseMirror p").nth(1).click()
            take(page, document, "document")
        browser.close()


if __name__ == "__main__":
    main()
