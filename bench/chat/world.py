"""The database side, a process of its own with Django: python -m bench.chat.world, asked by bench.chat.helper."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402  (needs Django set up)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.chat.helper import Answer, serve  # noqa: E402
from dialog.accounts.models import User  # noqa: E402
from dialog.common.log import head_of  # noqa: E402
from dialog.common.models import Topic  # noqa: E402
from realtime.chat.actions import post_message  # noqa: E402
from realtime.chat.models import ChatRoom, Message  # noqa: E402
from realtime.chat.queries import changes_since, standing_room  # noqa: E402
from workgroups.spaces.models import Membership, Space  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BATCH = 2_000


def prepare() -> Answer:
    """Make an empty database and the static files that pages name."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", "--noinput", verbosity=0)
    return {}


def people(many: int) -> Answer:
    """Make a working group with a chat room and its members; return the room and the cookies of all."""
    space = Space.objects.create(kind=Space.Kind.WORKING_GROUP, name="Messung", slug="messung")
    # No password is set: nobody signs in here, the sessions are there already.
    accounts = User.objects.bulk_create(
        User(email=f"member-{number}@example.org", display_name=f"Cluster-Kontakt {number}", password=f"!{number}")
        for number in range(many)
    )
    Membership.objects.bulk_create(Membership(space=space, user=account) for account in accounts)
    room = standing_room(space)
    return {"room": room.pk, "cookies": sessions_of(accounts), "people": [account.pk for account in accounts]}


def sessions_of(accounts: Iterable[User]) -> list[str]:
    """Sign everybody in; return their Cookie headers."""
    store, until = SessionStore(), timezone.now() + timedelta(days=1)
    rows = []
    for account in accounts:
        data = {
            SESSION_KEY: str(account.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: account.get_session_auth_hash(),
        }
        key = secrets.token_hex(16)
        rows.append(Session(session_key=key, session_data=store.encode(data), expire_date=until))
    Session.objects.bulk_create(rows, batch_size=BATCH)
    return [f"{settings.SESSION_COOKIE_NAME}={row.session_key}" for row in rows]


def room_with(messages: int, name: str) -> Answer:
    """Make another room in the same group with so many messages; written in bulk, numbered as the action does."""
    space = Space.objects.get(slug="messung")
    room = ChatRoom.objects.create(space=space, name=name)
    author = User.objects.order_by("pk").first()
    for begin in range(1, messages + 1, BATCH):
        Message.objects.bulk_create(
            Message(
                room=room,
                author=author,
                position=number,
                change=number,
                client_id=uuid4(),
                source=f"Nachricht {number}: bitte bis Freitag prüfen.",
                html=f"<p>Nachricht {number}: bitte bis Freitag prüfen.</p>",
            )
            for number in range(begin, min(begin + BATCH, messages + 1))
        )
    Topic.objects.create(name=room.topic, head=messages)
    return {"room": room.pk}


def head(room: int) -> Answer:
    return {"head": head_of(f"chat.{room}")}


def post(room: int, person: int, text: str, client: str) -> Answer:
    """Store a message through the action, in this process: no bus in the memory of a server carries it."""
    chat_room = ChatRoom.objects.select_related("space").get(pk=room)
    message = post_message(author=User.objects.get(pk=person), room=chat_room, text=text, client_id=UUID(client))
    return {"position": message.position}


def truth(room: int) -> Answer:
    """Return what the database holds: all messages as stored, and the log as somebody who knows nothing is given it."""
    rows = Message.objects.filter(room_id=room).order_by("position")
    stored = [
        {"position": row.position, "client": str(row.client_id), "author": row.author_id, "source": row.source}
        for row in rows
    ]
    events: list[dict[str, Any]] = []
    number, complete = 0, False
    while not complete:
        replay = changes_since(room, number)
        events += [{"change": change, **event} for change, event in replay.changes]
        number, complete = replay.head, replay.complete
    return {"stored": stored, "events": events, "head": number}


if __name__ == "__main__":
    serve({each.__name__: each for each in (prepare, people, room_with, head, post, truth)})
