from collections.abc import Iterable

from django.utils.translation import gettext as _

from documents.editing.blocks.tree import Block, Run
from documents.editing.walkers.notes import Notes

_LINES = {"paragraph", "heading", "codeBlock"}


def to_text(blocks: Iterable[Block]) -> str:
    """Return the bare text, one line for each paragraph, heading, line break and table row, footnotes last.

    Cells are parted by tabs, a task begins with its sign, an image stands as its description.
    """
    blocks = tuple(blocks)
    writer = _Writer(Notes(blocks))
    for block in blocks:
        writer.block(block)
    writer.footnotes()
    return "\n".join(writer.lines)


class _Writer:
    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.lines: list[str] = []

    def block(self, block: Block) -> None:
        if block.name in _LINES:
            self.lines.extend(self.plain(block).split("\n"))
        elif block.name == "tableRow":
            cells = [_below(self.notes, cell) for cell in block.blocks]
            self.lines.append("\t".join(" ".join(lines) for lines in cells))
        elif block.name == "taskItem":
            lines = _below(self.notes, block) or [""]
            sign = "☑" if block.attributes.get("checked") is True else "☐"
            self.lines += [f"{sign} {lines[0]}", *lines[1:]]
        elif block.name == "image":
            if block.word("alt"):
                self.lines.append(_("[Image: %(description)s]") % {"description": block.word("alt")})
        elif block.name != "footnotes":
            self.other(block)

    def other(self, block: Block) -> None:
        for part in block.content:
            if isinstance(part, Block):
                self.block(part)
            else:
                self.lines.append(part.text)

    def plain(self, block: Block) -> str:
        return "".join(part.text if isinstance(part, Run) else self.inline(part) for part in block.content)

    def inline(self, block: Block) -> str:
        if block.name == "hardBreak":
            return "\n"
        if block.name == "mention":
            return "@" + block.word("label")
        if block.name == "footnoteReference":
            number = self.notes.number(block)
            return f"[{number}]" if number else ""
        return self.plain(block)

    def footnotes(self) -> None:
        for number, note in enumerate(self.notes.referred, 1):
            self.lines.append(f"[{number}] " + " ".join(_below(self.notes, note)))
        for note in self.notes.unreferred:
            self.other(note)


def _below(notes: Notes, block: Block) -> list[str]:
    """Return the lines of what is inside a block."""
    writer = _Writer(notes)
    writer.other(block)
    return writer.lines
