from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from dialog.accounts.models import User
from dialog.common.errors import NotAllowed, NotFound, TooLarge
from dialog.common.inserting import insert
from dialog.common.live import publish_on_commit
from dialog.common.log import next_change
from documents.editing.authors import note_authors
from documents.editing.blocks import Block, seed_state
from documents.editing.compaction import COMPACT_AFTER
from documents.editing.events import topic_of
from documents.editing.holding import hold, touch
from documents.editing.mending import mend
from documents.editing.models import DocumentSnapshot, DocumentUpdate
from documents.editing.queries import load_document, size_of
from documents.editing.state import MAX_STATE_BYTES, Page, build_page, pack, together
from documents.editing.tasks import compact_page
from documents.editing.trial import check_alone
from documents.library.actions import create_document
from documents.library.models import Document, Folder
from workgroups.spaces.models import Space
from workgroups.spaces.rules import require

_LARGE_UPDATE = 64 * 1024


@transaction.atomic
def create_page(
    *,
    author: User,
    space: Space,
    title: str,
    blocks: Sequence[Block] = (),
    folder: Folder | None = None,
    language: str = Document.Language.GERMAN,
) -> Document:
    """Create a page with a first text, which is its author's. Only here is a text seeded, never in a browser.

    Raises Invalid for an empty or broken title, TooLarge above 200 characters, NotAllowed, NotFound (also for a folder
    that is in the trash or another space's).
    """
    document = create_document(author=author, space=space, kind=Document.Kind.PAGE, title=title, folder=folder)
    if language != document.language:
        Document.objects.filter(pk=document.pk).update(language=language)
        document.language = language
    state = seed_state(blocks)
    DocumentSnapshot.objects.create(document=document, change=0, state=pack(state), is_packed=True, authors=[author.pk])
    note_authors(document.pk, dict.fromkeys(check_alone(state).ends, author.pk))
    return document


@transaction.atomic
def append_update(
    *,
    author: User,
    document: Document,
    payload: bytes,
    others: Sequence[User] = (),
    clients: Mapping[int, int] | None = None,
) -> int:
    """Store one change of a page and return its number. After commit it goes to everybody who has the page open.

    `others` wrote in the same moment; each of them needs the right to write. `clients`: whose (id) letters carry the
    client numbers that are new with this change; without it all of the change is the author's.

    The caller has tried it on the whole text (`trial.LiveText`). Raises NotAllowed (also for a page that is no draft
    any more), NotFound (also in the trash), TooLarge for an update or a page that is too large, Invalid for bytes that
    are no update, NotTheirs for letters in somebody else's name.
    """
    for person in (*others, author):
        require(person, "editing.write", document)
    held = hold(document.pk)
    if held is None:
        raise NotFound
    if held.state != Document.State.DRAFT:
        raise NotAllowed
    touch(document.pk, author, held)
    return _append(document, author, others, payload, clients)


@transaction.atomic
def change_page(
    *,
    author: User,
    document: Document,
    change: Callable[[Page], None],
    permission: str = "editing.write",
    counts_as_writing: bool = True,
) -> bool:
    """Let `change` work on the stored text as this person, store what came of it, and tell who has the page open.

    For what the server itself does: mark a passage, settle a suggestion, restore blocks. What others type at the same
    moment stays. Returns False where nothing changed. Raises what `append_update` raises, and what `change` raises.

    What does not count as writing (the mark of a comment) leaves "changed by" and the next version's authors alone.
    """
    require(author, permission, document)
    held = hold(document.pk)
    if held is None:
        raise NotFound
    document.state = held.state
    require(author, permission, document)
    payloads, _head = load_document(document.pk)
    update = _effect_of(change, build_page(payloads))
    if update is None:
        return False
    if counts_as_writing:
        touch(document.pk, author, held)
    _append(document, author, (), update, None, counts_as_writing)
    return True


def _effect_of(change: Callable[[Page], None], page: Page) -> bytes | None:
    """Return the update that a change makes of a page, None if it leaves everything as it is.

    What an editor would delete because it does not fit its schema is mended in the same update.
    """
    effects: list[bytes] = []
    watch = page.observe(lambda event: effects.append(event.update))
    try:
        with page.transaction():
            change(page)
        if together(effects) is not None:
            mend(page)
    finally:
        # A page that is watched for ever is kept for ever.
        page.unobserve(watch)
    return together(effects)


def _append(
    document: Document,
    author: User,
    others: Sequence[User],
    payload: bytes,
    clients: Mapping[int, int] | None,
    counts_as_writing: bool = True,
) -> int:
    survey = check_alone(payload)
    if len(payload) > _LARGE_UPDATE and size_of(document.pk) > MAX_STATE_BYTES:
        raise TooLarge
    note_authors(document.pk, dict.fromkeys(survey.ends, author.pk) if clients is None else clients)
    topic = topic_of(document.pk)
    change = next_change(topic)
    authors = sorted({author.pk, *(person.pk for person in others)}) if counts_as_writing else []
    insert(DocumentUpdate(document=document, change=change, payload=payload, author=author, authors=authors))
    publish_on_commit(topic, change, payload)
    if change % COMPACT_AFTER == 0 or len(payload) > _LARGE_UPDATE:
        transaction.on_commit(lambda: compact_page(document.pk), robust=True)
    return change
