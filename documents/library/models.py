from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.files.models import StoredFile
from workgroups.spaces.models import Act, Space


class Document(Act):
    """One row of a space's documents: a page written together or a file. What is in it lives in a table of its own.

    `author`, `capacity` and `created_at` are those of the person who put it here.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        FILE = "file", _("File")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RELEASED = "released", _("released")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("Kind of document"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("Title"), max_length=200)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.DRAFT)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # In the trash: nobody finds it any more, the row and its content stay.
    trashed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["space", "-updated_at"], name="document_space_recent")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page. Pages are shown by the folder above this one, so by name only."""
        route = "library:file_detail" if self.kind == self.Kind.FILE else "editing:document_detail"
        return reverse(route, args=[self.space.slug, self.pk])


class FileEntry(models.Model):
    """What a document of kind "file" holds: a description and versions, of which the last one counts."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="file_entry")
    description = models.TextField(_("Description"), blank=True, max_length=2000)
    current = models.OneToOneField("FileVersion", null=True, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        verbose_name_plural = "file entries"

    def __str__(self) -> str:
        return f"file of document {self.document_id}"


class FileVersion(Act):
    """One state of a file, put there by somebody in a capacity. Versions count from 1 and never change."""

    entry = models.ForeignKey(FileEntry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    note = models.CharField(_("What has changed"), max_length=200, blank=True)
    stored_file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_file_version_per_number")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.entry_id}"


class SeenMark(models.Model):
    """When a person last looked at a document; what others changed later is new to them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="seen_marks")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "document"], name="one_seen_mark_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.document_id}"
