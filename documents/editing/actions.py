from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models.functions import Length

from dialog.accounts.models import User
from dialog.common.errors import NotFound, TooLarge
from dialog.common.live import publish_on_commit
from dialog.common.log import next_change
from documents.editing.blocks import Block, seed_state
from documents.editing.compaction import COMPACT_AFTER
from documents.editing.events import topic_of
from documents.editing.models import DocumentSnapshot, DocumentUpdate
from documents.editing.queries import load_document
from documents.editing.state import Page, build_page, missing_from
from documents.editing.tasks import compact_page
from documents.editing.trial import check_alone
from documents.library.actions import create_document, touch
from documents.library.models import Document
from workgroups.spaces.models import Space
from workgroups.spaces.rules import require

MAX_STATE_BYTES = 8 * 1024 * 1024
_LARGE_UPDATE = 64 * 1024


@transaction.atomic
def create_page(*, author: User, space: Space, title: str, blocks: Sequence[Block] = ()) -> Document:
    """Create a page with a first text. Only here is a text seeded, never in a browser.

    Raises Invalid for an empty or broken title, TooLarge above 200 characters, NotAllowed, NotFound.
    """
    document = create_document(author=author, space=space, kind=Document.Kind.PAGE, title=title)
    DocumentSnapshot.objects.create(document=document, change=0, state=seed_state(blocks))
    return document


@transaction.atomic
def append_update(*, author: User, document: Document, payload: bytes) -> int:
    """Store one change of a page and return its number. After commit it goes to everybody who has the page open.

    The caller has tried it on the whole text (`trial.Trial`). Raises NotAllowed, NotFound (also in the trash),
    TooLarge for an update or a page that is too large, Invalid for bytes that are no update.
    """
    require(author, "editing.write", document)
    return _append(author, document, payload)


@transaction.atomic
def change_page(
    *, author: User, document: Document, change: Callable[[Page], None], permission: str = "editing.write"
) -> bool:
    """Let `change` work on the stored text as this person, store what came of it, and tell who has the page open.

    For what the server itself does: mark a passage, settle a suggestion, restore blocks. What others type at the same
    moment stays. Returns False where nothing changed. Raises what `append_update` raises, and what `change` raises.
    """
    require(author, permission, document)
    payloads, _head = load_document(document.pk)
    page = build_page(payloads)
    before = page.get_state()
    with page.transaction():
        change(page)
    update = missing_from(page, before)
    if page.get_state() == before and update == missing_from(build_page(payloads), before):
        return False
    _append(author, document, update)
    return True


def _append(author: User, document: Document, payload: bytes) -> int:
    check_alone(payload)
    if not Document.objects.filter(pk=document.pk, trashed_at__isnull=True).exists():
        raise NotFound
    if len(payload) > _LARGE_UPDATE:
        _check_room(document)
    topic = topic_of(document.pk)
    change = next_change(topic)
    DocumentUpdate.objects.create(document_id=document.pk, change=change, payload=payload, author_id=author.pk)
    touch(document=document, by=author)
    publish_on_commit(topic, change, payload)
    if change % COMPACT_AFTER == 0:
        transaction.on_commit(lambda: compact_page(document.pk), robust=True)
    return change


def _check_room(document: Document) -> None:
    """Hold a page that grows by large pastes below the limit; small steps are held by it at the next one."""
    stored = DocumentSnapshot.objects.annotate(size=Length("state"))
    if stored.filter(document_id=document.pk, size__gt=MAX_STATE_BYTES).exists():
        raise TooLarge
