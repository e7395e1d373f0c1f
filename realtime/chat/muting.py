"""Mutes that run out by themselves."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dialog.common.access import person_key, raise_epoch
from realtime.chat.models import Mute


def end_mutes() -> int:
    """Let open connections notice that a mute has run out, so that their pages offer to write again; returns how many.

    Whoever sends a message at that very moment need not wait for this: the time alone decides about that.
    """
    over = Mute.objects.filter(lifted_at=None, until__lte=timezone.now())
    return sum(_end(mute_id, user_id) for mute_id, user_id in list(over.values_list("pk", "user_id")))


@transaction.atomic
def _end(mute_id: int, user_id: int) -> bool:
    ended = Mute.objects.filter(pk=mute_id, lifted_at=None).update(lifted_at=F("until"))
    if ended:
        raise_epoch(person_key(user_id))
    return bool(ended)
