from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.files.models import StoredFile
from workgroups.spaces.models import Act, Space


class Folder(Act):
    """A folder in a space's documents. Names are unique among what lies beside it (the actions see to it)."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(_("Name"), max_length=120)
    # In the trash; `trashed_with`: together with this folder, and restored with it.
    trashed_at = models.DateTimeField(null=True, blank=True)
    trashed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    trashed_with = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("library:folder_detail", args=[self.space.slug, self.pk])


class Document(Act):
    """One row of a space's documents: a page written together or a file. What is in it lives in a table of its own.

    `author`, `capacity` and `created_at` are those of the person who put it here.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        FILE = "file", _("File")

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("in review")
        RELEASED = "released", _("released")
        ARCHIVED = "archived", _("archived")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("Kind of document"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("Title"), max_length=200)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.DRAFT)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    folder = models.ForeignKey(Folder, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    file_reference = models.CharField(_("File reference"), max_length=80, blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=Language.choices, default=Language.GERMAN)
    # The document of which this is another language version; that one itself has none.
    translation_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="translations"
    )
    # Until this day it must be kept; afterwards somebody decides.
    retention_until = models.DateField(_("Keep until"), null=True, blank=True)
    # In the trash: nobody finds it any more, the row and its content stay. `trashed_with`: together with this folder.
    trashed_at = models.DateTimeField(null=True, blank=True)
    trashed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    trashed_with = models.ForeignKey(Folder, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["space", "-updated_at"], name="document_space_recent"),
            models.Index(fields=["trashed_at"], condition=Q(trashed_at__isnull=False), name="document_in_trash"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page. Pages are shown by the folder above this one, so by name only."""
        route = "library:file_detail" if self.kind == self.Kind.FILE else "editing:document_detail"
        return reverse(route, args=[self.space.slug, self.pk])


class DocumentTag(models.Model):
    """A word under which a document is found, as its group chose it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="one_tag_per_name")]

    def __str__(self) -> str:
        return self.name


class FileEntry(models.Model):
    """What a document of kind "file" holds: a description and versions, of which the last one counts."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="file_entry")
    description = models.TextField(_("Description"), blank=True, max_length=2000)
    current = models.OneToOneField("FileVersion", null=True, on_delete=models.RESTRICT, related_name="+")
    # Somebody works on it elsewhere; until they give it back nobody else adds a version.
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    lock_note = models.CharField(_("What for"), max_length=200, blank=True)

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


class FilePreview(models.Model):
    """Pictures of a version's pages, made in the background. They lie on the storage under `folder_name`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("preview is being made")
        READY = "ready", _("preview")
        NONE = "none", _("no preview")

    version = models.OneToOneField(FileVersion, on_delete=models.CASCADE, related_name="preview")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    pages = models.PositiveSmallIntegerField(default=0)  # pictures there are; the file may have more pages
    page_count = models.PositiveIntegerField(default=0)  # pages of the file, as far as known
    folder_name = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["created_at"], condition=Q(state="waiting"), name="preview_waits")]

    def __str__(self) -> str:
        return f"preview of {self.version_id}"


class SeenMark(models.Model):
    """When a person last looked at a document; what others changed later is new to them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="seen_marks")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "document"], name="one_seen_mark_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.document_id}"
