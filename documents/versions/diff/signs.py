"""What changed in a line besides its words: formats, links, people, suggestions, a picture, a task that was ticked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from documents.versions.diff.shapes import Line, Stretch
from documents.versions.diff.words import Part

_SUGGESTED = ("insertion", "deletion")
FORMATS = {"bold", "italic", "strike", "code"}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that changed where the words stayed: its kind, on which words, from what to what (None: not there)."""

    kind: str
    text: str
    old: Any
    new: Any

    @property
    def is_format(self) -> bool:
        return self.kind in FORMATS

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        if self.kind == "link":
            return self._of_link()
        if self.kind in FORMATS:
            state = _("now %(format)s") if self.old is None else _("no longer %(format)s")
            return f"{state % {'format': _format_names()[self.kind]}}: {self._quoted()}"
        if self.kind in _SUGGESTED:
            return f"{self._of_suggestion()}: {self._quoted()}"
        return self._of_block()

    def _quoted(self) -> str:
        return _("“%(text)s”") % {"text": self.text}

    def _of_link(self) -> str:
        said = {"text": self.text, "old": _address(self.old), "new": _address(self.new)}
        if self.old is None:
            return _("New link: “%(text)s” leads to %(new)s") % said
        if self.new is None:
            return _("Link removed: “%(text)s” led to %(old)s") % said
        return _("The link “%(text)s” leads elsewhere: to %(new)s instead of %(old)s") % said

    def _of_suggestion(self) -> str:
        if self.kind == "insertion":
            return _("Only suggested now") if self.new is not None else _("No longer only suggested")
        return _("Suggested for deletion") if self.new is not None else _("No longer suggested for deletion")

    def _of_block(self) -> str:
        if self.kind == "checked":
            return _("Task ticked") if self.new else _("Task no longer ticked")
        if self.kind == "level":
            return _("Heading of level %(new)s instead of %(old)s") % {"old": _level(self.old), "new": _level(self.new)}
        if self.kind == "document":
            return _("Another picture: “%(text)s”") % {"text": self.text}
        if self.kind == "mention":
            return _("Another person of the same name: %(text)s") % {"text": self.text}
        if self.kind == "start":
            return _("The list begins with %(new)s instead of %(old)s") % {"old": self.old or 1, "new": self.new or 1}
        if self.kind == "language":
            return _("The code is marked as another language")
        return _("Cells of the table were joined or parted")


def _format_names() -> Mapping[str, str]:
    return {"bold": _("bold"), "italic": _("italic"), "strike": _("struck through"), "code": _("code")}


def _address(value: Any) -> str:
    return str(value.get("href", "")) if isinstance(value, Mapping) else ""


def _level(value: Any) -> Any:
    # A page's first headings are of level 2, people count from 1.
    return value - 1 if isinstance(value, int) else 1


def differences(old: Line, new: Line, parts: Sequence[Part]) -> tuple[Note, ...]:
    """Return what differs between two lines besides their words; `parts` are the compared words of both."""
    names = old.facts.keys() | new.facts.keys()
    notes = [
        Note(name, new.text.strip("[]"), old.facts.get(name), new.facts.get(name))
        for name in sorted(names)
        if old.facts.get(name) != new.facts.get(name)
    ]
    at = on = 0
    for part in parts:
        size = len(part.text)
        if part.op == "same":
            _add(notes, _compare(_cut(old.stretches, at, at + size), _cut(new.stretches, on, on + size)))
        at += size if part.op != "added" else 0
        on += size if part.op != "removed" else 0
    return tuple(notes)


def _add(notes: list[Note], found: Iterable[Note]) -> None:
    open_ones: dict[str, int] = {}
    for note in found:
        at = open_ones.get(note.kind)
        if not note.text:
            open_ones.pop(note.kind, None)
        elif at is not None and (notes[at].old, notes[at].new) == (note.old, note.new):
            notes[at] = replace(notes[at], text=notes[at].text + note.text)
        else:
            open_ones[note.kind] = len(notes)
            notes.append(note)


def _compare(old: Iterable[Stretch], new: Iterable[Stretch]) -> Iterator[Note]:
    """Return the marks that differ, stretch by stretch; one without words where a mark is the same again."""
    before, after = iter(old), iter(new)
    left, right = next(before, None), next(after, None)
    seen: set[str] = set()
    while left and right:
        size = min(len(left.text), len(right.text))
        text = left.text[:size]
        for name in sorted(seen | left.marks.keys() | right.marks.keys()):
            a, b = left.marks.get(name), right.marks.get(name)
            yield Note(name.split("--", 1)[0], "" if a == b else text, a, b)
        seen |= left.marks.keys() | right.marks.keys()
        left = Stretch(left.text[size:], left.marks) if len(left.text) > size else next(before, None)
        right = Stretch(right.text[size:], right.marks) if len(right.text) > size else next(after, None)


def _cut(stretches: Sequence[Stretch], start: int, stop: int) -> Iterator[Stretch]:
    at = 0
    for stretch in stretches:
        end = at + len(stretch.text)
        if end > start and at < stop:
            yield Stretch(stretch.text[max(start - at, 0) : stop - at], stretch.marks)
        at = end


def with_suggestions(parts: Iterable[Part], old: Line | None, new: Line | None) -> tuple[Part, ...]:
    """Return the parts cut where a suggestion begins or ends, each saying whether its words are only suggested."""
    found: list[Part] = []
    at = on = 0
    for part in parts:
        size = len(part.text)
        line, place = (old, at) if part.op == "removed" else (new, on)
        for stretch in _cut(line.stretches if line else (), place, place + size):
            suggested = next((name for name in _SUGGESTED if name in stretch.marks), "")
            if found and (found[-1].op, found[-1].suggested) == (part.op, suggested):
                found[-1] = Part(part.op, found[-1].text + stretch.text, suggested)
            else:
                found.append(Part(part.op, stretch.text, suggested))
        at += size if part.op != "added" else 0
        on += size if part.op != "removed" else 0
    return tuple(found)
