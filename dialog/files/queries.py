from uuid import UUID

from django.utils import timezone

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from dialog.files.models import Upload


def upload_for(user: User, upload_id: UUID) -> Upload:
    """Return this person's own upload; raises NotFound for others', used and expired ones."""
    upload = Upload.objects.filter(pk=upload_id, owner=user, expires_at__gt=timezone.now()).first()
    if upload is None:
        raise NotFound
    return upload
