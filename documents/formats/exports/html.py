from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from documents.editing.blocks import Block
from documents.editing.walkers import to_html
from documents.formats.head import ExportHead, ImageSource, no_images, plain
from documents.formats.prepared import Prepared, prepare

_STYLE = (Path(__file__).parent / "page.css").read_text()
# The file is opened from a disk: nothing in it may load or run anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
HEAD_CLASS = "document-head"  # the import leaves it out
# People's words are escaped, so neither can stand in a text.
_START, _END = "<!-- text -->", "<!-- /text -->"


def write_html(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> bytes:
    """Return the text as one HTML file that loads nothing: style and pictures are inside."""
    with head.words():
        text = prepare(head, blocks, images)
        body = to_html(text.whole, image_source=lambda document: _data_address(text, document))
        title = escape(plain(head.title))
        facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in head.lines())
        remarks = "".join(f'<p class="remark">{escape(remark)}</p>' for remark in text.remarks)
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(head.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<div class="{HEAD_CLASS}"><dl>{facts}</dl>{remarks}</div>\n'
        f"{_START}\n{body}\n{_END}\n</main>\n</body>\n</html>\n"
    )
    return plain(page).encode()


def body_of(file: bytes) -> SafeString:
    """Return the text alone out of a file that `write_html` wrote, to stand in a page of ours."""
    body = file.decode().partition(_START)[2].rpartition(_END)[0]
    return mark_safe(body.strip())  # noqa: S308  (written by to_html and frozen since)


def _data_address(text: Prepared, document: int) -> str:
    picture = text.pictures.get(document)
    return f"data:image/{picture.kind};base64,{b64encode(picture.data).decode()}" if picture else ""
