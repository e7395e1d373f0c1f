"""Two texts as rows that a page shows: what stayed, what was changed, added and removed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from documents.editing.blocks import Block, Run
from documents.editing.walkers import to_html
from documents.versions.diff.pairs import Pair, aligned, match_alike, pair_blocks
from documents.versions.diff.shapes import Line, lines_of
from documents.versions.diff.signs import Note, differences, with_suggestions
from documents.versions.diff.words import Budget, Part, compare_words

# Unchanged blocks in a row, above which the page folds them.
FOLD_ABOVE = 3

State = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of a changed block: its kind (paragraph, item, cell …), its parts in order, and what changed besides."""

    kind: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()

    @property
    def old_parts(self) -> list[Part]:
        return [part for part in self.parts if part.op != "added"]

    @property
    def new_parts(self) -> list[Part]:
        return [part for part in self.parts if part.op != "removed"]


@dataclass(frozen=True, slots=True)
class Row:
    """One change, `number` counts from 1; or a stretch of unchanged blocks as HTML (`number` is 0)."""

    state: State
    number: int = 0
    key: str = ""
    html: str = ""
    lines: tuple[LineChange, ...] = ()
    is_format_only: bool = False
    is_long: bool = False
    count: int = 0

    @property
    def notes(self) -> list[Note]:
        return [note for line in self.lines for note in line.notes]


@dataclass(slots=True)
class Comparison:
    rows: list[Row] = field(default_factory=list)
    added: int = 0
    removed: int = 0

    @property
    def changes(self) -> int:
        return max((row.number for row in self.rows), default=0)


def compare(old: Sequence[Block], new: Sequence[Block]) -> Comparison:
    """Compare an older and a newer text. Work is bounded: what is too much to compare by words is shown as replaced."""
    budget = Budget()
    found = Comparison()
    same: list[Block] = []
    number = 0
    for pair in pair_blocks(old, new):
        if pair.is_same and pair.new:
            same.append(pair.new)
            continue
        _close(found, same)
        number += 1
        row = _changed(pair, number, budget)
        found.rows.append(row)
        added, removed = _size(row.lines)
        found.added += added
        found.removed += removed
    _close(found, same)
    return found


def _close(found: Comparison, same: list[Block]) -> None:
    if same:
        html = to_html(same, prefix=f"gleich{len(found.rows)}-")
        found.rows.append(Row("same", html=html, count=len(same), is_long=len(same) > FOLD_ABOVE))
        same.clear()


def size_of_change(old: Sequence[Block], new: Sequence[Block]) -> tuple[int, int]:
    """Return how many characters were added and removed between two texts. What changed without a letter (a link, a
    format, a tick) counts as one on both sides."""
    budget = Budget()
    sizes = [_size(_lines(pair, budget)) for pair in pair_blocks(old, new) if not pair.is_same]
    return sum(added for added, _removed in sizes), sum(removed for _added, removed in sizes)


def _size(lines: Iterable[LineChange]) -> tuple[int, int]:
    added = removed = 0
    for line in lines:
        added += len(line.notes) + sum(len(part.text) for part in line.parts if part.op == "added")
        removed += len(line.notes) + sum(len(part.text) for part in line.parts if part.op == "removed")
    return added, removed


def _changed(pair: Pair, number: int, budget: Budget) -> Row:
    state: State = "changed" if pair.old and pair.new else "added" if pair.new else "removed"
    lines = _lines(pair, budget)
    words_stay = state == "changed" and all(part.op == "same" for line in lines for part in line.parts)
    format_only = words_stay and all(note.is_format for line in lines for note in line.notes)
    return Row(state, number, pair.key, lines=lines, is_format_only=format_only)


def _lines(pair: Pair, budget: Budget) -> tuple[LineChange, ...]:
    before = lines_of(pair.old) if pair.old else []
    after = lines_of(pair.new) if pair.new else []
    return tuple(compare_lines(before, after, budget))


def compare_lines(old: Sequence[Line], new: Sequence[Line], budget: Budget) -> list[LineChange]:
    """Return the lines of two blocks in order, words compared where a line has become another."""
    changes: list[LineChange] = []
    for is_same, i1, i2, j1, j2 in aligned([line.text for line in old], [line.text for line in new]):
        if is_same:
            changes += [_turned(a, b, _parts("same", b)) for a, b in zip(old[i1:i2], new[j1:j2], strict=True)]
        else:
            changes += _unequal(old[i1:i2], new[j1:j2], budget)
    return changes


def _unequal(old: Sequence[Line], new: Sequence[Line], budget: Budget) -> list[LineChange]:
    partners = match_alike([_as_block(line) for line in old], [_as_block(line) for line in new])
    changes: list[LineChange] = []
    at = 0
    for index, line in enumerate(old):
        partner = partners.get(index)
        if partner is None:
            changes.append(_alone("removed", line))
            continue
        changes += [_alone("added", added) for added in new[at:partner]]
        words = compare_words(line.text, new[partner].text, budget)
        changes.append(_turned(line, new[partner], words))
        at = partner + 1
    return changes + [_alone("added", added) for added in new[at:]]


def _turned(old: Line, new: Line, parts: Sequence[Part]) -> LineChange:
    return LineChange(new.kind, with_suggestions(parts, old, new), differences(old, new, parts))


def _alone(op: Literal["added", "removed"], line: Line) -> LineChange:
    return LineChange(line.kind, with_suggestions(_parts(op, line), line, line))


def _as_block(line: Line) -> Block:
    return Block("paragraph", (Run(line.text),))


def _parts(op: Literal["same", "added", "removed"], line: Line) -> tuple[Part, ...]:
    return (Part(op, line.text),) if line.text else ()
