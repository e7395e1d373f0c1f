"""Who wrote what: each letter of a text carries the number of a Yjs client, and TextAuthor says whose that is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from dialog.accounts.models import User
from dialog.common.templatetags.ui import initials_of
from documents.comments.standing import Path, stretches_by_owner
from documents.editing.blocks import attributes_of
from documents.editing.models import TextAuthor
from documents.editing.queries import load_document
from documents.editing.state import Page, build_page
from documents.editing.updates import FIELD, MAX_NESTING
from documents.library.models import Document
from documents.versions.restoring.reading import TEXT_BLOCKS
from workgroups.spaces.rules import require


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody in the legend, the largest share first; no person where nobody knows.

    `label` marks the passages: initials, with a number where two people share them.
    """

    label: str
    person: User | None
    share: int  # per cent of the letters


@dataclass(frozen=True, slots=True)
class Written:
    """A stretch of letters by one writer; `suggested` is the mark (insertion, deletion) of an open suggestion."""

    text: str
    writer: Writer
    suggested: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the text: what kind, its stretches, and each writer's part of it in per cent, the largest first."""

    kind: str
    stretches: list[Written]
    shares: list[tuple[Writer, int]]


@dataclass(frozen=True, slots=True)
class Authorship:
    writers: list[Writer]
    passages: list[Passage]


# Text, the id of who wrote it (None: unknown), and the mark of an open suggestion on it.
_Stretch = tuple[str, int | None, str]
# A line: its kind and its stretches.
_Line = tuple[str, list[_Stretch]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lines are made with: who wrote which letters of which text, and the numbers of footnotes so far."""

    spans: Mapping[Path, list[tuple[int, int, int]]]
    notes: dict[str, int]


def authorship_of(user: User, document: Document) -> Authorship:
    """Return who wrote each passage of the text as it is stored now. Two queries. Raises NotAllowed, NotFound."""
    require(user, "versions.read", document)
    page = build_page(load_document(document.pk)[0])
    rows = list(TextAuthor.objects.filter(document=document).select_related("user"))
    people = {row.user_id: row.user for row in rows}
    lines = lines_by_author(page, {row.client: row.user_id for row in rows})
    totals: Counter[int | None] = Counter()
    for _kind, stretches in lines:
        for text, author, _suggested in stretches:
            totals[author] += len(text)
    shares = _per_cent(totals)
    writers: dict[int | None, Writer] = {}
    for author, _n in totals.most_common():
        person = people.get(author or 0)
        label = _label(person, {writer.label for writer in writers.values()})
        writers[author] = Writer(label, person, shares[author])
    return Authorship(list(writers.values()), [_passage(kind, stretches, writers) for kind, stretches in lines])


def _label(person: User | None, taken: set[str]) -> str:
    label = initials_of(person.display_name) if person else "?"
    numbered = (f"{label}{number}" for number in count(2))
    return label if label not in taken else next(one for one in numbered if one not in taken)


def _passage(kind: str, stretches: list[_Stretch], writers: Mapping[int | None, Writer]) -> Passage:
    counts: Counter[int | None] = Counter()
    for text, author, _suggested in stretches:
        counts[author] += len(text)
    shares = _per_cent(counts)
    written = [Written(text, writers[author], suggested) for text, author, suggested in stretches]
    return Passage(kind, written, [(writers[author], shares[author]) for author, _n in counts.most_common()])


def _per_cent(counts: Counter[int | None]) -> dict[int | None, int]:
    total = counts.total() or 1
    return {author: round(100 * count / total) for author, count in counts.items()}


def lines_by_author(page: Page, owners: Mapping[int, int]) -> list[_Line]:
    """Return the lines of a text, each parted where the author changes. `owners`: ids of people by client.

    One copy of the text is made for each person, so the work grows with people, not with clients.
    """
    found = stretches_by_owner(page, owners)
    with page.transaction():
        return list(_lines(page.get(FIELD, type=XmlFragment), (), _Known(found, {}), "", 0))


def _lines(node: XmlFragment | XmlElement, path: Path, known: _Known, kind: str, depth: int) -> Iterator[_Line]:
    if depth > MAX_NESTING:
        return
    for at, child in enumerate(node.children):
        if not isinstance(child, XmlElement):
            continue
        inside = child.tag if child.tag in _KINDS else kind
        if child.tag in TEXT_BLOCKS:
            stretches = _stretches(child, (*path, at), known)
            if stretches:
                yield (inside or child.tag or "", stretches)
        else:
            yield from _lines(child, (*path, at), known, inside or "", depth + 1)


_KINDS = {"listItem", "taskItem", "tableCell", "tableHeader", "blockquote", "footnote"}


def _stretches(line: XmlElement, path: Path, known: _Known) -> list[_Stretch]:
    """Return the words of a line. A sign between them goes with those in front of it, at the start with the next."""
    parts: list[_Stretch] = []
    leading = ""
    for at, child in enumerate(line.children):
        if isinstance(child, XmlText):
            for text, author, suggested in _parted(child, sorted(known.spans.get((*path, at), []))):
                parts.append((leading + text, author, suggested))
                leading = ""
        elif isinstance(child, XmlElement) and parts:
            parts.append((_sign(child, known.notes), parts[-1][1], ""))
        elif isinstance(child, XmlElement):
            leading += _sign(child, known.notes)
    return _joined([*parts, (leading, None, "")] if leading else parts)


def _sign(node: XmlElement, notes: dict[str, int]) -> str:
    """Return what is read in place of a name, a footnote or the end of a line. Footnotes count in their order."""
    attributes = attributes_of(node)
    if node.tag == "mention":
        return f"@{attributes.get('label') or ''}"
    if node.tag == "footnoteReference":
        return f"[{notes.setdefault(str(attributes.get('data-id')), len(notes) + 1)}]"
    return " "


def _parted(node: XmlText, spans: list[tuple[int, int, int]]) -> Iterator[_Stretch]:
    """Return the letters of a node, parted where the author changes or a suggestion begins or ends."""
    begin = at = 0
    for text, marks in node.diff():
        if not isinstance(text, str):
            continue
        data, suggested = text.encode(), _suggestion_in(marks or {})
        end, place = begin + len(data), begin
        while place < end:
            while at < len(spans) and spans[at][1] <= place:
                at += 1
            start, stop, author = spans[at] if at < len(spans) else (end, end, 0)
            until = min(stop if start <= place else start, end)
            yield (
                data[place - begin : until - begin].decode(errors="replace"),
                author if start <= place else None,
                suggested,
            )
            place = until
        begin = end


def _suggestion_in(marks: Mapping[str, Any]) -> str:
    names = {name.split("--", 1)[0] for name in marks}
    return next((name for name in ("insertion", "deletion") if name in names), "")


def _joined(parts: Iterable[_Stretch]) -> list[_Stretch]:
    joined: list[_Stretch] = []
    for part in parts:
        if joined and joined[-1][1:] == part[1:]:
            joined[-1] = (joined[-1][0] + part[0], *part[1:])
        else:
            joined.append(part)
    return joined
