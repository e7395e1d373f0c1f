"""The letters of one text node as a settled suggestion leaves them: some go, others lose its mark."""

from collections.abc import Iterator, Sequence
from typing import Any

from documents.comments.pieces import Piece

ZERO_WIDTH = "\u200b"
_ZERO_BYTES = len(ZERO_WIDTH.encode())
# Above so many places in one node what lies between them is written anew: each deletion walks the node from its begin.
_MANY = 500
Span = tuple[int, int]
Stretch = tuple[str, dict[str, Any]]


def settle_letters(pieces: Sequence[Piece], key: str, *, gone: str, stays: str, closes_gaps: bool) -> None:
    """Delete what carries the mark `gone` of this suggestion and take the mark `stays` off the rest.

    `pieces` are all of one node, in order. With `closes_gaps` one of two spaces goes that would then meet. Each piece
    is looked at once: the node itself is never read again.
    """
    node = pieces[0].node
    leaving = [key in piece.ids_of(gone) for piece in pieces]
    kept = [None if out else piece.ids_of(stays).get(key) for piece, out in zip(pieces, leaving, strict=True)]
    for start, stop, name in _marked(pieces, kept):
        node.format(start, stop, {name: None})
    spans = sorted([*_leaving(pieces, leaving, closes_gaps=closes_gaps), *_widths(pieces, kept)])
    between = _between(pieces, kept, spans) if len(spans) > _MANY else None
    if between is not None:
        spans = [(spans[0][0], spans[-1][1])]
    # From the end, so that the places of what comes before still hold.
    for start, stop in reversed(spans):
        del node[start:stop]
    for text, marks in reversed(between or ()):
        node.insert(spans[0][0], text, marks)


def _between(pieces: Sequence[Piece], kept: Sequence[str | None], spans: Sequence[Span]) -> list[Stretch]:
    """Return the letters between the first and the last of many spans, neighbours of the same marks joined."""
    joined: list[Stretch] = []
    waiting = iter(spans)
    start, stop = next(waiting)
    for piece, name in zip(pieces, kept, strict=True):
        place = max(piece.start, spans[0][0])
        data, marks = piece.text.encode(), {mark: value for mark, value in piece.marks.items() if mark != name}
        while place < min(piece.stop, spans[-1][1]):
            if place >= stop:
                start, stop = next(waiting)
            elif place >= start:
                place = min(stop, piece.stop)
            else:
                end = min(start, piece.stop)
                _add(joined, data[place - piece.start : end - piece.start].decode(), marks)
                place = end
    return joined


def _add(joined: list[Stretch], text: str, marks: dict[str, Any]) -> None:
    if joined and joined[-1][1] == marks:
        joined[-1] = (joined[-1][0] + text, marks)
    else:
        joined.append((text, marks))


def _marked(pieces: Sequence[Piece], kept: Sequence[str | None]) -> Iterator[tuple[int, int, str]]:
    """Return where marks are to go, in few long stretches: between them no other mark of that name stands."""
    stretches: dict[str, Span] = {}
    for piece, name in zip(pieces, kept, strict=True):
        for other in piece.marks.keys() & stretches.keys() - {name}:
            yield (*stretches.pop(other), other)
        if name:
            stretches[name] = (stretches.get(name, (piece.start, 0))[0], piece.stop)
    yield from ((*stretch, name) for name, stretch in stretches.items())


def _leaving(pieces: Sequence[Piece], leaving: Sequence[bool], *, closes_gaps: bool) -> Iterator[Span]:
    start = 0
    for at, piece in enumerate(pieces):
        if not leaving[at]:
            continue
        if at == 0 or not leaving[at - 1]:
            start = at
        if at + 1 == len(pieces) or not leaving[at + 1]:
            gap = closes_gaps and _meet(pieces[start - 1] if start else None, pieces[at + 1 : at + 2])
            yield pieces[start].start, piece.stop + gap


def _meet(before: Piece | None, after: Sequence[Piece]) -> bool:
    """Tell whether two spaces would meet; in code each space counts."""
    if before is None or not after or before.block.tag == "codeBlock":
        return False
    return before.text.endswith(" ") and after[0].text.startswith(" ")


def _widths(pieces: Sequence[Piece], kept: Sequence[str | None]) -> Iterator[Span]:
    for piece, name in zip(pieces, kept, strict=True):
        at = piece.start
        for letter in piece.text if name and ZERO_WIDTH in piece.text else "":
            size = len(letter.encode())
            if letter == ZERO_WIDTH:
                yield at, at + _ZERO_BYTES
            at += size
