"""How a change of something that stands in a chat already gets its number and reaches everybody."""

from uuid import uuid4

from dialog.accounts.models import User
from dialog.common.live import publish_on_commit
from dialog.common.log import next_change
from realtime.chat.events import message_event, room_event
from realtime.chat.models import ChatRoom, Message
from realtime.chat.queries.log import displayed
from workgroups.spaces.queries import acting

MOST_ANSWERS = 50  # that are shown anew because the message they quote has changed


def locked(message: Message) -> Message:
    """Return the message as it is now, its row locked until the transaction ends, with its room as given."""
    fresh = Message.objects.select_for_update(of=("self",)).select_related("author").get(pk=message.pk)
    fresh.room = message.room
    return fresh


def announce_message(message: Message, *fields: str, as_quoted: bool = True) -> None:
    """Store the fields that have changed under the next number of the room's log; listeners hear of it after commit.

    Answers to the message quote it, so they change with it where the change shows in the quotation (`as_quoted`).
    Must run inside the caller's transaction.
    """
    message.change = next_change(message.room.topic)
    message.save(update_fields=[*fields, "change"])
    _publish(message.room, displayed(Message.objects.filter(pk=message.pk)).get())
    if as_quoted:
        _announce_answers(message)


def _announce_answers(message: Message) -> None:
    """Give the newest answers new numbers too: one change must not keep the room's log busy for long."""
    answers = list(displayed(message.replies.order_by("-position"))[:MOST_ANSWERS])
    for answer in reversed(answers):
        answer.change = next_change(message.room.topic)
    Message.objects.bulk_update(answers, ["change"])
    for answer in reversed(answers):
        _publish(message.room, answer)


def _publish(room: ChatRoom, message: Message) -> None:
    message.room = room
    publish_on_commit(room.topic, message.change, message_event(message))


def announce_room(room: ChatRoom, *fields: str) -> None:
    """Store changed rules of a room under the next number of its log; listeners hear of them after commit."""
    room.change = next_change(room.topic)
    room.save(update_fields=[*fields, "change"])
    publish_on_commit(room.topic, room.change, room_event(room))


def write_system_line(*, room: ChatRoom, person: User, html: str) -> Message:
    """Write a line of the system about what a person did ("… hat den Raum gesperrt."), in the caller's transaction.

    `html` is safe HTML made by us, in German as everything that is stored; the caller has authorised.
    """
    change = next_change(room.topic)
    message = Message.objects.create(
        room=room,
        position=change,
        change=change,
        client_id=uuid4(),
        kind=Message.Kind.SYSTEM,
        html=html.removesuffix("."),
        **acting(person, room.space),
    )
    publish_on_commit(room.topic, change, message_event(message))
    return message
