"""Who keeps the directory: the administration. Everybody with an account reads it."""

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser

from dialog.accounts.models import User
from dialog.common.errors import NotFound, SignInNeeded

Person = User | AnonymousUser


@rules.predicate
def is_signed_in(user: Person, _obj: Any = None) -> bool:
    return user.is_authenticated and user.is_active


@rules.predicate
def is_administrator(user: Person, _obj: Any = None) -> bool:
    return bool(user.is_active and getattr(user, "is_staff", False))


rules.add_perm("directory.read", is_signed_in)
rules.add_perm("directory.keep", is_administrator)


def require(user: Person, permission: str) -> None:
    """Return if the person has the permission. Raises SignInNeeded without a sign-in, else NotFound."""
    if not user.has_perm(permission):
        raise NotFound if user.is_authenticated else SignInNeeded
