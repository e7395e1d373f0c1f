"""A chat message becomes a discussion: who may, what it begins with, and the way in both directions."""

from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse

from dialog.common.errors import Conflict, Invalid, NotAllowed, NotFound, SignInNeeded
from dialog.effect.actions import start_thread_from_message
from dialog.effect.queries import origin_of
from dialog.links.models import Link
from documents.library.actions import trash_document
from realtime.chat.actions import hide_message, remove_message
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries import meeting_room, standing_room
from tests.documents.library.factories import DocumentFactory
from tests.realtime.chat.factories import post
from tests.workgroups.discussions.factories import thread_with
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.discussions.models import Thread

WRITERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
INSIDE = WRITERS | {"guest"}
WORDS = "# Zwei <Zielfelder>?\n\nBitte **klären**."


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


@pytest.fixture
def message(cast, room) -> Message:
    return post(cast.guest, room, WORDS)


def start(person, message, **changed) -> Thread:
    fields = {"kind": "question", "title": "Zielfelder „jetzt“ & später", "text": "Wie viele?", "client_id": uuid4()}
    return start_thread_from_message(author=person, message=message, **(fields | changed))


def address(message) -> str:
    return reverse("effect:thread_from_message", args=[message.space.slug, message.room_id, message.position])


def lines(room) -> list[str]:
    return list(room.messages.filter(kind="system").values_list("html", flat=True))


@pytest.mark.parametrize("name", ["chair", "moderator", "minute_taker", "member", "ministry", "guest"])
def test_who_may_start_discussions_may_start_them_from_a_message(cast, room, message, name):
    person = getattr(cast, name)
    if name in WRITERS:
        assert start(person, message).author == person
    else:
        with pytest.raises(NotAllowed):
            start(person, message)
    assert Thread.objects.count() == len(lines(room)) == Link.objects.count() == (name in WRITERS)


@pytest.mark.parametrize("name", ["stranger", "former", "administrator", "anonymous"])
def test_for_others_the_message_does_not_exist(cast, message, name):
    with pytest.raises(SignInNeeded if name == "anonymous" else NotFound):
        start(getattr(cast, name), message)
    assert not Thread.objects.exists()


def test_the_chat_tells_where_it_goes_on(cast, room, message):
    thread = start(cast.member, message)
    assert lines(room) == [
        f"{cast.member.display_name} hat zu einer "
        f'<a href="/gremien/cluster-atlas/chat/{room.pk}/nachricht/1/">Nachricht von Gast</a> die Diskussion '
        f'<a href="/gremien/cluster-atlas/diskussionen/{thread.pk}/">„Zielfelder ‚jetzt‘ &amp; später“</a> begonnen'
    ]


def test_the_same_form_again_makes_one_discussion(cast, room, message):
    client_id = uuid4()
    first, second = (start(cast.member, message, client_id=client_id) for _ in range(2))
    assert first.pk == second.pk
    assert len(lines(room)) == Link.objects.count() == 1
    # Somebody else may see another question in it.
    start(cast.chair, message)
    assert len(lines(room)) == Link.objects.count() == 2


@pytest.mark.parametrize("take_away", ["hide", "remove"])
def test_nothing_is_made_of_what_is_not_shown(cast, client_for, message, take_away):
    if take_away == "hide":
        hide_message(person=cast.chair, message=message, reason="Ton")
    else:
        remove_message(person=cast.guest, message=message)
    with pytest.raises(Conflict):
        start(cast.member, message)
    response = client_for(cast.member).get(address(message))
    assert response.status_code == 409
    assert "Zielfelder" not in response.content.decode()
    assert not Thread.objects.exists()


def test_a_refused_discussion_leaves_no_trace_in_the_chat(cast, room, message):
    with pytest.raises(Invalid):
        start(cast.member, message, text=" ")
    assert lines(room) == []


def test_a_message_of_a_meeting_that_is_over_can_go_on(cast):
    meeting = MeetingFactory(space=cast.space, running=True)
    message = post(cast.guest, meeting_room(meeting))
    meeting.state = "closed"
    meeting.save()
    assert origin_of(cast.guest, start(cast.member, message)) == message
    meeting.published_at = None
    meeting.save()
    assert origin_of(cast.guest, Thread.objects.get()) is None


# Pages


def test_every_page_is_tested_here():
    names = {name for name in get_resolver().namespace_dict["effect"][1].reverse_dict if isinstance(name, str)}
    assert names == {"thread_from_message", "origin_of_thread"}


def test_the_form_begins_with_the_words_of_the_message(cast, client_for, message):
    message.author.display_name = "Gast [extern]"
    message.author.save()
    form = client_for(cast.member).get(address(message)).context["form"]
    assert form.initial["title"] == "Zwei <Zielfelder>?"
    assert form.initial["text"].startswith("> # Zwei <Zielfelder>?\n>\n> Bitte **klären**.\n\n[Gast \\[extern\\]")
    data = {"kind": "question", "client_id": str(uuid4()), **form.initial}
    response = client_for(cast.member).post(address(message), data)
    thread = Thread.objects.get()
    assert response.url == f"/gremien/cluster-atlas/diskussionen/{thread.pk}/"
    html = thread.posts.get().html
    assert "<blockquote>" in html
    assert f'<a href="/gremien/cluster-atlas/chat/{message.room_id}/nachricht/1/"' in html
    assert "Gast [extern]" in html


def test_a_message_without_words_begins_with_its_link_only(cast, client_for, room):
    Message.objects.filter(pk=post(cast.guest, room).pk).update(source="")
    form = client_for(cast.member).get(address(room.messages.select_related("room__space").get())).context["form"]
    assert form.initial["title"] == ""
    assert form.initial["text"].startswith("[")


def test_documents_of_the_message_come_along_as_links(cast, client_for, room):
    kept, trashed = (
        DocumentFactory(space=cast.space, author=cast.chair, title=title) for title in ("Papier [neu]", "Alt")
    )
    message = post(cast.guest, room, "Siehe", documents=[kept.pk, trashed.pk])
    trash_document(by=cast.chair, document=trashed)
    form = client_for(cast.member).get(address(message)).context["form"]
    assert form.initial["text"].endswith(f"\n\n- [Papier \\[neu\\]]({kept.get_absolute_url()})\n")


def test_a_refused_form_keeps_what_was_typed(cast, client_for, message):
    data = {"kind": "question", "title": "", "text": "Getippt", "client_id": str(uuid4())}
    response = client_for(cast.member).post(address(message), data)
    assert response.status_code == 422
    assert "Getippt" in response.content.decode()
    assert not Thread.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_is_for_those_who_may(cast, client_for, message, method):
    data = {"kind": "question", "title": "Titel", "text": "Text", "client_id": str(uuid4())}
    expected = {"stranger": 404, "former": 404, "administrator": 404, "guest": 403, "anonymous": 302}
    for name, person in cast.people().items():
        response = getattr(client_for(person), method)(address(message), data)
        assert response.status_code == expected.get(name, 200 if method == "get" else 302), name
    assert Thread.objects.count() == (len(WRITERS) if method == "post" else 0)


@pytest.mark.parametrize(
    "place", ["999/nachricht/1", "{room}/nachricht/999", "{huge}/nachricht/1", "{room}/nachricht/{huge}"]
)
def test_other_places_do_not_exist(cast, client_for, message, place):
    place = place.format(room=message.room_id, huge=2**64)
    assert client_for(cast.member).get(f"/gremien/cluster-atlas/chat/{place}/diskussion/").status_code == 404


def test_the_discussion_says_where_it_came_from(cast, client_for, message):
    thread = start(cast.member, message)
    page = client_for(cast.guest).get(f"/gremien/cluster-atlas/diskussionen/{thread.pk}/").content.decode()
    fragment = f"/gremien/cluster-atlas/diskussionen/{thread.pk}/herkunft/"
    assert f'hx-get="{fragment}"' in page
    html = client_for(cast.guest).get(fragment).content.decode()
    assert f'href="/gremien/cluster-atlas/chat/{message.room_id}/nachricht/1/"' in html
    for name, person in cast.people().items():
        status = client_for(person).get(fragment).status_code
        assert status == (200 if name in INSIDE else 302 if name == "anonymous" else 404), name


def test_other_discussions_came_from_nowhere(cast, client_for, message):
    start(cast.member, message)
    thread = thread_with(1, space=cast.space)
    response = client_for(cast.guest).get(f"/gremien/cluster-atlas/diskussionen/{thread.pk}/herkunft/")
    assert (response.status_code, response.content.strip()) == (200, b"")


@pytest.mark.parametrize("count", [1, 3])
def test_where_it_came_from_takes_two_queries(cast, room, count, django_assert_num_queries):
    threads = [start(cast.member, post(cast.guest, room)) for _ in range(count)]
    cast.guest.has_perm("chat.read", room)
    with django_assert_num_queries(2):
        assert origin_of(cast.guest, threads[0]).author == cast.guest
