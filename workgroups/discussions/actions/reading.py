from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from dialog.accounts.models import User
from workgroups.discussions.models import ReadMark, Thread
from workgroups.spaces.models import Space
from workgroups.spaces.rules import require


@transaction.atomic
def mark_thread_read(*, person: User, thread: Thread, position: int | None = None) -> None:
    """Remember that a thread is read up to a position (default: to its end). The mark never goes back."""
    require(person, "discussions.read", thread)
    last = thread.last_position if position is None else min(position, thread.last_position)
    marks = ReadMark.objects.filter(user=person, thread=thread)
    if last > 0 and not marks.filter(position__lt=last).update(position=last):
        ReadMark.objects.bulk_create([ReadMark(user=person, thread=thread, position=last)], ignore_conflicts=True)


@transaction.atomic
def mark_all_read(*, person: User, space: Space) -> None:
    """Remember that every thread of a space is read to its end."""
    require(person, "discussions.read", space)
    end = Thread.objects.filter(pk=OuterRef("thread_id")).values("last_position")
    marks = ReadMark.objects.filter(user=person, thread__space=space)
    marks.filter(position__lt=F("thread__last_position")).update(position=Subquery(end))
    missing = space.threads.exclude(read_marks__user=person).values_list("pk", "last_position")
    ReadMark.objects.bulk_create(
        [ReadMark(user=person, thread_id=pk, position=last) for pk, last in missing], ignore_conflicts=True
    )
