"""The styles that Word's own template lacks. The import knows them by their names."""

from typing import TYPE_CHECKING, Any

from documents.formats.exports.docx.lists import DEEPEST
from documents.formats.languages import tag_of

if TYPE_CHECKING:
    from docx.document import Document as Word

HEAD_STYLE = "Document Head"  # the import leaves such paragraphs out
# What may stand below the first paragraph of a list item: the style it has elsewhere, and the one it has there, which
# is followed by its level. Word itself knows the first.
_IN_LISTS = {"": "List Continue", "Quote": "List Quote", "Code": "List Code", "Table Grid": "List Table"}


def in_list(style: str, level: int) -> str:
    """Return the id of a style for a list item of this level, which counts from 1."""
    name = {"": "ListContinue", "Code": "ListCode", "TableGrid": "ListTable"}.get(style, "ListQuote")
    return f"{name}{level}" if level > 1 else name


def add_styles(word: "Word", language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), tag_of(language))
    code = _paragraph(word, "Code")
    code.font.name, code.font.size = "Courier New", Pt(10)
    _paragraph(word, "Code 2", "Code")
    _paragraph(word, "Table Head").font.bold = True
    _paragraph(word, "Horizontal Line")
    _paragraph(word, "Quote 2", "Quote").paragraph_format.left_indent = Pt(18)
    _paragraph(word, HEAD_STYLE).paragraph_format.space_after = Pt(2)
    link = _characters(word, "Hyperlink")
    link.font.color.rgb, link.font.underline = RGBColor(0x20, 0x44, 0xAB), True
    _characters(word, "Code Text").font.name = "Courier New"
    _add_styles_in_lists(word)


def _add_styles_in_lists(word: "Word") -> None:
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.name for style in word.styles}
    for base, name in _IN_LISTS.items():
        kind = WD_STYLE_TYPE.TABLE if base == "Table Grid" else WD_STYLE_TYPE.PARAGRAPH
        for level in range(1, DEEPEST + 2):
            full = f"{name} {level}" if level > 1 else name
            if full not in known:
                word.styles.add_style(full, kind).base_style = word.styles[base or "Normal"]


def _paragraph(word: "Word", name: str, base: str = "") -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = word.styles[base]
    return style


def _characters(word: "Word", name: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    return word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
