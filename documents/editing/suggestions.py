"""A text without its marks of work: suggestions decided one way for reading, comments taken off."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from documents.editing.blocks.tree import Attributes, Block, Run

_DROPPED = {"old": "insertion", "new": "deletion"}
_STAY_EMPTY = {"tableCell", "tableHeader", "footnote", "image", "horizontalRule", "mention", "hardBreak"}


def has_suggestions(blocks: Iterable[Block]) -> bool:
    return any(
        part.suggestion is not None if isinstance(part, Run) else has_suggestions([part])
        for block in blocks
        for part in block.content
    )


def without_suggestions(blocks: Iterable[Block], keep: Literal["old", "new"] = "old") -> tuple[Block, ...]:
    """Return the text as it was before all suggestions ("old"), or as it would be with all of them ("new").

    A paragraph or list item of which nothing is left goes too; one that was empty before stays.
    """
    dropped = _DROPPED[keep]
    settled = (_settle(block, dropped) for block in blocks)
    return tuple(block for block in settled if block is not None)


def without_comments(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the text without the marks of comments."""
    return tuple(_strip(block) for block in blocks)


def _settle(block: Block, dropped: str) -> Block | None:
    parts: list[Block | Run] = []
    for part in block.content:
        if isinstance(part, Block):
            settled = _settle(part, dropped)
            if settled is not None:
                parts.append(settled)
        elif dropped not in part.marks:
            parts.append(_without(part, ("insertion", "deletion")))
    if block.content and not parts:
        if block.name not in _STAY_EMPTY:
            return None
        parts.append(Block("paragraph"))
    return replace(block, content=_joined(parts))


def _strip(block: Block) -> Block:
    parts = [_strip(part) if isinstance(part, Block) else _without(part, ("comment",)) for part in block.content]
    return replace(block, content=_joined(parts))


def _without(run: Run, names: tuple[str, ...]) -> Run:
    marks: Mapping[str, Attributes] = {name: value for name, value in run.marks.items() if not name.startswith(names)}
    return run if len(marks) == len(run.marks) else Run(run.text, marks)


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
