"""What people come for, from the first click to the last: with and without JavaScript."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.factories import PASSWORD, UserFactory
from workgroups.discussions.actions import start_thread
from workgroups.meetings.actions import add_agenda_item, plan_meeting, publish_agenda, start_meeting

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


@BOTH
def test_contact_signs_in_and_joins_a_group(live_cast, open_page, javascript):
    contact = UserFactory(email="neu@example.org", display_name="Cluster-Kontakt Ostwürttemberg")
    page = open_page(javascript=javascript)
    page.goto("/")
    page.get_by_label("E-Mail-Adresse").fill(contact.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("link", name="Gremien").first.click()
    page.get_by_role("link", name="Cluster-Atlas").click()
    page.get_by_label("Warum möchten Sie beitreten?").fill("Unsere Region pflegt 23 Einträge im Atlas.")
    page.get_by_role("button", name="Beitrittsanfrage senden").click()
    expect(page.locator("main")).to_contain_text("Anfrage")

    chair = open_page(live_cast.chair, javascript=javascript)
    chair.goto("/gremien/cluster-atlas/mitglieder/")
    chair.get_by_role("link", name="Cluster-Kontakt Ostwürttemberg").click()
    expect(chair.locator("main")).to_contain_text("23 Einträge")
    chair.get_by_role("button", name="Anfrage annehmen").click()

    page.goto("/gremien/cluster-atlas/diskussionen/")
    page.get_by_role("link", name="Diskussion beginnen").first.click()
    page.get_by_label("Titel").fill("Wer prüft die Einträge?")
    page.locator("textarea").first.fill("Einmal im Jahr oder öfter?")
    page.get_by_role("button", name="Diskussion beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wer prüft die Einträge?")
    expect(page.locator(".post")).to_contain_text("Einmal im Jahr oder öfter?")


@pytest.fixture
def running_meeting(live_cast):
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
    fields = {"title": "Pflichtfelder", "place": "Stuttgart", "video_url": "", **times}
    meeting = plan_meeting(user=live_cast.chair, space=live_cast.space, fields=fields)
    for title in ("Begrüßung", "Pflichtfelder"):
        item = {"title": title, "kind": "discussion", "minutes_planned": 10, "description": ""}
        add_agenda_item(user=live_cast.chair, meeting=meeting, fields=item)
    publish_agenda(user=live_cast.chair, meeting=meeting)
    return start_meeting(user=live_cast.chair, meeting=meeting)


@BOTH
def test_minutes_are_written_published_and_downloaded(live_cast, running_meeting, open_page, javascript):
    taker = open_page(live_cast.minute_taker, javascript=javascript)
    taker.goto(f"/gremien/cluster-atlas/sitzungen/{running_meeting.pk}/protokoll/")
    taker.get_by_role("button", name="Protokoll beginnen").click()
    texts = ["Die Leitung begrüßt alle.", "/b Ein Eintrag hat vier Pflichtfelder.\n\n/a Muster anlegen. (Photonics BW)"]
    for text in texts:
        taker.locator("textarea").fill(text)
        taker.get_by_role("button", name="Text speichern").click()
        if (following := taker.get_by_role("link", name="Nächster TOP")).count():
            following.first.click()
    taker.goto(f"/gremien/cluster-atlas/sitzungen/{running_meeting.pk}/protokoll/")
    expect(taker.locator("main")).to_contain_text("Entwurf")

    chair = open_page(live_cast.chair, javascript=javascript)
    chair.goto(f"/gremien/cluster-atlas/sitzungen/{running_meeting.pk}/")
    chair.get_by_role("button", name="Sitzung schließen").click()
    chair.goto(f"/gremien/cluster-atlas/sitzungen/{running_meeting.pk}/protokoll/")
    chair.get_by_role("button", name="Protokoll veröffentlichen").click()
    expect(chair.locator("main")).to_contain_text("veröffentlicht")

    guest = open_page(live_cast.guest, width=360, height=740, javascript=javascript)
    guest.goto(f"/gremien/cluster-atlas/sitzungen/{running_meeting.pk}/protokoll/")
    expect(guest.locator("main")).to_contain_text("Ein Eintrag hat vier Pflichtfelder.")
    with guest.expect_download() as download:
        guest.get_by_role("link", name="Als PDF herunterladen").first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    if javascript:
        assert violations(guest) == []


def test_draft_survives_an_expired_session(live_cast, open_page):
    thread = start_thread(
        author=live_cast.chair, space=live_cast.space, kind="question", title="Frage", text="Wer?", client_id=None
    )
    page = open_page(live_cast.member)
    page.goto(f"/gremien/cluster-atlas/diskussionen/{thread.pk}/")
    field = page.locator("form.composer textarea")
    field.fill("Das soll nicht verloren gehen.")
    page.wait_for_timeout(1500)
    Session.objects.all().delete()
    page.get_by_role("button", name="Beitrag senden").click()
    page.get_by_label("E-Mail-Adresse").fill(live_cast.member.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.goto(f"/gremien/cluster-atlas/diskussionen/{thread.pk}/")
    expect(page.locator("form.composer textarea")).to_have_value("Das soll nicht verloren gehen.")
