"""Blocks made by hand: first texts of pages, demo data, what imports read, tests."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from documents.editing.blocks.tree import Block, Run

Inline = str | Run | Block


def paragraph(*parts: Inline) -> Block:
    return Block("paragraph", _inline(parts))


def heading(level: int, *parts: Inline) -> Block:
    return Block("heading", _inline(parts), {"level": level})


def bullets(*items: Inline | Sequence[Block]) -> Block:
    return Block("bulletList", _items(items))


def numbers(*items: Inline | Sequence[Block], start: int = 1) -> Block:
    return Block("orderedList", _items(items), {"start": start} if start != 1 else {})


def tasks(*items: tuple[str, bool]) -> Block:
    return Block("taskList", tuple(task(done, paragraph(text)) for text, done in items))


def task(done: bool, *blocks: Block) -> Block:
    return Block("taskItem", blocks, {"checked": done})


def quote(*texts: Inline) -> Block:
    return Block("blockquote", tuple(paragraph(text) for text in texts))


def code_block(text: str, language: str = "") -> Block:
    return Block("codeBlock", _inline([text] if text else []), {"language": language} if language else {})


def rule() -> Block:
    return Block("horizontalRule")


def image(document: int, alt: str) -> Block:
    return Block("image", (), {"document": document, "alt": alt})


def table(*rows: Sequence[Inline | Block], head: bool = True) -> Block:
    """Return a table; with `head` the cells of the first row are headers. Cells are text or made by `cell`."""
    return Block(
        "table", tuple(_row(row, "tableHeader" if head and not n else "tableCell") for n, row in enumerate(rows))
    )


def cell(*blocks: Block, header: bool = False, colspan: int = 1, rowspan: int = 1) -> Block:
    spans = {"colspan": colspan, "rowspan": rowspan}
    name = "tableHeader" if header else "tableCell"
    return Block(name, blocks or (paragraph(),), {key: value for key, value in spans.items() if value != 1})


def footnotes(notes: Mapping[str, Inline]) -> Block:
    """Return the last node of a text: the footnotes by the id that their references carry."""
    made = [
        Block("footnote", (paragraph(text),), {"data-id": key, "id": f"fn:{number}"})
        for number, (key, text) in enumerate(notes.items(), 1)
    ]
    return Block("footnotes", tuple(made))


def footnote_reference(key: str, number: int = 1) -> Block:
    return Block("footnoteReference", (), {"data-id": key, "referenceNumber": str(number)})


def mention(user: int, label: str) -> Block:
    return Block("mention", (), {"id": str(user), "label": label})


def line_break() -> Block:
    return Block("hardBreak")


def bold(text: str) -> Run:
    return Run(text, {"bold": {}})


def italic(text: str) -> Run:
    return Run(text, {"italic": {}})


def link(text: str, href: str) -> Run:
    return Run(text, {"link": {"href": href}})


def commented(text: str, *ids: str) -> Run:
    return Run(text, {comment_mark(key): {"id": key} for key in ids})


def inserted(text: str, key: str) -> Run:
    return Run(text, {"insertion": {"id": key}})


def deleted(text: str, key: str) -> Run:
    return Run(text, {"deletion": {"id": key}})


def comment_mark(key: str) -> str:
    """Return the name under which the editor stores the mark of this comment, the same as the editor makes it.

    Marks that may overlap carry a hash of themselves: six bytes folded from the SHA-256 of {type, attrs}.
    """
    digest = sha256(b"v\x02" + _text("type") + b"w" + _text("comment") + _text("attrs") + b"v\x01" + _text("id")
                    + b"w" + _text(key)).digest()  # fmt: skip
    folded = bytearray(6)
    for place, byte in enumerate(digest):
        folded[place % 6] ^= byte
    return "comment--" + b64encode(folded).decode()


def _text(value: str) -> bytes:
    """Encode a text as the editor's library does; ids and names are shorter than 128 bytes."""
    data = value.encode()
    return bytes([len(data)]) + data


def _inline(parts: Iterable[Inline]) -> tuple[Block | Run, ...]:
    return tuple(Run(part) if isinstance(part, str) else part for part in parts if part != "")


def _items(items: Iterable[Inline | Sequence[Block]]) -> tuple[Block, ...]:
    return tuple(Block("listItem", _blocks(item)) for item in items)


def _blocks(item: Inline | Sequence[Block]) -> tuple[Block, ...]:
    if isinstance(item, str | Run | Block):
        return (paragraph(item),)
    return tuple(item)


def _row(cells: Sequence[Inline | Block], name: str) -> Block:
    made = [part if _is_cell(part) else Block(name, (paragraph(part),)) for part in cells]
    return Block("tableRow", tuple(made))  # type: ignore[arg-type]  # cells only, see above


def _is_cell(part: Inline | Block) -> bool:
    return isinstance(part, Block) and part.name in ("tableHeader", "tableCell")
