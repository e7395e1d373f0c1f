import os
import re

import pytest
from playwright.sync_api import expect

from documents.library.models import Document
from tests.dialog.files.factories import PDF

pytestmark = pytest.mark.browser
MB = 1024 * 1024
ADDRESS = "/gremien/cluster-atlas/dokumente/hochladen/"


def file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose(page, *files: dict) -> None:
    page.locator("input[type=file]").set_input_files(list(files))


def submit(page) -> None:
    page.get_by_role("button", name="Datei hochladen").click()


def test_a_large_file_goes_on_after_a_broken_connection(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    content = os.urandom(9 * MB)
    broken = []

    def break_second_chunk(route):
        if "offset=4194304" in route.request.url and not broken:
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/dateien/hochladen/**", break_second_chunk)
    choose(page, file("Messdaten.bin", content))
    page.get_by_label("Beschreibung").fill("Rohdaten")
    submit(page)
    expect(page.get_by_text("Verbindung unterbrochen").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/dokumente/dateien/\d+/$"), timeout=20_000)
    assert broken
    stored = Document.objects.get().file_entry.current.stored_file
    assert stored.size == len(content)
    with page.expect_download() as download:
        page.get_by_role("link", name="Datei herunterladen").click()
    assert download.value.suggested_filename == "Messdaten.bin"
    with open(download.value.path(), "rb") as received:
        assert received.read() == content


def test_an_upload_goes_on_after_the_page_was_left(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    content = os.urandom(9 * MB)
    choose(page, file("Messdaten.bin", content))
    sent = []

    def stop_after_first(route):
        sent.append(route.request.url)
        if "offset=0" in route.request.url:
            route.continue_()
        else:
            route.abort()

    page.route("**/dateien/hochladen/*/?offset=*", stop_after_first)
    submit(page)
    expect(page.get_by_text("Verbindung unterbrochen").first).to_be_visible()
    stored_keys = page.evaluate("JSON.stringify(localStorage)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/dateien/hochladen/*/?offset=*")
    page.goto(ADDRESS)
    assert page.evaluate("JSON.stringify(localStorage)") == stored_keys
    # Playwright gives each chosen file a new date; a person's file keeps its own.
    choose(page, file("Messdaten.bin", content))
    page.evaluate(
        """() => { const old = Object.keys(localStorage)[0], file = document.querySelector("input[type=file]").files[0];
        localStorage.setItem(old.replace(/[^:]+$/, file.lastModified), localStorage.getItem(old)); }"""
    )
    requests = []
    page.on("request", lambda request: requests.append((request.method, request.url)))
    submit(page)
    expect(page).to_have_url(re.compile(r"/dokumente/dateien/\d+/$"), timeout=20_000)
    offsets = [int(url.partition("offset=")[2]) for method, url in requests if method == "PUT"]
    assert offsets == [4 * MB, 8 * MB]


def test_several_files_are_dropped_and_one_that_is_refused_does_not_stop_the_others(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.items.add(new File(["eins"], "Eins.txt")); data.items.add(new File([], "Leer.txt"));
        data.items.add(new File(["drei"], "Drei.txt"));
        document.querySelector("[data-upload]").dispatchEvent(new DragEvent("drop", {dataTransfer: data})); }"""
    )
    submit(page)
    rows = page.locator("[data-upload-list] li")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("leer (0 Byte)")
    expect(rows.nth(2)).to_contain_text("Hochgeladen")
    assert sorted(Document.objects.values_list("title", flat=True)) == ["Drei", "Eins"]
    expect(page.get_by_role("button", name="Datei hochladen")).to_be_visible()
    # Sending the form again must not send twice what has arrived.
    assert page.evaluate("[...document.querySelector('input[type=file]').files].map((file) => file.name)") == [
        "Leer.txt"
    ]


def test_a_cancelled_upload_leaves_nothing(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    page.route("**/dateien/hochladen/*/?offset=*", lambda route: None)  # hangs
    choose(page, file("Messdaten.bin", os.urandom(5 * MB)))
    submit(page)
    page.get_by_role("button", name="Hochladen abbrechen").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("Abgebrochen")
    assert not Document.objects.exists()
    assert page.evaluate("localStorage.length") == 0


def test_the_plain_form_works_without_javascript(live_cast, open_page):
    page = open_page(live_cast.member, width=360, javascript=False)
    page.goto(ADDRESS)
    choose(page, file("Papier.pdf", PDF))
    submit(page)
    expect(page.get_by_role("heading", name="Papier", level=1)).to_be_visible()
    page.goto(ADDRESS)
    submit(page)
    expect(page.get_by_text("Bitte wählen Sie eine Datei aus.").first).to_be_visible()


def test_a_plain_form_over_the_limit_is_told_in_words(live_cast, open_page):
    page = open_page(live_cast.member, javascript=False)
    page.goto(ADDRESS)
    choose(page, file("gross.bin", b"a" * (11 * MB)))
    submit(page)
    expect(page.get_by_role("heading", name="Zu groß")).to_be_visible()
    assert not Document.objects.exists()
