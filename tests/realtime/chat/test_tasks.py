"""Background work: one mail for mentions that nobody read, and messages that are kept for a while only."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from dialog.audit.models import AuditEntry
from dialog.common.access import epochs_of, person_key
from dialog.common.models import OutgoingMail
from dialog.files.models import StoredFile
from dialog.links.actions import link
from dialog.links.models import Link
from realtime.chat import actions, retention
from realtime.chat.models import Attachment, ChatRoom, Mention, Message, MessageRevision, Mute, Reaction, Report
from realtime.chat.queries import history, meeting_room, running_mutes, standing_room
from realtime.chat.retention import empty_expired
from realtime.chat.tasks import empty_expired_rooms, end_run_out_mutes, tell_mentioned
from tests.dialog.files.factories import whole_upload
from tests.realtime.chat.factories import post
from tests.workgroups.discussions.factories import thread_with
from tests.workgroups.meetings.factories import MeetingFactory
from workgroups.spaces.models import Membership


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


def wait(minutes: float = 6) -> None:
    """Let time pass for the mentions that are there."""
    Mention.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))


def told() -> list[tuple[str, int]]:
    """Run the task and return who got a mail, with the number of messages that it names."""
    tell_mentioned.call_local()
    rows = list(OutgoingMail.objects.order_by("recipient").values_list("recipient", "body"))
    OutgoingMail.objects.all().delete()
    return [(recipient, body.count("/nachricht/")) for recipient, body in rows]


# Mentions


def test_one_mail_for_each_person_and_room_names_all_messages_and_comes_once(cast, room):
    other = meeting_room(MeetingFactory(space=cast.space, running=True))
    for place in (room, room, other):
        post(cast.member, place, "@Gast und @Moderation")
    wait()
    expected = [(cast.guest.email, 1), (cast.guest.email, 2), (cast.moderator.email, 1), (cast.moderator.email, 2)]
    assert sorted(told()) == expected
    assert told() == []
    assert not Mention.objects.filter(told_at=None).exists()


def test_nobody_is_told_before_five_minutes_have_passed(cast, room):
    post(cast.member, room, "@Gast")
    wait(4.9)
    assert told() == []
    wait(5)
    assert told() == [(cast.guest.email, 1)]


def test_a_young_mention_goes_along_with_an_old_one(cast, room):
    post(cast.member, room, "@Gast")
    wait()
    post(cast.member, room, "@Gast, noch etwas")
    assert told() == [(cast.guest.email, 2)]
    wait()
    assert told() == []


@pytest.mark.parametrize("way", ["read", "silenced", "hidden", "removed", "left", "shut"])
def test_what_is_not_worth_a_mail_is_settled_without_one(cast, room, way):
    message = post(cast.member, room, "@Gast")
    wait()
    if way == "read":
        actions.mark_read(user=cast.guest, room=room, position=message.position)
    elif way == "silenced":
        actions.silence_room(person=cast.guest, room=room, silenced=True)
    elif way == "hidden":
        actions.hide_message(person=cast.chair, message=message, reason="Ton")
    elif way == "removed":
        actions.remove_message(person=cast.member, message=message)
    elif way == "left":
        Membership.objects.filter(user=cast.guest).update(ended_at=timezone.now())
    else:
        cast.guest.is_active = False
        cast.guest.save()
    OutgoingMail.objects.all().delete()
    assert told() == []
    assert Mention.objects.get().told_at is not None


def test_what_was_read_is_left_out_of_the_mail(cast, room):
    first, second = (post(cast.member, room, f"@Gast {n}") for n in (1, 2))
    actions.mark_read(user=cast.guest, room=room, position=first.position)
    wait()
    tell_mentioned.call_local()
    body = OutgoingMail.objects.get().body
    assert f"/nachricht/{second.position}/" in body
    assert f"/nachricht/{first.position}/" not in body


def test_nobody_is_told_that_they_named_themselves(cast, room):
    post(cast.guest, room, "Ich, @Gast")
    assert not Mention.objects.exists()


# Mutes


def test_open_connections_look_again_once_when_a_mute_has_run_out(cast, room):
    for person in (cast.guest, cast.member):
        actions.mute_person(moderator=cast.chair, space=cast.space, person=person, minutes=10, reason="Ton")
    keys = [person_key(cast.guest.pk), person_key(cast.member.pk)]
    moment = timezone.now() - timedelta(seconds=1)
    Mute.objects.filter(user=cast.guest).update(until=moment)
    for _ in range(2):
        end_run_out_mutes.call_local()
        assert epochs_of(keys) == {keys[0]: 2, keys[1]: 1}
    assert Mute.objects.get(user=cast.guest).lifted_at == moment
    assert [mute.user for mute in running_mutes(cast.space)] == [cast.member]


# Retention


def closed_room(cast, *, days_ago: float, keep_days: int | None = 30) -> ChatRoom:
    """Return the room of a meeting that was closed so many days ago, with everything that a message can have."""
    meeting = MeetingFactory(space=cast.space, running=True)
    room = meeting_room(meeting)
    message = post(cast.member, room, "@Gast", files=[whole_upload(cast.member).pk])
    post(cast.guest, room, "Ja", reply_to=message.position)
    edited = actions.edit_message(author=cast.member, message=message, text="@Gast, bitte", version=1)
    actions.set_reaction(person=cast.guest, message=edited, kind="agree", on=True)
    actions.report_message(reporter=cast.guest, message=edited, reason="Ton")
    link(source=edited, target=thread_with(1, space=cast.space), kind="thread", by=cast.guest)
    if keep_days:
        actions.set_retention(person=cast.chair, room=room, keep_days=keep_days)
    meeting.state, meeting.closed_at = "closed", timezone.now() - timedelta(days=days_ago)
    meeting.save()
    return room


def test_an_expired_room_is_emptied_with_all_that_hangs_on_its_messages(cast):
    room = closed_room(cast, days_ago=30)
    blob = Attachment.objects.get().stored_file
    assert default_storage.exists(blob.storage_name)
    empty_expired_rooms.call_local()
    room.refresh_from_db()
    assert room.emptied_at is not None
    for model in (Message, MessageRevision, Reaction, Attachment, Mention, Report, StoredFile, Link):
        assert not model.objects.exists(), model
    assert not default_storage.exists(blob.storage_name)
    entry = AuditEntry.objects.get(action="chat.empty_room")
    assert (entry.actor, entry.target_id, entry.space_id) == (None, room.pk, cast.space.pk)
    assert entry.data == {"messages": 3, "files": 1, "keep_days": 30}
    assert history(room).messages == []


def test_a_room_is_emptied_once(cast):
    closed_room(cast, days_ago=31)
    assert [empty_expired(), empty_expired()] == [1, 0]
    assert AuditEntry.objects.filter(action="chat.empty_room").count() == 1


@pytest.mark.parametrize(("days_ago", "keep_days"), [(29.9, 30), (89, 90), (5000, None)])
def test_what_is_to_be_kept_is_kept(cast, days_ago, keep_days):
    room = closed_room(cast, days_ago=days_ago, keep_days=keep_days)
    post(cast.member, standing_room(cast.space))
    assert empty_expired() == 0
    assert room.messages.filter(kind="message").count() == 2
    assert default_storage.exists(StoredFile.objects.get().storage_name)


@pytest.mark.parametrize("state", ["draft", "open", "running", "cancelled"])
def test_only_meetings_that_are_over_have_rooms_that_expire(cast, state):
    room = closed_room(cast, days_ago=400)
    room.meeting.state = state
    room.meeting.save()
    assert empty_expired() == 0


def test_other_rooms_and_their_files_stay(cast):
    standing = standing_room(cast.space)
    kept = post(cast.member, standing, files=[whole_upload(cast.member).pk])
    closed_room(cast, days_ago=40)
    young = closed_room(cast, days_ago=10)
    assert empty_expired() == 1
    assert set(Message.objects.filter(kind="message").values_list("room", flat=True)) == {standing.pk, young.pk}
    assert Attachment.objects.filter(message=kept).exists()
    assert StoredFile.objects.count() == 2


def test_a_long_room_is_emptied_batch_by_batch_and_a_crash_loses_nothing(cast, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    room = closed_room(cast, days_ago=40)
    rows = [
        Message(room=room, author=cast.member, position=n, change=n, client_id=uuid4(), source="x", html="x")
        for n in range(50, 55)
    ]
    Message.objects.bulk_create(rows)
    # As a crash between the bytes and the rows leaves it.
    default_storage.delete(StoredFile.objects.get().storage_name)
    assert empty_expired() == 1
    assert not Message.objects.exists()
    assert not StoredFile.objects.exists()
    assert AuditEntry.objects.get(action="chat.empty_room").data["messages"] == 8
