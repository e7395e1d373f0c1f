"""What the first visitor after a start would else wait for: some ten milliseconds, a third of opening a long page."""

from django.contrib.auth import get_backends
from django.contrib.sessions.backends.db import SessionStore

from documents.library.models import Document
from realtime.threads import start_threads


def warm_up() -> None:
    """Open the database connections of live work, and let Django load and work out what it puts off until it is used.

    Works without a database; the connections are then opened by those who come.
    """
    start_threads()
    get_backends()
    SessionStore().encode({})
    # Written, not asked: makes Django find out how all models hang together.
    str(Document.objects.select_related("space").filter(pk=0).query)
