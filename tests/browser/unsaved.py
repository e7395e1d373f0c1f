"""A connection that can be cut, and what a browser keeps of unsaved words."""

from playwright.sync_api import Page

from tests.browser.document_page import open_document, to_end

CUTTABLE = """(() => {
    const open = new Set();
    let isCut = false;
    window.WebSocket = class extends WebSocket {
        constructor(url, protocols) {
            super(isCut ? url.replace(/ws.dokumente.*/, "ws/nirgendwo/") : url, protocols);
            open.add(this);
        }
    };
    window.mute = () => {
        for (const socket of open) {
            socket.send = () => {};
            socket.addEventListener("message", event => event.stopImmediatePropagation(), { capture: true });
            socket.onmessage = null;
        }
    };
    window.hold = () => { for (const socket of open) socket.send = () => {}; };
    window.letGo = () => { for (const socket of open) delete socket.send; };
    window.overload = () => { for (const socket of open) socket.send(new Uint8Array(900_000)); };
    window.cut = () => { isCut = true; for (const socket of open) socket.close(); };
    window.restore = () => { isCut = false; window.dispatchEvent(new Event("online")); };
})()"""
_KEPT = """() => new Promise(done => {
    const request = indexedDB.open("cluster-dialog-unsaved");
    request.onsuccess = () => {
        const database = request.result;
        const names = [...database.objectStoreNames];
        if (!names.length) { database.close(); return done([]); }
        const keys = database.transaction("changes").objectStore("changes").getAllKeys();
        keys.onsuccess = () => { database.close(); done(keys.result); };
    };
})"""


def open_cuttable(page: Page, document) -> Page:
    """Open a document over a connection that can be cut, with the caret at the end of the text."""
    page.add_init_script(CUTTABLE)
    open_document(page, document)
    to_end(page)
    return page


def kept(page: Page) -> list[str]:
    """Return the keys of what lies in this browser."""
    keys: list[str] = page.evaluate(_KEPT)
    return keys
