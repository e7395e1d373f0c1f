"""What the page says where one writes: connection, rules, refusals, failed files; and what becomes of messages then."""

import re

import pytest
from playwright.sync_api import expect

from realtime.chat.actions import edit_message, set_reaction, set_room_rules
from realtime.chat.models import Message
from realtime.chat.queries import standing_room
from tests.browser.chat_page import ADDRESS, act, field, message, open_chat, without_sockets, word, write
from tests.realtime.chat.factories import write_messages

pytestmark = [pytest.mark.browser, pytest.mark.live]
STORED = re.compile(r"\d")


def stream_of(page, *frames: str) -> None:
    """Let the page be answered by a stream that says only this."""
    without_sockets(page.context)
    body = "".join(f"data: {frame}\n\n" for frame in ('{"type":"hello"}', *frames))
    page.route("**/strom/**", lambda route: route.fulfill(status=200, content_type="text/event-stream", body=body))


def rules(cast, **changed):
    values = {"speaking": "everyone", "slow_seconds": 0, "is_locked": False, "reason": "Abstimmung läuft"} | changed
    set_room_rules(person=cast.chair, room=standing_room(cast.space), **values)


def test_page_that_is_far_behind_says_so_and_stays_with_it(live_cast, open_page):
    page = open_page(live_cast.member)
    page.clock.install()
    stream_of(page, '{"type":"behind","head":9000}')
    page.goto(ADDRESS)
    state, notice = page.locator("[data-connection]"), page.locator("[data-notice]")
    expect(state).to_contain_text(word(page, "behind"), timeout=15_000)
    expect(notice.locator("a")).to_have_text(word(page, "reload"))
    page.clock.run_for(60_000)
    expect(state).to_contain_text(word(page, "behind"))
    expect(notice).to_contain_text(word(page, "behind"))
    write(page, "Bleibt hier")
    expect(message(page, "Bleibt hier").locator(".message__state")).to_have_text(word(page, "kept"))


def test_without_access_nothing_can_be_written_and_what_waited_has_failed(live_cast, open_page):
    page, sockets = open_page(live_cast.member), []

    def without_posts(socket):
        server = socket.connect_to_server()
        socket.on_message(lambda frame: '"post"' in frame or server.send(frame))
        sockets.append(socket)

    page.context.route_web_socket("**/ws/**", without_posts)
    open_chat(page)
    write(page, "Zu spät")
    expect(message(page, "Zu spät")).to_have_count(1)
    sockets[-1].close(code=4403)
    expect(page.locator("[data-notice]")).to_contain_text(word(page, "no-access"))
    expect(page.locator("form.composer")).to_be_hidden()
    expect(page.locator(".message.is-failed")).to_contain_text(word(page, "no-access"))


def test_who_was_writing_is_led_to_the_reason(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    field(page).fill("Angefangen")
    field(page).focus()
    rules(live_cast, is_locked=True)
    notice = page.locator("[data-notice]")
    expect(notice).to_be_focused(timeout=15_000)
    expect(notice).to_contain_text("Abstimmung läuft")
    expect(notice).to_contain_text(word(page, "draft-kept"))


def test_edit_of_a_message_that_was_changed_meanwhile(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    write(page, "Am Montag")
    expect(message(page, "Am Montag")).to_have_attribute("data-position", STORED)
    act(page, "Am Montag", "edit")
    expect(field(page)).to_have_value("Am Montag")
    row = Message.objects.get()
    edit_message(author=live_cast.member, message=row, text="Am Mittwoch", version=row.version)
    write(page, "Am Freitag")
    state = page.locator("[data-composer-state]")
    expect(state).to_have_text(word(page, "edit-conflict"))
    expect(state).to_be_in_viewport()
    expect(page.locator("[data-about]")).to_contain_text("Am Mittwoch")
    expect(field(page)).to_have_value("Am Freitag")
    page.locator("form.composer [type=submit]").click()
    expect(message(page, "Am Freitag").locator(".message__edited")).to_be_visible()
    expect(field(page)).to_have_value("")


def test_message_does_not_go_without_a_file_that_failed(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    page.route("**/dateien/**", lambda route: route.fulfill(status=422, json={"message": "Zu groß"}))
    with page.expect_file_chooser() as chooser:
        page.locator("[data-attach]").click()
    chooser.value.set_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Plan"})
    row = page.locator("[data-files] > li")
    expect(row.locator(".composer__bad")).to_be_visible()
    write(page, "Mit Plan")
    expect(page.locator("[data-composer-state]")).to_have_text(word(page, "files-failed"))
    expect(page.locator(".message")).to_have_count(0)
    row.locator("button").click()
    page.locator("form.composer [type=submit]").click()
    expect(message(page, "Mit Plan")).to_have_attribute("data-position", STORED)


def test_message_that_is_too_long_stays_in_the_field(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    write(page, "x" * 4312)
    expect(page.locator("[data-composer-state]")).to_have_text(word(page, "too-long", n="4.312", max="4.000"))
    expect(field(page)).to_have_value("x" * 4312)
    expect(page.locator(".message")).to_have_count(0)


def test_refused_message_can_be_written_again(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    write(page, "Mit \x00 darin")
    page.locator(".message.is-failed [data-act=edit]").click()
    expect(page.locator(".message")).to_have_count(0)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value(re.compile("darin"))


def test_pause_is_counted_down_and_ends_with_the_rule(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    rules(live_cast, slow_seconds=60)
    write(page, "Die erste")
    expect(message(page, "Die erste")).to_have_attribute("data-position", STORED)
    write(page, "Die zweite")
    waiting = message(page, "Die zweite")
    state = waiting.locator(".message__state")
    expect(state).to_have_text(re.compile(r"5\d"))
    before = state.text_content()
    expect(state).not_to_have_text(before, timeout=3_000)
    rules(live_cast, slow_seconds=0)
    expect(waiting).to_have_attribute("data-position", STORED, timeout=10_000)


def test_message_waits_while_the_room_is_closed_and_can_be_discarded(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    rules(live_cast, slow_seconds=60)
    for text in ("Die erste", "Die zweite", "Die dritte"):
        write(page, text)
    expect(message(page, "Die zweite").locator(".message__state")).to_have_text(re.compile(r"5\d"))
    rules(live_cast, is_locked=True)
    for text in ("Die zweite", "Die dritte"):
        expect(message(page, text).locator(".message__state")).to_have_text(word(page, "held"), timeout=10_000)
    message(page, "Die zweite").locator("[data-act=discard]").click()
    rules(live_cast)
    expect(message(page, "Die dritte")).to_have_attribute("data-position", STORED, timeout=15_000)
    expect(message(page, "Die zweite")).to_have_count(0)


def test_two_clicks_before_the_actions_are_there_are_one(live_cast, open_page):
    (row,) = write_messages(live_cast.space, live_cast.chair, 1)
    set_reaction(person=live_cast.chair, message=row, kind="thanks", on=True)
    page = open_page(live_cast.member)
    page.route("**/chat_tools.js", lambda route: (page.wait_for_timeout(800), route.continue_()))
    open_chat(page)
    reaction = page.locator(".reaction")
    reaction.dblclick()
    expect(reaction).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(700)
    expect(reaction).to_have_attribute("aria-pressed", "true")
    expect(reaction).to_contain_text("2")
