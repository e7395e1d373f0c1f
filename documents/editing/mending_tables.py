"""Rows of a table as long as the longest: an editor fills them up when it opens the page, each one for itself."""

from pycrdt import XmlElement, XmlFragment

from documents.editing.blocks.stored import attributes_of, insert_block
from documents.editing.blocks.tree import Block

_MOST_COLUMNS = 200  # a table of more is left as it is


def pad_rows(table: XmlFragment | XmlElement) -> None:
    """Add empty cells at the end of rows that are too short, spans counted. Writes nothing if none is."""
    rows = [row for row in table.children if isinstance(row, XmlElement)]
    widths = _widths(rows)
    if not widths or max(widths) > _MOST_COLUMNS:
        return
    for row, width in zip(rows, widths, strict=True):
        for _missing in range(max(widths) - width):
            insert_block(row, len(row.children), Block("tableCell", (Block("paragraph"),)))


def _widths(rows: list[XmlElement]) -> list[int]:
    """Return how many columns each row covers, with the cells that reach down into it."""
    widths = [0] * len(rows)
    for place, row in enumerate(rows):
        for cell in row.children:
            if isinstance(cell, XmlElement):
                spans = Block("", (), attributes_of(cell))
                down = spans.number("rowspan", 1, least=1, most=len(rows) - place)
                for covered in range(place, place + down):
                    widths[covered] += spans.number("colspan", 1, least=1)
    return widths
