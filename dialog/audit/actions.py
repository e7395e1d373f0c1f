from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model

from dialog.audit.models import AuditEntry


def record(
    *, actor: AbstractBaseUser | None, action: str, target: Model, space_id: int | None = None, **data: Any
) -> AuditEntry:
    """Write one line of the audit log, in the caller's transaction.

    `action` reads "concept.verb" ("spaces.change_role"). `data` holds plain values before and after; no texts that
    people wrote, apart from the reasons they gave for a decision. `actor` is None for the system itself.
    """
    return AuditEntry.objects.create(
        actor_id=getattr(actor, "pk", None),
        action=action,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        space_id=space_id,
        data=data,
    )
