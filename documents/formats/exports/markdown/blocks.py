"""The blocks of a text as Markdown."""

import re
from collections.abc import Callable, Iterable

from documents.editing.blocks import Block, Run
from documents.editing.walkers import to_html
from documents.editing.walkers.html import library_image
from documents.formats.exports.markdown.inline import Inline, at_line_start, escaped
from documents.formats.grids import Grid, Place, grid_of
from documents.formats.head import ExportHead, plain
from documents.formats.prepared import Prepared, image_id, image_words

_LISTS = ("bulletList", "orderedList", "taskList")
_BAR = re.compile(r"(?<!\\)\|")
_APART = "<!-- -->"  # between two lists that would else be one


class Writer:
    def __init__(self, head: ExportHead, text: Prepared) -> None:
        self.head = head
        self.prepared = text
        self.inline = Inline(self.reference, "\\\n")
        self.in_line = Inline(self.reference, "<br>")
        self.special: dict[str, Callable[[Block], str]] = {
            "paragraph": self.paragraph,
            "heading": self.heading,
            "bulletList": self.listed,
            "orderedList": self.listed,
            "taskList": self.listed,
            "blockquote": lambda block: _led("> ", "> ", self.blocks(block.blocks)),
            "codeBlock": _code_block,
            "horizontalRule": lambda _block: "---",
            "table": self.table,
            "image": self.image,
        }

    def text(self) -> str:
        notes = [
            f"[^{number}]: " + _led("", "    ", self.blocks(note.blocks))
            for number, note in enumerate(self.prepared.notes.referred, 1)
        ]
        return "\n\n".join(part for part in [self.blocks(self.prepared.blocks), *notes] if part)

    def blocks(self, blocks: Iterable[Block]) -> str:
        made: list[str] = []
        before = ""
        for block in blocks:
            if before in _LISTS and block.name in _LISTS:
                made.append(_APART)
            part = self.block(block)
            if part:
                made.append(part)
                before = block.name
        return "\n\n".join(made)

    def block(self, block: Block) -> str:
        special = self.special.get(block.name)
        if special:
            return special(block)
        if any(isinstance(part, Run) for part in block.content):
            return self.paragraph(block)
        return self.blocks(block.blocks)

    def paragraph(self, block: Block) -> str:
        return "\n".join(at_line_start(line) for line in self.inline.text(block.content).split("\n"))

    def heading(self, block: Block) -> str:
        level = min(max(block.number("level", 2), 2), 4)
        return f"{'#' * level} {self.in_line.text(block.content)}".replace("\n", " ").rstrip()

    def listed(self, block: Block) -> str:
        start = block.number("start", 1)
        items = []
        for number, item in enumerate(block.blocks):
            sign = f"{start + number}. " if block.name == "orderedList" else "- "
            box = ""
            if block.name == "taskList":
                box = "[x] " if item.attributes.get("checked") is True else "[ ] "
            items.append(_led(sign + box, " " * len(sign), self.item(item)))
        return ("\n" if all(_is_short(item) for item in block.blocks) else "\n\n").join(items)

    def item(self, item: Block) -> str:
        if _is_short(item):
            return "\n".join(self.block(block) for block in item.blocks)
        return self.blocks(item.blocks)

    def table(self, block: Block) -> str:
        grid = grid_of(block)
        if grid is None:
            return ""
        if any(_needs_html(place) for place in grid.places):
            return str(to_html([block])).replace("\n", " ")
        rows = [self.row(grid, number) for number in range(grid.height)]
        if not grid.has_head:
            rows.insert(0, "|" + "   |" * grid.width)
        rows.insert(1, "|" + " --- |" * grid.width)
        return "\n".join(rows)

    def row(self, grid: Grid, number: int) -> str:
        cells = [
            "<br>".join(self.in_line.text(block.content) for block in place.block.blocks) for place in grid.row(number)
        ]
        # Only code still holds bars that would part cells.
        return "| " + " | ".join(_BAR.sub(r"\|", cell.replace("\n", " ")) for cell in cells) + " |"

    def image(self, block: Block) -> str:
        if self.prepared.picture(block) is None or not self.head.origin:
            return escaped(plain(image_words(block)))
        alt = escaped(plain(block.word("alt"))).replace("\n", " ")
        return f"![{alt}](<{self.head.origin}{library_image(image_id(block))}>)"

    def reference(self, block: Block) -> str:
        number = self.prepared.notes.number(block)
        return f"[^{number}]" if self.prepared.notes.knows(block) else escaped(number)


def _led(first: str, others: str, text: str) -> str:
    """Return lines with a sign before the first and room before the others."""
    lines = text.split("\n")
    led = [first + lines[0], *(others + line for line in lines[1:])]
    return "\n".join(line if line.rstrip(" >") else line.rstrip() for line in led)


def _is_short(item: Block) -> bool:
    """Return whether an item is one paragraph, with at most one short list below it.

    A list that begins with another number than 1 needs an empty line before it.
    """
    blocks = item.blocks
    if not blocks or blocks[0].name != "paragraph" or len(blocks) > 2:
        return False
    if len(blocks) == 1:
        return True
    return blocks[1].name in _LISTS and blocks[1].number("start", 1) == 1 and all(map(_is_short, blocks[1].blocks))


def _needs_html(place: Place) -> bool:
    return place.rows > 1 or place.columns > 1 or any(block.name != "paragraph" for block in place.block.blocks)


def _code_block(block: Block) -> str:
    code = "".join(plain(part.text) for part in block.content if isinstance(part, Run))
    fence = "```"
    while fence in code:
        fence += "`"
    language = block.word("language")
    return f"{fence}{language if language.isalnum() else ''}\n{code}\n{fence}"
