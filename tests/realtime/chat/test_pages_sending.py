"""The composer as a plain form: what it takes, and what comes back where it cannot be sent."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dialog.files import limits
from dialog.files.models import StoredFile, Upload
from realtime.chat.actions import remove_message
from realtime.chat.actions.posting import MAX_FILES
from realtime.chat.models import Attachment, Message
from realtime.chat.queries import meeting_room
from tests.dialog.files.factories import PDF
from tests.realtime.chat.pages import ADDRESS, address, say
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.meetings.models import Meeting
from workgroups.spaces.models import Membership


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def pdf(name: str = "Auswertung.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_room_named_by_its_number_takes_messages_too(cast, member):
    room = meeting_room(MeetingFactory(space=cast.space, running=True))
    response = member.post(address("room_detail", room), {"text": "In der Sitzung"})
    assert response.url == f"{address('room_detail', room)}#nachricht-1"
    assert Message.objects.get().room == room


def test_the_room_of_a_closed_meeting_keeps_the_text(cast, member):
    meeting = MeetingFactory(space=cast.space, running=True)
    room = meeting_room(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED)
    page = member.post(address("room_detail", room), {"text": "Mein langer Text"})
    assert page.status_code == 409
    assert page.context["form"].errors["text"] == [page.context["notice"]]
    assert "Mein langer Text" in page.content.decode()


def test_a_message_answers_another_one(cast, member):
    say(cast.space, cast.chair, "Welche Felder?")
    assert member.post(f"{ADDRESS}?antwort=1", {"text": "Alle", "reply_to": "1"}).url == f"{ADDRESS}#nachricht-2"
    assert Message.objects.get(position=2).reply_to.source == "Welche Felder?"


@pytest.mark.parametrize("position", ["7", "999999999999", "9007199254740992"])
def test_an_answer_to_what_is_gone_keeps_the_text_and_can_be_sent_without(cast, member, position):
    page = member.post(ADDRESS, {"text": "Mein langer Text", "reply_to": position})
    assert page.status_code == 422
    assert "Mein langer Text" in page.content.decode()
    assert page.context["form"].errors["text"]
    assert page.context["form"]["reply_to"].value() == ""


@pytest.mark.parametrize("position", ["x", "-1", "0", "²", "9" * 400, "\x00"])
def test_a_broken_answer_is_refused_and_the_text_kept(cast, member, position):
    page = member.post(ADDRESS, {"text": "Mein langer Text", "reply_to": position})
    assert page.status_code == 422
    assert "Mein langer Text" in page.content.decode()


@pytest.mark.parametrize("key", ["", "kaputt", "\x00", "1" * 500])
def test_a_broken_form_number_stops_nobody(cast, member, key):
    assert member.post(ADDRESS, {"text": "Text", "client_id": key}).status_code == 302


def test_other_words_under_the_same_number_come_back_with_a_new_one(cast, member):
    data = {"text": "Einmal", "client_id": str(uuid4())}
    member.post(ADDRESS, data)
    page = member.post(ADDRESS, data | {"text": "Ganz anders"})
    assert page.status_code == 409
    assert "Ganz anders" in page.content.decode()
    assert str(page.context["form"]["client_id"].value()) != data["client_id"]


def test_line_ends_of_browsers_count_once(cast, member):
    text = "\r\n".join("x" * 9 for _n in range(400))
    assert member.post(ADDRESS, {"text": text}).status_code == 302


def test_several_files_come_with_a_message(cast, member):
    response = member.post(ADDRESS, {"text": "Anlagen", "files": [pdf("a.pdf"), pdf("b.pdf")]})
    assert response.status_code == 302
    assert list(Attachment.objects.values_list("stored_file__original_name", flat=True)) == ["a.pdf", "b.pdf"]
    assert not Upload.objects.exists()
    html = member.get(ADDRESS).content.decode()
    assert "a.pdf" in html
    assert f"{address('room_detail', Message.objects.get().room)}datei/{Attachment.objects.first().pk}/" in html


def test_a_file_needs_no_words(cast, member):
    assert member.post(ADDRESS, {"text": " ", "files": [pdf()]}).status_code == 302
    assert Message.objects.get().source == ""


def test_more_files_than_fit_are_refused_and_the_text_kept(cast, member):
    files = [pdf(f"{n}.pdf") for n in range(MAX_FILES + 1)]
    page = member.post(ADDRESS, {"text": "Mein langer Text", "files": files})
    assert page.status_code == 422
    assert page.context["form"].errors["files"]
    assert "Mein langer Text" in page.content.decode()
    assert not Upload.objects.exists()


def test_an_empty_file_is_named_and_the_others_are_dropped(cast, member):
    page = member.post(ADDRESS, {"text": "Mein langer Text", "files": [pdf("voll.pdf"), pdf("leer.pdf", b"")]})
    assert page.status_code == 400
    assert "leer.pdf" in page.context["form"].errors["files"][0]
    assert "Mein langer Text" in page.content.decode()
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Message.objects.exists()


def test_a_file_that_is_too_large_is_named(cast, member, monkeypatch):
    monkeypatch.setattr(limits, "FORM_FILE", 100)
    page = member.post(ADDRESS, {"text": "Mein langer Text", "files": [pdf("gross.pdf", b"x" * 101)]})
    assert page.status_code == 413
    assert "gross.pdf" in page.context["form"].errors["files"][0]
    assert "Mein langer Text" in page.content.decode()


def test_files_of_a_message_that_is_refused_leave_nothing_behind(cast, client_for, member):
    say(cast.space, cast.chair)
    data = {"text": "Einmal", "client_id": str(uuid4())}
    member.post(ADDRESS, data)
    page = member.post(ADDRESS, data | {"text": "Anders", "files": [pdf()]})
    assert page.status_code == 409
    assert page.context["form"].errors["files"]
    assert not Upload.objects.exists()
    assert not Attachment.objects.exists()


def test_sending_files_again_leaves_nothing_behind(cast, member):
    client_id = str(uuid4())
    for _n in range(2):
        assert member.post(ADDRESS, {"text": "Anlage", "client_id": client_id, "files": [pdf()]}).status_code == 302
    assert (Message.objects.count(), Attachment.objects.count()) == (1, 1)
    assert not Upload.objects.exists()
    assert StoredFile.objects.count() == 1


def test_who_has_left_meanwhile_does_not_see_the_room(cast, member):
    Membership.objects.filter(user=cast.member).delete()
    assert member.post(ADDRESS, {"text": "Noch etwas"}).status_code == 404


def test_in_a_concluded_group_the_text_comes_back(cast, member):
    cast.space.state = "concluded"
    cast.space.save()
    page = member.post(ADDRESS, {"text": "Mein langer Text"})
    assert page.status_code == 403
    assert page.context["show_composer"]
    assert "Mein langer Text" in page.content.decode()
    seen = member.get(ADDRESS)
    assert (seen.context["may_write"], seen.context["show_composer"]) == (False, False)
    assert seen.context["notice"]


def test_removed_messages_can_still_be_answered_without_their_words(cast, member):
    remove_message(person=cast.chair, message=say(cast.space, cast.chair, "Geheimnis"))
    assert member.post(ADDRESS, {"text": "Schade", "reply_to": "1"}).status_code == 302
    assert "Geheimnis" not in member.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("operator", "person", "shown"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_presence_and_typing_are_for_operator_and_person_to_allow(cast, client_for, settings, operator, person, shown):
    settings.LIVE_PRESENCE = settings.LIVE_TYPING = operator
    cast.member.shows_presence = cast.member.shows_typing = person
    cast.member.save()
    context = client_for(cast.member).get(ADDRESS).context
    assert (context["shows_presence"], context["shows_typing"]) == (shown, shown)


def test_people_for_completion_come_by_name_with_their_capacity(cast, member):
    room = meeting_room(MeetingFactory(space=cast.space, running=True))
    response = member.get(address("people", room), {"q": "neckar"})
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert response.json() == {
        "people": [
            {
                "id": cast.member.pk,
                "name": "Cluster-Kontakt Neckar-Alb",
                "capacity": "im Mandat der Region Neckar-Alb",
            }
        ]
    }
    assert member.get(address("people", room), {"q": "x" * 5000}).json() == {"people": []}
    assert cast.stranger.display_name not in str(member.get(address("people", room)).json())
