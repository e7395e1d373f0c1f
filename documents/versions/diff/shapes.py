"""Blocks in a form that can be compared: without comments, runs joined, numbers whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from documents.editing.blocks import Block, Run

# Where comments stand is no part of the text.
_BESIDE_THE_TEXT = {"comment"}
_TEXT_BLOCKS = {"paragraph", "heading", "codeBlock"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of a line with the same marks; a mention counts as a mark on its name."""

    text: str
    marks: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block as it is shown in comparisons: what kind of line, its bare text, and what else it says.

    `facts` are what counts without being a word: a task's tick, a heading's level, which picture.
    """

    kind: str
    text: str
    stretches: tuple[Stretch, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def normal(block: Block) -> Block:
    """Return the block without comments, neighbouring runs of the same marks joined, numbers whole."""
    return Block(block.name, tuple(_join(map(_normal_part, block.content))), plain_attributes(block.attributes))


def _normal_part(part: Block | Run) -> Block | Run:
    return normal(part) if isinstance(part, Block) else Run(part.text, plain_marks(part.marks))


def plain_marks(marks: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the marks that are part of the text, with their attributes in plain form."""
    kept = {name: value for name, value in marks.items() if name.split("--", 1)[0] not in _BESIDE_THE_TEXT}
    return {name: plain_attributes(value) if isinstance(value, Mapping) else {} for name, value in kept.items()}


def plain_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes without empty ones; whole numbers come back from the shared text as floats."""
    found = {name: _whole(value) for name, value in attributes.items() if value is not None}
    return dict(sorted(found.items()))


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _join(parts: Iterable[Block | Run]) -> list[Block | Run]:
    joined: list[Block | Run] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Run) and isinstance(last, Run) and last.marks == part.marks:
            joined[-1] = Run(last.text + part.text, last.marks)
        elif not isinstance(part, Run) or part.text:
            joined.append(part)
    return joined


def signature(block: Block) -> str:
    """Return a text that is equal for blocks that read the same. The block must be in normal form."""
    return json.dumps(_plain(block), ensure_ascii=False, sort_keys=True, default=str)


def _plain(part: Block | Run) -> list[Any]:
    if isinstance(part, Run):
        return [part.text, dict(part.marks)]
    return [part.name, dict(part.attributes), [_plain(inner) for inner in part.content]]


def text_of(block: Block) -> str:
    """Return the bare text of a block; line breaks and things without letters as one sign each."""
    return "\n".join(line.text for line in lines_of(block))


def lines_of(block: Block, kind: str = "") -> list[Line]:
    """Return the lines of a block; a line of a list, a quotation or a table says so in its kind."""
    inside = _INSIDE.get(block.name, kind)
    if block.name in _TEXT_BLOCKS or not any(isinstance(part, Block) for part in block.content):
        lines = [Line(inside or block.name, inline_text(block), tuple(_stretches(block)))]
    else:
        lines = [line for part in block.content for line in _lines_of_part(part, inside)]
    facts = {name: block.attributes.get(name, _USUAL.get(name)) for name in _FACTS.get(block.name, ())}
    if facts and lines:
        lines[0] = replace(lines[0], facts=facts | dict(lines[0].facts))
    return lines


def _lines_of_part(part: Block | Run, kind: str) -> list[Line]:
    if isinstance(part, Run):
        return [Line(kind, part.text, (Stretch(part.text, part.marks),))]
    return lines_of(part, kind)


def _stretches(block: Block) -> Iterator[Stretch]:
    if not block.content:
        yield Stretch(inline_text(block), {})
    for part in block.content:
        if isinstance(part, Run):
            yield Stretch(part.text, part.marks)
        else:
            marks = {"mention": part.attributes.get("id")} if part.name == "mention" else {}
            yield Stretch(inline_text(part), marks)


def inline_text(block: Block) -> str:
    """Return what stands in a line: its letters, "@name" for people, the words for a picture."""
    if not block.content:
        return _alone(block)
    return "".join(part.text if isinstance(part, Run) else inline_text(part) for part in block.content)


def _alone(block: Block) -> str:
    if block.name == "hardBreak":
        return "\n"
    if block.name == "horizontalRule":
        return "———"
    if block.name == "mention":
        return f"@{block.attributes.get('label', '')}"
    if block.name == "footnoteReference":
        return f"[{block.attributes.get('referenceNumber', '')}]"
    return f"[{block.attributes.get('alt') or block.name}]" if block.name == "image" else ""


_INSIDE = {
    "listItem": "item",
    "taskItem": "item",
    "tableCell": "cell",
    "tableHeader": "cell",
    "blockquote": "quote",
    "footnote": "footnote",
}

# What else counts, by block.
_FACTS = {
    "taskItem": ("checked",),
    "heading": ("level",),
    "codeBlock": ("language",),
    "orderedList": ("start",),
    "tableCell": ("colspan", "rowspan"),
    "tableHeader": ("colspan", "rowspan"),
    "image": ("document",),
}
_USUAL = {"checked": False, "start": 1, "colspan": 1, "rowspan": 1}
