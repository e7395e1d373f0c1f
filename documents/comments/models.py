from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.library.models import Document
from workgroups.spaces.models import Act, Space


class Comment(Act):
    """A remark on a passage of a page, on the whole page (no `quote`), or a reply to one (`parent`).

    The text carries the mark comment{id: key} on the passage. `quote` with what stands around it is how the passage
    read when it was last looked at: it finds the place again after a restore.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    key = models.UUIDField(default=uuid4, unique=True)
    # The number of the form that it was written in: what is sent twice is stored once. Older ones have none.
    client_id = models.UUIDField(null=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    body = models.TextField(_("Comment"))
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=80, blank=True)
    suffix = models.CharField(max_length=80, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    # Its words are gone, the replies to it stay.
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["author", "client_id"], name="comment_sent_once")]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.document_id}"

    @property
    def space(self) -> Space:
        return self.document.space


class CommentMention(models.Model):
    """Somebody is named in a comment and is told so by mail, once."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="one_mention_per_comment")]
        indexes = [models.Index(fields=["created_at"], condition=Q(told_at=None), name="comment_mention_waits")]

    def __str__(self) -> str:
        return f"{self.user_id} in comment {self.comment_id}"


class Suggestion(Act):
    """Who suggested a change of the text, and what became of it.

    What is suggested stands in the text itself, as the marks insertion{id: key} and deletion{id: key}; its words are
    kept here when it is settled.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="suggestions")
    key = models.UUIDField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    old_text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="one_suggestion_per_key")]

    def __str__(self) -> str:
        return f"suggestion {self.key} in {self.document_id}"

    @property
    def space(self) -> Space:
        return self.document.space


class Notice(models.Model):
    """Somebody is concerned by what somebody else has commented or suggested, and is told so by mail, once."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="notices")
    suggestion = models.ForeignKey(Suggestion, null=True, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "user"], name="one_notice_per_comment"),
            models.UniqueConstraint(fields=["suggestion", "user"], name="one_notice_per_suggestion"),
            models.CheckConstraint(
                condition=Q(comment=None, suggestion__isnull=False) | Q(comment__isnull=False, suggestion=None),
                name="notice_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["user", "document"], condition=Q(told_at=None), name="notice_waits")]

    def __str__(self) -> str:
        return f"{self.user_id} about {self.comment_id or self.suggestion_id} in {self.document_id}"


class PageMention(models.Model):
    """Somebody is named in the text of a page and is told so by mail, once for all times."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first_seen_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="one_mention_per_page")]
        indexes = [models.Index(fields=["first_seen_at"], condition=Q(told_at=None), name="page_mention_waits")]

    def __str__(self) -> str:
        return f"{self.user_id} in page {self.document_id}"


class PageLook(models.Model):
    """The page has been looked through for people named in it, as it was when last changed at this moment."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="mention_look")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look at page {self.document_id}"
