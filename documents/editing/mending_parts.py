"""What becomes of a node that stands where the schema does not allow it: the same words, in nodes that may."""

from collections.abc import Callable
from dataclasses import replace

from documents.editing.blocks.tree import Block, Run
from documents.editing.schema import BLOCKS, CONTENT, INLINE, allowed_in, is_text_block

_ITEMS = {"listItem": "bulletList", "taskItem": "taskList"}
_CELLS = {"tableCell", "tableHeader"}


def filler(name: str) -> Block:
    """Return the empty node that stands in a node which may not be empty."""
    return Block("paragraph") if "paragraph" in allowed_in(name) else Block(next(iter(allowed_in(name))))


def as_children(parent: str, child: Block) -> list[Block]:
    """Return nodes with the words of `child` (text is a block "text" with runs) that may stand in `parent`.

    What is in them may still have to be mended.
    """
    allowed = allowed_in(parent)
    if allowed >= BLOCKS:
        return _as_blocks(child)
    make = _MAKERS.get(parent, _as_paragraphs)
    return make(child)


def _as_blocks(child: Block) -> list[Block]:
    if child.name in INLINE:
        return [_line(child)]
    if child.name in _ITEMS:
        return [Block(_ITEMS[child.name], (child,))]
    if child.name == "tableRow":
        return [Block("table", (child,))]
    if child.name in BLOCKS:
        # A rule or an image with something in it.
        return [replace(child, content=()), *_opened(child)]
    return _opened(child)


def _opened(child: Block) -> list[Block]:
    """Return what is in a node, as blocks."""
    made: list[Block] = []
    line: list[Block | Run] = []
    for part in child.content:
        if isinstance(part, Run) or part.name in INLINE:
            line.append(part)
            continue
        made += [*_lines(line), *_whole_blocks(part)]
        line = []
    return made + _lines(line)


def _lines(line: list[Block | Run]) -> list[Block]:
    return [Block("paragraph", tuple(line))] if line else []


def _line(child: Block) -> Block:
    """Return a paragraph of text or of one thing that stands in text."""
    return Block("paragraph", child.content if child.name == "text" else (child,))


def _as_paragraphs(child: Block) -> list[Block]:
    """Return the lines of a node, for where only paragraphs may stand."""
    if child.name in INLINE:
        return [_line(child)]
    if is_text_block(child.name):
        return [Block("paragraph", child.content)]
    made: list[Block] = []
    line: list[Block | Run] = []
    for part in child.content:
        if isinstance(part, Run) or part.name in INLINE:
            line.append(part)
        else:
            made += [*_lines(line), *_as_paragraphs(part)]
            line = []
    return made + _lines(line)


def _as_items(name: str) -> Callable[[Block], list[Block]]:
    def make(child: Block) -> list[Block]:
        if child.name in _ITEMS:
            return [Block(name, child.content)]
        return [Block(name, tuple(_whole_blocks(child)))]

    return make


def _whole_blocks(child: Block) -> list[Block]:
    """Return a node as it is where it is a block, else blocks with its words."""
    is_whole = child.name in BLOCKS and (CONTENT[child.name] or not child.content)
    return [child] if is_whole else _as_blocks(child)


def _as_rows(child: Block) -> list[Block]:
    return [Block("tableRow", tuple(_as_cells(child)))]


def _as_cells(child: Block) -> list[Block]:
    return [child] if child.name in _CELLS else [Block("tableCell", tuple(_whole_blocks(child)))]


def _as_notes(child: Block) -> list[Block]:
    return [Block("footnote", tuple(_as_paragraphs(child)))]


_MAKERS: dict[str, Callable[[Block], list[Block]]] = {
    "bulletList": _as_items("listItem"),
    "orderedList": _as_items("listItem"),
    "taskList": _as_items("taskItem"),
    "table": _as_rows,
    "tableRow": _as_cells,
    "footnotes": _as_notes,
}


def letters_of(block: Block) -> list[Run]:
    """Return all letters of a node with their marks; a mention by its name, a line break as one."""
    if block.name == "mention":
        return [Run(f"@{block.word('label')}"), *_inner_letters(block)]
    if block.name == "hardBreak":
        return [Run("\n"), *_inner_letters(block)]
    return _inner_letters(block)


def _inner_letters(block: Block) -> list[Run]:
    runs: list[Run] = []
    for part in block.content:
        if isinstance(part, Run):
            runs.append(part)
        else:
            runs += [Run(" ")] if runs and part.name not in INLINE else []
            runs += letters_of(part)
    return runs
