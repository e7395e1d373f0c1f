"""Comments in the text: the mark comment{id} on a passage that is named by its words (W3C TextQuoteSelector)."""

from dataclasses import dataclass

from documents.comments.pieces import Piece, pieces_of
from documents.editing.blocks import comment_mark
from documents.editing.state import Page

AROUND = 60  # characters kept on each side of a passage
_MAX_PLACES = 10_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment stands: how the passage reads, what stands around it, its section, its place in the order."""

    quote: str
    prefix: str
    suffix: str
    section: str
    place: int


def place_mark(page: Page, key: str, quote: str, prefix: str = "", suffix: str = "") -> bool:
    """Mark the passage that reads exactly so, the one whose surroundings fit best where there are several.

    It may reach over several blocks and formats; other marks stay. Returns False, with nothing changed, where no
    passage reads so. Must run inside a change of the page.
    """
    pieces = pieces_of(page)
    at = find_passage("".join(piece.text for piece in pieces), quote, prefix, suffix)
    if at is None:
        return False
    attribute = comment_mark(key)
    with page.transaction():
        for piece, start, stop in _within(pieces, at, at + len(quote)):
            piece.node.format(start, stop, {attribute: {"id": key}})
    return True


def find_passage(text: str, quote: str, prefix: str, suffix: str) -> int | None:
    """Return where the passage begins in the text: of equal ones that with most in common around it, else the first."""
    best, most = None, -1
    at = text.find(quote) if quote else -1
    for _place in range(_MAX_PLACES):
        if at < 0:
            break
        end = at + len(quote)
        before, behind = text[max(at - AROUND, 0) : at], text[end : end + AROUND]
        fit = _common(before[::-1], prefix[::-1]) + _common(behind, suffix)
        if fit > most:
            best, most = at, fit
        at = text.find(quote, at + 1)
    return best


def _common(text: str, wanted: str) -> int:
    shorter = min(len(text), len(wanted))
    return next((at for at in range(shorter) if text[at] != wanted[at]), shorter)


def _within(pieces: list[Piece], start: int, stop: int) -> list[tuple[Piece, int, int]]:
    """Return the pieces between two characters, each with the bytes that are meant."""
    found = []
    at = 0
    for piece in pieces:
        begin, end = max(start - at, 0), min(stop - at, len(piece.text))
        if begin < end:
            ahead = len(piece.text[:begin].encode())
            found.append((piece, piece.start + ahead, piece.start + len(piece.text[:end].encode())))
        at += len(piece.text)
    return found


def remove_mark(page: Page, key: str) -> None:
    """Take this comment's mark off the text; other comments on the same words keep theirs."""
    pieces = pieces_of(page)
    with page.transaction():
        for piece in pieces:
            attribute = piece.ids_of("comment").get(key)
            if attribute:
                piece.node.format(piece.start, piece.stop, {attribute: None})


def anchors_of(pieces: list[Piece]) -> dict[str, Anchor]:
    """Return where each comment stands, by key. What lies between two marked stretches belongs to the passage."""
    text = "".join(piece.text for piece in pieces)
    spans: dict[str, tuple[int, int, str]] = {}
    at = 0
    for piece in pieces:
        for key in piece.ids_of("comment"):
            start, _stop, section = spans.get(key, (at, at, piece.section))
            spans[key] = (start, at + len(piece.text), section)
        at += len(piece.text)
    return {
        key: Anchor(text[start:stop], text[max(start - AROUND, 0) : start], text[stop : stop + AROUND], section, start)
        for key, (start, stop, section) in spans.items()
    }
