from collections.abc import Callable
from typing import Any

from documents.editing.blocks.tree import Block

MOST_CELLS = 5_000


def table_of(element: Any, blocks: Callable[[Any], list[Block]]) -> list[Block]:
    """Return a table and, before it, its caption. Rows without cells go, and a first row in which nothing stands."""
    captions = [block for caption in element.findall("caption") for block in blocks(caption)]
    rows: list[Block] = []
    left = MOST_CELLS
    for row in _rows(element):
        cells = tuple(_cell(cell, blocks) for cell in row if cell.tag in ("td", "th"))[:left]
        left -= len(cells)
        if cells:
            rows.append(Block("tableRow", cells))
    if len(rows) > 1 and _is_blank(rows[0]):
        rows = rows[1:]
    return [*captions, Block("table", tuple(rows))] if rows else captions


def _rows(element: Any) -> list[Any]:
    found = []
    for child in element:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += child.findall("tr")
    return found


def _cell(cell: Any, blocks: Callable[[Any], list[Block]]) -> Block:
    spans = {name: _span(cell.get(name)) for name in ("colspan", "rowspan")}
    name = "tableHeader" if cell.tag == "th" or _is_head(cell) else "tableCell"
    content = tuple(blocks(cell)) or (Block("paragraph"),)
    return Block(name, content, {key: span for key, span in spans.items() if span > 1})


def _is_head(cell: Any) -> bool:
    """Word marks heads of columns only; those of rows are told by the style of their words."""
    return len(cell) > 0 and all(child.tag == "p" and child.get("class") == "table-head" for child in cell)


def _span(value: str | None) -> int:
    text = (value or "").strip()
    return min(int(text), 100) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _is_blank(row: Block) -> bool:
    """Markdown has no tables without a head; one without words stands for none."""
    return all(cell.name == "tableHeader" and cell.content == (Block("paragraph"),) for cell in row.blocks)
