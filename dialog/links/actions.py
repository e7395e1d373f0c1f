"""Parts of actions that join two things; those have checked the rights on both ends."""

from django.db.models import Model

from dialog.accounts.models import User
from dialog.links.models import Link
from dialog.links.queries import key_of


def link(*, source: Model, target: Model, kind: str, by: User) -> Link:
    """Write that `target` came of `source` (or whatever the kind says), in the caller's transaction; safe to repeat.

    Raises ValueError for a thing linked to itself or not stored yet.
    """
    (source_type, source_id), (target_type, target_id) = key_of(source), key_of(target)
    if not (source_id and target_id) or (source_type, source_id) == (target_type, target_id):
        raise ValueError("a link needs two stored things")
    row, _new = Link.objects.get_or_create(
        source_type=source_type,
        source_id=source_id,
        target_type=target_type,
        target_id=target_id,
        kind=kind,
        defaults={"by": by},
    )
    return row


def unlink(*, source: Model, target: Model, kind: str) -> bool:
    """Remove a link; returns whether there was one."""
    (source_type, source_id), (target_type, target_id) = key_of(source), key_of(target)
    removed, _by_type = Link.objects.filter(
        source_type=source_type, source_id=source_id, target_type=target_type, target_id=target_id, kind=kind
    ).delete()
    return bool(removed)
