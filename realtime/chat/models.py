from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workgroups.spaces.models import Act, Space


class ChatRoom(models.Model):
    """A chat room of a space. Each space has one standing room (`is_standing`)."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="chat_rooms")
    name = models.CharField(_("Name"), max_length=120)
    is_standing = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space"], condition=models.Q(is_standing=True), name="one_standing_chat_room_per_space"
            )
        ]

    def __str__(self) -> str:
        return f"{self.space_id}: {self.name}"

    @property
    def topic(self) -> str:
        """The name of this room's numbered log."""
        return f"chat.{self.pk}"


class Message(Act):
    """A message. `position` never changes (order, unread, address); `change` is the number of its last change."""

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="messages")
    position = models.BigIntegerField()
    change = models.BigIntegerField()
    # Made by the client, so that sending again never doubles a message.
    client_id = models.UUIDField()
    source = models.TextField()
    html = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["room", "position"], name="one_message_per_position"),
            models.UniqueConstraint(fields=["author", "client_id"], name="one_message_per_client_id"),
        ]
        indexes = [models.Index(fields=["room", "change"], name="message_room_change")]

    def __str__(self) -> str:
        return f"message {self.room_id}/{self.position}"


class ReadMark(models.Model):
    """Up to which position a person has read a room."""

    room = models.ForeignKey(ChatRoom, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_read_mark_per_room")]

    def __str__(self) -> str:
        return f"{self.user_id} has read {self.room_id} up to {self.position}"
