"""Each form writes one comment, however often it is sent."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dialog.common.errors import Conflict, NotFound
from documents.comments.models import Comment


def store(comment: Comment) -> bool:
    """Write a new comment; return False where its form has written one already."""
    if _sent_before(comment):
        return False
    try:
        with transaction.atomic():
            comment.save(force_insert=True)
    except IntegrityError:
        # The same form came twice at the same moment.
        if not _sent_before(comment):
            raise
        return False
    return True


def sent_before(comment: Comment) -> Comment:
    """Return the comment that this form has written already.

    Raises Conflict when the form comes again with other words: neither may be lost silently.
    """
    found = _sent_before(comment)
    if found is None:
        raise NotFound
    is_same_place = (found.document_id, found.parent_id) == (comment.document_id, comment.parent_id)
    # What it said before it was edited or deleted is not kept.
    if is_same_place and (found.body == comment.body or found.edited_at or found.deleted_at):
        return found
    raise Conflict(
        _(
            "This form has been sent before with other words. Send it again if your text is to become a comment of its "
            "own."
        )
    )


def _sent_before(comment: Comment) -> Comment | None:
    if comment.client_id is None:
        return None
    return Comment.objects.filter(author=comment.author_id, client_id=comment.client_id).first()
