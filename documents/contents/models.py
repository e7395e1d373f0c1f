from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.library.models import Document


class DocumentText(models.Model):
    """What is in a document, as text: for the search, and for people who read it instead of pictures.

    `words` is what the database indexes; the migration ties an index of its own kind to that column.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("the text is being read")
        READY = "ready", _("text read")
        EMPTY = "empty", _("no text in it")
        NONE = "none", _("no text is read from files of this kind")
        PROTECTED = "protected", _("protected by a password")
        UNREADABLE = "unreadable", _("cannot be read: damaged or not what its name says")
        TOO_LARGE = "too_large", _("too large or too complicated to be read")

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="contents_text")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # What was read, or is being read: the id of a file's version, the number of the last change of a page.
    source = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)  # at this source
    extracted_at = models.DateTimeField(null=True)
    # What of the library's row is indexed beside the text: title, file reference, description; number and last of tags.
    head_key = models.TextField(blank=True)
    tag_count = models.PositiveIntegerField(default=0)
    tag_latest = models.BigIntegerField(default=0)
    indexed_at = models.DateTimeField(default=timezone.now)
    # Stems in their order, a bar between parts: of the head and of the text. Phrases are looked up in them.
    head_stems = models.TextField(blank=True)
    # What is large comes last in the row: databases read up to the column they need.
    words = models.TextField(blank=True)  # each word and stem once
    stems = models.TextField(blank=True)
    text = models.TextField(blank=True)  # at most 1,000,000 characters

    def __str__(self) -> str:
        return f"text of {self.document_id}"
