"""Networks that lose, block, delay and sleep: no message is lost, none is doubled."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from dialog.common.access import person_key, raise_epoch
from realtime.chat.models import Message
from tests.browser.chat_page import ADDRESS, expect_connected, field, message, open_chat, without_sockets, word, write
from tests.browser.slow_proxy import buffering_proxy
from tests.realtime.chat.factories import write_messages
from tests.realtime.server import running_server

pytestmark = [pytest.mark.browser, pytest.mark.live]
STORED = re.compile(r"^\d+$")


@pytest.fixture
def own_server(live_cast):
    """A server of this test's own, which it may kill and start again."""
    with running_server() as server:
        yield server


def test_blocked_sockets_become_a_stream(live_cast, open_page):
    page, other = open_page(live_cast.member), open_chat(open_page(live_cast.guest))
    without_sockets(page.context)
    page.goto(ADDRESS)
    expect_connected(page, detour=True)
    write(page, "Über den Ersatzweg")
    expect(message(other, "Über den Ersatzweg")).to_have_count(1)
    write(other, "Kommt an")
    expect(message(page, "Kommt an")).to_have_attribute("data-position", STORED)
    expect(page.locator(".message")).to_have_count(2)
    # The tab remembers the way.
    page.reload()
    expect_connected(page, detour=True, timeout=5_000)


def test_swallowed_handshake_becomes_a_stream(live_cast, open_page):
    page = open_page(live_cast.member)
    page.context.route_web_socket("**/ws/**", lambda socket: None)
    page.goto(ADDRESS)
    expect_connected(page, detour=True)


def test_buffered_stream_becomes_polling(live_cast, open_page, shared_server, browser, client_for):
    with buffering_proxy(shared_server.port) as port:
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}")
        cookie = client_for(live_cast.member).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": f"http://127.0.0.1:{port}"}])
        page, other = context.new_page(), open_chat(open_page(live_cast.guest))
        page.goto(ADDRESS)
        expect_connected(page, detour=True)
        write(page, "Durch den zähen Zwischenrechner")
        expect(message(other, "Durch den zähen")).to_have_count(1)
        write(other, "Und zurück")
        expect(message(page, "Und zurück")).to_have_attribute("data-position", STORED, timeout=30_000)
        expect(page.locator(".message")).to_have_count(2)
        context.close()


def test_message_written_while_offline_is_sent_in_order(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    page.context.set_offline(True)
    for number in range(3):
        write(page, f"Aus dem Funkloch {number}")
    expect(page.locator(".message.is-sending")).to_have_count(3)
    page.context.set_offline(False)
    expect(page.locator(".message[data-position]")).to_have_count(3, timeout=30_000)
    expect(page.locator(".message__body")).to_have_text([f"Aus dem Funkloch {number}" for number in range(3)])


def test_only_one_window_sends_what_a_closed_one_left(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    left = open_chat(page.context.new_page())
    page.context.set_offline(True)
    write(left, "Vom geschlossenen Fenster")
    expect(left.locator(".message.is-sending")).to_have_count(1)
    # The living window's message is not the other's to send.
    left.close()
    page.context.set_offline(False)
    page.goto("about:blank")
    windows = [open_chat(page), open_chat(page.context.new_page())]
    for window in windows:
        expect(window.locator(".message[data-position]")).to_have_count(1)
        expect(window.locator(".message")).to_have_count(1)


def test_refused_message_waits_for_a_decision_also_after_a_reload(live_cast, open_page):
    page = open_chat(open_page(live_cast.member))
    write(page, "Nicht \x00 darstellbar")
    failed = page.locator(".message.is-failed")
    expect(failed).to_contain_text(word(page, "failed"))
    page.reload()
    expect_connected(page)
    expect(failed).to_have_count(1)
    failed.locator("[data-act=discard]").click()
    expect(failed).to_have_count(0)
    expect(field(page)).to_be_focused()
    page.reload()
    expect_connected(page)
    expect(page.locator(".message")).to_have_count(0)


def test_waking_up_finds_a_dead_connection_at_once(live_cast, open_page):
    """The socket swallows everything, as after sleep; the clock jumps."""
    page, state = open_page(live_cast.member), {"dead": False}
    _through(page.context, state)
    open_chat(page)
    state["dead"] = True
    write_messages(live_cast.space, live_cast.chair, 1, text="Während des Schlafs")
    page.wait_for_timeout(1_000)
    expect(page.locator(".message")).to_have_count(0)
    state["dead"] = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(message(page, "Während des Schlafs")).to_have_count(1, timeout=8_000)


def _through(context, state):
    """Pass sockets on, except those that were open while `dead` was set: they stay silent for good."""

    def handle(socket):
        server, mine = socket.connect_to_server(), {"silent": False}

        def on(target):
            def pass_on(frame):
                mine["silent"] = mine["silent"] or state["dead"]
                if not mine["silent"]:
                    target.send(frame)

            return pass_on

        socket.on_message(on(server))
        server.on_message(on(socket))

    context.route_web_socket("**/ws/**", handle)


def test_server_that_is_restarted(live_cast, own_server, browser, client_for):
    context = browser.new_context(base_url=own_server.url)
    cookie = client_for(live_cast.member).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": own_server.url}])
    page = open_chat(context.new_page())
    own_server.kill()
    write(page, "Während des Neustarts")
    expect(page.locator(".connection--trouble")).to_be_visible(timeout=15_000)
    time.sleep(2)
    own_server.start()
    expect(message(page, "Während des Neustarts")).to_have_attribute("data-position", STORED, timeout=40_000)
    expect(page.locator(".message")).to_have_count(1)
    expect_connected(page)
    context.close()


def test_server_killed_in_the_middle_of_many_messages(live_cast, own_server, browser, client_for):
    context = browser.new_context(base_url=own_server.url)
    cookie = client_for(live_cast.member).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": own_server.url}])
    page = open_chat(context.new_page())
    written = [f"Zeile {number}" for number in range(24)]
    for number, text in enumerate(written):
        write(page, text)
        if number in (6, 15):
            own_server.kill()
        if number in (10, 18):
            own_server.start()
    expect(page.locator(".message[data-position]")).to_have_count(24, timeout=60_000)
    expect(page.locator(".message__body")).to_have_text(written)
    rows = Message.objects.filter(kind="message").order_by("position")
    assert list(rows.values_list("source", flat=True)) == written
    context.close()


def test_signed_out_says_so_and_keeps_what_was_written(live_cast, open_page, client_for):
    page = open_chat(open_page(live_cast.member))
    field(page).fill("Noch nicht gesendet")
    Session.objects.all().delete()
    raise_epoch(person_key(live_cast.member.pk))
    expect(page.locator("[data-connection] a")).to_have_attribute("href", re.compile("next="), timeout=15_000)
    expect(page.locator("[data-notice] a")).to_have_text(word(page, "sign-in"))
    expect(field(page)).to_be_visible()
    expect(field(page)).to_have_value("Noch nicht gesendet")
