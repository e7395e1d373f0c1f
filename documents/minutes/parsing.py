"""From what is typed for one agenda item to its entries: `/b` decision, `/a` task, `/n` note at the start of a line."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from dialog.common.errors import Invalid
from documents.minutes.models import MinutesEntry

Kind = MinutesEntry.Kind
PREFIXES = {"b": Kind.DECISION, "a": Kind.TASK, "n": Kind.NOTE}
_PREFIXED = re.compile(r"^/([ban])(?:[ \t]+(.*))?$", re.IGNORECASE)
# At the end of a task: (who), (bis 24.11.2026), (who, bis 24.11.); the year may be left out.
# Matched against stripped text, from its last bracket on: searching with spaces in front would be quadratic.
_ASSIGNMENT = re.compile(r"\(([^()]{1,240})\)")
_DUE = re.compile(r"(?:^|,?\s*)(?:bis|until)\s+(\d{1,2})\.(\d{1,2})\.(\d{4})?\s*$", re.IGNORECASE)
MAX_RESPONSIBLE = 200


@dataclass(frozen=True, slots=True)
class Parsed:
    kind: str
    source: str
    responsible: str = ""
    due_on: date | None = None


def parse_entries(text: str, *, on: date) -> list[Parsed]:
    """Split a text into its entries, in order. `on` is the day of the meeting, for due dates without a year.

    A marked entry ends at an empty line or at the next mark; a mark without words is left out. Raises Invalid for a
    due date that does not exist.
    """
    entries = [_entry(kind, "\n".join(lines).strip(), on) for kind, lines in _blocks(text)]
    return [entry for entry in entries if entry.source]


def _blocks(text: str) -> list[tuple[str, list[str]]]:
    blocks: list[tuple[str, list[str]]] = []
    kind: str = Kind.TEXT
    for line in text.splitlines():
        mark = _PREFIXED.match(line)
        if mark:
            kind = PREFIXES[mark[1].lower()]
            blocks.append((kind, [mark[2] or ""]))
        elif kind != Kind.TEXT and not line.strip():
            kind = Kind.TEXT
        else:
            if not blocks or blocks[-1][0] != kind:
                blocks.append((kind, []))
            blocks[-1][1].append(line)
    return blocks


def _entry(kind: str, source: str, on: date) -> Parsed:
    begin = source.rfind("(")
    assignment = _ASSIGNMENT.fullmatch(source, begin) if kind == Kind.TASK and begin >= 0 else None
    if assignment is None:
        return Parsed(kind, source)
    inside = " ".join(assignment[1].split())
    due = _DUE.search(inside)
    responsible = (inside[: due.start()] if due else inside).rstrip(", ")
    rest = source[:begin].strip()
    return Parsed(kind, rest, responsible[:MAX_RESPONSIBLE], _day(due, on) if due else None)


def _day(due: re.Match[str], on: date) -> date:
    """Return the day meant; without a year the first such day from the meeting on."""
    day, month, year = int(due[1]), int(due[2]), due[3]
    try:
        if year:
            return date(int(year), month, day)
        this_year = date(on.year, month, day)
        return this_year if this_year >= on else date(on.year + 1, month, day)
    except ValueError as error:
        raise Invalid(_("The day “%(day)s” does not exist.") % {"day": due[0].strip(", ")}) from error
