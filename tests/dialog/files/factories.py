"""Makes stored files and uploads the way the product does."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from dialog.files import actions
from dialog.files.models import Upload

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def whole_upload(owner, name: str = "Auswertung.pdf", content: bytes = PDF) -> Upload:
    return actions.receive_form_file(owner=owner, file=SimpleUploadedFile(name, content))


def stored_file(owner, name: str = "Auswertung.pdf", content: bytes = PDF):
    upload = whole_upload(owner, name, content)
    with transaction.atomic():
        return actions.claim_upload(owner=owner, upload_id=upload.pk)


def send_chunk(owner, upload, content: bytes, offset: int | None = None) -> Upload:
    where = upload.received if offset is None else offset
    return actions.append_chunk(owner=owner, upload_id=upload.pk, offset=where, body=BytesIO(content))
