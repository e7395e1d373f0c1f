from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from documents.library.models import Document
from workgroups.spaces.events import News
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, running_memberships


def unread_counts(user: Person, spaces: Iterable[Space]) -> dict[int, int]:
    """Return the number of documents new to this person by space id, in one query; spaces without any are missing."""
    rows = with_news(_in_spaces_of(user, spaces), user).filter(is_new=True).order_by()
    return dict(rows.values("space_id").annotate(n=Count("pk")).values_list("space_id", "n"))


def news_for(user: Person, spaces: Iterable[Space], limit: int = 20) -> list[News]:
    """Return the documents that others changed since this person joined, the last changed first, in one query."""
    rows = with_news(_in_spaces_of(user, spaces), user).filter(is_of_others=True)
    return [
        News(
            space_id=document.space_id,
            kind=document.kind,
            title=document.title,
            url=document.get_absolute_url(),
            at=document.updated_at,
            count=1,
            unread=document.is_new,
            object_id=document.pk,
        )
        for document in rows.select_related("space")[:limit]
    ]


def _in_spaces_of(user: Person, spaces: Iterable[Space]) -> QuerySet[Document]:
    """Return what lies in those of the spaces in which the person is a running member."""
    own = running_memberships(user)
    ids = [space.pk for space in spaces if space.pk in own]
    return Document.objects.filter(space_id__in=ids, trashed_at__isnull=True)


def with_news(rows: QuerySet[Document], user: Person) -> QuerySet[Any]:
    """Add `is_of_others` (changed by others since this person joined) and `is_new` (and not seen since)."""
    membership = Q(space__memberships__user_id=user.pk, space__memberships__ended_at__isnull=True)
    later = rows.annotate(
        _seen=FilteredRelation("seen_marks", condition=Q(seen_marks__user_id=user.pk)),
        _member=FilteredRelation("space__memberships", condition=membership),
    ).alias(_since=Coalesce(F("_seen__seen_at"), F("_member__joined_at")))
    others = ~Q(updated_by_id=user.pk)
    return later.annotate(
        is_of_others=others & Q(updated_at__gt=F("_member__joined_at")),
        is_new=others & Q(updated_at__gt=F("_since")),
    )
