"""Writing: names that complete themselves, files, drafts, rules of the room, and the form without script."""

import re

import pytest
from playwright.sync_api import expect

from realtime.chat.actions import set_room_rules
from realtime.chat.models import Message
from realtime.chat.queries import standing_room
from tests.browser.chat_page import ADDRESS, field, message, open_chat, word, write
from tests.realtime.chat.factories import write_messages

pytestmark = [pytest.mark.browser, pytest.mark.live]


def test_names_complete_themselves(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    field(page).press_sequentially("Frage an @Lei")
    option = page.locator("[role=option]")
    expect(option).to_have_count(1)
    expect(field(page)).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(f"Frage an @{live_cast.chair.display_name} ")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field(page).press_sequentially("geht das?")
    page.locator("form.composer [type=submit]").click()
    expect(page.locator(".message .mention")).to_have_text(f"@{live_cast.chair.display_name}")
    page.locator("[data-mention]").click()
    expect(page.locator(".mentions")).to_be_visible()
    # One does not name oneself; the "@" of the button goes with the list.
    expect(page.locator(".mentions")).not_to_contain_text(live_cast.member.display_name)
    assert page.locator("[role=option]").count() <= 5
    expect(field(page)).to_have_value("@")
    page.keyboard.press("Escape")
    expect(page.locator(".mentions")).to_be_hidden()
    expect(field(page)).to_have_value("")
    assert page.errors == []


def test_files_are_uploaded_while_one_writes_and_sent_with_the_message(live_cast, open_page):
    page, other = open_chat(open_page(live_cast.member)), open_chat(open_page(live_cast.guest))
    rows = page.locator("[data-files] > li")
    files = [
        {"name": "notiz.txt", "mimeType": "text/plain", "buffer": b"Eine Notiz"},
        {"name": "versehen.txt", "mimeType": "text/plain", "buffer": b"Nicht diese"},
    ]
    with page.expect_file_chooser() as chooser:
        page.locator("[data-attach]").click()
    chooser.value.set_files(files)
    expect(rows).to_have_count(2)
    for row in rows.all():
        # The whole text: while a file is on its way it says how much of it is uploaded.
        expect(row.locator(".muted")).to_have_text(word(page, "file-done"))
    rows.nth(1).locator("button").click()
    expect(rows).to_have_count(1)
    write(page, "Mit Anhang")
    expect(rows).to_have_count(0)
    link = message(other, "Mit Anhang").locator(".message__files a")
    expect(link).to_have_text("notiz.txt")
    answer = other.request.get(link.get_attribute("href"))
    assert answer.status == 200
    assert answer.body() == b"Eine Notiz"


def test_draft_stays_on_the_page_and_goes_with_sending(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    write(page, "Erste")
    field(page).fill("Der Entwurf")
    page.wait_for_timeout(800)
    page.goto("/gremien/")
    open_chat(page)
    expect(field(page)).to_have_value("Der Entwurf")
    write(page, "Der Entwurf")
    expect(message(page, "Der Entwurf")).to_have_attribute("data-position", re.compile(r"\d"))
    page.reload()
    expect(field(page)).to_have_value("")


def test_locked_room_says_why_and_opens_again(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    field(page).fill("Angefangen")
    room = standing_room(live_cast.space)
    rules = {"speaking": "everyone", "slow_seconds": 0}
    set_room_rules(person=live_cast.chair, room=room, is_locked=True, reason="Abstimmung läuft", **rules)
    expect(page.locator("form.composer")).to_be_hidden(timeout=10_000)
    expect(page.locator("[data-notice]")).to_be_visible()
    expect(page.locator(".message--system")).to_contain_text("Abstimmung läuft")
    set_room_rules(person=live_cast.chair, room=room, is_locked=False, reason="", **rules)
    expect(page.locator("form.composer")).to_be_visible(timeout=10_000)
    expect(field(page)).to_have_value("Angefangen")
    expect(page.locator("[data-notice]")).to_be_hidden()


def test_who_came_into_a_locked_room_can_write_when_it_opens(live_cast, open_page):
    room = standing_room(live_cast.space)
    rules = {"person": live_cast.chair, "room": room, "speaking": "everyone", "slow_seconds": 0}
    set_room_rules(is_locked=True, reason="Abstimmung läuft", **rules)
    page = open_chat(open_page(live_cast.member))
    expect(page.locator("form.composer")).to_be_hidden()
    expect(page.locator("[data-notice]")).to_be_visible()
    set_room_rules(is_locked=False, reason="", **rules)
    expect(page.locator("form.composer")).to_be_visible(timeout=15_000)
    expect(page.locator("[data-notice]")).to_be_hidden()
    write(page, "Endlich")
    expect(message(page, "Endlich")).to_have_attribute("data-position", re.compile(r"\d"))


def test_slow_mode_is_said_and_the_message_goes_by_itself(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    room = standing_room(live_cast.space)
    set_room_rules(person=live_cast.chair, room=room, speaking="everyone", slow_seconds=10, is_locked=False, reason="x")
    expect(page.locator("[data-slow]")).to_have_text(word(page, "slow", n=10))
    write(page, "Die erste")
    write(page, "Die zweite")
    waiting = message(page, "Die zweite")
    expect(waiting.locator(".message__state")).to_have_text(re.compile(r"\d+"))
    expect(waiting).to_have_attribute("data-position", re.compile(r"\d"), timeout=20_000)
    assert Message.objects.filter(room=room, kind="message").count() == 2


def test_without_script_answer_and_file_are_a_form(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 1)
    page = open_page(live_cast.member, javascript=False)
    page.goto(ADDRESS)
    expect(page.locator("[data-connection]")).to_be_hidden()
    expect(page.locator(".room-head a[href='#ende']")).to_be_visible()
    page.locator(".message-way a").click()
    page.locator("main a[href*='antwort=']").click()
    expect(page.locator("[data-about]")).to_contain_text("Nachricht 1")
    field(page).fill("Ohne Skript")
    page.locator("input[name=files]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"Text"})
    page.get_by_role("button", name="Nachricht senden", exact=True).click()
    answer = message(page, "Ohne Skript")
    expect(answer.locator(".message__quote")).to_contain_text("Nachricht 1")
    expect(answer.locator(".message__files a")).to_have_text("a.txt")
