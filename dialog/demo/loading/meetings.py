"""Meetings: past ones with approved minutes, planned ones with answers."""

from datetime import datetime, timedelta

from django.utils import timezone

from dialog.accounts.models import User
from dialog.demo.content.kinds import GroupText, MeetingText
from dialog.demo.loading.chat import load_meeting_chat
from dialog.demo.loading.clock import at, days_ago, on_weekday
from documents.minutes.actions import approve_minutes, begin_minutes, publish_minutes, write_section
from documents.minutes.models import Minutes
from workgroups.meetings.actions import (
    add_agenda_item,
    answer_invitation,
    close_meeting,
    plan_meeting,
    publish_agenda,
    start_meeting,
)
from workgroups.meetings.models import Answer, Meeting
from workgroups.spaces.models import Space


def load_meetings(space: Space, group: GroupText, people: dict[str, User]) -> None:
    """Hold the past meetings and plan the coming ones. The minute taker writes, else the moderation."""
    holders = {role: people[key] for key, role in reversed(group.roles.items())}
    chair = holders["chair"]
    writer = holders.get("minute_taker") or holders.get("moderator") or chair
    for text in group.meetings:
        starts_at = at(on_weekday(text.days), f"{text.hour}:00")
        meeting = _plan(space, text, starts_at, chair)
        for key, reply in text.answers.items():
            answer_invitation(user=people[key], meeting=meeting, reply=reply, represented_by="")
        Answer.objects.filter(meeting=meeting).update(created_at=min(starts_at - timedelta(days=3), timezone.now()))
        Meeting.objects.filter(pk=meeting.pk).update(published_at=days_ago(3 + text.days % 5 + text.hour / 24))
        if text.days < 0:
            _hold(meeting, text, starts_at, people, chair, writer)


def _plan(space: Space, text: MeetingText, starts_at: datetime, chair: User) -> Meeting:
    meeting = plan_meeting(
        user=chair,
        space=space,
        fields={
            "title": text.title,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=text.hours),
            "place": text.place,
            "video_url": "",
        },
    )
    for item in text.items:
        add_agenda_item(
            user=chair,
            meeting=meeting,
            fields={
                "title": item.title,
                "kind": item.kind,
                "minutes_planned": item.minutes,
                "description": item.description,
            },
        )
    return publish_agenda(user=chair, meeting=meeting)


def _hold(
    meeting: Meeting, text: MeetingText, starts_at: datetime, people: dict[str, User], chair: User, writer: User
) -> None:
    start_meeting(user=chair, meeting=meeting)
    load_meeting_chat(meeting, text.chat, people)
    minutes = begin_minutes(user=writer, meeting=meeting)
    due = (starts_at + timedelta(days=14)).strftime("%d.%m.%Y")
    for item, written in zip(meeting.items.order_by("position"), text.items, strict=True):
        write_section(user=writer, minutes=minutes, item=item, text=written.recorded.format(due=due))
    close_meeting(user=chair, meeting=meeting)
    ends_at = starts_at + timedelta(hours=text.hours)
    Meeting.objects.filter(pk=meeting.pk).update(
        published_at=starts_at - timedelta(days=14), started_at=starts_at, closed_at=ends_at
    )
    minutes.refresh_from_db()
    publish_minutes(user=chair, minutes=minutes, seen=None)
    approve_minutes(user=chair, minutes=minutes)
    Minutes.objects.filter(pk=minutes.pk).update(
        published_at=ends_at + timedelta(days=7), approved_at=ends_at + timedelta(days=14)
    )
