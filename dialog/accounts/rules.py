"""Who may let people in and shut them out: the administration."""

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser

from dialog.accounts.models import User
from dialog.common.errors import NotAllowed, NotFound, SignInNeeded

Person = User | AnonymousUser


@rules.predicate
def is_administrator(user: Person, _obj: Any = None) -> bool:
    return bool(user.is_active and getattr(user, "is_staff", False))


@rules.predicate
def is_somebody_else(user: Person, person: Person | None) -> bool:
    return person is None or person.pk != user.pk


rules.add_perm("accounts.see_desk", is_administrator)
rules.add_perm("accounts.decide_access", is_administrator)
rules.add_perm("accounts.invite_person", is_administrator)
rules.add_perm("accounts.withdraw_invitation", is_administrator)
rules.add_perm("accounts.suspend_person", is_administrator & is_somebody_else)
rules.add_perm("accounts.restore_person", is_administrator)
rules.add_perm("accounts.set_administrator", is_administrator & is_somebody_else)


def require(user: Person, permission: str, obj: Any = None) -> None:
    """Return if the person has the permission.

    Raises SignInNeeded without a sign-in, NotAllowed for the administration, else NotFound: for others these pages
    do not exist.
    """
    if user.has_perm(permission, obj):
        return
    if not user.is_authenticated:
        raise SignInNeeded
    raise NotAllowed if is_administrator(user) else NotFound
