"""What is typed into the fields beside the text: kept when one leaves, told to whom it names."""

import pytest
from playwright.sync_api import Page, expect

from documents.comments.models import Comment
from documents.editing.actions import create_page
from documents.editing.blocks import heading, paragraph
from tests.browser.document_page import address, open_document, says, select_words, text_field, tool

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    blocks = [heading(2, "Ausgangslage"), *(paragraph(f"Absatz {number} des Papiers.") for number in range(6))]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


def begin(page: Page, words: str, text: str):
    select_words(page, words)
    tool(page, "comment").click()
    field = page.locator("[data-comment-new] textarea")
    expect(field).to_be_focused()
    page.keyboard.type(text)
    return field


def send(page: Page) -> None:
    page.locator("[data-comment-new] [type=submit]").click()
    expect(page.locator("[data-comment-new]")).to_be_hidden()


def test_a_comment_that_was_begun_is_there_again_with_its_passage(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    begin(page, "Absatz 3", "Fast fertig")
    page.goto("/")
    open_document(page, document)
    form = page.locator("[data-comment-new]")
    expect(form.locator("textarea")).to_have_value("Fast fertig")
    expect(form.locator("[data-comment-quote]")).to_contain_text("Absatz 3")
    expect(form.locator("[data-draft-state]")).to_contain_text("Entwurf gespeichert")
    send(page)
    expect(text_field(page).locator("mark")).to_have_text("Absatz 3")
    page.reload()
    expect(page.locator("[data-comment]")).to_contain_text("Fast fertig")
    expect(form.locator("textarea")).to_have_value("")
    assert page.errors == []


def test_a_comment_given_up_does_not_come_back(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    begin(page, "Absatz 3", "Doch nicht")
    page.locator("[data-comment-cancel]").click()
    open_document(page, document)
    expect(page.locator("[data-comment-new]")).to_have_count(1)
    expect(page.locator("[data-comment-new]")).to_be_hidden()


def test_a_reply_that_was_begun_is_kept_here_and_on_the_page_of_comments(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    begin(page, "Absatz 3", "Bitte belegen.")
    send(page)
    page.locator(".comment__answer > summary").press("Enter")
    reply = page.locator(".comment__answer textarea")
    expect(reply).to_be_focused()
    page.keyboard.type("Quelle folgt ")
    page.reload()
    expect(reply).to_be_visible()
    expect(reply).to_have_value("Quelle folgt ")
    page.goto(f"{address(document)}kommentare/")
    expect(page.locator(".comment__answer textarea")).to_have_value("Quelle folgt ")
    page.locator(".comment__answer summary").click()
    page.locator(".comment__answer [type=submit]").click()
    expect(page.locator(".comment__reply")).to_contain_text("Quelle folgt")
    open_document(page, document)
    expect(page.locator(".comment__reply")).to_be_visible()
    expect(reply).to_have_value("")


def test_a_comment_names_somebody_from_the_list(live_cast, document, open_page):
    name = live_cast.chair.display_name
    page = open_document(open_page(live_cast.member), document)
    field = begin(page, "Absatz 3", f"Bitte ansehen: @{name[:4]}")
    options = page.locator(".mentions__person")
    expect(options).to_have_count(1)
    below = field.bounding_box()
    assert options.bounding_box()["y"] >= below["y"] + below["height"]
    expect(page.locator("[data-announce]")).to_have_text(says("foundOne"))
    assert field.get_attribute("aria-activedescendant") == options.get_attribute("id")
    assert field.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Bitte ansehen: @{name} ")
    expect(options).to_have_count(0)
    expect(page.locator("[data-announce]")).to_have_text("")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.type("und @")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_be_focused()
    send(page)
    assert [mention.user for mention in Comment.objects.get().mentions.all()] == [live_cast.chair]
    assert page.errors == []


def test_the_field_says_how_to_name_somebody(live_cast, document, open_page):
    page = open_page(live_cast.member, javascript=False)
    page.goto(f"{address(document)}kommentare/")
    field = page.get_by_label("Ihr Kommentar")
    hint = page.locator(f"#{field.get_attribute('aria-describedby').split()[0]}")
    expect(hint).to_contain_text("@")
