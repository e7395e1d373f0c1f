from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict
from dialog.common.richtext import clean_text
from realtime.chat import mails
from realtime.chat.actions.announcing import announce_message
from realtime.chat.actions.holding import held, held_while_shown
from realtime.chat.actions.posting import MAX_MESSAGE
from realtime.chat.actions.reasons import checked_reason
from realtime.chat.models import Attachment, Mention, Message, MessageDocument, MessageRevision
from realtime.chat.names import Named, people_named_in
from realtime.chat.queries.rooms import require_may_write
from realtime.chat.text import render_message, without_private_characters
from workgroups.spaces.rules import require

STATE_FIELDS = ("state", "state_by", "state_at", "state_reason")


@transaction.atomic
def edit_message(*, author: User, message: Message, text: str, version: int) -> Message:
    """Give one's own message new words and keep the old ones as a revision; the same words change nothing.

    `version` is the one that was on the screen. Who is named for the first time is told as in a new message. Raises
    Conflict when the version is no longer the current one or the message is hidden or removed, Invalid or TooLarge for
    the text, and what `require_may_write` raises.
    """
    require(author, "chat.edit", message)
    source = _source_from(text, message)
    require_may_write(author, message.room)
    message = held_while_shown(message)
    if message.source == source:
        return message
    if message.version != version:
        raise Conflict(_("This message has been changed since you opened it. Compare your text and save it again."))
    _keep_revision(message)
    named = people_named_in(source, message.space)
    message.source, message.html, message.folded = source, render_message(source, named), source.casefold()
    message.version, message.edited_at = message.version + 1, timezone.now()
    _note_new_mentions(message, named)
    announce_message(message, "source", "html", "folded", "version", "edited_at")
    return message


@transaction.atomic
def remove_message(*, person: User, message: Message, reason: str = "") -> Message:
    """Take a message out of the room for good; a line stays in its place, the words stay with the moderation.

    The author needs no reason and may also do it where nobody writes any more. The moderation must give one (Invalid),
    which the author reads in a mail. Raises Conflict when it is removed already, for authors also when it is hidden.
    """
    require(person, "chat.remove", message)
    is_own = message.author_id == person.pk
    reason = checked_reason(reason, required=not is_own)
    message = held_while_shown(message) if is_own else held(message)
    if message.state == Message.State.REMOVED:
        raise Conflict(_("This message has been removed already."))
    message.state, message.state_by = Message.State.REMOVED, person
    message.state_at, message.state_reason = timezone.now(), reason
    announce_message(message, *STATE_FIELDS)
    if not is_own:
        record(actor=person, action="chat.remove_message", target=message, space_id=message.space.pk, reason=reason)
        mails.message_removed(message)
    return message


def _source_from(text: str, message: Message) -> str:
    """Return what can be stored; a message with files or documents may go without words."""
    comes_with = (Attachment, MessageDocument)
    if not text.strip() and any(kind.objects.filter(message=message).exists() for kind in comes_with):
        return ""
    return clean_text(without_private_characters(text), limit=MAX_MESSAGE)


def _keep_revision(message: Message) -> None:
    MessageRevision.objects.create(
        message=message,
        version=message.version,
        source=message.source,
        html=message.html,
        written_at=message.edited_at or message.created_at,
    )


def _note_new_mentions(message: Message, named: Sequence[Named]) -> None:
    """Note who is named now and was not; who is named no longer gets no mail any more."""
    wanted = {person.pk for person in named} - {message.author_id}
    message.mentions.filter(told_at=None).exclude(user_id__in=wanted).delete()
    known = set(message.mentions.values_list("user_id", flat=True))
    Mention.objects.bulk_create([Mention(message=message, user_id=pk) for pk in sorted(wanted - known)])
