from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workgroups.meetings.models import AgendaItem, Meeting
from workgroups.spaces.models import Act, Space


class Minutes(Act):
    """The minutes of a meeting. From publishing on they are frozen: page and PDF show `content`, not the rows.

    Approving says that the group has accepted what was published; it changes nothing of `content`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("minutes", "draft")
        PUBLISHED = "published", pgettext_lazy("minutes", "published")
        APPROVED = "approved", pgettext_lazy("minutes", "approved")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.DRAFT)
    # Rises with every saved text, so that nobody publishes what they have not seen.
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_capacity = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_capacity = models.CharField(max_length=200, blank=True)
    content = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(published_at__isnull=False) & Q(content__isnull=False) & ~Q(sha256="")),
                name="published_minutes_have_content",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="approved",
                    approved_at__isnull=False,
                    approved_at__gte=F("published_at"),
                    approved_by__isnull=False,
                )
                | (~Q(state="approved") & Q(approved_at__isnull=True, approved_by__isnull=True, approved_capacity="")),
                name="approved_minutes_say_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of meeting {self.meeting_id} ({self.state})"

    @property
    def space(self) -> Space:
        return self.meeting.space

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class MinutesSection(Act):
    """What the minutes say about one agenda item, as it was typed. `author` is who wrote it last."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="sections")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minutes", "item"], name="one_minutes_section_per_agenda_item")]

    def __str__(self) -> str:
        return f"section for item {self.item_id} of minutes {self.minutes_id}"


class MinutesEntry(models.Model):
    """A stretch of text, a decision, a task or a note. A decision gets its number when the minutes are published."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        DECISION = "decision", _("Decision")
        TASK = "task", _("Task")
        NOTE = "note", _("Note")

    section = models.ForeignKey(MinutesSection, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    source = models.TextField()
    html = models.TextField(editable=False)
    responsible = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    decision_space = models.ForeignKey(Space, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_year = models.PositiveSmallIntegerField(null=True, blank=True)
    decision_number = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "minutes entries"
        constraints = [
            models.UniqueConstraint(
                fields=["decision_space", "decision_year", "decision_number"],
                condition=Q(decision_number__isnull=False),
                name="one_decision_per_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} in section {self.section_id}"

    @property
    def decision_name(self) -> str:
        """Say "2026-07", or nothing before the minutes are published."""
        return f"{self.decision_year}-{self.decision_number:02d}" if self.decision_number else ""


class MinutesRead(models.Model):
    """When somebody opened published minutes; before that they are news for them."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="reads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person"], name="one_read_mark_per_person_and_minutes")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read minutes {self.minutes_id}"
