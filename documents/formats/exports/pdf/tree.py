"""The text as plain data for the template. Blocks are objects with a name `t`; text without marks is a string."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import pgettext

from documents.editing.blocks import Block, Run
from documents.formats.exports.pdf.levels import levelled
from documents.formats.grids import Place, grid_of
from documents.formats.head import plain
from documents.formats.prepared import Prepared, image_id, image_words

Node = dict[str, Any] | str
_MARKS = ("bold", "italic", "strike", "code", "underline")


class Tree:
    """Turns blocks into nodes. Heading levels are closed up, because a tagged PDF must not skip one."""

    def __init__(self, text: Prepared) -> None:
        self.text = text
        self.level = 0
        self.labelled: set[str] = set()
        self.special: dict[str, Callable[[Block], Node]] = {
            "paragraph": lambda block: {"t": "p", "b": self.inner(block)},
            "heading": self.heading,
            "bulletList": lambda block: {"t": "list", "b": self.items(block)},
            "orderedList": lambda block: {"t": "enum", "start": block.number("start", 1), "b": self.items(block)},
            "taskList": self.tasks,
            "blockquote": lambda block: {"t": "quote", "b": self.inner(block)},
            "codeBlock": self.code,
            "horizontalRule": lambda _block: {"t": "rule"},
            "hardBreak": lambda _block: {"t": "br"},
            "table": self.table,
            "image": self.image,
            "mention": lambda block: "@" + plain(block.word("label")),
            "footnoteReference": self.reference,
        }

    def body(self) -> list[Node]:
        return self.nodes(levelled(self.text.blocks))

    def nodes(self, blocks: Iterable[Block | Run]) -> list[Node]:
        return [self.run(part) if isinstance(part, Run) else self.block(part) for part in blocks]

    def block(self, block: Block) -> Node:
        write = self.special.get(block.name)
        return write(block) if write else {"t": "all", "b": self.inner(block)}

    def inner(self, block: Block) -> list[Node]:
        return self.nodes(block.content)

    def led(self, block: Block) -> list[Node]:
        """Return what is inside; a first paragraph stands in the line of the sign or number before it."""
        nodes = self.inner(block)
        if nodes and isinstance(nodes[0], dict) and nodes[0]["t"] == "p":
            nodes[0] = {**nodes[0], "t": "all"}
        return nodes

    def items(self, block: Block) -> list[list[Node]]:
        return [self.inner(item) for item in block.blocks]

    def run(self, run: Run) -> Node:
        text = plain(run.text)
        if not run.marks:
            return text
        node: dict[str, Any] = {"t": "run", "x": text, "m": [name for name in _MARKS if name in run.marks]}
        if "link" in run.marks:
            node["a"] = plain(run.marks["link"]["href"])
        return node

    def heading(self, block: Block) -> Node:
        wanted = min(max(block.number("level", 2), 2), 4) - 1
        inner = self.inner(block)
        if not "".join(part.text for part in block.content if isinstance(part, Run)).strip():
            return {"t": "p", "b": inner}
        self.level = min(wanted, self.level + 1)
        return {"t": "h", "l": self.level, "b": inner}

    def tasks(self, block: Block) -> Node:
        items = [{"done": item.attributes.get("checked") is True, "b": self.led(item)} for item in block.blocks]
        return {"t": "tasks", "words": [pgettext("task", "open"), pgettext("task", "done")], "b": items}

    def code(self, block: Block) -> Node:
        return {"t": "code", "x": "".join(plain(part.text) for part in block.content if isinstance(part, Run))}

    def table(self, block: Block) -> Node:
        grid = grid_of(block)
        if grid is None:
            return ""
        head = [self.cell(place) for place in grid.row(0)] if grid.has_head else []
        body = [self.cell(place) for place in grid.places if place.row or not grid.has_head]
        return {"t": "table", "n": grid.width, "head": head, "body": body}

    def cell(self, place: Place) -> Node:
        return {"c": place.columns, "r": place.rows, "h": place.is_header, "b": self.inner(place.block)}

    def image(self, block: Block) -> Node:
        picture = self.text.picture(block)
        if picture is None:
            return {"t": "p", "b": [image_words(block)]}
        # Without a description it is decoration, which no screen reader mentions.
        alt = plain(block.word("alt")).strip()
        return {"t": "img", "path": f"{image_id(block)}.{picture.kind}", "alt": alt, "w": picture.width}

    def reference(self, block: Block) -> Node:
        if not self.text.notes.knows(block):
            return {"t": "run", "x": self.text.notes.number(block), "m": ["super"]}
        number = self.text.notes.number(block)
        if number in self.labelled:
            return {"t": "again", "n": number}
        self.labelled.add(number)
        note = self.text.notes.referred[int(number) - 1]
        note = replace(note, content=levelled(note.blocks))
        return {"t": "note", "n": number, "b": self.led(note)}
