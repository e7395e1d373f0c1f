from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory
from tests.workgroups.meetings.factories import AgendaItemFactory, AnswerFactory, MeetingFactory
from workgroups.meetings import actions
from workgroups.meetings.models import Answer, Meeting

HOSTILE = "<script>alert('x')</script> & „Grüße“ \u202e {{ 7|add:7 }}"


def url(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.space.slug, meeting.pk, *more])


def form(**changes):
    return {"title": "Pflichtfelder", "day": "2027-06-15", "start": "10:00", "end": "12:00", "place": "Ulm",
            "video_url": "", **changes}  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_list_has_constant_queries(cast, client_for, number, django_assert_num_queries):
    for _ in range(number):
        AnswerFactory(meeting=MeetingFactory(space=cast.space), author=cast.member)
        MeetingFactory(space=cast.space, closed=True, starts_at=timezone.now() - timedelta(days=3))
    client = client_for(cast.member)
    with django_assert_num_queries(7):
        response = client.get(reverse("meetings:meeting_list", args=[cast.space.slug]))
    assert response.status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_my_meetings_have_constant_queries(cast, client_for, number, django_assert_num_queries):
    for _ in range(number):
        MeetingFactory(space=cast.space)
        MeetingFactory(space=cast.space, closed=True, starts_at=timezone.now() - timedelta(days=3))
    client = client_for(cast.member)
    with django_assert_num_queries(7):
        response = client.get(reverse("meetings:my_meetings"))
    assert response.status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_detail_has_constant_queries(cast, meeting, client_for, number, django_assert_num_queries):
    for _ in range(number):
        AgendaItemFactory(meeting=meeting)
        AnswerFactory(meeting=meeting, author=UserFactory())
    client = client_for(cast.member)
    client.get(url("meeting_detail", meeting))  # notes that it was read
    with django_assert_num_queries(10):
        assert client.get(url("meeting_detail", meeting)).status_code == 200


def test_my_meetings_ask_for_a_sign_in(client, db):
    assert client.get(reverse("meetings:my_meetings")).status_code == 302


def test_a_meeting_is_planned_published_and_answered_by_plain_forms(cast, client_for):
    chair = client_for(cast.chair)
    created = chair.post(reverse("meetings:meeting_create", args=[cast.space.slug]), form())
    meeting = Meeting.objects.get()
    assert created.url == url("meeting_detail", meeting)
    assert timezone.localtime(meeting.starts_at).hour == 10
    chair.post(url("item_create", meeting), {"title": "Begrüßung", "kind": "formal"})
    chair.post(url("item_create", meeting), {"title": "Felder", "kind": "decision", "minutes_planned": "20"})
    second = meeting.items.get(title="Felder")
    moved = chair.post(url("item_move", meeting, second.pk), {"direction": "up"})
    assert moved.url.endswith("#tagesordnung")
    assert list(meeting.items.values_list("title", flat=True)) == ["Felder", "Begrüßung"]
    chair.post(url("publish", meeting))
    client_for(cast.member).post(url("answer", meeting), {"reply": "yes"})
    page = chair.get(url("meeting_detail", meeting)).content.decode()
    assert "1 zugesagt" in page
    assert "im Mandat der Region Neckar-Alb" in page


def test_day_may_be_typed_the_german_way(cast, client_for):
    client_for(cast.chair).post(reverse("meetings:meeting_create", args=[cast.space.slug]), form(day="15.06.2027"))
    assert timezone.localtime(Meeting.objects.get().starts_at).day == 15


@pytest.mark.parametrize(
    "change",
    [{"day": ""}, {"day": "31.02.2027"}, {"end": "09:00"}, {"title": "x" * 200}, {"video_url": "javascript:x"},
     {"title": "a\x00b"}, {"start": "25:00"}, {"day": "0001-01-01"}, {"day": "9999-12-31"}],
)  # fmt: skip
def test_bad_fields_come_back_with_what_was_typed(cast, client_for, change):
    response = client_for(cast.chair).post(reverse("meetings:meeting_create", args=[cast.space.slug]), form(**change))
    assert response.status_code == 400
    assert "error-summary" in response.content.decode()
    assert 'value="Ulm"' in response.content.decode()
    assert not Meeting.objects.exists()


def test_hostile_text_is_shown_literally(cast, client_for, meeting):
    item = {"title": HOSTILE, "kind": "decision", "minutes_planned": 5, "description": HOSTILE}
    actions.add_agenda_item(user=cast.chair, meeting=meeting, fields=item)
    answer = {"reply": "represented", "represented_by": HOSTILE}
    actions.answer_invitation(user=cast.member, meeting=meeting, **answer)
    page = client_for(cast.member).get(url("meeting_detail", meeting)).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") == 4  # title, its description, who represents (list and own form)
    assert "{{ 7|add:7 }}" in page


def test_stale_form_keeps_the_typed_text_and_shows_what_is_stored(cast, client_for, meeting, fields):
    actions.edit_meeting(user=cast.moderator, meeting=meeting, fields=fields | {"place": "Aalen"})
    client = client_for(cast.chair)
    stale = client.post(url("meeting_edit", meeting), form(place="Ulm", version="1"))
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Aalen" in page
    assert 'value="Ulm"' in page
    assert 'name="version" value="2"' in page
    assert client.post(url("meeting_edit", meeting), form(place="Ulm", version="2")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Ulm"


def test_stale_item_form_keeps_the_typed_text(cast, client_for, agenda, meeting):
    client = client_for(cast.chair)
    sent = {"title": "Meine Fassung", "kind": "decision", "version": "1"}
    client.post(url("item_edit", meeting, agenda[0].pk), sent | {"title": "Andere Fassung"})
    stale = client.post(url("item_edit", meeting, agenda[0].pk), sent)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert 'value="Meine Fassung"' in page
    assert "Andere Fassung" in page


def test_step_that_is_no_longer_possible_is_told(cast, client_for, meeting):
    client = client_for(cast.chair)
    client.post(url("start", meeting))
    page = client.post(url("start", meeting), follow=True).content.decode()
    assert "Der Stand dieser Sitzung ist jetzt: läuft" in page


def test_cancel_asks_first_and_keeps_the_reason(cast, client_for, meeting):
    client = client_for(cast.chair)
    assert client.get(url("cancel", meeting)).status_code == 200
    client.post(url("cancel", meeting), {"reason": "Zu wenige Zusagen"})
    page = client_for(cast.member).get(url("meeting_detail", meeting)).content.decode()
    assert "Zu wenige Zusagen" in page


@pytest.mark.parametrize(
    "data", [{}, {"reply": "maybe"}, {"reply": "represented"}, {"reply": "yes", "represented_by": "x" * 500}]
)
def test_bad_answer_is_told_beside_the_form(cast, client_for, meeting, data):
    response = client_for(cast.member).post(url("answer", meeting), data)
    assert response.status_code == 400
    assert "error-summary" in response.content.decode()
    assert not Answer.objects.exists()


def test_unknown_numbers_are_not_found(cast, client_for, meeting):
    client = client_for(cast.chair)
    for pk in (999, 2**63, 10**40):
        assert client.get(reverse("meetings:meeting_detail", args=[cast.space.slug, pk])).status_code == 404
    assert client.get(url("item_edit", meeting, 2**70)).status_code == 404
    assert client.get(reverse("meetings:meeting_detail", args=["unbekannt", meeting.pk])).status_code == 404


def test_steps_take_no_get(cast, client_for, agenda, meeting):
    client = client_for(cast.chair)
    for name in ("publish", "start", "close", "answer"):
        assert client.get(url(name, meeting)).status_code == 405
    assert client.get(url("item_remove", meeting, agenda[0].pk)).status_code == 405


@pytest.mark.parametrize("state", ["open", "running", "closed", "cancelled"])
def test_a_meeting_leads_to_its_chat(cast, client_for, state):
    meeting = MeetingFactory(space=cast.space, state=state)
    html = client_for(cast.guest).get(url("meeting_detail", meeting)).content.decode()
    assert (f"/gremien/cluster-atlas/chat/sitzung/{meeting.pk}/" in html) == (state != "cancelled")
