"""The plain forms count as commands do: who asks too often is told so, and keeps what was written."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from realtime import limits
from realtime.chat import actions
from realtime.chat.models import Message, Mute, Reaction, Report, RoomPreference
from realtime.chat.queries import standing_room
from tests.realtime.chat.pages import ADDRESS, address, hide, say
from workgroups.discussions.models import Thread

WORDS = "Das ging sehr schnell."


@pytest.fixture(autouse=True)
def real_limits(settings, monkeypatch):
    """The limits that people meet, in a moment that does not pass."""
    settings.LIVE_RATE_FACTOR = 1
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 0.0))


def spend(person, rates: limits.Rates) -> None:
    """Take all that a person may ask for at once."""
    while rates.take(person.pk, ""):
        pass


def test_messages_of_the_plain_form_are_counted_with_those_of_sockets(cast, client_for):
    member = client_for(cast.member)
    spend(cast.member, limits.posts)
    page = member.post(ADDRESS, {"text": "Mein langer Text", "client_id": (number := "0b" * 16)})
    assert page.status_code == 429
    assert WORDS in page.context["form"].errors["text"][0]
    assert "Mein langer Text" in page.content.decode()
    assert page.context["form"]["client_id"].value() == number, "sent before or not: it stays one message"
    assert not Message.objects.exists()
    assert client_for(cast.guest).post(ADDRESS, {"text": "Jemand anders"}).status_code == 302


def test_twenty_messages_at_once_are_taken(cast, client_for):
    member = client_for(cast.member)
    answers = [member.post(ADDRESS, {"text": f"Nr {n}"}).status_code for n in range(20)]
    assert set(answers) == {302}
    assert Message.objects.count() == 20


def test_an_address_is_counted_beside_its_people(cast, client_for):
    while limits.commands.address.take("198.51.100.7"):
        pass
    member = client_for(cast.member)
    assert member.post(ADDRESS, {"text": "Von dort"}, REMOTE_ADDR="198.51.100.7").status_code == 429
    assert member.post(ADDRESS, {"text": "Von hier"}, REMOTE_ADDR="198.51.100.8").status_code == 302


@pytest.mark.parametrize(
    ("name", "field", "data"),
    [
        ("message_edit", "text", {"text": "Mein langer Text", "version": "1"}),
        ("message_remove", "reason", {"reason": "Mein langer Text"}),
        ("message_hide", "reason", {"reason": "Mein langer Text"}),
        ("message_report", "reason", {"reason": "Mein langer Text"}),
    ],
)
def test_forms_about_a_message_are_counted_and_keep_the_text(cast, client_for, name, field, data):
    author = cast.chair if name == "message_edit" else cast.member
    message = say(cast.space, author, "Erste Fassung")
    spend(cast.chair, limits.commands)
    page = client_for(cast.chair).post(address(name, message), data)
    assert page.status_code == 429
    assert WORDS in page.context["form"].errors[field][0]
    assert "Mein langer Text" in page.content.decode()
    message.refresh_from_db()
    assert (message.source, message.state, Report.objects.exists()) == ("Erste Fassung", "shown", False)


def test_changes_are_counted_with_those_of_sockets(cast, client_for):
    message = say(cast.space, cast.chair)
    spend(cast.chair, limits.changes)
    chair = client_for(cast.chair)
    assert chair.post(address("message_edit", message), {"text": "Neu", "version": "1"}).status_code == 429
    assert chair.post(address("message_react", message), {"kind": "agree", "on": "1"}).status_code == 429
    assert chair.post(ADDRESS, {"text": "Eine neue Nachricht"}).status_code == 302


def test_forms_of_the_moderation_are_counted(cast, client_for):
    room, chair = standing_room(cast.space), client_for(cast.chair)
    report = actions.report_message(reporter=cast.guest, message=say(cast.space, cast.member), reason="Ton")
    spend(cast.chair, limits.commands)
    sent = {
        address("rules", room): {"speaking": "everyone", "slow_seconds": "0", "is_locked": "on", "reason": "Pause"},
        reverse("chat:mute", args=[cast.space.slug, cast.member.pk]): {"minutes": "60", "reason": "Ruhe"},
        reverse("chat:report_settle", args=[cast.space.slug, report.pk]): {"verdict": "upheld", "answer": "Ja"},
    }
    assert {chair.post(path, data).status_code for path, data in sent.items()} == {429}
    report.refresh_from_db()
    assert (report.state, Mute.objects.exists(), standing_room(cast.space).is_locked) == ("open", False, False)


def test_buttons_are_counted(cast, client_for):
    message, hidden = say(cast.space, cast.member), hide(cast, say(cast.space, cast.member))
    mute = actions.mute_person(moderator=cast.chair, space=cast.space, person=cast.guest, minutes=60, reason="Ruhe")
    spend(cast.moderator, limits.commands)
    paths = [
        address("message_react", message),
        address("message_show", hidden),
        address("silence", message.room),
        reverse("chat:mute_lift", args=[cast.space.slug, mute.pk]),
    ]
    moderator = client_for(cast.moderator)
    assert {moderator.post(path, {"kind": "agree", "on": "1"}).status_code for path in paths} == {429}
    mute.refresh_from_db()
    hidden.refresh_from_db()
    assert (mute.lifted_at, hidden.state) == (None, "hidden")
    assert not Reaction.objects.exists()
    assert not RoomPreference.objects.exists()


def test_a_discussion_from_a_message_is_counted(cast, client_for):
    message = say(cast.space, cast.guest)
    spend(cast.member, limits.commands)
    path = reverse("effect:thread_from_message", args=[cast.space.slug, message.room_id, message.position])
    data = {"kind": "question", "title": "Zielfelder", "text": "Mein langer Text"}
    page = client_for(cast.member).post(path, data)
    assert page.status_code == 429
    assert "Mein langer Text" in page.content.decode()
    assert not Thread.objects.exists()
