"""One tree, five formats: each writer takes the head, the blocks and who gives images, and returns bytes.

The libraries are loaded inside the writers: a server that has written no file yet carries none of them.
"""

from collections.abc import Callable, Sequence

from documents.editing.blocks import Block
from documents.formats.exports.html import body_of, write_html
from documents.formats.exports.markdown import write_markdown
from documents.formats.exports.odt import write_odt
from documents.formats.exports.pdf import write_pdf
from documents.formats.head import ExportHead, ImageSource, no_images

Writer = Callable[[ExportHead, Sequence[Block], ImageSource], bytes]


def write_docx(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> bytes:
    """Return the text as a Word file (Office Open XML) that Word and LibreOffice open."""
    from documents.formats.exports.docx import write_docx as write

    return write(head, blocks, images)


__all__ = ["Writer", "body_of", "write_docx", "write_html", "write_markdown", "write_odt", "write_pdf"]
