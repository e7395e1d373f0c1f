"""The database side, a process of its own with Django: python -m bench.documents.world, asked by bench.chat.helper."""

import django

django.setup()

from django.db.models import Sum  # noqa: E402  (needs Django set up)
from django.db.models.functions import Length  # noqa: E402

from bench.chat import world as chat_world  # noqa: E402
from bench.chat.helper import Answer, serve  # noqa: E402
from dialog.accounts.models import User  # noqa: E402
from documents.editing.actions import create_page  # noqa: E402
from documents.editing.models import SCHEMA_VERSION, DocumentSnapshot, DocumentUpdate  # noqa: E402
from documents.library.models import Document  # noqa: E402
from workgroups.spaces.models import Space  # noqa: E402

PLAIN = f"cluster-dialog.y.{SCHEMA_VERSION}"
SLUG = "messung"


def prepare() -> Answer:
    """Make an empty database and the static files that pages name; return the subprotocols of the socket."""
    return {**chat_world.prepare(), "subprotocol": PLAIN, "with_saved": f"{PLAIN}+saved"}


def people(many: int) -> Answer:
    """Make a working group and its members; return the cookies of all."""
    return chat_world.people(many)


def page(title: str) -> Answer:
    """Make an empty page."""
    return _made(create_page(author=_writer(), space=_space(), title=title))


def stored(document: int) -> Answer:
    """Return how many bytes the text of a page takes, and in how many rows beside the snapshot."""
    rows = DocumentUpdate.objects.filter(document_id=document)
    snapshot = DocumentSnapshot.objects.filter(document_id=document).aggregate(size=Sum(Length("state")))["size"]
    beside = rows.aggregate(size=Sum(Length("payload")))["size"]
    return {"bytes": (snapshot or 0) + (beside or 0), "rows": rows.count()}


def _made(document: Document) -> Answer:
    return {"document": document.pk, "path": document.get_absolute_url()}


def _space() -> Space:
    return Space.objects.get(slug=SLUG)


def _writer() -> User:
    writer = User.objects.order_by("pk").first()
    assert writer is not None
    return writer


if __name__ == "__main__":
    serve({each.__name__: each for each in (prepare, people, page, stored)})
