"""The blocks of a text as OpenDocument XML."""

import re
from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby

from documents.editing.blocks import Block, Run
from documents.formats.exports.odt.lists import parted, place_of
from documents.formats.exports.odt.tables import table_xml
from documents.formats.head import plain
from documents.formats.prepared import Prepared, image_id, image_words

_MARKS = {
    "bold": "Strong_20_Emphasis",
    "italic": "Emphasis",
    "strike": "Strike",
    "underline": "Underline",
    "code": "Source_20_Text",
}
_LISTS = {"bulletList": "Bullets", "orderedList": "Numbers", "taskList": "Tasks"}
_WIDEST = 16.0  # centimetres: the text's width
_PIXELS = 96 / 2.54  # in a centimetre
_SPACES = re.compile(r"^ | {2,}")


def text_xml(text: str) -> str:
    """Return text for a paragraph; line ends, tabs and spaces that would be lost are elements of their own."""
    xml = _SPACES.sub(lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', escape(plain(text)))
    return xml.replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


class Body:
    def __init__(self, text: Prepared) -> None:
        self.text = text
        self.noted: set[str] = set()
        self.tables = 0
        self.lists = 0  # in each other, here
        self.apart: dict[int, str] = {}  # tables that stand in lists
        self.special: dict[str, Callable[[Block, str], str]] = {
            "paragraph": lambda block, style: self.paragraph(block, style or "Text_20_body"),
            "heading": self.heading,
            "bulletList": self.listed,
            "orderedList": self.listed,
            "taskList": self.listed,
            "blockquote": lambda block, _style: self.inner(block, "Quotations"),
            "codeBlock": lambda block, _style: self.paragraph(block, "Preformatted_20_Text"),
            "horizontalRule": lambda _block, _style: '<text:p text:style-name="Horizontal_20_Line"/>',
            "table": self.table,
            "image": self.image,
        }

    def xml(self) -> str:
        return "".join(self.block(block, "") for block in self.text.blocks)

    def block(self, block: Block, style: str) -> str:
        special = self.special.get(block.name)
        if special:
            return special(block, style)
        if any(isinstance(part, Run) for part in block.content):
            return self.paragraph(block, style or "Text_20_body")
        return self.inner(block, style)

    def inner(self, block: Block, style: str) -> str:
        return "".join(self.block(part, style) for part in block.blocks)

    def paragraph(self, block: Block, style: str, sign: str = "") -> str:
        return f'<text:p text:style-name="{style}">{sign}{self.inline(block.content)}</text:p>'

    def heading(self, block: Block, _style: str) -> str:
        level = min(max(block.number("level", 2), 2), 4) - 1
        inner = self.inline(block.content)
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{inner}</text:h>'

    def listed(self, block: Block, _style: str) -> str:
        self.lists += 1
        xml = self.list_xml(block)
        self.lists -= 1
        return parted(xml, self.apart) if self.lists == 0 and "\x00" in xml else xml

    def list_xml(self, block: Block) -> str:
        start = block.number("start", 1) if block.name == "orderedList" else 1
        items = []
        for number, item in enumerate(block.blocks):
            begin = f' text:start-value="{start}"' if number == 0 and start != 1 else ""
            items.append(f"<text:list-item{begin}>{self.item(item)}</text:list-item>")
        return f'<text:list text:style-name="{_LISTS[block.name]}">{"".join(items)}</text:list>'

    def item(self, item: Block) -> str:
        sign = "" if item.name != "taskItem" else "☑ " if item.attributes.get("checked") is True else "☐ "
        blocks = item.blocks
        if sign and blocks and blocks[0].name == "paragraph":
            first, blocks = self.paragraph(blocks[0], "List_20_Text", sign), blocks[1:]
        else:
            first = f'<text:p text:style-name="List_20_Text">{sign}</text:p>' if sign else ""
        return first + "".join(self.block(part, "List_20_Text") for part in blocks)

    def table(self, block: Block, _style: str) -> str:
        self.tables += 1
        number, lists, self.lists = self.tables, self.lists, 0
        xml = table_xml(block, number, self.inner)
        self.lists = lists
        if not lists:
            return xml
        self.apart[number] = xml
        return place_of(number)

    def image(self, block: Block, style: str) -> str:
        picture = self.text.picture(block)
        style = style or "Text_20_body"
        if picture is None:
            return f'<text:p text:style-name="{style}">{text_xml(image_words(block))}</text:p>'
        width = min(picture.width / _PIXELS, _WIDEST)
        height = width * picture.height / picture.width
        path = f"Pictures/{image_id(block)}.{picture.kind}"
        return (
            f'<text:p text:style-name="{style}"><draw:frame text:anchor-type="as-char" svg:width="{width:.2f}cm" '
            f'svg:height="{height:.2f}cm"><draw:image xlink:href="{path}" xlink:type="simple" xlink:show="embed" '
            f'xlink:actuate="onLoad"/><svg:desc>{escape(plain(block.word("alt")))}</svg:desc></draw:frame></text:p>'
        )

    def inline(self, parts: Iterable[Block | Run]) -> str:
        made = ""
        for address, group in groupby(parts, key=_address):
            inner = "".join(self.piece(part) for part in group)
            link = f'<text:a xlink:type="simple" xlink:href="{escape(plain(address))}">{inner}</text:a>'
            made += link if address else inner
        return made

    def piece(self, part: Block | Run) -> str:
        if isinstance(part, Run):
            xml = text_xml(part.text)
            for name in part.marks:
                if name in _MARKS:
                    xml = f'<text:span text:style-name="{_MARKS[name]}">{xml}</text:span>'
            return xml
        if part.name == "hardBreak":
            return "<text:line-break/>"
        if part.name == "mention":
            return text_xml("@" + part.word("label"))
        return self.reference(part) if part.name == "footnoteReference" else self.inline(part.content)

    def reference(self, block: Block) -> str:
        number = escape(self.text.notes.number(block))
        if not self.text.notes.knows(block) or number in self.noted:
            return f'<text:span text:style-name="Raised">{number}</text:span>'
        self.noted.add(number)
        inner = self.inner(self.text.notes.referred[int(number) - 1], "Footnote")
        return (
            f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
            f"</text:note-citation><text:note-body>{inner}</text:note-body></text:note>"
        )


def _address(part: Block | Run) -> str:
    return str(part.marks["link"]["href"]) if isinstance(part, Run) and "link" in part.marks else ""
