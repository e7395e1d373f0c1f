from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from workgroups.spaces.models import Act, Space


class Meeting(Act):
    """A meeting of a body. `author` and `capacity` say who planned it; people see it once its agenda is published."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("meeting", "in preparation")
        OPEN = "open", pgettext_lazy("meeting", "planned")
        RUNNING = "running", pgettext_lazy("meeting", "running")
        CLOSED = "closed", pgettext_lazy("meeting", "closed")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="meetings")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("Subject"), max_length=160, blank=True)
    starts_at = models.DateTimeField(_("Starts at"))
    ends_at = models.DateTimeField(_("Ends at"))
    place = models.CharField(_("Place"), max_length=200, blank=True)
    video_url = models.URLField(_("Link to the video conference"), max_length=500, blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("Reason"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["space", "year", "number"], name="one_meeting_per_number"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
        ]
        indexes = [models.Index(fields=["space", "starts_at"], name="meeting_space_start")]

    def __str__(self) -> str:
        return f"meeting {self.number}/{self.year}"

    @property
    def name(self) -> str:
        """Say "Sitzung 4/2026" in the reader's language."""
        return gettext("Meeting %(number)s/%(year)s") % {"number": self.number, "year": self.year}

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.CLOSED, self.State.CANCELLED)

    @property
    def was_announced(self) -> bool:
        return self.published_at is not None


class AgendaItem(Act):
    """One item of an agenda (TOP). Positions run from 1 without gaps and are the numbers that people say."""

    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("agenda item", "information")
        DISCUSSION = "discussion", pgettext_lazy("agenda item", "discussion")
        DECISION = "decision", pgettext_lazy("agenda item", "decision")
        FORMAL = "formal", pgettext_lazy("agenda item", "formal")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    kind = models.CharField(_("Kind of item"), max_length=12, choices=Kind.choices, default=Kind.DISCUSSION)
    minutes_planned = models.PositiveSmallIntegerField(_("Minutes planned"), null=True, blank=True)
    source = models.TextField(_("Description"), blank=True)
    html = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            # Position 0 is the place beside the list, used for a moment while two items change places.
            models.UniqueConstraint(fields=["meeting", "position"], name="one_agenda_item_per_position")
        ]

    def __str__(self) -> str:
        return f"agenda item {self.pk} at {self.position}"


class Answer(Act):
    """What somebody answered to an invitation, in which capacity. `author` is the person invited."""

    class Reply(models.TextChoices):
        YES = "yes", _("I will attend")
        REPRESENTED = "represented", _("I will be represented")
        NO = "no", _("I cannot attend")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    reply = models.CharField(_("Your answer"), max_length=12, choices=Reply.choices)
    represented_by = models.CharField(_("Represented by"), max_length=160, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "author"], name="one_answer_per_person_and_meeting")]

    def __str__(self) -> str:
        return f"answer {self.reply} to meeting {self.meeting_id}"


class MeetingRead(models.Model):
    """When somebody last looked at a meeting; what was published after that is news for them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_read_mark_per_person_and_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read meeting {self.meeting_id}"
