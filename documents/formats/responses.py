from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from dialog.common.errors import NotFound
from dialog.common.origin import absolute_url
from dialog.files.names import clean_file_name
from documents.editing.blocks import Block
from documents.formats.choices import FORMATS
from documents.formats.head import ExportHead
from documents.formats.images import images_for
from documents.library.models import Document


def head_for(document: Document, *, version: str = "", date: datetime | None = None) -> ExportHead:
    """Return the head for a page as it stands, or for a version of it with its name and moment."""
    head = ExportHead(
        title=document.title,
        state="",
        date=date or document.updated_at,
        space="",
        version=version,
        file_reference=document.file_reference,
        language=document.language,
        origin=absolute_url(""),
    )
    with head.words():
        return replace(head, state=str(document.get_state_display()), space=str(document.space.full_name))


def export_response(request: HttpRequest, head: ExportHead, blocks: Sequence[Block], format: str) -> HttpResponse:
    """Answer with a text as a file of this format, images as this person may see them.

    The caller has checked that they may read the text. Raises NotFound for a format that there is not.
    """
    chosen = FORMATS.get(format)
    if chosen is None:
        raise NotFound
    response = HttpResponse(chosen.write(head, blocks, images_for(request.user)), content_type=chosen.media_type)
    name = clean_file_name(f"{head.title[:120]}.{chosen.ending}")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
