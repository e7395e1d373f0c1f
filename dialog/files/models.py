import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.files.limits import UPLOAD_LIFETIME


class StoredFile(models.Model):
    """One blob on the storage. It never changes; a new version of a file is another row."""

    class Scan(models.TextChoices):
        WAITING = "waiting", _("is being checked for malware")
        CLEAN = "clean", _("checked for malware")
        INFECTED = "infected", _("malware found")
        UNSCANNED = "unscanned", _("not checked for malware")

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)  # as its content says
    original_name = models.CharField(max_length=150)
    storage_name = models.CharField(max_length=120, unique=True)
    scan = models.CharField(max_length=10, choices=Scan.choices)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["scan"], condition=Q(scan="waiting"), name="file_waits_for_scan")]

    def __str__(self) -> str:
        return self.original_name


def _expiry() -> datetime:
    return timezone.now() + UPLOAD_LIFETIME


class Upload(models.Model):
    """A file on its way in. Whoever takes its blob into a table of their own deletes this row; the rest expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    size = models.BigIntegerField()  # bytes in all, as announced
    fingerprint = models.CharField(max_length=64, blank=True)  # by which the browser knows the same file again
    received = models.BigIntegerField(default=0)  # bytes that are safely on the disk
    stored_file = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=_expiry, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=0) & Q(received__lte=F("size")), name="upload_within_its_size"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.received} of {self.size}"

    @property
    def storage_name(self) -> str:
        """Where the finished blob lies; known beforehand, so that a crash leaves nothing that no row names."""
        return f"files/{self.created_at:%Y/%m}/{self.id.hex}"


class Leftover(models.Model):
    """A blob (or, with a slash at its end, a folder) on the storage that no other row names: the worker removes it."""

    storage_name = models.CharField(max_length=140)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.storage_name
