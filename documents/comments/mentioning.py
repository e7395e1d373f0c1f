"""Who is named in a comment is told by mail, once. The rows say who waits, the worker tells them."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dialog.accounts.models import User
from documents.comments import mails
from documents.comments.models import Comment, CommentMention, Notice
from documents.library.models import Document
from workgroups.spaces.naming import people_named_in

# Time to correct oneself, and for several comments to come in one mail.
PATIENCE = timedelta(minutes=2)
AT_ONCE = 500  # mentions looked at in one run; the next one comes a minute later


def note_mentions(comment: Comment) -> set[int]:
    """Write a row for each person newly named, not for the author; return the ids of all named.

    Who is named is told so, and not once more as somebody concerned. Part of actions that have authorised the comment.
    """
    named = {person.pk for person in people_named_in(comment.body, comment.document.space)} - {comment.author_id}
    rows = [CommentMention(comment=comment, user_id=person) for person in sorted(named)]
    CommentMention.objects.bulk_create(rows, ignore_conflicts=True)
    if named and comment.edited_at:
        Notice.objects.filter(comment=comment, user__in=named, told_at=None).delete()
    return named


def tell_waiting() -> int:
    """Write one mail for each person and page with mentions that wait; return how many mails."""
    waiting = CommentMention.objects.filter(told_at=None, created_at__lte=timezone.now() - PATIENCE)
    pairs = waiting.order_by("created_at").values_list("user_id", "comment__document_id")[:AT_ONCE]
    return sum(_tell(user_id, document_id) for user_id, document_id in dict.fromkeys(pairs))


@transaction.atomic
def _tell(user_id: int, document_id: int) -> bool:
    rows = CommentMention.objects.select_for_update(of=("self",)).filter(
        user_id=user_id, comment__document_id=document_id, told_at=None
    )
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return False
    CommentMention.objects.filter(pk__in=ids).update(told_at=timezone.now())
    person = User.objects.get(pk=user_id)
    document = Document.objects.select_related("space").get(pk=document_id)
    comments = _worth_a_mail(person, document, ids)
    if comments:
        mails.mentioned(person, document, comments)
    return bool(comments)


def _worth_a_mail(person: User, document: Document, mentions: Sequence[int]) -> list[Comment]:
    """Return what is still there and not told yet, on a page that this person may still read."""
    if not person.is_active or document.trashed_at or not person.has_perm("comments.read", document):
        return []
    told = Notice.objects.filter(user=person, told_at__isnull=False, comment__isnull=False)
    found = Comment.objects.filter(mentions__in=mentions, deleted_at=None)
    return list(found.exclude(pk__in=told.values("comment_id")).select_related("author").order_by("pk"))
