"""One rendering: what is kept for an author gives the very HTML of the template, whatever stands in a message."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from realtime.chat.actions import post_message
from realtime.chat.models import Message
from realtime.chat.queries import displayed, standing_room
from realtime.chat.rendering import message_html

TEXTS = ["Guten Morgen", "**fett** <b>", '"00:57" 987654321987654321', "@Gast, siehe example.org", "\ue002 x \ue000"]


def by_template(message: Message) -> str:
    with translation.override("de"):
        return render_to_string("chat/message.html", {"message": message}).strip()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ["member", "ministry", "guest"])
def test_kept_html_is_that_of_the_template(cast, text, name):
    room = standing_room(cast.space)
    person = getattr(cast, name)
    for name_of_person in ("Person <1>", 'A & "B"', "23:57"):
        person.display_name = name_of_person
        person.save()
        message = post_message(author=person, room=room, text=text, client_id=uuid4())
        stored = displayed(Message.objects.filter(pk=message.pk)).get()
        assert message_html(message) == by_template(message) == message_html(stored) == by_template(stored)


def test_summer_and_winter_have_their_own_clock(cast):
    room = standing_room(cast.space)
    message = post_message(author=cast.member, room=room, text="Zeit", client_id=uuid4())
    for month in (1, 7):
        message.created_at = datetime(2026, month, 15, 22, 30, tzinfo=UTC)
        assert message_html(message) == by_template(message)


def test_changed_messages_are_rendered_whole(cast):
    room = standing_room(cast.space)
    first = post_message(author=cast.member, room=room, text="erste", client_id=uuid4())
    answer = post_message(author=cast.guest, room=room, text="Antwort", client_id=uuid4(), reply_to=first.position)
    assert "message__quote" in message_html(answer)
    assert message_html(answer) == by_template(answer)
