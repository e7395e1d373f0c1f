"""Suggesting: nothing of the text is taken away before somebody has accepted it."""

import pytest
from playwright.sync_api import expect

from documents.comments.actions import register_suggestion
from documents.comments.pieces import pieces_of
from documents.editing.actions import change_page, create_page
from documents.editing.blocks import paragraph
from documents.editing.queries import text_of
from tests.browser.document_page import (
    expect_saved,
    open_document,
    says,
    select_words,
    stored,
    text_field,
    to_end,
    tool,
)

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    blocks = [paragraph("Wir empfehlen fünf Pflichtfelder."), paragraph("Ende.")]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


@pytest.fixture
def page(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    tool(page, "suggest").click()
    expect(tool(page, "suggest")).to_have_attribute("aria-pressed", "true")
    return page


def replace(page, old: str, new: str) -> None:
    select_words(page, old)
    page.keyboard.type(new)


def ids(page) -> set[str]:
    return set(text_field(page).locator("ins, del").evaluate_all("all => all.map(e => e.dataset.suggestionMark)"))


def test_what_is_replaced_stays_struck_and_is_one_suggestion(live_cast, document, page, open_page):
    other = open_document(open_page(live_cast.chair), document)
    replace(page, "fünf", "vier")
    for window in (page, other):
        expect(text_field(window).locator("del")).to_have_text("fünf")
        expect(text_field(window).locator("ins")).to_have_text("vier")
    assert len(ids(page)) == 1
    page.keyboard.press("Backspace")
    expect(text_field(page).locator("ins")).to_have_text("vie")
    expect_saved(page)
    assert "fünf" in stored(document)
    assert page.errors == other.errors == []


def test_deleting_over_paragraphs_strikes_their_words(page, document):
    select_words(page, "Pflichtfelder.")
    page.keyboard.press("Shift+Control+End")
    page.wait_for_timeout(100)
    page.keyboard.press("Delete")
    expect(text_field(page).locator("del")).to_have_text(["Pflichtfelder.", "Ende."])
    expect(text_field(page).locator("p")).to_have_count(2)
    assert len(ids(page)) == 1


def test_backspace_walks_on_over_what_is_struck(page):
    to_end(page)
    for _letter in range(3):
        page.keyboard.press("Backspace")
    expect(text_field(page).locator("del")).to_have_text("de.")
    page.keyboard.press("Backspace")
    expect(text_field(page).locator("del")).to_have_text("nde.")


def test_what_marks_cannot_express_is_refused_with_the_reason(page):
    to_end(page)
    page.keyboard.press("Enter")
    expect(page.locator("[data-note-text]")).to_have_text(says("suggestOnlyText"))
    expect(text_field(page).locator("p")).to_have_count(2)
    page.keyboard.press("Control+b")
    expect(tool(page, "bold")).to_have_attribute("aria-disabled", "true")
    tool(page, "bulletList").click(force=True)
    assert text_field(page).locator("ul").count() == 0
    assert ids(page) == set()


def test_undo_takes_a_suggestion_back(page):
    replace(page, "fünf", "vier")
    expect(text_field(page).locator("ins")).to_have_text("vier")
    page.keyboard.press("Control+z")
    expect(text_field(page).locator("ins, del")).to_have_count(0)
    expect(text_field(page)).to_contain_text("Wir empfehlen fünf Pflichtfelder.")


def test_somebody_elses_suggestion_gets_its_own_neighbour(live_cast, document, page, open_page):
    replace(page, "fünf", "vier")
    other = open_document(open_page(live_cast.chair), document)
    expect(text_field(other).locator("ins")).to_have_text("vier")
    tool(other, "suggest").click()
    to_end(other)
    select_words(other, "vier")
    other.keyboard.press("Delete")
    expect(other.locator("[data-note-text]")).to_have_text(says("suggestOthers"))
    select_words(other, " Pflichtfelder")
    other.keyboard.press("ArrowLeft")
    other.keyboard.type("+")
    expect(text_field(page).locator("ins")).to_have_text(["vier", "+"])
    assert len(ids(other)) == 2


def test_a_suggestion_whose_letters_come_after_the_news_of_it_is_shown_and_so_is_what_is_added_to_it(
    live_cast, document, open_page
):
    page = open_document(open_page(live_cast.chair), document)
    expect(page.locator("[data-comments]")).to_contain_text("0 offen")
    key = "6f0e1c2a-0000-4000-8000-00000000000a"
    register_suggestion(author=live_cast.member, document=document, key=key)
    for at, words in ((0, "vier"), (4, "zehn")):
        change_page(
            author=live_cast.member,
            document=document,
            change=lambda text, at=at, words=words: pieces_of(text)[0].node.insert(
                at, words, {"insertion": {"id": key}}
            ),
        )
        expect(page.locator(f"[data-suggestion='{key}']")).to_contain_text(words)
    expect(page.locator("[data-suggestion]")).to_contain_text("vierzehn")


@pytest.mark.parametrize(("answer", "left"), [("accept", "Wir empfehlen vier"), ("refuse", "Wir empfehlen fünf")])
def test_a_suggestion_is_settled_beside_the_text(live_cast, document, page, open_page, answer, left):
    other = open_document(open_page(live_cast.chair), document)
    replace(page, "fünf", "vier")
    card = other.locator("[data-suggestion]")
    expect(card).to_contain_text(live_cast.member.display_name)
    route = {"accept": "annehmen", "refuse": "ablehnen"}[answer]
    card.locator(f"form[action*='{route}'] button").click()
    for window in (page, other):
        expect(text_field(window).locator("ins, del")).to_have_count(0)
        expect(text_field(window)).to_contain_text(left)
        expect(window.locator("[data-suggestion]")).to_have_count(0)
    assert text_of(document.pk).startswith(left)
    assert other.errors == []
