"""Makes documents whose text has been read."""

from datetime import timedelta

from django.db.models import F

from documents.contents.models import DocumentText
from documents.contents.reading import read_document
from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from documents.library import actions
from documents.library.models import Document
from tests.dialog.files.factories import whole_upload


def page(author, space, title: str = "Positionspapier", text: str = "", *, read: bool = True) -> Document:
    document = create_page(author=author, space=space, title=title, blocks=[paragraph(text)])
    if read:
        at_rest(document)
        read_document(document.pk)
    return document


def file(author, space, name: str = "Bericht.txt", data: bytes = b"Text", *, read: bool = True, **more) -> Document:
    upload_id = whole_upload(author, name, data).pk
    document = actions.upload_file(author=author, space=space, upload_id=upload_id, **more)
    if read:
        at_rest(document)
        read_document(document.pk)
    return document


def at_rest(document: Document) -> None:
    """Let two minutes pass since the last change and the last look at it."""
    passed = timedelta(minutes=2)
    Document.objects.filter(pk=document.pk).update(updated_at=F("updated_at") - passed)
    DocumentText.objects.filter(pk=document.pk).update(indexed_at=F("indexed_at") - passed)
