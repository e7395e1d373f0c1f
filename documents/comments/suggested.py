"""Suggestions as they stand in the text: read in order, and settled one by one.

The text carries the marks insertion{id} and deletion{id}, on letters only. A deletion that reaches over the border of
two blocks joins them when it is accepted. Other editors put a zero-width space where the border alone is suggested:
a deletion on both sides joins, an insertion on both sides parts. Such texts are read too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.comments.joining import WrittenIn, find_joining, join_blocks, nobody
from documents.comments.letting import ZERO_WIDTH, settle_letters
from documents.comments.pieces import Piece, pieces_of
from documents.editing.state import Page

ADDED, REMOVED = "insertion", "deletion"


@dataclass(slots=True)
class Change:
    """One place of a suggestion: what is to go and what is to come; both empty where blocks are joined or parted."""

    old: str = ""
    new: str = ""
    joins: bool = False
    parts: bool = False


@dataclass(slots=True)
class Suggested:
    """What a suggestion changes, in the order of the text. `clients` wrote the added letters."""

    key: str
    section: str
    place: int
    changes: list[Change] = field(default_factory=list)

    @property
    def old_text(self) -> str:
        return " … ".join(change.old for change in self.changes if change.old)

    @property
    def new_text(self) -> str:
        return " … ".join(change.new for change in self.changes if change.new)


def suggested_in(pieces: Iterable[Piece]) -> dict[str, Suggested]:
    """Return what is suggested in the text, by id, in the order of the text."""
    found: dict[str, Suggested] = {}
    last: dict[str, tuple[int, Piece]] = {}
    at = 0
    for number, piece in enumerate(pieces):
        for name in (ADDED, REMOVED):
            for key in piece.ids_of(name):
                suggested = found.setdefault(key, Suggested(key, piece.section, at))
                seen, before = last.get(key, (-1, None))
                if before is None or seen < number - 1:
                    suggested.changes.append(Change())
                    before = None
                _note(suggested.changes[-1], piece, name, before)
                last[key] = (number, piece)
        at += len(piece.text)
    return found


def _note(change: Change, piece: Piece, name: str, before: Piece | None) -> None:
    text = piece.text.replace(ZERO_WIDTH, "")
    crossed = before is not None and before.block != piece.block
    gap = " " if crossed and text else ""
    if name == REMOVED:
        change.old += (gap if change.old else "") + text
        change.joins |= crossed
    else:
        change.new += (gap if change.new else "") + text
        change.parts |= crossed


def settle_in(
    page: Page, key: str, *, accept: bool, written_in: WrittenIn = nobody, pieces: Sequence[Piece] | None = None
) -> None:
    """Make the suggestion part of the text, or take it back. Nothing happens where it does not stand in the text.

    What others type into the same blocks stays. Blocks whose border was suggested away become one: there letters are
    written anew, so a block that somebody else is just writing in (`written_in` says so) keeps its border. The work
    grows with the letters of the text, however many places the suggestion has. `pieces` are those of the page,
    where ids are given to them.
    """
    pieces = pieces_of(page) if pieces is None else pieces
    gone, stays = (REMOVED, ADDED) if accept else (ADDED, REMOVED)
    with page.transaction():
        joining = find_joining(page, pieces, key, gone, written_in)
        for of_node in _by_node(pieces):
            settle_letters(of_node, key, gone=gone, stays=stays, closes_gaps=accept)
        join_blocks(joining)


def _by_node(pieces: Iterable[Piece]) -> list[list[Piece]]:
    grouped: list[list[Piece]] = []
    for piece in pieces:
        if grouped and grouped[-1][-1].node is piece.node:
            grouped[-1].append(piece)
        else:
            grouped.append([piece])
    return grouped
