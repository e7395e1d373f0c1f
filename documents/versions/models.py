import re

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from documents.library.models import Document
from workgroups.spaces.models import Space

# Names that the product itself gives. They are stored in German, as capacities are, and shown in the reader's language.
LAID_BEFORE = "Zur Freigabe vorgelegt"
RELEASED_AS = "Freigegebene Fassung "


class PageVersion(models.Model):
    """The whole text of a page as it was at one moment. Versions count from 1; their text never changes.

    `state` is the Yjs state packed by zlib: read it through `queries.page_of` only, and leave it out of lists.
    `added` and `removed` count characters against the version before, when this one was made.
    """

    class Kind(models.TextChoices):
        AUTOMATIC = "automatic", _("automatic")
        NAMED = "named", _("named")
        RELEASED = "released", _("released")
        RESTORED = "restored", _("before restoring")
        IMPORTED = "imported", _("first text")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="page_versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    state = models.BinaryField()
    # The number in the document's log up to which this text holds.
    change = models.BigIntegerField()
    words = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    # Who wrote since the version before.
    authors: "models.ManyToManyField[User, models.Model]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+"
    )
    # Who named it, released it or asked for it; nobody for automatic ones.
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_page_version_per_number")]
        indexes = [models.Index(fields=["kind", "created_at"], name="page_version_by_age")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.document_id}"

    @property
    def space(self) -> Space:
        return self.document.space

    @property
    def shown_name(self) -> str:
        """Return the name in the reader's language where the product gave it; what people called it stays."""
        release = re.fullmatch(RELEASED_AS + r"(\d+)", self.name) if self.kind == self.Kind.RELEASED else None
        if release:
            return gettext("Release %(n)s") % {"n": release[1]}
        return gettext("Submitted for release") if self.name == LAID_BEFORE else self.name

    @property
    def choice(self) -> str:
        """Return what names it in forms and addresses that also know the text of now."""
        return str(self.number)
