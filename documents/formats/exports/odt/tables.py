from collections.abc import Callable

from documents.editing.blocks import Block
from documents.formats.grids import Grid, Place, grid_of


def table_xml(table: Block, number: int, inner: Callable[[Block, str], str]) -> str:
    """Return a table with its head repeated on each page; nothing for one without cells."""
    grid = grid_of(table)
    if grid is None:
        return ""
    rows = [_row(grid, row, inner) for row in range(grid.height)]
    head = f"<table:table-header-rows>{rows.pop(0)}</table:table-header-rows>" if grid.has_head else ""
    return (
        f'<table:table table:name="T{number}"><table:table-column table:number-columns-repeated="{grid.width}"/>'
        f'{head}{"".join(rows)}</table:table><text:p text:style-name="Text_20_body"/>'
    )


def _row(grid: Grid, row: int, inner: Callable[[Block, str], str]) -> str:
    begins = {place.column: place for place in grid.row(row)}
    cells = [
        _cell(begins[column], inner) if column in begins else "<table:covered-table-cell/>"
        for column in range(grid.width)
    ]
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(place: Place, inner: Callable[[Block, str], str]) -> str:
    style, words = ("HeadCell", "Table_20_Heading") if place.is_header else ("Cell", "Table_20_Contents")
    spans = f' table:number-columns-spanned="{place.columns}" table:number-rows-spanned="{place.rows}"'
    spans = spans if place.columns > 1 or place.rows > 1 else ""
    content = inner(place.block, words) or f'<text:p text:style-name="{words}"/>'
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"{spans}>{content}</table:table-cell>'
    )
