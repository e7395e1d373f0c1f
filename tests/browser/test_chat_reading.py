"""Reading: history both ways, places that stay, what screen readers hear, moving by keyboard, who is there."""

import re

import pytest
from playwright.sync_api import expect

from realtime.chat.models import ReadMark
from realtime.chat.queries import standing_room
from tests.browser.axe import overflow, violations
from tests.browser.chat_page import act, expect_connected, field, heard, listen, message, open_chat, word, write
from tests.realtime.chat.factories import write_messages

pytestmark = [pytest.mark.browser, pytest.mark.live]


def test_older_messages_come_as_one_scrolls_and_focus_stays(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 130)
    ReadMark.objects.create(room=standing_room(live_cast.space), user=live_cast.member, position=130)
    page = open_chat(open_page(live_cast.member, height=600))
    first = page.locator(".message[data-position]").first
    page.locator(".message").last.focus()
    before = first.get_attribute("id")
    first.scroll_into_view_if_needed()
    expect(page.locator(".message[data-position]")).to_have_count(100)
    # What was in view is where it was, and the focus too.
    held = page.locator(f"#{before}")
    assert abs(held.bounding_box()["y"]) < 600
    expect(page.locator(".message:focus")).to_contain_text("Nachricht 130")
    page.locator(".message[data-position]").first.scroll_into_view_if_needed()
    expect(page.locator(".message[data-position]")).to_have_count(130)
    expect(page.locator("[data-older]")).to_be_hidden()
    expect(page.locator(".day-line")).to_have_count(1)
    assert page.errors == []


def test_older_history_counts_live_messages_and_leads_to_them(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 130)
    page = open_page(live_cast.member, height=600)
    open_chat(page, "?um=20#nachricht-20")
    other = open_chat(open_page(live_cast.guest))
    for number in range(2):
        write(other, f"Neues {number}")
    button = page.locator("[data-to-end]")
    expect(button).to_contain_text(word(page, "new-many", n=2))
    expect(message(page, "Neues")).to_have_count(0)
    button.click()
    expect(message(page, "Neues")).to_have_count(2)
    expect(page.locator(".message:focus")).to_contain_text("Neues 1")
    expect(button).to_be_hidden()
    write(other, "Noch eines")
    expect(message(page, "Noch eines")).to_be_in_viewport()


def test_newer_messages_come_as_one_scrolls_down(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 130)
    page = open_chat(open_page(live_cast.member, height=600), "?um=20#nachricht-20")
    for _step in range(6):
        page.locator(".message[data-position]").last.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
    expect(page.locator("[data-newer]")).to_be_hidden()
    expect(page.locator(".message[data-position]").last).to_contain_text("Nachricht 130")
    other = open_chat(open_page(live_cast.guest))
    write(other, "Jetzt live")
    expect(message(page, "Jetzt live")).to_have_count(1)


def test_who_reads_further_up_is_not_moved(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 40)
    page = open_chat(open_page(live_cast.member, height=600))
    other = open_chat(open_page(live_cast.guest))
    page.evaluate("scrollTo(0, 1000)")
    place = page.evaluate("scrollY")
    write(other, "Stört nicht")
    expect(page.locator("[data-to-end]")).to_contain_text(word(page, "new-one"))
    assert page.evaluate("scrollY") == place
    # A change above the window keeps what one reads in its place.
    item = page.locator(".message").nth(15)
    y = item.bounding_box()["y"]
    first = other.locator("#nachricht-1")
    first.hover()
    first.locator("[data-act=menu]").click()
    first.locator(".message__list [data-act=react-thanks]").click()
    expect(page.locator("#nachricht-1 .reaction")).to_have_count(1)
    assert abs(item.bounding_box()["y"] - y) < 2


def test_a_failed_load_says_so_and_can_be_tried_again(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 60)
    page = open_page(live_cast.member, height=600)
    page.route("**/*teil=1*", lambda route: route.abort())
    open_chat(page)
    page.locator(".message").first.scroll_into_view_if_needed()
    older = page.locator("[data-older]")
    expect(older).to_contain_text(word(page, "not-loaded"))
    page.unroute("**/*teil=1*")
    older.locator("a").click()
    expect(page.locator(".message[data-position]")).to_have_count(60)


def test_screen_readers_hear_each_message_of_others_once(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 3)
    page, other = open_chat(open_page(live_cast.member)), open_chat(open_page(live_cast.guest))
    listen(page)
    write(other, "Guten Morgen")
    expect(message(page, "Guten Morgen")).to_have_count(1)
    page.wait_for_timeout(1_200)
    act(other, "Guten Morgen", "react-thanks")
    expect(page.locator(".reaction")).to_have_count(1)
    write(page, "Eigenes")
    page.wait_for_timeout(1_200)
    name = live_cast.guest.display_name
    assert heard(page) == [f"{name}: Guten Morgen", word(page, "sent")]
    write_messages(live_cast.space, live_cast.chair, 5, text="Viele")
    expect(message(page, "Viele 5")).to_have_count(1)
    page.wait_for_timeout(1_500)
    assert heard(page)[2:] == [word(page, "new-many", n=5)]
    assert page.locator(".feed").get_attribute("aria-live") == "off"


def test_moving_through_messages_by_keyboard(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 30)
    page = open_chat(open_page(live_cast.member))
    field(page).focus()
    expect(page.locator("[data-to-end]")).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    focus = page.locator(".message:focus")
    expect(focus).to_contain_text("Nachricht 30")
    outline = focus.evaluate("element => getComputedStyle(element).outlineWidth")
    assert outline == "4px"
    # What moves through messages is loaded with the first focus.
    page.wait_for_function("performance.getEntriesByType('resource').some(({ name }) => name.includes('chat_tools'))")
    for key, text in (("ArrowUp", "29"), ("PageUp", "19"), ("Home", "1"), ("ArrowDown", "2"), ("End", "30")):
        page.keyboard.press(key)
        expect(focus.locator(".message__body")).to_have_text(f"Nachricht {text}")
    page.keyboard.press("Enter")
    expect(page.locator(".message [data-act=reply]:focus")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".message [data-act=react-agree]:focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(focus).to_contain_text("Nachricht 30")
    # The list is one stop: the next lies behind it.
    page.keyboard.press("Tab")
    expect(page.locator(".feed :focus")).to_have_count(0)
    expect(page.locator(".chat :focus")).to_have_count(1)


def test_people_who_are_here_and_who_write(live_cast, open_page):
    page, other = open_chat(open_page(live_cast.member)), open_chat(open_page(live_cast.guest))
    expect(page.locator("[data-presence] .person")).to_have_count(2)
    expect(page.locator("[data-presence]")).to_contain_text(live_cast.guest.display_name)
    field(other).press_sequentially("Ich schreibe")
    expect(page.locator("[data-typing]")).to_contain_text(live_cast.guest.display_name)
    other.locator("form.composer [type=submit]").click()
    expect(message(page, "Ich schreibe")).to_have_count(1)
    expect(page.locator("[data-typing]")).to_be_empty()
    other.close()
    expect(page.locator("[data-presence] .person")).to_have_count(1, timeout=15_000)


def test_reading_is_told_and_clears_the_other_window(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    other = open_chat(open_page(live_cast.guest))
    write(other, "Gelesen?")
    expect(message(page, "Gelesen?")).to_be_in_viewport()
    room = standing_room(live_cast.space)
    page.wait_for_timeout(7_000)
    assert ReadMark.objects.get(room=room, user=live_cast.member).position == 1


def test_what_one_window_has_read_is_not_new_in_the_other(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 40)
    page = open_chat(open_page(live_cast.member, height=600))
    page.evaluate("scrollTo(0, 1000)")
    other = open_chat(open_page(live_cast.guest))
    write(other, "Neu")
    expect(page.locator("[data-to-end]")).to_contain_text(word(page, "new-one"))
    second = open_chat(page.context.new_page())
    second.locator("form.composer").scroll_into_view_if_needed()
    expect(page.locator("[data-to-end]")).not_to_contain_text(word(page, "new-one"), timeout=15_000)
    expect(page.locator(".new-line")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark"), (320, "light")])
def test_axe_with_everything_open(live_cast, open_page, width, scheme):
    write_messages(live_cast.space, live_cast.chair, 4)
    page = open_chat(open_page(live_cast.member, width=width, color_scheme=scheme))
    other = open_chat(open_page(live_cast.guest))
    write(other, "Mit Reaktion")
    write(page, "Eigene")
    item = message(page, "Mit Reaktion")
    act(page, "Mit Reaktion", "react-helpful")
    expect(item.locator(".reaction")).to_have_count(1)
    item.hover()
    item.locator("[data-act=menu]").click()
    # By key: in a narrow window the open menu may lie over the row that it belongs to.
    item.locator("[data-act=reply]").press("Enter")
    field(page).press_sequentially("@")
    expect(page.locator(".mentions")).to_be_visible()
    item.locator(".message__actions").wait_for()
    assert violations(page) == []
    assert overflow(page) <= 0
    assert page.errors == []


def test_chat_in_english_says_everything_in_english(live_cast, open_page):
    live_cast.member.language = "en"
    live_cast.member.save()
    page, other = open_chat(open_page(live_cast.member)), open_chat(open_page(live_cast.guest))
    write(other, "Zu entfernen")
    other_item = message(other, "Zu entfernen")
    expect(other_item).to_have_attribute("data-position", re.compile(r"\d"))
    other_item.hover()
    other_item.locator("[data-act=menu]").click()
    other_item.locator("[data-act=remove]").click()
    other.locator("[data-act=remove-now]").click()
    expect(page.locator(".is-removed")).to_contain_text("This message has been removed.")
    expect_connected(page)


def test_page_stays_light_and_finds_what_it_let_go(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 460)
    ReadMark.objects.create(room=standing_room(live_cast.space), user=live_cast.member, position=460)
    page = open_chat(open_page(live_cast.member, height=600))
    items = page.locator(".message[data-position]")
    for _step in range(30):
        if message(page, re.compile("Nachricht 1(?!\\d)")).count():
            break
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(200)
    expect(message(page, re.compile("Nachricht 1(?!\\d)"))).to_have_count(1)
    assert items.count() <= 400
    expect(items.last).not_to_contain_text("Nachricht 460")
    page.locator("[data-to-end]").click()
    expect(items.last).to_contain_text("Nachricht 460")
    expect(items.last).to_be_in_viewport()
    assert page.errors == []


def test_message_written_in_older_history_shows_at_the_end(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 130)
    page = open_page(live_cast.member, height=600)
    open_chat(page, "?um=20#nachricht-20")
    write(page, "Aus der Vergangenheit")
    own = message(page, "Aus der Vergangenheit")
    expect(own).to_have_attribute("data-position", re.compile(r"\d"))
    expect(own).to_have_count(1)
    expect(own).to_be_in_viewport()
    before = page.locator(".message[data-position]").nth(-2)
    expect(before).to_contain_text("Nachricht 130")
