"""The chat: in the standing rooms, and what was written beside a meeting."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from dialog.accounts.models import User
from dialog.demo.content.kinds import ChatText
from dialog.demo.loading.clock import at
from dialog.demo.loading.ids import known_id
from realtime.chat.actions import edit_message, mark_read, post_message, report_message, set_reaction
from realtime.chat.models import ChatRoom, Message, MessageRevision, Report
from realtime.chat.queries import meeting_room, standing_room
from workgroups.meetings.models import Meeting
from workgroups.spaces.models import Space
from workgroups.spaces.queries import members_of

A_MINUTE = timedelta(minutes=1)
EDITED_AFTER = timedelta(minutes=2)


def load_chat(space: Space, texts: tuple[ChatText, ...], people: dict[str, User]) -> None:
    """Write into the standing room; what is from before today has been read by everybody."""
    room = standing_room(space)
    written = _write(room, texts, people, _moments(texts))
    old = [message.position for message, text in zip(written, texts, strict=True) if text.days_ago]
    _mark_read(room, max(old, default=0))


def load_meeting_chat(meeting: Meeting, texts: tuple[ChatText, ...], people: dict[str, User]) -> None:
    """Write into the room of a meeting that is running; `at` is the clock time. Everybody has read it."""
    room = meeting_room(meeting)
    day = timezone.localtime(meeting.starts_at).date()
    moments = [timezone.make_aware(datetime.combine(day, time.fromisoformat(text.at))) for text in texts]
    written = _write(room, texts, people, moments)
    _mark_read(room, written[-1].position if written else 0)


def _moments(texts: Sequence[ChatText]) -> list[datetime]:
    """Return when the messages were written: each after the one before, also where two days fall on one Friday.

    What would lie ahead, because the demo is loaded early in the morning, was written just now.
    """
    moments: list[datetime] = []
    for text in texts:
        moment = at(-text.days_ago, text.at)
        moments.append(max(moment, moments[-1] + A_MINUTE) if moments else moment)
    latest = timezone.now()
    for number in reversed(range(len(moments))):
        latest = moments[number] = min(moments[number], latest - A_MINUTE)
    return moments


def _write(
    room: ChatRoom, texts: Sequence[ChatText], people: dict[str, User], moments: Sequence[datetime]
) -> list[Message]:
    written: list[Message] = []
    for number, (text, moment) in enumerate(zip(texts, moments, strict=True), start=1):
        message = post_message(
            author=people[text.author],
            room=room,
            text=text.first_text or text.text,
            client_id=known_id(room.space, room.name, number),
            reply_to=written[text.reply_to - 1].position if text.reply_to else None,
        )
        _add_what_followed(message, text, people)
        _set_back(message, text, moment)
        written.append(message)
    return written


def _add_what_followed(message: Message, text: ChatText, people: dict[str, User]) -> None:
    if text.first_text:
        edit_message(author=message.author, message=message, text=text.text, version=1)
    for key, kind in text.reactions:
        set_reaction(person=people[key], message=message, kind=kind, on=True)
    reporter, reason = text.reported
    if reporter:
        report_message(reporter=people[reporter], message=message, reason=reason)


def _set_back(message: Message, text: ChatText, moment: datetime) -> None:
    edited_at = min(moment + EDITED_AFTER, timezone.now()) if text.first_text else None
    Message.objects.filter(pk=message.pk).update(created_at=moment, edited_at=edited_at)
    MessageRevision.objects.filter(message=message).update(written_at=moment, replaced_at=edited_at or moment)
    Report.objects.filter(message=message).update(created_at=min(moment + EDITED_AFTER, timezone.now()))


def _mark_read(room: ChatRoom, position: int) -> None:
    if position:
        for membership in members_of(room.space):
            mark_read(user=membership.user, room=room, position=position)
