"""One line of text made into an older one by writing only the words that differ."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pycrdt import XmlElement, XmlText

from documents.comments.letters import Span
from documents.comments.standing import Path, Standing
from documents.editing.blocks import Block, Run, insert_block
from documents.versions.diff.pairs import aligned
from documents.versions.diff.shapes import signature
from documents.versions.restoring.reading import block_from, stretches_of

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Stands before the signature of a node in a line; no text holds it.
_NODE = "\x00"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, or a node between words (`stop` is 0), where it stands now. Bytes of UTF-8."""

    key: str
    marks: Mapping[str, Any]
    child: int
    start: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word with its marks, or a node, as it is to stand."""

    key: str
    part: Run | Block


def restore_line(line: XmlElement, path: Path, target: Block, newer: Standing) -> None:
    """Make the line into `target`; newer letters and nodes in it stay between the words beside them."""
    units, wanted = list(_units(line, path, newer)), list(_wanted(target))
    stretches = aligned([unit.key for unit in units], [item.key for item in wanted])
    for is_same, i1, i2, j1, j2 in stretches:
        if is_same:
            for unit, item in zip(units[i1:i2], wanted[j1:j2], strict=True):
                _restore_marks(line, unit, item)
    # From the end, so that the places of what comes before still hold.
    for is_same, i1, i2, j1, j2 in reversed(stretches):
        if not is_same:
            for unit in reversed(_pieces(units[i1:i2])):
                _delete(line, unit)
            before = units[i1 - 1] if i1 else None
            for part in reversed(_runs(wanted[j1:j2])):
                _insert(line, before, part)


def _units(line: XmlElement, path: Path, newer: Standing) -> Iterator[_Unit]:
    for at, child in enumerate(line.children):
        if isinstance(child, XmlText):
            yield from _words(child, at, newer.letters.get((*path, at), ()))
        elif isinstance(child, XmlElement) and (*path, at) not in newer.nodes:
            yield _Unit(_NODE + signature(block_from(child)), {}, at)


def _words(node: XmlText, child: int, kept: Sequence[Span]) -> Iterator[_Unit]:
    at = 0
    for text, marks in stretches_of(node):
        for start, piece in _outside(text, at, kept):
            place = start
            for word in _WORDS.findall(piece):
                size = len(word.encode())
                yield _Unit(word, marks, child, place, place + size)
                place += size
        at += len(text.encode())


def _outside(text: str, at: int, kept: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """Return the pieces of a text, which begins at this byte, that lie outside of the spans."""
    data = text.encode()
    end = at + len(data)
    place = at
    for start, stop in kept:
        if stop <= place or start >= end:
            continue
        if start > place:
            yield place, data[place - at : start - at].decode()
        place = min(stop, end)
    if place < end:
        yield place, data[place - at :].decode()


def _wanted(target: Block) -> Iterator[_Wanted]:
    for part in target.content:
        if isinstance(part, Block):
            yield _Wanted(_NODE + signature(part), part)
        else:
            yield from (_Wanted(word, Run(word, part.marks)) for word in _WORDS.findall(part.text))


def _runs(wanted: Sequence[_Wanted]) -> list[Run | Block]:
    """Join neighbouring words of the same marks, so that they are written in one piece."""
    joined: list[Run | Block] = []
    for item in wanted:
        last = joined[-1] if joined else None
        if isinstance(item.part, Run) and isinstance(last, Run) and last.marks == item.part.marks:
            joined[-1] = Run(last.text + item.part.text, last.marks)
        else:
            joined.append(item.part)
    return joined


def _pieces(units: Sequence[_Unit]) -> list[_Unit]:
    """Join neighbouring words, so that they are deleted in one piece."""
    joined: list[_Unit] = []
    for unit in units:
        last = joined[-1] if joined else None
        if last and unit.stop and last.child == unit.child and last.stop == unit.start:
            joined[-1] = replace(last, stop=unit.stop)
        else:
            joined.append(unit)
    return joined


def _restore_marks(line: XmlElement, unit: _Unit, wanted: _Wanted) -> None:
    if not isinstance(wanted.part, Run) or unit.marks == wanted.part.marks:
        return
    node = line.children[unit.child]
    if not isinstance(node, XmlText):
        return
    changes: dict[str, Any] = {name: None for name in unit.marks if name not in wanted.part.marks}
    changes |= {name: dict(value) for name, value in wanted.part.marks.items() if unit.marks.get(name) != value}
    node.format(unit.start, unit.stop, changes)


def _delete(line: XmlElement, unit: _Unit) -> None:
    node = line.children[unit.child]
    if isinstance(node, XmlText):
        del node[unit.start : unit.stop]
    else:
        del line.children[unit.child]


def _insert(line: XmlElement, before: _Unit | None, part: Run | Block) -> None:
    child, at = _place_behind(line, before)
    node = line.children[child] if child < len(line.children) else None
    if isinstance(part, Run):
        if not isinstance(node, XmlText):
            node = XmlText()
            line.children.insert(child, node)
            at = 0
        node.insert(at, part.text, {name: dict(value) for name, value in part.marks.items()})
    elif isinstance(node, XmlText) and at:
        _split(line, child, node, at)
        insert_block(line, child + 1, part)
    else:
        insert_block(line, child, part)


def _place_behind(line: XmlElement, before: _Unit | None) -> tuple[int, int]:
    """Return the child and the byte in it where what follows this unit begins."""
    if before is None:
        return 0, 0
    return (before.child, before.stop) if before.stop else (before.child + 1, 0)


def _split(line: XmlElement, child: int, node: XmlText, at: int) -> None:
    """Part a text in two, so that a node fits between; the letters behind are written anew."""
    if at >= len(node):
        return
    tail = XmlText()
    line.children.insert(child + 1, tail)
    place = 0
    for text, marks in node.diff():
        data = str(text).encode()
        rest = data[max(at - place, 0) :].decode()
        if rest:
            tail.insert(len(tail), rest, marks or {})
        place += len(data)
    del node[at : len(node)]
