from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workgroups.spaces.models import Act, Space


class Thread(Act):
    """A discussion in a space. Its first post (position 1) is what it was opened with."""

    class Kind(models.TextChoices):
        QUESTION = "question", pgettext_lazy("discussion", "Question")
        PROPOSAL = "proposal", _("Proposal")
        INFORMATION = "information", _("Information")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("discussion", "open")
        CLOSED = "closed", pgettext_lazy("discussion", "closed")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="threads")
    kind = models.CharField(_("Kind of discussion"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("Title"), max_length=200)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.OPEN)
    is_pinned = models.BooleanField(default=False)
    # Written under the lock of this row together with each post.
    last_position = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-is_pinned", "-last_post_at", "-pk"]
        indexes = [models.Index(fields=["space", "-is_pinned", "-last_post_at"], name="thread_list_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(state="closed", closed_at__isnull=False),
                name="thread_is_closed_since_a_moment",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Post(Act):
    """One contribution. Its `position` in the thread never changes, so it is order, unread mark and address."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    # One level: a reply to a reply hangs under the same post.
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    position = models.PositiveIntegerField()
    source = models.TextField(_("Text"))
    html = models.TextField(editable=False)
    # Made by the browser with the form, so that sending twice posts once.
    client_id = models.UUIDField()
    # Rises with each edit; a form that knows a lower one is stale.
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deletion_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "position"], name="post_position_unique_in_thread"),
            models.UniqueConstraint(fields=["author", "client_id"], name="post_sent_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="post_position_starts_at_one"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="post_is_no_reply_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"post {self.position} of thread {self.thread_id}"

    @property
    def space(self) -> Space:
        return self.thread.space

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None


class PostRevision(models.Model):
    """What a post said before an edit, from when to when."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField(editable=False)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["post", "version"], name="post_revision_unique_per_version")]

    def __str__(self) -> str:
        return f"version {self.version} of post {self.post_id}"


class ReadMark(models.Model):
    """How far a person has read a thread: everything up to and including `position`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="read_marks")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="one_read_mark_per_person_and_thread")]

    def __str__(self) -> str:
        return f"thread {self.thread_id} read to {self.position}"


class Reaction(models.Model):
    """A person found a post helpful."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="one_reaction_per_person_and_post")]

    def __str__(self) -> str:
        return f"post {self.post_id} is helpful to {self.user_id}"
