import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from documents.formats.fonts import pdf_fonts
from documents.minutes.content import Content, content_of
from documents.minutes.models import Minutes, MinutesEntry
from documents.minutes.pdf.tree import markdown_tree, plain

HERE = Path(__file__).parent
TEMPLATE = HERE / "minutes.typ"
_KINDS = {MinutesEntry.Kind.DECISION: "Beschluss", MinutesEntry.Kind.TASK: "Aufgabe", MinutesEntry.Kind.NOTE: "Notiz"}


def pdf_name(minutes: Minutes) -> str:
    """Return the name of the file: "Protokoll-4-2026.pdf"."""
    return f"Protokoll-{minutes.meeting.number}-{minutes.meeting.year}.pdf"


def render_pdf(minutes: Minutes) -> bytes:
    """Return the minutes as a tagged PDF (PDF/UA-1), drafts with a clear mark; the same bytes for the same state.

    Where a text holds characters that none of the fonts can show, the file is tagged but does not claim PDF/UA.
    Takes about 0.1 s of CPU.
    """
    import typst

    with override("de"):
        data = json.dumps(_document(minutes, content_of(minutes)), ensure_ascii=False)
    try:
        return _compile(data, minutes, "ua-1")
    except typst.TypstError:
        return _compile(data, minutes, None)


def _compile(data: str, minutes: Minutes, standard: Literal["ua-1"] | None) -> bytes:
    import typst

    moment = minutes.approved_at or minutes.published_at or minutes.created_at
    return typst.compile(
        TEMPLATE,
        root=HERE,
        font_paths=pdf_fonts(),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=standard,
        timestamp=int(moment.timestamp()),
    )


def _document(minutes: Minutes, content: Content) -> dict[str, Any]:
    meeting = content["meeting"]
    name = f"Sitzung {meeting['number']}/{meeting['year']}"
    return {
        "name": name,
        "title": f"Protokoll der {name}, {plain(content['space'])}",
        "space": plain(content["space"]),
        "subject": plain(meeting["title"]),
        "draft": minutes.is_draft,
        "facts": [fact for fact in _facts(minutes, content) if fact[1]],
        "items": [_item(item) for item in content["items"]],
        "sha256": minutes.sha256,
    }


def _facts(minutes: Minutes, content: Content) -> list[list[str]]:
    """Return pairs of label and text for the head of the document."""
    meeting, attendance = content["meeting"], content["attendance"]
    return [
        ["Zeit", _span(datetime.fromisoformat(meeting["starts_at"]), datetime.fromisoformat(meeting["ends_at"]))],
        ["Ort", plain(meeting["place"])],
        ["Zugesagt", _people(attendance["coming"])],
        ["Vertreten", _people(attendance["represented"])],
        ["Entschuldigt", _people(attendance["absent"])],
        ["Protokoll", _people([content["written_by"]])],
        ["Stand", _state(minutes)],
    ]


def _state(minutes: Minutes) -> str:
    """Say how far the minutes are; from the row, because approving leaves the frozen content as it is."""
    if minutes.published_at is None:
        return "Entwurf, nicht veröffentlicht"
    steps = [_step(f"Veröffentlicht am {_moment(minutes.published_at)}", minutes.published_capacity)]
    if minutes.approved_at:
        day = date_format(timezone.localtime(minutes.approved_at), "d.m.Y")
        steps.append(_step(f"genehmigt am {day}", minutes.approved_capacity))
    return ", ".join(steps)


def _step(words: str, capacity: str) -> str:
    return f"{words} ({plain(capacity)})" if capacity else words


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "d.m.Y, H:i") + " Uhr"


def _span(starts_at: datetime, ends_at: datetime) -> str:
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"{date_format(start, 'l, j. F Y')}, {start:%H:%M} bis {end:%H:%M} Uhr"


def _people(people: list[dict[str, str]]) -> str:
    return "; ".join(_said(person) for person in people)


def _said(person: dict[str, str]) -> str:
    by = person.get("represented_by")
    capacity = person["capacity"] if person["capacity"] != person["name"] else ""
    parts = [person["name"], capacity, f"vertreten durch {by}" if by else ""]
    return plain(", ".join(part for part in parts if part))


def _item(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": item["position"],
        "title": plain(item["title"]),
        "entries": [_entry(entry) for entry in item["entries"]],
    }


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    label = _KINDS.get(entry["kind"], "")
    due = f"bis {date_format(date.fromisoformat(entry['due_on']), 'd.m.Y')}" if entry["due_on"] else ""
    return {
        "kind": entry["kind"],
        "label": f"{label} {entry['decision']}".strip(),
        "body": markdown_tree(entry["source"]),
        "note": ", ".join(part for part in (plain(entry["responsible"]), due) if part),
    }
