"""What a message's HTML is made of: addresses and reactions, without a query of its own."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils import timezone

from documents.library.models import Document
from realtime.chat.models import Attachment, Message, MessageDocument, Reaction

register = template.Library()


@dataclass(frozen=True, slots=True)
class Reactions:
    """How many people added a word to a message, and who (ids, for the script to mark one's own)."""

    kind: str
    label: str
    count: int
    people: str


@register.filter
def reactions_of(message: Message) -> list[Reactions]:
    """Return the reactions to a message by kind, in the order of the kinds; needs what `displayed` loads."""
    people: dict[str, list[int]] = defaultdict(list)
    for reaction in message.reactions.all():
        people[reaction.kind].append(reaction.user_id)
    return [
        Reactions(kind.value, str(kind.label), len(people[kind]), " ".join(map(str, people[kind])))
        for kind in Reaction.Kind
        if people[kind]
    ]


@register.filter
def iso(moment: datetime) -> str:
    """Return a moment for machines; a message shows several, and Django's own filter takes ten times as long."""
    return timezone.localtime(moment).isoformat()


@register.filter
def clock(moment: datetime) -> str:
    """Return the time of day: "16:02"."""
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def address_of(message: Message) -> str:
    """Return the address of a message; needs its room with the space."""
    return f"{room_address(message.room.space.slug, message.room_id)}nachricht/{message.position}/"


@register.simple_tag
def attachment_address(message: Message, attachment: Attachment) -> str:
    """Return the address of a file that came with a message."""
    return f"{room_address(message.room.space.slug, message.room_id)}datei/{attachment.pk}/"


@register.filter
def is_there(entry: MessageDocument) -> bool:
    """Return whether a document can be opened: it is neither deleted nor in the trash."""
    return entry.document is not None and entry.document.trashed_at is None


@register.simple_tag
def document_address(message: Message, document: Document) -> str:
    """Return the address of a document to which a message points; both are of one space, whose row is there."""
    document.space = message.room.space
    return document.get_absolute_url()


@lru_cache(maxsize=1024)
def room_address(slug: str, room_id: int) -> str:
    """Return the address of a room; kept, because each message needs it."""
    return reverse("chat:room_detail", args=[slug, room_id])
