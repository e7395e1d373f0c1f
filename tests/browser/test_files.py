import os
import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dialog.files.actions import begin_upload
from dialog.files.models import Upload
from documents.library import actions
from documents.library.models import Document
from tests.browser.axe import overflow, violations
from tests.dialog.files.factories import PDF
from tests.documents.library.factories import FolderFactory, put_file

pytestmark = pytest.mark.browser
MB = 1024 * 1024
ADDRESS = "/gremien/cluster-atlas/dokumente/hochladen/"


def file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose(page, *files: dict) -> None:
    page.locator("input[type=file]").set_input_files(list(files))


def submit(page) -> None:
    page.get_by_role("button", name="Hochladen", exact=True).click()


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


def test_an_upload_goes_on_after_a_reload_and_a_new_sign_in(live_cast, open_page, tmp_path):
    chosen = tmp_path / "Messdaten.bin"
    chosen.write_bytes(os.urandom(9 * MB))
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    page.locator("input[type=file]").set_input_files(chosen)

    def stop_after_first(route):
        route.continue_() if "offset=0" in route.request.url else route.abort()

    page.route("**/dateien/hochladen/*/?offset=*", stop_after_first)
    submit(page)
    expect(page.get_by_text("Verbindung unterbrochen").first).to_be_visible()
    page.close(run_before_unload=False)

    page = open_page(live_cast.member)  # another session, as after signing in anew
    page.goto(ADDRESS)
    page.locator("input[type=file]").set_input_files(chosen)
    requests = []
    page.on("request", lambda request: requests.append((request.method, request.url)))
    submit(page)
    expect(page).to_have_url(re.compile(r"/dokumente/dateien/\d+/$"), timeout=20_000)
    offsets = [int(url.partition("offset=")[2]) for method, url in requests if method == "PUT"]
    assert offsets == [4 * MB, 8 * MB]
    assert Document.objects.get().file_entry.current.stored_file.size == 9 * MB


def test_files_dropped_on_a_folder_s_list_go_into_it_and_a_name_that_is_there_is_asked_about(live_cast, open_page):
    folder = FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    put_file(live_cast.space, live_cast.chair, name="Eins.txt", content=b"eins", folder=folder)
    page = open_page(live_cast.member)
    page.goto(folder.get_absolute_url())
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.items.add(new File(["neu"], "Eins.txt")); data.items.add(new File(["zwei"], "Zwei.txt"));
        document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true})); }"""
    )
    rows = page.locator("[data-upload-list] li")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("Hochgeladen")  # the question holds up nothing else
    assert violations(page) == []
    expect(page.locator("[data-upload-status]")).to_contain_text("Eins.txt gibt es hier schon")  # said once more
    rows.nth(0).get_by_role("button", name="Als neue Fassung ablegen").click()
    expect(page.get_by_role("link", name="Zwei", exact=True)).to_be_visible()
    expect(page.locator("[data-flash]")).to_contain_text("2")
    assert "hochgeladen" not in page.url
    assert sorted(Document.objects.filter(folder=folder).values_list("title", flat=True)) == ["Eins", "Zwei"]
    assert Document.objects.get(title="Eins").file_entry.current.number == 2
    assert page.errors == []


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
    expect(page.get_by_role("button", name="Hochladen", exact=True)).to_be_visible()
    # Sending the form again must not send twice what has arrived.
    assert page.evaluate("[...document.querySelector('input[type=file]').files].map((file) => file.name)") == [
        "Leer.txt"
    ]


def test_several_chosen_files_are_named_and_a_question_takes_the_focus(live_cast, open_page):
    put_file(live_cast.space, live_cast.chair, name="Eins.txt", content=b"eins")
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    files = [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": b"neu"} for name in ("Eins", "Zwei")]
    page.locator("input[type=file]").set_input_files(files)
    rows = page.locator("[data-upload-list] li")
    expect(rows).to_have_text(["Eins.txt", "Zwei.txt"])
    expect(page.locator("[name=title]")).to_be_hidden()
    assert violations(page) == []
    page.locator("[data-upload] [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-answer=version]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-flash]")).to_contain_text("2")
    assert Document.objects.get(title="Eins").file_entry.current.number == 2
    assert page.errors == []


def test_a_version_of_another_kind_is_asked_about(live_cast, open_page):
    document = put_file(live_cast.space, live_cast.chair)
    page = open_page(live_cast.member)
    page.goto(reverse("library:version_add", args=[live_cast.space.slug, document.pk]))
    choose(page, file("Notiz.txt", b"Text"))
    page.locator("[data-upload] [type=submit]").click()
    page.locator("[data-answer=on]").click()
    expect(page).to_have_url(re.compile(rf"{document.get_absolute_url()}$"))
    expect(page.locator("[data-flash]")).to_be_visible()
    assert document.file_entry.versions.count() == 2


def test_a_cancelled_upload_leaves_nothing(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    page.route("**/dateien/hochladen/*/?offset=*", lambda route: None)  # hangs
    choose(page, file("Messdaten.bin", os.urandom(5 * MB)))
    submit(page)
    page.get_by_role("button", name="Hochladen von Messdaten.bin abbrechen").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("Abgebrochen")
    assert not Document.objects.exists()
    for _attempt in range(50):
        if not Upload.objects.exists():
            break
        page.wait_for_timeout(100)
    assert not Upload.objects.exists()


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


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_on_every_page_of_the_library(live_cast, open_page, width):
    folder = FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    gone = put_file(live_cast.space, live_cast.chair, name="Alt.txt", content=b"alt")
    file = put_file(live_cast.space, live_cast.chair, name="Ein_langer_Name_ohne_Pause.txt", content=b"Text")
    actions.describe_document(by=live_cast.chair, document=file, tags="Atlas", description="Stand Herbst")
    actions.set_retention(by=live_cast.chair, document=file, until=date(2017, 1, 1))
    actions.trash_document(by=live_cast.chair, document=gone)
    actions.lock_file(by=live_cast.member, document=file, note="Zahlen")
    begin_upload(owner=live_cast.chair, name="Ein_langer_Name_ohne_Pause_der_nicht_enden_will.bin", size=10)
    page = open_page(live_cast.chair, width=width)
    start, one = "/gremien/cluster-atlas/dokumente/", f"/gremien/cluster-atlas/dokumente/{file.pk}/"
    for address in (
        start,
        start + "?schlagwort=Atlas&sortieren=name",
        start + "?q=nichts",
        folder.get_absolute_url(),
        f"{start}neuer-ordner/?folder={folder.pk}",
        f"{start}ordner/{folder.pk}/loeschen/",
        start + "papierkorb/",
        f"{start}papierkorb/{gone.pk}/endgueltig-loeschen/",
        start + "aufbewahrung/",
        start + "hochladen/",
        file.get_absolute_url(),
        one + "angaben/",
        f"{start}dateien/{file.pk}/sperren/",
    ):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        for menu in page.locator("main details").all():
            menu.evaluate("menu => { menu.open = true }")
        assert violations(page) == [], address
        assert overflow(page) == 0, address
    assert page.errors == []


def test_sorting_and_the_trash_work_without_javascript(live_cast, open_page):
    folder = FolderFactory(space=live_cast.space, author=live_cast.member, name="Berichte")
    put_file(live_cast.space, live_cast.member, name="Zahlen.txt", content=b"Zahlen")
    page = open_page(live_cast.member, javascript=False)
    page.goto("/gremien/cluster-atlas/dokumente/")
    page.get_by_role("checkbox", name="Zahlen").check()
    page.get_by_label("Verschieben nach").select_option("Berichte")
    page.get_by_role("button", name="Verschieben", exact=True).click()
    expect(page.get_by_text("1 Eintrag wurde verschoben.")).to_be_visible()
    page.get_by_role("link", name="Berichte").click()
    page.get_by_role("checkbox", name="Zahlen").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Als ZIP herunterladen").click()
    assert download.value.suggested_filename == "Berichte.zip"
    page.get_by_role("button", name="In den Papierkorb verschieben").click()
    page.goto("/gremien/cluster-atlas/dokumente/papierkorb/")
    page.get_by_role("button", name="Zahlen wiederherstellen").click()
    expect(page.get_by_role("heading", name="Berichte", level=1)).to_be_visible()
    assert Document.objects.get().folder == folder


def test_several_names_that_are_there_are_asked_about_by_name_and_answered_for_all(live_cast, open_page):
    names = ["Eins", "Zwei", "Drei"]
    for name in names:
        put_file(live_cast.space, live_cast.chair, name=f"{name}.txt", content=b"alt")
    page = open_page(live_cast.member, width=360)
    page.goto(ADDRESS)
    choose(page, *[file(f"{name}.txt", b"neu") for name in [*names, "Vier"]])
    submit(page)
    for name in names:
        for answer in ("Als neue Fassung ablegen", "Daneben ablegen"):
            expect(page.get_by_role("button", name=f"{answer}: {name}.txt")).to_be_visible()
    said = page.locator("[data-upload-status]")
    expect(said).to_contain_text("Eins.txt, Zwei.txt, Drei.txt")
    expect(page.locator("[data-upload-list] li").nth(3)).to_contain_text("Hochgeladen")
    assert violations(page) == []
    assert overflow(page) == 0
    page.locator("[data-upload-list] li").nth(2).get_by_role("button", name="Daneben ablegen").click()
    page.locator("[data-for-all]").get_by_role("button").first.click()
    expect(page.locator("[data-flash]")).to_contain_text("4")
    numbers = {row.title: row.file_entry.current.number for row in Document.objects.all()}
    assert numbers == {"Eins": 2, "Zwei": 2, "Drei": 1, "Drei (2)": 1, "Vier": 1}
    assert page.errors == []
