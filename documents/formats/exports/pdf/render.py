import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.editing.blocks import Block
from documents.formats.exports.pdf.tree import Tree
from documents.formats.head import ExportHead, ImageSource, no_images, plain
from documents.formats.prepared import Prepared, prepare
from documents.formats.typesetting import Job, typeset


def write_pdf(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> bytes:
    """Return the text as a tagged PDF (PDF/UA-1); the same bytes for the same head, text and images.

    Where a text holds characters that none of the fonts can show, the file is tagged but does not claim PDF/UA.
    Raises TooLargeForPdf and WritersBusy.
    """
    job, pixels = job_for(head, blocks, images)
    return typeset(job, pixels=pixels)


def job_for(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> tuple[Job, int]:
    """Return what is to be typeset, and how many pixels its pictures have."""
    with head.words():
        text = prepare(head, blocks, images)
        data = json.dumps(_document(head, text), ensure_ascii=False)
    pictures = {f"{document}.{picture.kind}": picture.data for document, picture in text.pictures.items()}
    pixels = sum(picture.width * picture.height for picture in text.pictures.values())
    return Job(data, int(head.date.timestamp()), pictures), pixels


def _document(head: ExportHead, text: Prepared) -> dict[str, Any]:
    return {
        "title": plain(head.title) or "–",
        "language": head.language,
        "authors": [plain(name) for name in head.authors] or [plain(head.space)],
        "short": ", ".join(part for part in (head.version, head.state) if part),
        "facts": head.lines(),
        "remarks": list(text.remarks),
        "page": _("Page"),
        "of": pgettext("page 1 of 3", "of"),
        "body": Tree(text).body(),
    }
