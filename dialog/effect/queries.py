from dialog.links.queries import key_of, links_to
from realtime.chat.models import Message
from workgroups.discussions.models import Thread
from workgroups.spaces.rules import Person

THREAD = "thread"  # the kind of link from a message to the discussion that came of it


def origin_of(user: Person, thread: Thread) -> Message | None:
    """Return the chat message that a discussion came of, if this person may read its room; two queries."""
    links = links_to([thread], kind=THREAD).get(key_of(thread), [])
    ids = [row.source_id for row in links if row.source_type == Message._meta.label_lower]
    rows = Message.objects.select_related("author", "room__space", "room__meeting").filter(pk__in=ids)
    message = rows.order_by("pk").first()
    return message if message and user.has_perm("chat.read", message) else None
