"""A text without its marks of work: suggestions decided one way for reading, comments taken off."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from documents.editing.blocks.tree import Attributes, Block, Run

_DROPPED = {"old": "insertion", "new": "deletion"}
_ITEMS = {"listItem", "taskItem"}
_WORK = ("insertion", "deletion", "comment")
_TEXTS = {"paragraph", "heading", "codeBlock"}
ZERO_WIDTH = "\u200b"  # the editor puts it under the mark where the border of a block is suggested
_STAY_EMPTY = {"tableCell", "tableHeader", "footnote", "image", "horizontalRule", "mention", "hardBreak"}


def has_suggestions(blocks: Iterable[Block]) -> bool:
    return any(
        part.suggestion is not None if isinstance(part, Run) else has_suggestions([part])
        for block in blocks
        for part in block.content
    )


def without_suggestions(blocks: Iterable[Block], keep: Literal["old", "new"] = "old") -> tuple[Block, ...]:
    """Return the text as it was before all suggestions ("old"), or as it would be with all of them ("new").

    A paragraph or list item of which nothing is left goes too; one that was empty before stays, and so does a paragraph
    with which a list item begins if something else is left in that item. Neighbours whose border
    was suggested (the end of one and the begin of the next are part of one suggestion that goes) become one.
    """
    dropped = _DROPPED[keep]
    settled = (_settle(block, dropped) for block in _joined_blocks(blocks, dropped))
    return tuple(block for block in settled if block is not None)


def without_comments(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the text without the marks of comments."""
    return tuple(_strip(block) for block in blocks)


def _settle(block: Block, dropped: str) -> Block | None:
    parts: list[Block | Run] = []
    inner: Iterable[Block | Run] = _joined_blocks(block.content, dropped) if block.blocks else block.content
    for part in inner:
        if isinstance(part, Block):
            settled = _settle(part, dropped)
            if settled is not None:
                parts.append(settled)
        elif dropped not in part.marks:
            kept = _without(part, ("insertion", "deletion"))
            parts += [kept] if kept.text else []
    if block.content and not parts:
        if block.name not in _STAY_EMPTY:
            return None
        parts.append(Block("paragraph"))
    if block.name in _ITEMS and parts and not _is_paragraph(parts[0]):
        parts.insert(0, Block("paragraph"))
    return replace(block, content=_joined(parts))


def _is_paragraph(part: Block | Run) -> bool:
    return isinstance(part, Block) and part.name == "paragraph"


def _strip(block: Block) -> Block:
    parts = [_strip(part) if isinstance(part, Block) else _without(part, ("comment",)) for part in block.content]
    return replace(block, content=_joined(parts))


def _without(run: Run, names: tuple[str, ...]) -> Run:
    marks: Mapping[str, Attributes] = {name: value for name, value in run.marks.items() if not name.startswith(names)}
    if len(marks) == len(run.marks):
        return run
    return Run(run.text.replace(ZERO_WIDTH, ""), marks)


def _joined_blocks(parts: Iterable[Block | Run], dropped: str) -> list[Any]:
    """Return parts with those neighbours made one whose border belongs to a suggestion that goes."""
    made: list[Any] = []
    for part in parts:
        last = made[-1] if made else None
        if isinstance(part, Block) and isinstance(last, Block) and _is_border_gone(last, part, dropped):
            made[-1] = _join(last, part)
        else:
            made.append(part)
    return made


def _is_border_gone(before: Block, after: Block, dropped: str) -> bool:
    if before.name in _ITEMS and after.name == before.name and before.blocks and after.blocks:
        before, after = before.blocks[-1], after.blocks[0]
    end, begin = (before.content or (None,))[-1], (after.content or (None,))[0]
    if before.name not in _TEXTS or after.name not in _TEXTS or not isinstance(end, Run) or not isinstance(begin, Run):
        return False
    return dropped in end.marks and end.suggestion == begin.suggestion


def _join(before: Block, after: Block) -> Block:
    if before.name not in _ITEMS:
        content = _as_code(after.content) if before.name == "codeBlock" else after.content
        return replace(before, content=before.content + content)
    middle = _join(before.blocks[-1], after.blocks[0])
    return replace(before, content=(*before.blocks[:-1], middle, *after.blocks[1:]))


def _as_code(parts: Iterable[Block | Run]) -> tuple[Run, ...]:
    """Return the words as a code block holds them: without formats, line breaks as letters."""
    runs = (part if isinstance(part, Run) else Run(_letters(part)) for part in parts)
    return tuple(
        Run(run.text, {name: value for name, value in run.marks.items() if name.startswith(_WORK)})
        for run in runs
        if run.text
    )


def _letters(block: Block) -> str:
    label = block.word("label")
    return "\n" if block.name == "hardBreak" else f"@{label}" if label else ""


def _joined(parts: list[Block | Run]) -> tuple[Block | Run, ...]:
    """Neighbours with the same marks become one run again."""
    joined: list[Block | Run] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Run) and isinstance(last, Run) and last.marks == part.marks:
            joined[-1] = Run(last.text + part.text, part.marks)
        else:
            joined.append(part)
    return tuple(joined)
