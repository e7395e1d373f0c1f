from dataclasses import dataclass

from documents.editing.blocks import Block, paragraph
from documents.editing.walkers.tables import MOST_SPAN, has_head, span_of

MOST_COLUMNS = 100
MOST_PLACES = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a table where it begins: row and column from 0, and how far it reaches within the table."""

    row: int
    column: int
    rows: int
    columns: int
    block: Block

    @property
    def is_header(self) -> bool:
        return self.block.name == "tableHeader"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in which each place belongs to exactly one cell; holes are filled with empty ones."""

    height: int
    width: int
    places: tuple[Place, ...]
    has_head: bool

    def row(self, number: int) -> list[Place]:
        """Return the cells that begin in a row, from left to right."""
        return [place for place in self.places if place.row == number]


def grid_of(table: Block) -> Grid | None:
    """Return the grid of a table; None for one without cells. Columns beyond 100 and places beyond 20,000 are cut."""
    rows = [row for row in table.blocks if row.name == "tableRow" and row.content]
    taken: dict[tuple[int, int], Place] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.blocks:
            while (number, column) in taken:
                column += 1
            if column >= MOST_COLUMNS or len(taken) >= MOST_PLACES:
                break
            height = span_of(cell, "rowspan", len(rows) - number)
            _place(taken, Place(number, column, height, _free(taken, number, column, cell), cell))
    if not taken:
        return None
    width = max(column for _row, column in taken) + 1
    _fill(taken, len(rows), width)
    places = [place for where, place in sorted(taken.items()) if where == (place.row, place.column)]
    return Grid(len(rows), width, tuple(places), has_head(rows))


def _free(taken: dict[tuple[int, int], Place], row: int, column: int, cell: Block) -> int:
    """Return how many columns a cell may take before it meets one that reaches down from above."""
    wanted = span_of(cell, "colspan", min(MOST_SPAN, MOST_COLUMNS - column))
    return next((n for n in range(1, wanted) if (row, column + n) in taken), wanted)


def _place(taken: dict[tuple[int, int], Place], place: Place) -> None:
    for row in range(place.row, place.row + place.rows):
        for column in range(place.column, place.column + place.columns):
            taken.setdefault((row, column), place)


def _fill(taken: dict[tuple[int, int], Place], height: int, width: int) -> None:
    for row in range(height):
        for column in range(width):
            if (row, column) not in taken:
                taken[row, column] = Place(row, column, 1, 1, Block("tableCell", (paragraph(),)))
