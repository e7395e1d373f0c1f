"""Whom a comment, reply or suggestion concerns is told by mail, one for all of a page, when it has rested a while."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from dialog.accounts.models import User
from documents.comments import mails
from documents.comments.models import Comment, Notice, Suggestion
from documents.comments.queries import standing_suggestions
from documents.library.models import Document

# As long as more comes, the mail waits, but not for ever.
REST, LONGEST = timedelta(minutes=5), timedelta(minutes=30)
AT_ONCE = 500  # mails in one run; the next one comes a minute later


def people_concerned(entry: Comment | Suggestion) -> set[int]:
    """Return the ids of whom a new entry concerns: all who wrote in the thread of a reply, else who made the page."""
    if isinstance(entry, Comment) and entry.parent_id:
        thread = Comment.objects.filter(Q(pk=entry.parent_id) | Q(parent_id=entry.parent_id), deleted_at=None)
        people = set(thread.order_by().values_list("author_id", flat=True))
    else:
        people = {entry.document.author_id}
    return people - {entry.author_id}


def note_concerned(entry: Comment | Suggestion, *, besides: Collection[int] = ()) -> None:
    """Write a row for each person concerned who is not told otherwise. Part of actions that have authorised it."""
    about = {"comment": entry} if isinstance(entry, Comment) else {"suggestion": entry}
    people = people_concerned(entry).difference(besides)
    Notice.objects.bulk_create([Notice(document=entry.document, user_id=person, **about) for person in sorted(people)])


def tell_concerned() -> int:
    """Write one mail for each person and page of which something waits and rests; return how many mails."""
    now = timezone.now()
    waiting = Notice.objects.filter(told_at=None).order_by().values("user_id", "document_id")
    groups = waiting.annotate(first=Min("created_at"), last=Max("created_at"))
    due = groups.filter(Q(last__lte=now - REST) | Q(first__lte=now - LONGEST)).order_by("first")
    pairs = list(due.values_list("user_id", "document_id")[:AT_ONCE])
    return sum(_tell(user_id, document_id) for user_id, document_id in pairs)


@transaction.atomic
def _tell(user_id: int, document_id: int) -> bool:
    """Write the mail and note in the same transaction what was told; what is not worth one is forgotten."""
    waiting = Notice.objects.filter(user_id=user_id, document_id=document_id, told_at=None)
    notices = list(waiting.select_for_update(of=("self",)))
    if not notices:
        return False
    person = User.objects.get(pk=user_id)
    document = Document.objects.select_related("space").get(pk=document_id)
    wants = person.is_active and person.mails_about_comments
    may_know = wants and not document.trashed_at and person.has_perm("comments.read", document)
    comments = _comments(person, notices) if may_know else []
    suggestions = _suggestions(person, document, notices) if may_know else []
    told = {f"c{comment.pk}" for comment in comments} | {f"s{suggestion.pk}" for suggestion in suggestions}
    worth = {notice.pk for notice in notices if {f"c{notice.comment_id}", f"s{notice.suggestion_id}"} & told}
    Notice.objects.filter(pk__in=worth).update(told_at=timezone.now())
    # Only what was looked at: more may have come meanwhile.
    Notice.objects.filter(pk__in={notice.pk for notice in notices} - worth).delete()
    if worth:
        mails.said_beside(person, document, comments, suggestions)
    return bool(worth)


def _comments(person: User, notices: Iterable[Notice]) -> list[Comment]:
    """Return what is still there, without threads that this person has settled since and what names them."""
    ids = [notice.comment_id for notice in notices if notice.comment_id]
    found = Comment.objects.filter(pk__in=ids, deleted_at=None).exclude(mentions__user=person)
    return [
        comment
        for comment in found.select_related("author", "parent").order_by("pk")
        if not _has_settled(person, comment)
    ]


def _has_settled(person: User, comment: Comment) -> bool:
    first = comment.parent or comment
    is_later = first.resolved_at is not None and first.resolved_at >= comment.created_at
    return is_later and first.resolved_by_id == person.pk


def _suggestions(person: User, document: Document, notices: Iterable[Notice]) -> Sequence[Suggestion]:
    """Return what still stands in the text as its author's, and what others than the two have settled meanwhile."""
    ids = [notice.suggestion_id for notice in notices if notice.suggestion_id]
    rows = list(Suggestion.objects.filter(pk__in=ids).select_related("author").order_by("pk")) if ids else []
    is_open = any(row.state == Suggestion.State.OPEN for row in rows)
    standing = {card.suggested.key for card in standing_suggestions(document)} if is_open else set()
    return [
        row
        for row in rows
        if (
            str(row.key) in standing
            if row.state == Suggestion.State.OPEN
            else row.settled_by_id not in (person.pk, row.author_id)
        )
    ]
