"""Mails about minutes: each member hears in their own language."""

from django.urls import reverse

from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url
from documents.minutes.models import Minutes, MinutesEntry
from workgroups.spaces.queries import members_of


def published(minutes: Minutes) -> None:
    """Tell all members and guests of the group that the minutes can be read, and what was decided."""
    meeting = minutes.meeting
    decisions = MinutesEntry.objects.filter(section__minutes=minutes, decision_number__isnull=False)
    context = {
        "meeting": meeting,
        "space": meeting.space,
        "decisions": list(decisions.order_by("decision_number")),
        "address": absolute_url(reverse("minutes:minutes_detail", args=[meeting.space.slug, meeting.pk])),
    }
    for membership in members_of(meeting.space).filter(user__is_active=True):
        person = membership.user
        queue_mail(
            recipient=person.email,
            language=person.language,
            template="mail/minutes/published.txt",
            context={**context, "person": person},
        )
