"""Mails about meetings: each member hears in their own language."""

from typing import Any

from django.urls import reverse

from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url
from workgroups.meetings.models import Meeting
from workgroups.spaces.queries import members_of


def invited(meeting: Meeting) -> None:
    """Send the agenda with date and place to all members and guests of the group."""
    _to_everybody("invitation", meeting, {"items": list(meeting.items.all())})


def cancelled(meeting: Meeting) -> None:
    """Tell all members and guests that a meeting they were invited to does not take place."""
    _to_everybody("cancellation", meeting, {})


def _to_everybody(template: str, meeting: Meeting, extra: dict[str, Any]) -> None:
    path = reverse("meetings:meeting_detail", args=[meeting.space.slug, meeting.pk])
    context = {"meeting": meeting, "space": meeting.space, "address": absolute_url(path), **extra}
    for membership in members_of(meeting.space).filter(user__is_active=True):
        person = membership.user
        queue_mail(
            recipient=person.email,
            language=person.language,
            template=f"mail/meetings/{template}.txt",
            context={**context, "person": person},
        )
