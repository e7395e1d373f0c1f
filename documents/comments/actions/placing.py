"""Comments and their marks in the text: begun, resolved, opened again, placed again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import NotFound, TooLarge
from dialog.common.richtext import clean_text
from documents.comments.actions.sending import sent_before, store
from documents.comments.concerning import note_concerned
from documents.comments.marks import AROUND, Anchor, anchors_of, place_mark, remove_mark
from documents.comments.mentioning import note_mentions
from documents.comments.models import Comment
from documents.comments.pieces import pieces_of
from documents.editing.actions import change_page
from documents.editing.events import tell_side
from documents.editing.queries import load_document
from documents.editing.state import Page, build_page
from documents.library.models import Document
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

MAX_BODY = 4_000
MAX_QUOTE = 5_000


@transaction.atomic
def add_comment(
    *,
    author: User,
    document: Document,
    body: str,
    quote: str = "",
    prefix: str = "",
    suffix: str = "",
    client_id: UUID | None = None,
) -> Comment:
    """Comment on the passage that reads so, or on the whole page without a quotation.

    Where the text has changed meanwhile and no passage reads so, the comment is kept with its quotation. The same
    `client_id` again returns the comment that it made. Raises Invalid for an empty body, TooLarge for more than
    MAX_BODY or MAX_QUOTE characters, Conflict for a known `client_id` with other words, NotAllowed, NotFound.
    """
    require(author, "comments.add", document)
    comment = Comment(document=document, body=clean_text(body, limit=MAX_BODY), **acting(author, document.space))
    comment.client_id = client_id
    if quote.strip():
        comment.quote = clean_quote(quote)
        comment.prefix, comment.suffix = clean_around(prefix)[-AROUND:], clean_around(suffix)[:AROUND]
    if not store(comment):
        return sent_before(comment)
    if comment.quote:
        _place(author, comment)
    note_concerned(comment, besides=note_mentions(comment))
    record(actor=author, action="comments.add", target=comment, space_id=document.space_id)
    tell_side(document.pk, "comments")
    return comment


def clean_quote(quote: str) -> str:
    """Return the quotation as it stands in the text: blanks at its ends belong to it. Raises Invalid, TooLarge."""
    if len(quote) > MAX_QUOTE:
        raise TooLarge
    clean_text(quote, limit=MAX_QUOTE)
    return quote.replace("\r\n", "\n")


def clean_around(text: str) -> str:
    """Return what stands around a passage; what cannot be stored is left out, it only helps to find the place."""
    return "".join(char for char in text if char != "\x00" and not "\ud800" <= char <= "\udfff")


def _place(person: User, comment: Comment, permission: str = "comments.add") -> None:
    def change(page: Page) -> None:
        place_mark(page, str(comment.key), comment.quote, comment.prefix, comment.suffix)

    change_page(author=person, document=comment.document, change=change, permission=permission, counts_as_writing=False)


@transaction.atomic
def resolve_comment(*, by: User, comment: Comment) -> Comment:
    """Close a thread: its mark leaves the text. Does nothing where it is closed. Raises NotAllowed, NotFound."""
    require(by, "comments.resolve", comment)
    comment = locked(comment)
    if comment.resolved_at:
        return comment
    take_off_text(by, comment, "comments.resolve")
    comment.resolved_at, comment.resolved_by = timezone.now(), by
    comment.save()
    _note(by, "comments.resolve", comment)
    return comment


@transaction.atomic
def reopen_comment(*, by: User, comment: Comment) -> Comment:
    """Open a closed thread again: it is marked where its passage still reads the same. Raises NotAllowed, NotFound."""
    require(by, "comments.resolve", comment)
    comment = locked(comment)
    if comment.resolved_at is None:
        return comment
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    if comment.quote:
        _place(by, comment, "comments.resolve")
    _note(by, "comments.reopen", comment)
    return comment


def _note(by: User, action: str, comment: Comment) -> None:
    record(actor=by, action=action, target=comment, space_id=comment.document.space_id)
    tell_side(comment.document_id, "comments")


def locked(comment: Comment) -> Comment:
    """Read the first comment of its thread again under its lock. Raises NotFound for replies."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("document__space")
    row = rows.filter(pk=comment.pk, parent=None).first()
    if row is None:
        raise NotFound
    return row


def take_off_text(by: User, comment: Comment, permission: str) -> None:
    """Remove the mark of a comment, and remember how its passage reads now. Part of actions that have authorised it."""
    if not comment.quote:
        return
    key = str(comment.key)

    def change(page: Page) -> None:
        anchor = anchors_of(pieces_of(page)).get(key)
        if anchor:
            _remember(comment, anchor)
            remove_mark(page, key)

    change_page(author=by, document=comment.document, change=change, permission=permission, counts_as_writing=False)


def _remember(comment: Comment, anchor: Anchor) -> None:
    comment.quote, comment.prefix, comment.suffix = anchor.quote[:MAX_QUOTE], anchor.prefix, anchor.suffix


def reanchor(*, by: User, document: Document) -> int:
    """Mark again the passages of open comments whose mark vanished from the text; return how many were looked for.

    Part of actions that have authorised a change of the whole text, after a restore.
    """
    payloads, _head = load_document(document.pk)
    standing = anchors_of(pieces_of(build_page(payloads)))
    open_ones = Comment.objects.filter(document=document, parent=None, resolved_at=None, deleted_at=None)
    lost = [comment for comment in open_ones.exclude(quote="") if str(comment.key) not in standing]
    if lost:

        def change(page: Page) -> None:
            for comment in lost:
                place_mark(page, str(comment.key), comment.quote, comment.prefix, comment.suffix)

        change_page(author=by, document=document, change=change, permission="comments.add", counts_as_writing=False)
        tell_side(document.pk, "comments")
    return len(lost)
