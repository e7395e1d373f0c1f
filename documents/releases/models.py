from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.library.models import Document
from documents.versions.models import PageVersion
from workgroups.spaces.models import Act, Space


class ReleaseRequest(Act):
    """A version of a page laid before people who may release it. What is to be released is fixed with it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("release", "open")
        RELEASED = "released", pgettext_lazy("release", "released")
        REFUSED = "refused", pgettext_lazy("release", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("release", "withdrawn")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="release_requests")
    version = models.ForeignKey(PageVersion, on_delete=models.RESTRICT, related_name="+")
    title = models.CharField(max_length=200)
    file_reference = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=Document.Language.choices)
    # Which blob each image of the text was: id of its document in the library (as text) to id of the stored file.
    pictures = models.JSONField(default=dict)
    note = models.TextField(_("Note"), blank=True, max_length=2000)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="open"), name="one_open_release_request_per_document"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="closed_release_request_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"release request {self.pk} ({self.state})"

    @property
    def space(self) -> Space:
        return self.document.space

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ReleaseAnswer(models.Model):
    """What one of the people asked says to a request; without a verdict they have not answered yet."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", pgettext_lazy("release", "approved")
        REFUSE = "refuse", pgettext_lazy("release", "refused")

    request = models.ForeignKey(ReleaseRequest, on_delete=models.CASCADE, related_name="answers")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    reason = models.TextField(blank=True, max_length=2000)
    capacity = models.CharField(max_length=200, blank=True)
    is_official = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "approver"], name="one_release_answer_per_person"),
            models.CheckConstraint(
                condition=Q(verdict="", answered_at__isnull=True) | (~Q(verdict="") & Q(answered_at__isnull=False)),
                name="release_answer_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"answer of {self.approver_id} to release request {self.request_id}"


class Release(models.Model):
    """A released version of a page as it was on that day: text, PDF, names. The database refuses to change a row.

    `people`: who asked and who approved, each {"name", "capacity", "is_official", "did", "at"} as it was then; `did` is
    "requested" or "approved". The SHA-256 are those of `html` and `pdf`; the audit log holds them as well.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="releases")
    request = models.OneToOneField(ReleaseRequest, on_delete=models.RESTRICT, related_name="release")
    version = models.ForeignKey(PageVersion, on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    file_reference = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=Document.Language.choices)
    released_at = models.DateTimeField(db_index=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    people = models.JSONField(default=list)
    html = models.BinaryField()
    pdf = models.BinaryField()
    html_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_release_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="releases_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"release {self.number} of document {self.document_id}"

    @property
    def space(self) -> Space:
        return self.document.space
