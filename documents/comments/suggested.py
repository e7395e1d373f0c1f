"""Suggestions as they stand in the text: read in order, and settled one by one.

The text carries the marks insertion{id} and deletion{id}. Where a suggestion begins or ends at the border of a block,
the editor's library puts a zero-width space under the mark, so that the border itself can be suggested: a deletion
over it joins the blocks, an insertion over it parts them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from documents.comments.joining import join_blocks
from documents.comments.pieces import Piece, pieces_of
from documents.editing.state import Page

ZERO_WIDTH = "\u200b"
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
    ended: set[str] = set()
    at = 0
    last_block: dict[str, Piece] = {}
    for piece in pieces:
        touched = {key: name for name in (ADDED, REMOVED) for key in piece.ids_of(name)}
        for key, name in touched.items():
            suggested = found.setdefault(key, Suggested(key, piece.section, at))
            if key in ended or not suggested.changes:
                suggested.changes.append(Change())
                last_block.pop(key, None)
            _note(suggested.changes[-1], piece, name, last_block.get(key))
            last_block[key] = piece
        ended = {key for key in found if key not in touched}
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


def settle_in(page: Page, key: str, *, accept: bool) -> None:
    """Make the suggestion part of the text, or take it back. Nothing happens where it does not stand in the text.

    What others type into the same blocks stays. Blocks whose border was suggested away become one; only there letters
    are written anew, so that what somebody types in the later block at that very moment may be lost.
    """
    pieces = pieces_of(page)
    gone, stays = (REMOVED, ADDED) if accept else (ADDED, REMOVED)
    leaving = [piece for piece in pieces if key in piece.ids_of(gone)]
    chains = _chains(pieces, leaving)
    with page.transaction():
        for piece in reversed(pieces):
            if key in piece.ids_of(gone):
                _take_out(piece)
            elif attribute := piece.ids_of(stays).get(key):
                _keep(piece, attribute)
        for chain in reversed(chains):
            join_blocks(chain)


def _take_out(piece: Piece) -> None:
    """Delete the letters, and of two spaces that would then meet the second."""
    del piece.node[piece.start : piece.stop]
    text = "".join(part for part, _marks in piece.node.diff() if isinstance(part, str)).encode()
    if text[piece.start - 1 : piece.start + 1] == b"  " and piece.start:
        del piece.node[piece.start : piece.start + 1]


def _keep(piece: Piece, attribute: str) -> None:
    piece.node.format(piece.start, piece.stop, {attribute: None})
    at = piece.start
    for letter in piece.text:
        size = len(letter.encode())
        if letter == ZERO_WIDTH:
            del piece.node[at : at + size]
        else:
            at += size


def _chains(pieces: list[Piece], leaving: list[Piece]) -> list[list[Piece]]:
    """Return the runs of neighbouring blocks whose borders go: the end of one and the begin of the next leave."""
    chains: list[list[Piece]] = []
    chosen = {id(piece) for piece in leaving}
    for before, after in pairwise(pieces):
        if before.block == after.block or not {id(before), id(after)} <= chosen:
            continue
        if chains and chains[-1][-1].block == before.block:
            chains[-1].append(after)
        else:
            chains.append([before, after])
    return chains
