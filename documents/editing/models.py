from django.conf import settings
from django.db import models
from django.utils import timezone

from documents.library.models import Document

# What nodes and marks the text may hold. An older editor would delete what it does not know, so it is kept out.
SCHEMA_VERSION = 1


class DocumentSnapshot(models.Model):
    """The text of a page up to one change, as one Yjs update. Later changes lie beside it as rows."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="snapshot")
    change = models.BigIntegerField(default=0)
    state = models.BinaryField()
    schema_version = models.PositiveSmallIntegerField(default=SCHEMA_VERSION)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"snapshot of {self.document_id} at {self.change}"


class DocumentUpdate(models.Model):
    """One change of a page: what one person typed in one moment, as a Yjs update."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="updates")
    change = models.BigIntegerField()
    payload = models.BinaryField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["document", "change"]
        constraints = [models.UniqueConstraint(fields=["document", "change"], name="one_update_per_change")]

    def __str__(self) -> str:
        return f"update {self.change} of {self.document_id}"
