"""What the tests of the chat page share: opening it, its words, and networks that do not let everything through."""

from playwright.sync_api import BrowserContext, Locator, Page, expect

ADDRESS = "/gremien/cluster-atlas/chat/"


def open_chat(page: Page, query: str = "") -> Page:
    """Open the standing room and wait until the page is connected."""
    page.goto(ADDRESS + query)
    expect_connected(page)
    return page


def expect_connected(page: Page, *, detour: bool = False, timeout: float = 30_000) -> None:
    expect(page.locator("[data-connection]")).to_have_text(word(page, "detour" if detour else "ok"), timeout=timeout)


def word(page: Page, key: str, **values: object) -> str:
    """Return what the page says for a key, as its script would."""
    words = page.locator("[data-chat]").get_attribute(f"data-word-{key}") or ""
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


def field(page: Page) -> Locator:
    return page.locator("form.composer textarea")


def write(page: Page, text: str) -> None:
    field(page).fill(text)
    page.locator("form.composer [type=submit]").click()


def message(page: Page, text: str) -> Locator:
    return page.locator(".message", has_text=text)


def act(page: Page, text: str, name: str) -> None:
    """Choose an action of a message with the mouse, in its menu where it is not in the row."""
    item = message(page, text)
    item.hover()
    control = item.locator(f".message__actions [data-act={name}]")
    control.wait_for(state="attached")
    if not control.is_visible():
        item.locator("[data-act=menu]").click()
    control.click()


def without_sockets(context: BrowserContext) -> None:
    """Refuse every WebSocket, as some networks do."""
    context.route_web_socket("**/ws/**", lambda socket: socket.close(code=1011))


def listen(page: Page) -> None:
    """Note what the page says to screen readers, in `window.heard`."""
    page.evaluate(
        """() => {
            window.heard = [];
            const place = document.querySelector("[data-announce]");
            new MutationObserver(() => place.textContent && heard.push(place.textContent))
                .observe(place, { childList: true, characterData: true, subtree: true });
        }"""
    )


def heard(page: Page) -> list[str]:
    return page.evaluate("window.heard")
