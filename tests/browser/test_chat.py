import pytest
from playwright.sync_api import expect

from tests.realtime.chat.factories import write_messages

pytestmark = [pytest.mark.browser, pytest.mark.live]
ADDRESS = "/gremien/cluster-atlas/chat/"


def test_two_people_chat(live_cast, open_page):
    write_messages(live_cast.space, live_cast.chair, 3)
    one, two = open_page(live_cast.member), open_page(live_cast.guest, width=360, height=700)
    for page in (one, two):
        page.goto(ADDRESS)
        expect(page.locator("[data-connection]")).to_have_text("verbunden")
    one.get_by_label("Nachricht", exact=True).fill("Guten Morgen aus **Neckar-Alb**")
    one.get_by_role("button", name="Nachricht senden").click()
    arrived = two.locator(".message").last
    expect(arrived).to_contain_text("Guten Morgen aus Neckar-Alb")
    expect(arrived.locator("strong", has_text="Neckar-Alb").last).to_be_visible()
    own = one.locator(".message").last
    expect(own).to_contain_text("Sie")
    expect(own).not_to_contain_text("wird gesendet")
    two.get_by_label("Nachricht", exact=True).fill("Guten Morgen!")
    two.get_by_label("Nachricht", exact=True).press("Control+Enter")
    expect(one.locator(".message").last).to_contain_text("Guten Morgen!")
    expect(one.locator(".message")).to_have_count(5)
    expect(two.locator(".message")).to_have_count(5)
    assert one.errors == two.errors == []


def test_message_written_while_offline_is_sent_once_later(live_cast, open_page):
    page = open_page(live_cast.member)
    page.goto(ADDRESS)
    expect(page.locator("[data-connection]")).to_have_text("verbunden")
    page.context.set_offline(True)
    page.get_by_label("Nachricht", exact=True).fill("Aus dem Funkloch")
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.locator(".message")).to_have_count(1)
    page.context.set_offline(False)
    expect(page.locator(".message[data-position]")).to_have_count(1, timeout=30_000)
    expect(page.locator(".message")).to_have_count(1)


def test_two_tabs_keep_each_other_s_unsent_messages(live_cast, open_page):
    page = open_page(live_cast.member)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(ADDRESS)
        expect(tab.locator("[data-connection]")).to_have_text("verbunden")
    page.context.set_offline(True)
    for tab, text in ((page, "Aus dem einen Fenster"), (other, "Aus dem anderen")):
        tab.get_by_label("Nachricht", exact=True).fill(text)
        tab.get_by_role("button", name="Nachricht senden").click()
    other.close()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(ADDRESS)
    expect(page.locator(".message[data-position]")).to_have_count(2, timeout=30_000)
    expect(page.locator(".feed")).to_contain_text("Aus dem anderen")


def test_chat_is_a_form_without_javascript(live_cast, open_page):
    page = open_page(live_cast.member, javascript=False)
    page.goto(ADDRESS)
    page.get_by_label("Nachricht", exact=True).fill("Ohne Skript")
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.locator(".message")).to_contain_text("Ohne Skript")
