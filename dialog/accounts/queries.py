from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from dialog.accounts.models import AccessRequest, Invitation, User
from dialog.accounts.rules import Person, require
from dialog.common.errors import NotFound


def person_with_address(email: str) -> User | None:
    """Return who signs in with this address (any verified address of an account), or None."""
    verified = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    return User.objects.filter(Q(email__iexact=email) | verified).order_by("pk").first()


def receives_at(user: User, email: str) -> bool:
    """Tell whether an address is proved to be this person's: the main one, or a confirmed further one."""
    if user.email.lower() == email.lower():
        return True
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())


def open_invitation(token: str) -> Invitation:
    """Return the invitation behind a link. Raises NotFound when it is unknown, used, withdrawn or has expired."""
    invitation = Invitation.objects.filter(token=token).first()
    if invitation is None or not invitation.is_open:
        raise NotFound
    return invitation


def open_invitations(viewer: Person) -> QuerySet[Invitation]:
    """Return the invitations that can still be used, newest first. For the administration."""
    require(viewer, "accounts.see_desk")
    running = Invitation.objects.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())
    return running.select_related("invited_by").order_by("-pk")


def invitation_for(viewer: Person, pk: int) -> Invitation:
    """Return one invitation. Raises NotFound for everybody but the administration."""
    require(viewer, "accounts.see_desk")
    invitation = Invitation.objects.filter(pk=pk).first()
    if invitation is None:
        raise NotFound
    return invitation


def waiting_requests(viewer: Person) -> QuerySet[AccessRequest]:
    """Return the open requests for access, the one that waits longest first. For the administration."""
    require(viewer, "accounts.see_desk")
    return AccessRequest.objects.filter(state=AccessRequest.State.OPEN).order_by("pk")


def decided_requests(viewer: Person) -> QuerySet[AccessRequest]:
    """Return the decided requests for access, newest decision first. For the administration."""
    require(viewer, "accounts.see_desk")
    decided = AccessRequest.objects.exclude(state=AccessRequest.State.OPEN)
    return decided.select_related("decided_by").order_by("-decided_at")


def access_request_for(viewer: Person, pk: int) -> AccessRequest:
    """Return one request for access. Raises NotFound for everybody but the administration."""
    require(viewer, "accounts.see_desk")
    request = AccessRequest.objects.select_related("decided_by").filter(pk=pk).first()
    if request is None:
        raise NotFound
    return request


def people(viewer: Person, *, search: str = "") -> QuerySet[User]:
    """Return all accounts by name, those that match a part of name or address. For the administration."""
    require(viewer, "accounts.see_desk")
    found = User.objects.filter(Q(display_name__icontains=search) | Q(email__icontains=search))
    return found.order_by(Lower("display_name"), "pk")


def person_for(viewer: Person, pk: int) -> User:
    """Return one account. Raises NotFound for everybody but the administration."""
    require(viewer, "accounts.see_desk")
    person = User.objects.filter(pk=pk).first()
    if person is None:
        raise NotFound
    return person
