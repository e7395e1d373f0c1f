"""Answers, edits, reactions and removals, seen live by somebody else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import act, field, message, open_chat, word, write
from tests.realtime.chat.factories import write_messages

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def two(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 2)
    return open_chat(open_page(live_cast.member)), open_chat(open_page(live_cast.guest, width=360, height=700))


def test_answer_quotes_the_message_and_leads_to_it(two, live_cast):
    one, other = two
    act(one, "Nachricht 1", "reply")
    expect(one.locator("[data-about]")).to_contain_text(f"Antwort an {live_cast.chair.display_name}: Nachricht 1")
    expect(field(one)).to_have_attribute("aria-describedby", re.compile("antwort-auf"))
    write(one, "Dazu eine Antwort")
    quote = message(other, "Dazu eine Antwort").locator(".message__quote")
    expect(quote).to_contain_text("Nachricht 1")
    expect(one.locator("[data-about]")).to_be_hidden()
    quote.locator("a").click()
    expect(other.locator(".message:focus")).to_contain_text("Nachricht 1")


def test_edit_in_the_composer_keeps_the_draft(two):
    one, other = two
    write(one, "Am **Montag**")
    expect(message(other, "Am Montag")).to_have_count(1)
    field(one).fill("Ein Entwurf")
    act(one, "Am Montag", "edit")
    expect(field(one)).to_have_value("Am **Montag**")
    write(one, "Am Dienstag")
    expect(message(other, "Am Dienstag").locator(".message__edited")).to_be_visible()
    expect(field(one)).to_have_value("Ein Entwurf")
    assert one.errors == other.errors == []


def test_arrow_up_in_the_empty_field_edits_the_last_own_message_and_escape_leaves_it(two):
    one, _other = two
    write(one, "Meine letzte")
    expect(message(one, "Meine letzte")).to_have_attribute("data-position", re.compile(r"\d"))
    field(one).press("ArrowUp")
    expect(field(one)).to_have_value("Meine letzte")
    field(one).press("Escape")
    expect(field(one)).to_have_value("")


def test_reaction_is_counted_for_everybody_and_pressed_for_oneself(two):
    one, other = two
    act(one, "Nachricht 2", "react-helpful")
    mine = message(one, "Nachricht 2").locator(".reaction")
    theirs = message(other, "Nachricht 2").locator(".reaction")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(theirs).to_have_attribute("aria-pressed", "false")
    theirs.click()
    expect(mine).to_contain_text("2")
    expect(theirs).to_have_attribute("aria-pressed", "true")
    mine.click()
    expect(theirs).to_contain_text("1")


def test_removal_is_asked_once_more_and_leaves_a_place(two):
    one, other = two
    write(one, "Ein Versehen")
    expect(message(other, "Ein Versehen")).to_have_count(1)
    act(one, "Ein Versehen", "remove")
    expect(one.locator("[data-act=keep]")).to_be_focused()
    one.locator("[data-act=keep]").click()
    expect(one.locator("[data-act=remove-now]")).to_have_count(0)
    act(one, "Ein Versehen", "remove")
    one.locator("[data-act=remove-now]").click()
    expect(other.locator(".message.is-removed")).to_have_text(re.compile(re.escape(word(other, "removed"))))
    expect(message(one, "Ein Versehen")).to_have_count(0)


def test_change_by_somebody_else_keeps_focus_and_open_menu(two):
    one, other = two
    item = message(one, "Nachricht 1")
    item.hover()
    item.locator("[data-act=menu]").click()
    item.locator("[data-act=copy]").focus()
    act(other, "Nachricht 1", "react-thanks")
    expect(item.locator(".reaction")).to_have_count(1)
    expect(item.locator("[data-act=copy]")).to_be_focused()
    expect(item.locator(".message__list")).to_be_visible()


def test_refused_change_says_why_and_loses_nothing(two, live_cast):
    one, _other = two
    write(one, "Wird geändert")
    expect(message(one, "Wird geändert")).to_have_attribute("data-position", re.compile(r"\d"))
    act(one, "Wird geändert", "edit")
    expect(field(one)).to_have_value("Wird geändert")
    one.context.set_offline(True)
    one.evaluate("dispatchEvent(new Event('offline'))")
    write(one, "Nicht angekommen")
    expect(one.locator("[data-composer-state]")).to_contain_text(word(one, "not-saved"), timeout=15_000)
    expect(field(one)).to_have_value("Nicht angekommen")
    one.context.set_offline(False)
    expect(one.locator(".connection--ok")).to_be_visible(timeout=30_000)
    one.locator("form.composer [type=submit]").click()
    expect(message(one, "Nicht angekommen").locator(".message__edited")).to_be_visible()


def test_menu_of_the_moderation_stays_in_the_window(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 12)
    page = open_chat(open_page(live_cast.moderator, height=640))
    for text in ("Nachricht 12", "Nachricht 9"):
        item = message(page, text)
        item.hover()
        item.locator("[data-act=menu]").click()
        box = item.locator(".message__list").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 640
        page.keyboard.press("Escape")


def test_copied_is_said_in_place_for_a_moment(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 2)
    page = open_page(live_cast.member)
    page.context.grant_permissions(["clipboard-write"])
    open_chat(page)
    act(page, "Nachricht 1", "copy")
    state = message(page, "Nachricht 1").locator(".message__state")
    expect(state).to_have_text(word(page, "copied"))
    expect(state).to_be_empty(timeout=6_000)
