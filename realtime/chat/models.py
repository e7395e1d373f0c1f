from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialog.files.models import StoredFile
from documents.library.models import Document
from workgroups.meetings.models import Meeting
from workgroups.spaces.models import Act, Space

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class ChatRoom(models.Model):
    """A chat room of a space: its one standing room (`is_standing`), or the room of one meeting."""

    class Speaking(models.TextChoices):
        EVERYONE = "everyone", _("Everybody in the group")
        MODERATORS = "moderators", _("Only the moderation")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="chat_rooms")
    name = models.CharField(_("Name"), max_length=120)
    is_standing = models.BooleanField(default=False)
    # Opens and closes with its meeting.
    meeting = models.OneToOneField(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="chat_room")
    created_at = models.DateTimeField(default=timezone.now)
    # The rules of the room, and the number in its log at which they were last changed.
    change = models.BigIntegerField(default=0)
    speaking = models.CharField(_("Who may write"), max_length=10, choices=Speaking.choices, default=Speaking.EVERYONE)
    slow_seconds = models.PositiveSmallIntegerField(_("Pause between two messages of one person"), default=0)
    is_locked = models.BooleanField(_("Locked: nobody writes"), default=False)
    rules_reason = models.CharField(max_length=500, blank=True)
    # Days after the end of the meeting until its messages are deleted; none: they are kept.
    keep_days = models.PositiveSmallIntegerField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space"], condition=Q(is_standing=True), name="one_standing_chat_room_per_space"
            ),
            models.CheckConstraint(
                condition=Q(keep_days__isnull=True) | Q(meeting__isnull=False), name="only_meeting_rooms_expire"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space_id}: {self.name}"

    @property
    def topic(self) -> str:
        """The name of this room's numbered log."""
        return f"chat.{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is a place to write at all; needs `meeting` for the room of a meeting."""
        return self.meeting is None or self.meeting.state == Meeting.State.RUNNING


class Message(Act):
    """A message. `position` never changes (order, unread, address); `change` is the number of its last change."""

    class Kind(models.TextChoices):
        MESSAGE = "message"
        SYSTEM = "system"  # a line about what somebody did; `author` is that person

    class State(models.TextChoices):
        SHOWN = "shown", pgettext_lazy("message", "shown")
        HIDDEN = "hidden", pgettext_lazy("message", "hidden")
        REMOVED = "removed", pgettext_lazy("message", "removed")

    if TYPE_CHECKING:
        reactions: "RelatedManager[Reaction]"
        attachments: "RelatedManager[Attachment]"
        documents: "RelatedManager[MessageDocument]"
        revisions: "RelatedManager[MessageRevision]"
        mentions: "RelatedManager[Mention]"
        replies: "RelatedManager[Message]"

    # Each index is written with each message: those of keys that others begin with, or nobody asks for, are left out.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="messages", db_index=False)
    position = models.BigIntegerField()
    change = models.BigIntegerField()
    client_id = models.UUIDField()  # made by the client, so that sending again never doubles a message
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MESSAGE)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # The text as it is searched: small letters, also where the database knows no umlauts.
    folded = models.TextField(blank=True)
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies", db_index=False
    )
    # Rises with each edit; who edits a lower one is told.
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SHOWN)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state_at = models.DateTimeField(null=True, blank=True)
    state_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["room", "position"], name="one_message_per_position"),
            models.UniqueConstraint(fields=["author", "client_id"], name="one_message_per_client_id"),
        ]
        indexes = [
            models.Index(fields=["room", "change"], name="message_room_change"),
            models.Index(fields=["room", "created_at"], name="message_room_time"),
            models.Index(fields=["reply_to"], condition=Q(reply_to__isnull=False), name="message_answers"),
        ]

    def __str__(self) -> str:
        return f"message {self.room_id}/{self.position}"

    @property
    def space(self) -> Space:
        return self.room.space

    @property
    def is_shown(self) -> bool:
        return self.state == self.State.SHOWN


class MessageRevision(models.Model):
    """What a message said before an edit, from when to when."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    source = models.TextField(blank=True)
    html = models.TextField(blank=True)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["message", "version"], name="message_revision_unique_per_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version} of message {self.message_id}"


class Reaction(models.Model):
    """One of a few words that a person adds to a message."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("I agree")
        HELPFUL = "helpful", _("Helpful")
        THANKS = "thanks", _("Thank you")
        QUESTION = "question", _("I have a question")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "user", "kind"], name="one_chat_reaction_of_a_kind_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} on {self.message_id}"


class Attachment(models.Model):
    """A file that came with a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    stored_file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"attachment {self.pk} of message {self.message_id}"


class MessageDocument(models.Model):
    """A document of the library to which a message points; empty once that was deleted for ever."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["message", "document"], name="one_document_once_in_a_message")]

    def __str__(self) -> str:
        return f"document {self.document_id} in message {self.message_id}"


class Mention(models.Model):
    """A message names a person. Who has not read it after a while is told by mail, once (`told_at`)."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="one_mention_per_person_and_message")]
        indexes = [models.Index(fields=["created_at"], condition=Q(told_at=None), name="mention_waits_for_mail")]

    def __str__(self) -> str:
        return f"message {self.message_id} names {self.user_id}"


class Report(models.Model):
    """Somebody says that a message breaks the rules, and why; the moderation settles it with an answer."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("report", "open")
        UPHELD = "upheld", pgettext_lazy("report", "upheld")
        DISMISSED = "dismissed", pgettext_lazy("report", "dismissed")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("Reason"), max_length=500)
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("Answer"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "reporter"], condition=Q(state="open"), name="one_open_report_per_person_and_message"
            )
        ]

    def __str__(self) -> str:
        return f"report {self.pk} ({self.state})"

    @property
    def space(self) -> Space:
        return self.message.room.space


class Mute(models.Model):
    """A person may not write in the chats of a space until a moment, and why."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="chat_mutes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
    reason = models.CharField(_("Reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["space", "user"], condition=Q(lifted_at=None), name="mute_in_force")]

    def __str__(self) -> str:
        return f"{self.user_id} is muted in {self.space_id}"


class ReadMark(models.Model):
    """Up to which position a person has read a room."""

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_read_mark_per_room")]

    def __str__(self) -> str:
        return f"{self.user_id} has read {self.room_id} up to {self.position}"


class RoomPreference(models.Model):
    """What a person has chosen for a room: a silenced one shows no counts and sends no mail."""

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="preferences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_silenced = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_preference_per_room_and_person")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id}"
