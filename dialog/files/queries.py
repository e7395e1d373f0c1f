from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from dialog.files.models import StoredFile, Upload


def upload_for(user: User, upload_id: UUID) -> Upload:
    """Return this person's own upload; raises NotFound for others', used and expired ones."""
    upload = Upload.objects.filter(pk=upload_id, owner=user, expires_at__gt=timezone.now()).first()
    if upload is None:
        raise NotFound
    return upload


def open_uploads(user: User) -> QuerySet[Upload]:
    """Return this person's uploads that are not finished or not used yet, the oldest first."""
    return Upload.objects.filter(owner=user, expires_at__gt=timezone.now()).order_by("created_at")


def stored_from(user: User, upload_id: UUID) -> QuerySet[StoredFile]:
    """Return the blob that came of this person's upload, also after it was used and its row has gone."""
    return StoredFile.objects.filter(uploaded_by=user, storage_name__endswith=f"/{upload_id.hex}")
