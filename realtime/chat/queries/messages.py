"""Single messages of a room, and what belongs to them."""

from uuid import UUID

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from realtime.chat.models import Attachment, ChatRoom, Message
from realtime.chat.queries.log import displayed
from workgroups.spaces.rules import Person, require


def message_by_client_id(author: User, client_id: UUID) -> Message | None:
    """Return the message that this person's browser made under this number."""
    return Message.objects.select_related("author").filter(author_id=author.pk, client_id=client_id).first()


def message_in(room: ChatRoom, position: int) -> Message:
    """Return the message at a position of a room that the caller may read, with what shows it. Raises NotFound."""
    rows = Message.objects.filter(room=room, position=position, kind=Message.Kind.MESSAGE)
    message = displayed(rows).first()
    if message is None:
        raise NotFound
    message.room = room
    return message


def message_for(user: Person, room: ChatRoom, position: int) -> Message:
    """Return the message at a position, also a hidden or removed one: that without its words but for the moderation.

    Raises NotFound where there is none or this person may not read the room, SignInNeeded without a sign-in.
    """
    require(user, "chat.read", room)
    message = message_in(room, position)
    if not message.is_shown and not user.has_perm("chat.see_hidden", message):
        message.source = message.html = message.folded = ""
        gone: dict[str, list[object]] = {"attachments": [], "documents": []}
        message._prefetched_objects_cache.update(gone)  # type: ignore[attr-defined]  # what displayed() filled
    return message


def attachment_for(user: Person, room: ChatRoom, pk: int) -> Attachment:
    """Return a file of a room if this person may have it: of hidden and removed messages only the moderation.

    Raises NotFound, SignInNeeded without a sign-in.
    """
    require(user, "chat.read", room)
    found = Attachment.objects.select_related("message", "stored_file").filter(pk=pk, message__room=room).first()
    if found is None:
        raise NotFound
    found.message.room = room
    if not found.message.is_shown and not user.has_perm("chat.see_hidden", found.message):
        raise NotFound
    return found
