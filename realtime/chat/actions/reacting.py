from django.db import transaction
from django.utils.translation import gettext as _

from dialog.accounts.models import User
from dialog.common.errors import Invalid
from realtime.chat.actions.announcing import announce_message
from realtime.chat.actions.holding import held_while_shown
from realtime.chat.models import Message, Reaction
from realtime.chat.queries.rooms import require_may_write
from workgroups.spaces.rules import require


@transaction.atomic
def set_reaction(*, person: User, message: Message, kind: str, on: bool) -> None:
    """Add one of the words in `Reaction.Kind` to a message, or take it back; repeating either changes nothing.

    Raises Invalid for another word, Conflict when the message is hidden or removed, and what `require_may_write`
    raises.
    """
    require(person, "chat.react", message)
    if kind not in Reaction.Kind.values:
        raise Invalid(_("This reaction does not exist."))
    require_may_write(person, message.room)
    message = held_while_shown(message)
    if _store(person, message, kind, on=on):
        announce_message(message, as_quoted=False)


def _store(person: User, message: Message, kind: str, *, on: bool) -> bool:
    """Store it and return whether that changed anything."""
    if on:
        return Reaction.objects.get_or_create(message=message, user=person, kind=kind)[1]
    return Reaction.objects.filter(message=message, user=person, kind=kind).delete()[0] > 0
