"""Older messages and new ones: nothing that was hidden comes back, nothing unseen counts as read."""

import time

import pytest
from playwright.sync_api import expect

from realtime.chat.actions import edit_message, hide_message
from realtime.chat.models import Message, ReadMark
from realtime.chat.queries import standing_room
from tests.browser.chat_page import ADDRESS, expect_connected, message, open_chat
from tests.realtime.chat.factories import write_messages

pytestmark = [pytest.mark.browser, pytest.mark.live]


def test_hidden_text_does_not_come_back_with_older_messages(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 130)
    ReadMark.objects.create(room=standing_room(live_cast.space), user=live_cast.member, position=130)
    page = open_chat(open_page(live_cast.member, height=600))
    last = page.locator("#nachricht-130")
    row = Message.objects.get(position=130)
    row.room = standing_room(live_cast.space)

    def during_the_load(route):
        if row.version == 1:
            edit_message(author=live_cast.chair, message=row, text="Ein Geheimnis", version=1)
            row.version = 2
            time.sleep(1.5)
        route.continue_()

    page.route("**/*teil=1*", during_the_load)
    page.locator(".message[data-position]").first.scroll_into_view_if_needed()
    expect(page.locator(".message[data-position]")).to_have_count(100)
    expect(last).to_contain_text("Ein Geheimnis")
    row.refresh_from_db()
    row.room = standing_room(live_cast.space)
    hide_message(person=live_cast.moderator, message=row, reason="Nennt Personen")
    expect(last).to_contain_text("Nennt Personen")
    page.locator(".message[data-position]").first.scroll_into_view_if_needed()
    expect(page.locator(".message[data-position]")).to_have_count(130)
    expect(last).to_contain_text("Nennt Personen")
    expect(message(page, "Ein Geheimnis")).to_have_count(0)


def test_many_new_messages_stay_new_until_one_has_been_there(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 130)
    room, marks = standing_room(live_cast.space), ReadMark.objects.filter(user=live_cast.member)
    ReadMark.objects.create(room=room, user=live_cast.member, position=5)
    page = open_chat(open_page(live_cast.member, height=600))
    link = page.locator(".to-new a:visible")
    expect(link).to_be_in_viewport()
    page.wait_for_timeout(2_000)
    assert marks.get().position == 5
    link.click()
    page.wait_for_url("**/*um=6#neu")
    expect_connected(page)
    line = page.locator(".new-line")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("99+")
    expect(page.locator("#nachricht-6")).to_be_in_viewport()
    page.locator("[data-to-end]").click()
    expect(message(page, "Nachricht 130")).to_be_in_viewport()
    for _try in range(40):
        if marks.get().position == 130:
            break
        page.wait_for_timeout(250)
    assert marks.get().position == 130


def test_going_to_the_end_marks_as_read_what_lies_above(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 80)
    page = open_page(live_cast.member, height=600)
    page.goto(ADDRESS)
    expect_connected(page)
    assert not ReadMark.objects.filter(user=live_cast.member).exists()
    page.evaluate("scrollTo(0, 1500)")
    page.locator("[data-to-end]").click()
    for _try in range(40):
        if ReadMark.objects.filter(user=live_cast.member, position=80).exists():
            break
        page.wait_for_timeout(250)
    assert ReadMark.objects.get(user=live_cast.member).position == 80
