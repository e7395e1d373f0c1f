"""What minutes say, as plain data: the one shape that page, PDF and hash are made of, frozen when published."""

import hashlib
import json
from typing import Any

from documents.minutes.models import Minutes, MinutesEntry, MinutesSection
from workgroups.meetings.models import Answer
from workgroups.meetings.queries import turnout_of

FORMAT = 1
Content = dict[str, Any]


def content_of(minutes: Minutes) -> Content:
    """Return the frozen content of published minutes, else what the draft says now (five queries)."""
    return minutes.content if minutes.content is not None else build_content(minutes)


def build_content(minutes: Minutes) -> Content:
    """Put together what the rows of a draft say; only strings, numbers, lists and None, so that JSON keeps it."""
    meeting = minutes.meeting
    return {
        "format": FORMAT,
        "space": meeting.space.name,
        "meeting": {
            "number": meeting.number,
            "year": meeting.year,
            "title": meeting.title,
            "starts_at": meeting.starts_at.isoformat(),
            "ends_at": meeting.ends_at.isoformat(),
            "place": meeting.place,
        },
        "written_by": {"name": minutes.author.display_name, "capacity": minutes.capacity},
        "attendance": _attendance(minutes),
        "items": _items(minutes),
    }


def canonical(content: Content) -> bytes:
    """Return the one byte sequence of a content, whatever order its keys are in: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(content: Content) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _attendance(minutes: Minutes) -> dict[str, list[dict[str, str]]]:
    turnout = turnout_of(minutes.meeting)
    return {
        "coming": [_person(answer) for answer in turnout.coming],
        "represented": [_person(answer) for answer in turnout.represented],
        "absent": [_person(answer) for answer in turnout.absent],
    }


def _person(answer: Answer) -> dict[str, str]:
    return {
        "name": answer.author.display_name,
        "capacity": answer.capacity,
        "represented_by": answer.represented_by,
    }


def _items(minutes: Minutes) -> list[dict[str, Any]]:
    sections: dict[int, MinutesSection] = {
        section.item_id: section for section in minutes.sections.prefetch_related("entries")
    }
    return [
        {
            "id": item.pk,
            "position": item.position,
            "title": item.title,
            "entries": [entry_content(entry) for entry in sections[item.pk].entries.all()]
            if item.pk in sections
            else [],
        }
        for item in minutes.meeting.items.all()
    ]


def entry_content(entry: MinutesEntry) -> dict[str, Any]:
    """Return one entry as the templates of page and editor take it; days as "2026-11-24"."""
    return {
        "id": entry.pk,
        "kind": entry.kind,
        "source": entry.source,
        "html": entry.html,
        "decision": entry.decision_name,
        "responsible": entry.responsible,
        "due_on": entry.due_on.isoformat() if entry.due_on else None,
    }
