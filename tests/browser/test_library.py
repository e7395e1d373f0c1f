"""The list of documents: what is ticked and what is done with it; uploads that fail and are tried once more."""

import os
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents.library import actions
from documents.library.models import Document
from documents.library.previews import make_previews
from tests.browser.axe import overflow, violations
from tests.dialog.files.reading import samples
from tests.documents.editing.factories import make_page
from tests.documents.library.factories import FolderFactory, many_files, put_file

pytestmark = pytest.mark.browser
MB = 1024 * 1024
LIST = "/gremien/cluster-atlas/dokumente/"
ADDRESS = LIST + "hochladen/"


def file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def send(page, *files: dict) -> None:
    page.locator("input[type=file]").set_input_files(list(files))
    page.locator("[data-upload] [type=submit]").click()


def offsets(page) -> list[int]:
    found: list[int] = []

    def note(request):
        if request.method == "PUT":
            found.append(int(request.url.partition("offset=")[2]))

    page.on("request", note)
    return found


@pytest.mark.parametrize("width", [1280, 360])
def test_what_can_be_done_shows_only_when_something_is_ticked(live_cast, open_page, width):
    FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    many_files(live_cast.space, live_cast.chair, 3)
    page = open_page(live_cast.member, width=width)
    page.goto(LIST)
    ticks, every = page.locator(".row .tick input"), page.locator("[data-tick-all]")
    chosen, said = page.locator("fieldset[data-chosen]"), page.locator("[data-ticked]")
    expect(chosen).to_be_hidden()
    expect(said).to_have_attribute("role", "status")
    ticks.first.focus()
    page.keyboard.press("Space")
    expect(chosen).to_be_visible()
    expect(said).to_contain_text("1")
    assert every.evaluate("box => [box.checked, box.indeterminate]") == [False, True]
    assert violations(page) == []
    assert overflow(page) == 0
    every.focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("4")
    expect(page.locator(".row .tick input:checked")).to_have_count(4)
    page.locator("[data-untick]").focus()
    page.keyboard.press("Enter")
    expect(every).to_be_focused()  # the button has gone
    expect(chosen).to_be_hidden()
    expect(page.locator(".row .tick input:checked")).to_have_count(0)
    every.check()
    ticks.nth(1).uncheck()
    expect(said).to_contain_text("3")
    assert page.errors == []


def test_the_count_stays_in_sight_and_leads_to_the_actions(live_cast, open_page):
    many_files(live_cast.space, live_cast.chair, 30)
    page = open_page(live_cast.member, width=360, height=740)
    page.goto(LIST)
    page.locator(".row .tick input").nth(20).check()
    expect(page.locator("[data-ticked]")).to_be_in_viewport()
    page.locator("a[href='#damit']").click()
    expect(page.locator("#ziel")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#ziel")).to_be_focused()
    # Going back up with the keyboard, nothing that has the focus lies behind the count.
    for _step in range(25):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(
            """() => { const focused = document.activeElement;
            const head = document.querySelector("[data-choosing-head]");
            const free = focused.getBoundingClientRect().top >= head.getBoundingClientRect().bottom - 1;
            return free || head.contains(focused); }"""
        )


def test_moving_without_a_target_keeps_what_is_ticked(live_cast, open_page):
    folder = FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    put_file(live_cast.space, live_cast.chair, name="Zahlen.txt", content=b"Zahlen")
    page = open_page(live_cast.member)
    page.goto(LIST)
    page.get_by_role("checkbox", name="Zahlen").check()
    move = page.get_by_role("button", name="Verschieben", exact=True)
    move.click()
    expect(page.locator("#ziel")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Zahlen")).to_be_checked()
    # Another action needs no target.
    with page.expect_download():
        page.get_by_role("button", name="Als ZIP herunterladen").click()
    page.locator("#ziel").select_option("Berichte")
    move.click()
    expect(page.locator("[data-flash]")).to_be_visible()
    assert Document.objects.get().folder == folder


def test_without_javascript_the_actions_stand_below_the_list_and_nothing_promises_more(live_cast, open_page):
    put_file(live_cast.space, live_cast.chair)
    page = open_page(live_cast.member, javascript=False)
    page.goto(LIST)
    expect(page.locator("fieldset[data-chosen]")).to_be_visible()
    expect(page.locator("[data-choosing-head]")).to_be_hidden()


def test_a_failed_upload_is_tried_once_more_and_goes_on_where_it_was(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    sent = offsets(page)
    full = {"code": "storage_full", "message": "Kein Platz mehr."}
    page.route("**/dateien/hochladen/*/?offset=4194304", lambda route: route.fulfill(status=507, json=full))
    content = os.urandom(9 * MB)
    send(page, file("Messdaten.bin", content))
    row = page.locator("[data-upload-list] li")
    expect(row).to_contain_text("Kein Platz mehr.")
    again = row.get_by_role("button").first
    expect(again).to_be_visible()
    assert violations(page) == []
    again.focus()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Kein Platz mehr.")
    expect(row.get_by_role("button").first).to_be_focused()
    page.unroute("**/dateien/hochladen/*/?offset=4194304")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/dokumente/dateien/\d+/$"), timeout=20_000)
    assert sent == [0, 4 * MB, 4 * MB, 4 * MB, 8 * MB]
    assert Document.objects.get().file_entry.current.stored_file.size == len(content)


def test_a_file_that_cannot_be_taken_is_taken_out_and_the_others_are_told(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    send(page, file("Eins.txt", b"eins"), file("Leer.txt", b""), file("Drei.txt", b"drei"))
    rows = page.locator("[data-upload-list] li")
    expect(rows.nth(1)).to_contain_text("0 Byte")
    expect(rows.nth(1).get_by_role("button")).to_have_count(1)  # sending it once more is no use
    rows.nth(1).get_by_role("button").click()
    expect(page).to_have_url(re.compile(rf"{LIST}$"))
    expect(page.locator("[data-flash]")).to_contain_text("2")
    assert sorted(Document.objects.values_list("title", flat=True)) == ["Drei", "Eins"]


def test_after_the_only_file_was_taken_out_the_focus_is_in_the_form(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    send(page, file("Leer.txt", b""))
    page.locator("[data-upload-list] li").get_by_role("button").click()
    expect(page.locator("[data-upload-list]")).to_be_hidden()
    expect(page.locator("[data-upload] [type=submit]")).to_be_focused()
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 0


def test_who_was_signed_out_signs_in_elsewhere_and_tries_once_more(live_cast, open_page, client_for):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    page.context.clear_cookies()
    send(page, file("Plan.txt", b"Plan"))
    row = page.locator("[data-upload-list] li")
    expect(row.get_by_role("button")).to_have_count(2)
    cookie = client_for(live_cast.member).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": page.url.partition("/gremien/")[0]}])
    row.get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(r"/dokumente/dateien/\d+/$"))
    assert Document.objects.get().title == "Plan"


def test_the_folder_is_chosen_in_the_form_also_for_several_files(live_cast, open_page):
    folder = FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    put_file(live_cast.space, live_cast.chair, name="Eins.txt", content=b"alt", folder=folder)
    page = open_page(live_cast.member, width=360)
    page.goto(ADDRESS)
    page.locator("[name=folder]").select_option("Berichte")
    send(page, file("Eins.txt", b"neu"), file("Zwei.txt", b"zwei"))
    page.locator("[data-answer=version]").click()
    expect(page).to_have_url(re.compile(rf"{folder.get_absolute_url()}$"))
    assert sorted(Document.objects.filter(folder=folder).values_list("title", flat=True)) == ["Eins", "Zwei"]


def test_the_folder_is_chosen_without_javascript(live_cast, open_page):
    folder = FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    page = open_page(live_cast.member, javascript=False)
    page.goto(f"{ADDRESS}?folder={folder.pk}")
    expect(page.locator("[name=folder]")).to_have_value(str(folder.pk))
    send(page, file("Eins.txt", b"eins"))
    assert Document.objects.get().folder == folder


def test_a_folder_that_goes_while_the_form_is_open_is_told_and_another_one_is_chosen(live_cast, open_page):
    folder = FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    page = open_page(live_cast.member)
    page.goto(f"{ADDRESS}?folder={folder.pk}")
    actions.trash_folder(by=live_cast.chair, folder=folder)
    send(page, file("Eins.txt", b"eins"))
    row = page.locator("[data-upload-list] li")
    expect(row.get_by_role("button")).to_have_count(2)
    page.locator("[name=folder]").select_option("top")
    row.get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(r"/dokumente/dateien/\d+/$"))
    assert Document.objects.get().folder is None


@pytest.mark.parametrize("javascript", [True, False])
def test_the_pages_of_a_preview_fit_a_phone_and_lead_on(live_cast, open_page, javascript):
    document = put_file(live_cast.space, live_cast.chair, name="Bericht.pdf", content=samples.pdf(*"ABCDEFGHIJKL"))
    make_previews()
    page = open_page(live_cast.member, width=360, height=1600, javascript=javascript)
    page.goto(document.get_absolute_url())
    expect(page.locator(".preview li")).to_have_count(11)  # ten pictures, and what is not shown
    for number in range(1, 11):
        shown = page.locator(f"#vorschau-{number}")
        expect(shown).to_contain_text(f"Seite {number} von 12")
        expect(shown.locator("img")).to_be_in_viewport(ratio=0.98)
        shown.get_by_role("link", name="Nächste Seite").click()
        expect(page.locator(f"#vorschau-{number + 1}")).to_be_in_viewport(ratio=0.9)
    expect(page.locator("#vorschau-11").get_by_role("link", name="Datei herunterladen")).to_be_visible()
    assert overflow(page) == 0
    if javascript:
        assert violations(page) == []


def test_with_room_the_arrow_keys_lead_through_the_pages_in_one_stop(live_cast, open_page):
    document = put_file(live_cast.space, live_cast.chair, name="Bericht.pdf", content=samples.pdf(*"ABCDEFGHIJKL"))
    make_previews()
    page = open_page(live_cast.member, height=1600)
    page.goto(document.get_absolute_url())
    expect(page.locator("#vorschau-1")).to_contain_text("Seite 1 von 12")
    page.locator(".preview").focus()
    for _press in range(60):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(20)
    expect(page.locator("#vorschau-3 img")).not_to_have_js_property("naturalWidth", 0)
    assert page.locator(".preview").evaluate("preview => preview.scrollLeft") > 500
    page.keyboard.press("Tab")
    expect(page.locator("#vorschau-11 a").first).to_be_focused()  # the file itself


def test_a_preview_of_one_page_has_no_steps(live_cast, open_page):
    document = put_file(live_cast.space, live_cast.chair, name="Bericht.pdf", content=samples.pdf("A"))
    make_previews()
    page = open_page(live_cast.member, width=360)
    page.goto(document.get_absolute_url())
    expect(page.locator(".preview img")).to_be_visible()
    expect(page.locator(".preview__steps")).to_have_count(0)


def test_after_a_refusal_page_filters_and_ticks_are_there_again(live_cast, open_page):
    many_files(live_cast.space, live_cast.chair, 53)
    page = open_page(live_cast.member)
    page.goto(f"{LIST}?page=2&schlagwort=Atlas&sortieren=name")
    page.get_by_role("checkbox", name="Datei 00051").check()
    page.get_by_role("button", name="In den Papierkorb verschieben").click()  # it is the chair's
    expect(page.locator("[data-flash]")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?page=2&schlagwort=Atlas&sortieren=name$"))
    expect(page.get_by_role("checkbox", name="Datei 00051")).to_be_checked()
    expect(page.locator("[data-ticked]")).to_contain_text("1")
    expect(page.locator("fieldset[data-chosen]")).to_be_visible()
    assert page.errors == []


SMALL = """() => [...document.querySelectorAll("main .rows a, main .section__head a, main .tags a, .breadcrumbs a")]
.filter((link) => link.checkVisibility() && link.getClientRects()[0].height < 24)
.map((link) => `${link.textContent.trim()}: ${link.getClientRects()[0].height}`)"""


def test_links_of_lists_can_be_met_with_a_finger(live_cast, open_page):
    folder = FolderFactory(space=live_cast.space, author=live_cast.chair, name="Berichte")
    file = put_file(live_cast.space, live_cast.chair, name="Zahlen.txt", content=b"Zahlen")
    actions.describe_document(by=live_cast.chair, document=file, tags="Atlas", description="")
    text = make_page(live_cast)
    page = open_page(live_cast.member, width=360)
    space = LIST.removesuffix("dokumente/")
    versions = reverse("versions:version_list", args=[live_cast.space.slug, text.pk])
    for address in (LIST, folder.get_absolute_url(), file.get_absolute_url(), versions, space, "/"):
        page.goto(address)
        assert page.evaluate(SMALL) == [], address
        assert overflow(page) == 0, address
