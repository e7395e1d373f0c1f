"""The blocks of a text as paragraphs and tables of Word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.shared import Emu

from documents.editing.blocks import Block, Run
from documents.formats.exports.docx.inline import Inline
from documents.formats.exports.docx.lists import DEEPEST, Numbering
from documents.formats.exports.docx.notes import WordNotes
from documents.formats.exports.docx.styles import in_list
from documents.formats.exports.docx.tables import table_element
from documents.formats.exports.docx.xml import paragraph, run, w, words
from documents.formats.head import plain
from documents.formats.prepared import Prepared, image_words

_PIXEL = 9525  # English metric units, at 96 pixels an inch
_WIDEST = 5_486_400  # the text's width in the same unit


@dataclass(frozen=True, slots=True)
class Where:
    """In what a block stands: the list with its level, and whether its sign is still to come; a quote."""

    level: int = -1
    number: int = 0
    sign: tuple[Any, ...] | None = None
    style: str = ""

    def properties(self) -> tuple[Any, ...]:
        if self.level < 0:
            return ()
        level = min(self.level, DEEPEST)
        if self.sign is None:
            return (w("ind", left=360 * (level + 1)),)
        return (w("numPr", w("ilvl", val=level), w("numId", val=self.number)),)

    def styled(self, kind: str) -> str:
        """Return the style of what is not the first in its list item: so the import finds the item again."""
        if self.level < 0 or self.sign is not None:
            return kind
        return in_list(kind, min(self.level, DEEPEST) + 1)


class Body:
    def __init__(self, word: Any, text: Prepared) -> None:
        self.part = word.part
        self.text = text
        self.last = ""
        self.numbering = Numbering(word.part.numbering_part.element)
        self.inline = Inline(word.part, WordNotes(word.part, text.notes).reference)
        self.special: dict[str, Callable[[Block, Where], Iterator[Any]]] = {
            "paragraph": self.paragraph,
            "heading": self.heading,
            "bulletList": self.listed,
            "orderedList": self.listed,
            "taskList": self.tasks,
            "blockquote": lambda block, where: self.inner(
                block, replace(where, style="Quote2" if where.style.startswith("Quote") else "Quote")
            ),
            "codeBlock": self.code,
            "horizontalRule": self.rule,
            "table": self.table,
            "image": self.image,
        }

    def elements(self) -> Iterator[Any]:
        yield from self.all(self.text.blocks, Where())

    def block(self, block: Block, where: Where) -> Iterator[Any]:
        return self.special.get(block.name, self.other)(block, where)

    def other(self, block: Block, where: Where) -> Iterator[Any]:
        if any(isinstance(part, Run) for part in block.content):
            return self.paragraph(block, where)
        return self.inner(block, where)

    def inner(self, block: Block, where: Where) -> Iterator[Any]:
        """Yield what is inside; the sign of a list item stands before its first paragraph only."""
        yield from self.all(block.blocks, where)

    def all(self, blocks: Iterable[Block], where: Where) -> Iterator[Any]:
        for block in blocks:
            yield from self.block(block, where)
            where = replace(where, sign=None)
            self.last = block.name

    def paragraph(self, block: Block, where: Where) -> Iterator[Any]:
        style = where.styled(where.style) or ("ListParagraph" if where.level >= 0 else "")
        content = [*(where.sign or ()), *self.inline.elements(block.content)]
        yield paragraph(*content, style=style, properties=where.properties())

    def heading(self, block: Block, _where: Where) -> Iterator[Any]:
        level = min(max(block.number("level", 2), 2), 4) - 1
        yield paragraph(*self.inline.elements(block.content), style=f"Heading{level}")

    def listed(self, block: Block, where: Where) -> Iterator[Any]:
        level = where.level + 1
        if block.name == "orderedList":
            number = self.numbering.numbers(min(level, DEEPEST), block.number("start", 1))
        else:
            number = self.numbering.bullets
        for item in block.blocks:
            yield from self.item(item, Where(level, number, (), where.style))

    def tasks(self, block: Block, where: Where) -> Iterator[Any]:
        for item in block.blocks:
            sign = (_check_box(done=item.attributes.get("checked") is True), run(words(" ")))
            yield from self.item(item, Where(where.level + 1, self.numbering.tasks, sign, where.style))

    def item(self, item: Block, where: Where) -> Iterator[Any]:
        # An item that begins with something else than text needs a paragraph for its sign.
        if not item.blocks or item.blocks[0].name != "paragraph":
            yield from self.paragraph(Block("paragraph"), where)
            where = replace(where, sign=None)
        yield from self.inner(item, where)

    def code(self, block: Block, where: Where) -> Iterator[Any]:
        properties = where.properties() if where.sign is None else ()
        # Word and others write each line as a paragraph, so neighbours of one style are read as one code.
        kind = "Code2" if self.last == "codeBlock" and where.level < 0 else "Code"
        yield paragraph(*self.inline.elements(block.content), style=where.styled(kind), properties=properties)

    def rule(self, _block: Block, _where: Where) -> Iterator[Any]:
        line = w("pBdr", w("bottom", val="single", sz=6, space=1, color="767D94"))
        yield paragraph(style="HorizontalLine", properties=(line,))

    def table(self, block: Block, where: Where) -> Iterator[Any]:
        element = table_element(block, self.cell, style=where.styled("TableGrid"))
        if element is not None:
            yield element
            # Two tables without anything between them would be one.
            yield paragraph()

    def cell(self, cell: Block) -> list[Any]:
        return list(self.inner(cell, Where(style="TableHead" if cell.name == "tableHeader" else "")))

    def image(self, block: Block, where: Where) -> Iterator[Any]:
        picture = self.text.picture(block)
        if picture is None:
            yield from self.paragraph(Block("paragraph", (Run(image_words(block)),)), where)
            return
        width = min(picture.width * _PIXEL, _WIDEST)
        height = width * picture.height // picture.width
        inline = self.part.new_pic_inline(BytesIO(picture.data), Emu(width), Emu(max(height, 1)))
        inline.docPr.set("descr", plain(block.word("alt")))
        yield paragraph(run(w("drawing", inline)), style=where.styled(""), properties=where.properties())


_CHECK_BOX = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>'
    '<w14:checked w14:val="{value}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
    '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr>'
    "<w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
)


def _check_box(*, done: bool) -> Any:
    """Return a box that can be ticked in Word."""
    return parse_xml(_CHECK_BOX.format(value=int(done), sign="☒" if done else "☐"))
