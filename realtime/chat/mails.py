"""Letters about the chat, in each reader's own language and without the words of messages. Called in transactions."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from dialog.accounts.models import User
from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url
from realtime.chat.models import ChatRoom, Message, Mute, Report
from realtime.chat.templatetags.chat import address_of
from workgroups.spaces.models import Space
from workgroups.spaces.queries import members_of
from workgroups.spaces.rules import roles_that


def message_removed(message: Message) -> None:
    """Tell an author that the moderation has removed their message, and why."""
    _about(message, "message_removed")


def message_hidden(message: Message) -> None:
    """Tell an author that the moderation has hidden their message, and why."""
    _about(message, "message_hidden")


def message_shown(message: Message) -> None:
    """Tell an author that their message is shown again."""
    _about(message, "message_shown")


def report_arrived(report: Report) -> None:
    """Tell those who moderate that a report waits; not the person who wrote it."""
    url = absolute_url(reverse("chat:report_settle", args=[report.space.slug, report.pk]))
    moderating = members_of(report.space).filter(role__in=roles_that("moderate")).exclude(user=report.reporter_id)
    for membership in moderating:
        _write("report_arrived", membership.user, report.space, url=url, report=report, room=report.message.room)


def report_settled(report: Report) -> None:
    """Tell a person what the moderation has decided about their report."""
    url = absolute_url(address_of(report.message))
    _write("report_settled", report.reporter, report.space, url=url, report=report, room=report.message.room)


def muted(mute: Mute) -> None:
    """Tell a person until when they may not write, and why."""
    _write("muted", mute.user, mute.space, url=_chat_of(mute.space), mute=mute)


def mute_lifted(mute: Mute) -> None:
    """Tell a person that they may write again."""
    _write("mute_lifted", mute.user, mute.space, url=_chat_of(mute.space), mute=mute)


def mentioned(person: User, room: ChatRoom, messages: Sequence[Message]) -> None:
    """Tell a person which messages of a room name them, all in one letter."""
    named = [(message, absolute_url(address_of(message))) for message in messages]
    _write("mentioned", person, room.space, room=room, named=named, count=len(named))


def _about(message: Message, name: str) -> None:
    url = absolute_url(address_of(message))
    _write(name, message.author, message.space, url=url, message=message, room=message.room)


def _chat_of(space: Space) -> str:
    return absolute_url(reverse("chat:room", args=[space.slug]))


def _write(name: str, recipient: User, space: Space, **context: Any) -> None:
    if recipient.is_active:
        queue_mail(
            recipient=recipient.email,
            language=recipient.language,
            template=f"mail/chat/{name}.txt",
            context={"recipient": recipient, "space": space, **context},
        )
