"""One news item of each kind in a space."""

from django.utils import timezone

from documents.minutes.models import Minutes
from tests.documents.library.factories import DocumentFactory
from tests.documents.releases.factories import old_release
from tests.factories import MembershipFactory
from tests.realtime.chat.factories import write_messages
from tests.workgroups.discussions.factories import thread_with
from tests.workgroups.meetings.factories import MeetingFactory

KINDS = ["thread", "page", "file", "agenda", "minutes", "release", "chat"]


def make_news(space, author=None, *, number=""):
    """Make unread news of every kind, written by `author` (default: a new member); return the things by kind."""
    author = author or MembershipFactory(space=space).user
    now = timezone.now()
    past = MeetingFactory(space=space, author=author, closed=True)
    write_messages(space, author, 2)
    return {
        "thread": thread_with(2, space=space, author=author, title=f"Felder{number}"),
        "page": DocumentFactory(space=space, author=author, title=f"Papier{number}"),
        "file": DocumentFactory(space=space, author=author, kind="file", title=f"Datei{number}"),
        "agenda": MeetingFactory(space=space, author=author),
        "minutes": Minutes.objects.create(
            meeting=past, author=author, state="published", published_at=now, content={}, sha256="0" * 64
        ),
        "release": old_release(space, author, title=f"Stellungnahme{number}"),
        "chat": space,
    }
