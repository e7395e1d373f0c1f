from collections.abc import Callable
from typing import Any

from documents.editing.blocks import Block
from documents.formats.exports.docx.xml import paragraph, w
from documents.formats.grids import Grid, Place, grid_of

_WIDTH = 9000  # twentieths of a point: the text's width


def table_element(table: Block, inner: Callable[[Block], list[Any]], *, style: str = "TableGrid") -> Any:
    """Return a table with its head repeated on each page, or None for one without cells."""
    grid = grid_of(table)
    if grid is None:
        return None
    width = _WIDTH // grid.width
    return w(
        "tbl",
        w("tblPr", w("tblStyle", val=style), w("tblW", w=_WIDTH, type="dxa"),
          w("tblLook", val="0020" if grid.has_head else "0000", firstRow=int(grid.has_head))),
        w("tblGrid", *[w("gridCol", w=width) for _column in range(grid.width)]),
        *[_row(grid, number, width, inner) for number in range(grid.height)],
    )  # fmt: skip


def _row(grid: Grid, number: int, width: int, inner: Callable[[Block], list[Any]]) -> Any:
    head = w("trPr", w("tblHeader")) if number == 0 and grid.has_head else None
    crossing = [place for place in grid.places if place.row <= number < place.row + place.rows]
    crossing.sort(key=lambda place: place.column)
    return w("tr", head, *[_cell(place, number, width, inner) for place in crossing])


def _cell(place: Place, row: int, width: int, inner: Callable[[Block], list[Any]]) -> Any:
    """Return a cell, or what stands for it in the rows into which it reaches."""
    begins = place.row == row
    about = [w("tcW", w=width * place.columns, type="dxa")]
    about += [w("gridSpan", val=place.columns)] if place.columns > 1 else []
    about += [w("vMerge", val="restart" if begins else "continue")] if place.rows > 1 else []
    about += [w("shd", val="clear", color="auto", fill="F2F3F8")] if place.is_header else []
    content = inner(place.block) if begins else []
    # A cell must end with a paragraph.
    if not content or not content[-1].tag.endswith("}p"):
        content.append(paragraph())
    return w("tc", w("tcPr", *about), *content)
