import pytest
from django.urls import reverse

from dialog.accounts.models import User
from documents.minutes import actions
from documents.minutes.models import Minutes, MinutesSection
from tests.documents.minutes.factories import MinutesFactory, write
from tests.workgroups.meetings.factories import AgendaItemFactory, MeetingFactory

HOSTILE = "<script>alert('x')</script> & „Grüße“ {{ 7|add:7 }} </textarea>"


def url(name, meeting, *more):
    return reverse(f"minutes:{name}", args=[meeting.space.slug, meeting.pk, *more])


def test_minutes_are_begun_written_published_and_downloaded_by_plain_forms(cast, client_for, meeting, agenda):
    writer = client_for(cast.minute_taker)
    assert "Protokoll beginnen" in writer.get(url("minutes_detail", meeting)).content.decode()
    begun = writer.post(url("begin", meeting))
    assert begun.url == url("section_edit", meeting, agenda[0].pk)
    writer.post(url("section_edit", meeting, agenda[0].pk), {"text": "Es geht los.\r\n\r\n/b Ja.", "version": "0"})
    reading = writer.get(url("minutes_detail", meeting)).content.decode()
    assert "Entwurf" in reading
    version = Minutes.objects.get().version
    writer.post(url("publish", meeting), {"version": str(version)})
    page = client_for(cast.guest).get(url("minutes_detail", meeting)).content.decode()
    assert "Beschluss 2026-01" in page
    assert "veröffentlicht" in page
    pdf = client_for(cast.guest).get(url("minutes_pdf", meeting, "Protokoll-4-2026.pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == 'attachment; filename="Protokoll-4-2026.pdf"'
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["Protokoll-5-2026.pdf", "x", "Protokoll-4-2026.pdf.exe"])
def test_pdf_has_one_name(cast, client_for, written, meeting, name):
    assert client_for(cast.member).get(url("minutes_pdf", meeting, name)).status_code == 404


def test_buttons_add_a_mark_without_saving(cast, client_for, minutes, meeting, agenda):
    response = client_for(cast.minute_taker).post(
        url("section_edit", meeting, agenda[0].pk), {"text": "Vorab.", "version": "0", "mark": "b"}
    )
    assert response.status_code == 200
    assert "Vorab.\n\n/b </textarea>" in response.content.decode()
    assert not MinutesSection.objects.exists()


def test_conflict_keeps_the_typed_text_and_shows_the_other_version(cast, client_for, minutes, meeting, agenda):
    write(minutes, agenda[0], "Andere Fassung")
    client = client_for(cast.chair)
    address = url("section_edit", meeting, agenda[0].pk)
    stale = client.post(address, {"text": "Meine Fassung", "version": "0"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Meine Fassung</textarea>" in page
    assert "Andere Fassung" in page
    assert 'name="version" value="1"' in page
    assert client.post(address, {"text": "Meine Fassung", "version": "1"}).status_code == 302
    assert MinutesSection.objects.get().source == "Meine Fassung"


def test_text_for_published_minutes_is_kept_on_the_page_and_not_stored(cast, client_for, written, meeting, agenda):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    client = client_for(cast.chair)
    address = url("section_edit", meeting, agenda[0].pk)
    late = client.post(address, {"text": "Nachtrag", "version": "0"})
    assert late.status_code == 409
    assert "Nachtrag</textarea>" in late.content.decode()
    assert "kann nicht mehr geändert werden" in late.content.decode()
    assert not MinutesSection.objects.filter(item=agenda[0]).exists()
    assert client.get(address).status_code == 302


def test_publishing_an_old_look_is_told(cast, client_for, written, meeting):
    page = client_for(cast.chair).post(url("publish", meeting), {"version": "1"}, follow=True).content.decode()
    assert "Das Protokoll wurde inzwischen geändert" in page
    assert Minutes.objects.get().is_draft


@pytest.mark.parametrize(
    "data",
    [{"text": "x" * 40_001, "version": "0"}, {"text": "a\x00b", "version": "0"}, {"text": "Text"},
     {"text": "Text", "version": "x"}, {"text": "/a Tun (bis 31.02.2026)", "version": "0"}],
)  # fmt: skip
def test_bad_text_comes_back_with_what_was_typed(cast, client_for, minutes, meeting, agenda, data):
    response = client_for(cast.minute_taker).post(url("section_edit", meeting, agenda[0].pk), data)
    assert response.status_code == 400
    page = response.content.decode()
    assert "error-summary" in page
    assert data["text"][-20:].strip() in page
    assert not MinutesSection.objects.exists()


def test_line_ends_count_once(cast, client_for, minutes, meeting, agenda):
    text = "\r\n".join(["x" * 99] * 400)
    response = client_for(cast.minute_taker).post(
        url("section_edit", meeting, agenda[0].pk), {"text": text, "version": "0"}
    )
    assert response.status_code == 302


def test_hostile_text_is_shown_literally(cast, client_for, minutes, meeting, agenda):
    write(minutes, agenda[0], f"{HOSTILE}\n\n/b {HOSTILE}\n\n/a Tun ({HOSTILE.replace('(', '').replace(')', '')})")
    User.objects.filter(pk=cast.minute_taker.pk).update(display_name=HOSTILE)
    client = client_for(cast.chair)
    for address in (url("minutes_detail", meeting), url("section_edit", meeting, agenda[0].pk)):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "{{ 7|add:7 }}" in page


def test_state_fragment_says_what_there_is(cast, client_for, meeting, agenda):
    member, writer = client_for(cast.member), client_for(cast.minute_taker)
    assert "noch kein Protokoll" in member.get(url("minutes_state", meeting)).content.decode()
    assert "Protokoll schreiben" in writer.get(url("minutes_state", meeting)).content.decode()
    MinutesFactory(meeting=meeting)
    assert "Entwurf" in member.get(url("minutes_state", meeting)).content.decode()


def test_opened_minutes_are_read(cast, client_for, written, meeting):
    actions.publish_minutes(user=cast.minute_taker, minutes=written)
    client_for(cast.member).get(url("minutes_detail", meeting))
    assert written.reads.get().person == cast.member


def test_minutes_without_an_agenda_are_begun(cast, client_for, meeting):
    response = client_for(cast.minute_taker).post(url("begin", meeting), follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_list_has_constant_queries(cast, client_for, number, django_assert_num_queries):
    for _ in range(number):
        MinutesFactory(meeting=MeetingFactory(space=cast.space, closed=True))
    client = client_for(cast.member)
    with django_assert_num_queries(6):
        assert client.get(reverse("minutes:minutes_list", args=[cast.space.slug])).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_pages_have_constant_queries(cast, client_for, meeting, minutes, number, django_assert_num_queries):
    items = [AgendaItemFactory(meeting=meeting) for _ in range(number)]
    for item in items:
        write(minutes, item, "Text\n\n" + "/b Beschluss\n\n" * number)
    client = client_for(cast.minute_taker)
    with django_assert_num_queries(11):
        assert client.get(url("minutes_detail", meeting)).status_code == 200
    with django_assert_num_queries(11):
        assert client.get(url("section_edit", meeting, items[0].pk)).status_code == 200
