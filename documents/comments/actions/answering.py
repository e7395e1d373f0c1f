from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import NotFound
from dialog.common.richtext import clean_text
from documents.comments.actions.placing import MAX_BODY, locked, take_off_text
from documents.comments.actions.sending import sent_before, store
from documents.comments.concerning import note_concerned
from documents.comments.mentioning import note_mentions
from documents.comments.models import Comment
from documents.editing.events import tell_side
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require


@transaction.atomic
def reply_to_comment(*, author: User, comment: Comment, body: str, client_id: UUID | None = None) -> Comment:
    """Answer a comment; an answer to an answer stands in the same thread.

    The same `client_id` again returns the reply that it made. Raises Invalid for an empty body, TooLarge above MAX_BODY
    characters, Conflict for a known `client_id` with other words, NotAllowed, NotFound.
    """
    require(author, "comments.add", comment)
    first = locked(comment.parent or comment)
    body = clean_text(body, limit=MAX_BODY)
    reply = Comment(document=first.document, parent=first, body=body, **acting(author, first.document.space))
    reply.client_id = client_id
    if not store(reply):
        return sent_before(reply)
    note_concerned(reply, besides=note_mentions(reply))
    record(actor=author, action="comments.reply", target=reply, space_id=first.document.space_id)
    tell_side(first.document_id, "comments")
    return reply


@transaction.atomic
def edit_comment(*, by: User, comment: Comment, body: str) -> Comment:
    """Change one's own words; who is newly named is told. Raises as `reply_to_comment` does."""
    require(by, "comments.edit", comment)
    body = clean_text(body, limit=MAX_BODY)
    comment = _own_row(comment)
    if comment.body != body:
        comment.body, comment.edited_at = body, timezone.now()
        comment.save(update_fields=["body", "edited_at"])
        note_mentions(comment)
        record(actor=by, action="comments.edit", target=comment, space_id=comment.document.space_id)
        tell_side(comment.document_id, "comments")
    return comment


@transaction.atomic
def delete_comment(*, by: User, comment: Comment) -> None:
    """Delete a comment and its mark: one's own, or any with the ability to manage documents.

    Where others have answered, a stump without words stays. Raises NotAllowed, NotFound (also for what is deleted).
    """
    require(by, "comments.delete", comment)
    comment = _own_row(comment)
    record(actor=by, action="comments.delete", target=comment, space_id=comment.document.space_id)
    if comment.parent_id is None:
        take_off_text(by, comment, "comments.delete_mark")
    if Comment.objects.filter(parent=comment).exists():
        comment.body = comment.quote = comment.prefix = comment.suffix = ""
        comment.deleted_at = timezone.now()
        comment.save()
        comment.mentions.all().delete()
    else:
        comment.delete()
        _drop_empty_stump(comment.parent_id)
    tell_side(comment.document_id, "comments")


def _drop_empty_stump(first_id: int | None) -> None:
    """Delete a thread of which only the stump is left."""
    stump = Comment.objects.filter(pk=first_id or 0, deleted_at__isnull=False)
    if first_id and not Comment.objects.filter(parent_id=first_id).exists():
        stump.delete()


def _own_row(comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("document__space")
    row = rows.filter(pk=comment.pk, deleted_at=None).first()
    if row is None:
        raise NotFound
    return row
