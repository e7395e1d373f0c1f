"""Comments beside the text: made from a passage, answered, settled, and never in the way of what somebody types."""

import pytest
from playwright.sync_api import Page, expect

from documents.editing.actions import create_page
from documents.editing.blocks import code_block, heading, paragraph
from documents.library.models import Document
from tests.browser.axe import overflow, violations
from tests.browser.document_page import (
    address,
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
    blocks = [heading(2, "Ausgangslage"), *(paragraph(f"Absatz {number} des Papiers.") for number in range(12))]
    return create_page(author=live_cast.chair, space=live_cast.space, title="Positionspapier", blocks=blocks)


def comment(page: Page, words: str, text: str) -> None:
    select_words(page, words)
    page.keyboard.press("Control+Alt+m")
    form = page.locator("[data-comment-new]")
    expect(form).to_be_visible()
    expect(form.locator("[data-comment-quote]")).to_contain_text(words)
    form.locator("textarea").fill(text)
    form.locator("[type=submit]").click()
    expect(page.locator("[data-comment]").filter(has_text=text)).to_be_visible()


def test_a_comment_is_made_answered_and_settled(live_cast, document, open_page):
    page, other = (open_document(open_page(person), document) for person in (live_cast.member, live_cast.chair))
    comment(page, "Absatz 7", "Bitte belegen.")
    for window in (page, other):
        expect(text_field(window).locator("mark")).to_have_text("Absatz 7")
        expect(window.locator("[data-comment]")).to_contain_text("Bitte belegen.")
    card = other.locator("[data-comment]")
    card.locator(".comment__answer summary").click()
    card.locator("form[action*=antworten] textarea").fill("Quelle folgt.")
    card.locator("form[action*=antworten] [type=submit]").click()
    expect(page.locator("[data-comment]")).to_contain_text("Quelle folgt.")
    page.locator("form[action*=erledigt] button").click()
    for window in (page, other):
        expect(text_field(window).locator("mark")).to_have_count(0)
    assert page.errors == other.errors == []


def test_news_does_not_take_away_what_somebody_types(live_cast, document, open_page):
    page, other = (open_document(open_page(person), document) for person in (live_cast.member, live_cast.chair))
    select_words(page, "Absatz 3")
    tool(page, "comment").click()
    page.locator("[data-comment-new] textarea").type("Halb geschrie")
    comment(other, "Absatz 9", "Ein anderer Punkt.")
    expect(page.locator("[data-comment]")).to_contain_text("Ein anderer Punkt.")
    field = page.locator("[data-comment-new] textarea")
    expect(field).to_be_focused()
    page.keyboard.type("ben")
    expect(field).to_have_value("Halb geschrieben")


def test_the_keyboard_stays_where_it_was_used(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    comment(page, "Absatz 3", "Erster Punkt.")
    comment(page, "Absatz 7", "Zweiter Punkt.")
    first, second = (page.locator("[data-comment]").filter(has_text=text) for text in ("Erster", "Zweiter"))
    first.locator(".comment__answer summary").focus()
    page.keyboard.press("Enter")
    first.locator("form[action*=antworten] textarea").focus()
    page.keyboard.type("Einverstanden.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(first.locator(".comment__reply")).to_contain_text("Einverstanden.")
    expect(first).to_be_focused()
    first.locator("form[action*=erledigt] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".comments__resolved")).to_be_attached()
    expect(second).to_be_focused()
    second.locator("form[action*=erledigt] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-comments] h2")).to_be_focused()


def test_the_passage_is_shown_while_a_comment_is_written(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    select_words(page, "Absatz 3")
    page.keyboard.press("Control+Alt+m")
    expect(page.locator("[data-comment-new] textarea")).to_be_focused()
    assert page.evaluate("[...CSS.highlights.get('asked')][0].toString()") == "Absatz 3"
    page.locator("[data-comment-cancel]").click()
    assert page.evaluate("CSS.highlights.has('asked')") is False


def test_code_can_be_commented_on(live_cast, open_page):
    blocks = [paragraph("Davor."), code_block("print(1)")]
    document = create_page(author=live_cast.chair, space=live_cast.space, title="Anleitung", blocks=blocks)
    page = open_document(open_page(live_cast.member), document)
    comment(page, "print", "Wozu?")
    expect(text_field(page).locator("pre mark")).to_have_text("print")
    to_end(page, of="p")
    page.keyboard.type(" Danach.")
    expect_saved(page)
    assert "comment" in stored(document)
    assert page.errors == []


def test_an_empty_comment_is_refused_in_its_place(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    select_words(page, "Absatz 3")
    tool(page, "comment").click()
    form = page.locator("[data-comment-new]")
    button = form.locator("[type=submit]")
    name = button.inner_text()
    button.click()
    field = form.locator("textarea")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(button).to_have_text(name)
    expect(form.locator("[data-comment-quote]")).to_have_text("„Absatz 3“")
    page.keyboard.type("Jetzt mit Worten.")
    form.locator("[type=submit]").click()
    expect(page.locator("[data-comment]")).to_contain_text("Jetzt mit Worten.")
    expect(text_field(page).locator("mark")).to_have_text("Absatz 3")


@pytest.mark.parametrize("words", ["Erst", "Absatz 58"])
def test_passage_and_form_are_seen_together(live_cast, open_page, words):
    blocks = [paragraph("Erst dies."), *(paragraph(f"Absatz {number}. " + "Wort " * 30) for number in range(60))]
    document = create_page(author=live_cast.chair, space=live_cast.space, title="Lang", blocks=blocks)
    page = open_document(open_page(live_cast.member), document)
    select_words(page, words)
    text_field(page).get_by_text(words).scroll_into_view_if_needed()
    page.keyboard.press("Control+Alt+m")
    expect(page.locator("[data-comment-new] textarea")).to_be_focused()
    page.locator("[data-comment-new] [type=submit]").click()
    expect(page.locator("[data-comment-new] [aria-invalid=true]")).to_be_focused()
    for seen in (text_field(page).get_by_text(words), page.locator("[data-comment-new] textarea")):
        box = seen.bounding_box()
        assert 60 < box["y"] < 900 - 20
    assert violations(page) == []


def test_what_was_refused_stays_when_others_comment_and_goes_when_it_is_given_up(live_cast, document, open_page):
    page, other = (open_document(open_page(person), document) for person in (live_cast.member, live_cast.chair))
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('no store') } }")
    select_words(page, "Absatz 3")
    tool(page, "comment").click()
    form = page.locator("[data-comment-new]")
    form.locator("textarea").fill("x" * 4_001)
    form.locator("[type=submit]").click()
    expect(form.locator("textarea")).to_have_attribute("aria-invalid", "true")
    comment(other, "Absatz 9", "Ein anderer Punkt.")
    expect(page.locator("[data-comment]")).to_contain_text("Ein anderer Punkt.")
    expect(form.locator("textarea")).to_have_value("x" * 4_001)
    form.locator("[data-comment-cancel]").click()
    expect(form.locator("textarea")).to_have_value("")


@pytest.mark.parametrize(
    ("language", "quoted"), [("de", "„Absatz 3 des Papiers. Absatz 4“"), ("en", "“Absatz 3 des Papiers. Absatz 4”")]
)
def test_a_passage_is_quoted_as_the_language_of_the_page_does(live_cast, document, open_page, language, quoted):
    live_cast.member.language = language
    live_cast.member.save()
    page = open_document(open_page(live_cast.member), document)
    select_words(page, "Absatz 3 des Papiers.")
    for _letter in range(len("Absatz 4") + 1):
        page.keyboard.press("Shift+ArrowRight")
    tool(page, "comment").click()
    expect(page.locator("[data-comment-quote]")).to_have_text(quoted)


def test_passage_and_card_lead_to_each_other_and_stand_side_by_side(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    comment(page, "Absatz 8", "Hier.")
    mark, card = text_field(page).locator("mark"), page.locator("[data-comment]")
    expect(mark).to_be_visible()
    page.wait_for_timeout(400)
    assert abs(mark.bounding_box()["y"] - card.bounding_box()["y"]) < 60
    mark.click()
    expect(card).to_have_class("comment is-chosen")
    tool(page, "comment").click()
    expect(card).to_be_focused()
    card.locator("[data-to-passage]").click()
    expect(text_field(page)).to_be_focused()


def test_without_a_passage_the_page_says_what_to_do(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    tool(page, "comment").click()
    expect(page.locator("[data-note-text]")).to_have_text(says("selectFirst"))


def test_a_page_in_review_is_commented_but_not_changed(live_cast, document, open_page):
    Document.objects.filter(pk=document.pk).update(state=Document.State.REVIEW)
    page = open_document(open_page(live_cast.member), document)
    expect(text_field(page)).to_have_attribute("contenteditable", "false")
    expect(tool(page, "bold")).to_be_hidden()
    comment(page, "Absatz 2", "Noch ein Wort.")
    expect(text_field(page).locator("mark")).to_have_text("Absatz 2")


def test_everything_open_is_accessible_and_fits(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    comment(page, "Absatz 5", "Ein Kommentar.")
    tool(page, "suggest").click()
    to_end(page)
    page.keyboard.type(" neu")
    tool(page, "suggest").click()
    to_end(page, of="h2")
    tool(page, "table").click()
    for heading_of_column in ("Region", "Zahl", "Stand"):
        page.keyboard.type(heading_of_column)
        page.keyboard.press("Tab")
    expect_saved(page)
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        text_field(page).locator("th").first.click()
        assert violations(page) == []
        assert overflow(page) <= 0
        tool(page, "more").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[role=menu]")).to_be_visible()
        assert violations(page) == []
        for name in ("image", "place", "keys"):
            if page.locator("[role=menu]").is_hidden():
                tool(page, "more").focus()
                page.keyboard.press("Enter")
            tool(page, name).click()
            expect(page.locator("dialog[open]")).to_be_visible()
            assert violations(page) == []
            page.keyboard.press("Escape")
            expect(page.locator("dialog[open]")).to_have_count(0)
            # The focus goes back a moment later, and would close the menu.
            page.wait_for_timeout(100)
        text_field(page).locator("p").last.click()
        page.keyboard.type(" @")
        expect(page.locator(".mentions__person").first).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert overflow(page) <= 0


def test_comments_are_reached_without_scripts(live_cast, document, open_page):
    page = open_page(live_cast.guest, javascript=False)
    page.goto(address(document))
    page.locator("[data-comments] a").click()
    expect(page.locator("h1")).to_be_visible()
