from collections.abc import Callable

from django.utils.html import escape
from django.utils.translation import gettext as _

from documents.editing.blocks.tree import Block

MOST_SPAN = 100


def table_html(table: Block, number: int, inner: Callable[[Block], str]) -> str:
    """Return a table in a box that scrolls by keyboard; `number` counts the tables of the text and names the box.

    The first row is the head if all of its cells are headers; a header further down speaks for its row.
    """
    rows = [row for row in table.blocks if row.name == "tableRow" and row.content]
    if not rows:
        return ""
    parts = [_row(row, n, len(rows) - n, inner) for n, row in enumerate(rows)]
    if has_head(rows):
        body = f"<tbody>{''.join(parts[1:])}</tbody>" if len(parts) > 1 else ""
        made = f"<thead>{parts[0]}</thead>{body}"
    else:
        made = f"<tbody>{''.join(parts)}</tbody>"
    label = escape(_("Table %(number)s") % {"number": number})
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table">{made}</table></div>'
    )


def has_head(rows: list[Block]) -> bool:
    """Return whether the first row is a head of its own; a cell that reaches down into the next row makes it none."""
    cells = rows[0].blocks
    return all(cell.name == "tableHeader" and span_of(cell, "rowspan", MOST_SPAN) == 1 for cell in cells)


def span_of(cell: Block, name: str, most: int) -> int:
    return min(cell.number(name, 1, least=1), most, MOST_SPAN)


def _row(row: Block, number: int, left: int, inner: Callable[[Block], str]) -> str:
    return f"<tr>{''.join(_cell(cell, number, left, inner) for cell in row.blocks)}</tr>"


def _cell(cell: Block, row: int, left: int, inner: Callable[[Block], str]) -> str:
    """Return one cell. A header without words is none: it would be read as a name of nothing."""
    content = inner(cell)
    spans = "".join(
        f' {name}="{count}"'
        for name, most in (("colspan", MOST_SPAN), ("rowspan", left))
        if (count := span_of(cell, name, most)) > 1
    )
    if cell.name == "tableHeader" and content not in ("", "<p></p>"):
        return f'<th scope="{"row" if row else "col"}"{spans}>{content}</th>'
    return f"<td{spans}>{content}</td>"
