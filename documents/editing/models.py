from django.conf import settings
from django.db import models
from django.utils import timezone

from documents.library.models import Document

# What nodes and marks the text may hold. An older editor would delete what it does not know, so it is kept out.
SCHEMA_VERSION = 2


class DocumentSnapshot(models.Model):
    """The text of a page up to one change, as one Yjs update. Later changes lie beside it as rows."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="snapshot")
    change = models.BigIntegerField(default=0)
    state = models.BinaryField()
    is_packed = models.BooleanField(default=False)  # `state` is packed with zlib
    # Who wrote since the last version, as far as their rows are drawn together into this snapshot: ids of people.
    authors = models.JSONField(default=list)
    schema_version = models.PositiveSmallIntegerField(default=SCHEMA_VERSION)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"snapshot of {self.document_id} at {self.change}"


class DocumentUpdate(models.Model):
    """One change of a page: what was typed in one moment, as a Yjs update. `authors`: ids of all who typed in it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="updates")
    change = models.BigIntegerField()
    payload = models.BinaryField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authors = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["document", "change"]
        constraints = [models.UniqueConstraint(fields=["document", "change"], name="one_update_per_change")]

    def __str__(self) -> str:
        return f"update {self.change} of {self.document_id}"


class TextAuthor(models.Model):
    """Whose letters carry this Yjs client number in a page: tells for ever who wrote a passage."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="text_authors")
    client = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "client"], name="one_author_per_client")]

    def __str__(self) -> str:
        return f"client {self.client} of {self.document_id}"
