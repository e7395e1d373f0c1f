"""Documents of the library in chat and posts: chosen by keyboard, and without scripts; pictures and text of a file."""

import pytest
from playwright.sync_api import expect

from documents.contents.reading import read_due
from documents.library.previews import make_previews
from realtime.chat.models import MessageDocument
from tests.browser.axe import overflow, violations
from tests.browser.chat_page import ADDRESS, field, open_chat
from tests.dialog.files.reading import samples
from tests.documents.contents.factories import file, page
from tests.workgroups.discussions.factories import thread_with

pytestmark = pytest.mark.browser


@pytest.fixture
def documents(live_cast):
    return [
        page(live_cast.chair, live_cast.space, "Positionspapier", "Wasserstoff am Neckar", read=False),
        file(live_cast.chair, live_cast.space, "Haushalt.pdf", samples.pdf("Haushalt", "Seite zwei"), read=False),
    ]


def test_a_document_goes_with_a_message(live_cast, documents, open_page):
    window = open_chat(open_page(live_cast.member))
    field(window).fill("Siehe Anlage")
    button = window.locator("[data-documents]")
    button.focus()
    window.keyboard.press("Enter")
    search = window.locator("#auswahl-suche")
    expect(search).to_be_focused()
    assert violations(window) == []
    search.fill("Haush")
    expect(window.locator("[data-document]")).to_have_count(1)
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    expect(window.locator("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    expect(window.locator("[data-files] li")).to_contain_text("Haushalt")
    window.locator("form.composer [type=submit]").last.click()
    link = window.locator(".message__files a", has_text="Haushalt")
    expect(link).to_have_attribute("href", documents[1].get_absolute_url())
    assert window.errors == []


def test_escape_leaves_the_choice(live_cast, documents, open_page):
    window = open_chat(open_page(live_cast.member, width=360, height=740))
    window.locator("[data-documents]").click()
    expect(window.locator("#auswahl-suche")).to_be_focused()
    assert overflow(window) == 0
    window.keyboard.press("Escape")
    expect(window.locator("dialog")).to_have_count(0)
    assert window.locator("[data-files] li").count() == 0


def test_without_scripts_the_choice_is_a_page(live_cast, documents, open_page):
    window = open_page(live_cast.member, javascript=False)
    window.goto(ADDRESS)
    field(window).fill("Mein Text")
    window.locator("noscript button, button[formaction*=dokumente]").first.click()
    expect(window.locator("textarea")).to_have_value("Mein Text")
    window.get_by_label("Haushalt").check()
    window.locator("form.form [type=submit]").last.click()
    expect(window.locator(".message__files a")).to_have_text("Haushalt")
    assert MessageDocument.objects.get().document == documents[1]


def test_a_link_is_put_into_a_post(live_cast, documents, open_page):
    thread = thread_with(1, space=live_cast.space, author=live_cast.chair)
    window = open_page(live_cast.member)
    window.goto(f"/gremien/{live_cast.space.slug}/diskussionen/{thread.pk}/")
    text = window.locator("#antwort textarea")
    text.fill("Siehe")
    window.locator("[data-insert-document]").first.click()
    window.locator("[data-document]", has_text="Positionspapier").click()
    expect(text).to_have_value(f"Siehe [Positionspapier]({documents[0].get_absolute_url()})")
    expect(text).to_be_focused()
    assert violations(window) == []
    window.locator("#antwort button[type=submit]").last.click()
    expect(window.locator(".post a", has_text="Positionspapier")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_pictures_and_text_of_a_file(live_cast, documents, open_page, width):
    make_previews()
    read_due()
    window = open_page(live_cast.guest, width=width)
    window.goto(documents[1].get_absolute_url())
    expect(window.locator(".preview img")).to_have_count(2)
    for picture in window.locator(".preview img").all():
        expect(picture).to_have_js_property("complete", True)
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    assert violations(window) == []
    assert overflow(window) == 0
    window.goto(f"{documents[1].get_absolute_url()}text/")
    expect(window.locator(".file-text")).to_contain_text("Seite zwei")
    assert violations(window) == []
    window.goto(f"/gremien/{live_cast.space.slug}/dokumente/auswahl/")
    assert violations(window) == []
    assert overflow(window) == 0
