from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from documents.editing.blocks import Block
from documents.formats.exports.docx.styles import HEAD_STYLE, add_styles
from documents.formats.head import ExportHead, ImageSource, no_images, plain
from documents.formats.languages import tag_of
from documents.formats.prepared import Prepared, prepare

if TYPE_CHECKING:
    from docx.document import Document as Word


def write_docx(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> bytes:
    """Return the text as a Word file (Office Open XML) that Word and LibreOffice open."""
    from docx import Document as new_word

    with head.words():
        text = prepare(head, blocks, images)
        word = new_word()
        _describe(word, head)
        add_styles(word, head.language)
        _add_head(word, head, text)
        _add_text(word, text)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _describe(word: "Word", head: ExportHead) -> None:
    properties = word.core_properties
    moment = head.date.replace(tzinfo=None)
    properties.title = plain(head.title)[:255]
    properties.author = plain(", ".join(head.authors) or head.space)[:255]
    properties.last_modified_by = ""
    properties.language = tag_of(head.language)
    properties.comments = ""
    properties.subject = plain(head.file_reference)[:255]
    properties.version = plain(head.version)[:255]
    properties.created = properties.modified = moment


def _add_head(word: "Word", head: ExportHead, text: Prepared) -> None:
    word.add_paragraph(plain(head.title), "Title")
    for label, words in head.lines():
        line = word.add_paragraph("", HEAD_STYLE)
        line.add_run(f"{label}: ").bold = True
        line.add_run(words)
    for remark in text.remarks:
        word.add_paragraph("", HEAD_STYLE).add_run(plain(remark)).italic = True


def _add_text(word: "Word", text: Prepared) -> None:
    from documents.formats.exports.docx.body import Body

    end = word.element.body.sectPr
    for element in Body(word, text).elements():
        end.addprevious(element)
