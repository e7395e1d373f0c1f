"""The data that is measured: one working group with a long thread, a long chat and a document."""

from dataclasses import dataclass, field
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dialog.accounts.models import User
from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from documents.library.models import Document
from realtime.chat.actions import post_message
from realtime.chat.models import ChatRoom
from realtime.chat.queries import standing_room
from tests.factories import MembershipFactory, SpaceFactory, UserFactory
from workgroups.discussions.actions.posts import reply_to_thread
from workgroups.discussions.actions.threads import start_thread
from workgroups.discussions.models import Thread
from workgroups.spaces.models import Space

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MEMBERS = 20
POSTS = 200
MESSAGES = 1_000
TEXT = (
    "Die Angaben zur **Zertifizierung** sind je Region verschieden. Wir schlagen vor, sie zu vereinheitlichen:\n\n"
    "- Zielfeld und Gründungsjahr\n- Zahl der Mitglieder\n- Ansprechstelle in der Region\n\n"
    "Einzelheiten stehen unter https://www.example.org/atlas."
)


@dataclass
class World:
    """What was made, the cookie of a member, and the pages to measure by name."""

    space: Space
    people: list[User]
    room: ChatRoom
    thread: Thread
    document: Document
    session_keys: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def session_key(self) -> str:
        return self.session_keys[0]

    @property
    def cookie(self) -> str:
        return self.cookie_of(0)

    def cookie_of(self, number: int) -> str:
        """Return the cookie header of one of the people."""
        return f"{settings.SESSION_COOKIE_NAME}={self.session_keys[number]}"


def signed_in(person: User) -> str:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend=BACKEND)
    return str(client.session.session_key)


@transaction.atomic
def make_world() -> World:
    """Create everything through the same actions that people use; in one transaction, for speed."""
    space = SpaceFactory(name="Cluster-Atlas", slug="cluster-atlas")
    people = [UserFactory(display_name=f"Cluster-Kontakt {number}") for number in range(1, MEMBERS + 1)]
    for person in people:
        MembershipFactory(space=space, user=person)
    thread = start_thread(
        author=people[0], space=space, kind=Thread.Kind.QUESTION, title="Felder des Cluster-Atlas", text=TEXT
    )
    for number in range(1, POSTS):
        reply_to_thread(author=people[number % MEMBERS], thread=thread, text=f"{TEXT}\n\nBeitrag {number}")
    room = standing_room(space)
    for number in range(MESSAGES):
        author = people[number % MEMBERS]
        post_message(author=author, room=room, text=f"Nachricht {number}: bitte bis Freitag prüfen.", client_id=uuid4())
    blocks = [paragraph(TEXT) for _ in range(60)]
    document = create_page(author=people[0], space=space, title="Leitfaden Cluster-Atlas", blocks=blocks)
    world = World(space, people, room, thread, document, [signed_in(person) for person in people])
    world.pages = pages_of(world)
    return world


def pages_of(world: World) -> dict[str, str]:
    slug = {"slug": world.space.slug}
    return {
        "start": reverse("home:start"),
        "overview": reverse("home:space_overview", kwargs=slug),
        "list of threads": reverse("discussions:thread_list", kwargs=slug),
        "thread with 200 posts": reverse("discussions:thread_detail", kwargs={**slug, "pk": world.thread.pk}),
        "chat": reverse("chat:room", kwargs=slug),
        "document": world.document.get_absolute_url(),
    }
