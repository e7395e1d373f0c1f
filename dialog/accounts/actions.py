"""How people come in, what they set for themselves, and how the administration shuts an account."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import AccessRequest, Invitation, User
from dialog.accounts.queries import person_with_address
from dialog.accounts.rules import Person, require
from dialog.audit.actions import record
from dialog.common.access import person_key, raise_epoch
from dialog.common.errors import Conflict, Invalid, NotFound, SignInNeeded
from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def invite_person(*, by: User, email: str, display_name: str = "", language: str = "de") -> Invitation:
    """Invite somebody by mail to open an account. For the administration.

    Raises Conflict when the address has an account already.
    """
    require(by, "accounts.invite_person")
    return create_invitation(by=by, email=email, display_name=display_name, language=language)


@transaction.atomic
def create_invitation(*, by: User, email: str, display_name: str = "", language: str = "de") -> Invitation:
    """Write an invitation and mail its link; an open one for the address is sent again with a new term.

    Asks for no permission: the caller (an administrator's action, or a space that invites by mail) has done so.
    Raises Conflict when the address has an account already, which only people who may invite may learn.
    """
    email = email.strip().lower()
    if person_with_address(email):
        raise Conflict(_("This address has an account already."))
    expires_at = timezone.now() + INVITATION_LASTS
    invitation = _open_invitation_of(email)
    if invitation:
        invitation.expires_at = expires_at
        invitation.save(update_fields=["expires_at"])
    else:
        invitation = Invitation.objects.create(
            email=email, display_name=display_name, language=language, invited_by=by, expires_at=expires_at
        )
    record(actor=by, action="accounts.invite_person", target=invitation)
    _send_invitation(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation) -> None:
    """End an invitation that was not used yet; its link stops to work at once. Raises Conflict when it was used."""
    require(by, "accounts.withdraw_invitation")
    ended = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).update(expires_at=timezone.now())
    if not ended:
        raise Conflict(_("This invitation has been used already."))
    record(actor=by, action="accounts.withdraw_invitation", target=invitation)


@transaction.atomic
def accept_invitation(*, token: str, display_name: str, password: str) -> User:
    """Open the account that an invitation offers; the link has proved the address. Works once.

    Raises NotFound when the link is unknown, used or has expired, Conflict when the address got an account meanwhile.
    The password must have passed the validators.
    """
    invitation = Invitation.objects.select_for_update().filter(token=token).first()
    if invitation is None or not invitation.is_open:
        raise NotFound
    if person_with_address(invitation.email):
        raise Conflict(_("This address has an account already. Please sign in."))
    person = _create_account(invitation, display_name=display_name, password=password)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(actor=person, action="accounts.accept_invitation", target=invitation)
    return person


@transaction.atomic
def request_access(*, email: str, display_name: str, organisation: str, reason: str, language: str) -> None:
    """Ask for an account. Says nothing about whether the address is known; the mail does, to its owner only.

    A second request while one is open replaces its words, so that a request sent twice stays one. The administration
    gets a mail for a new one.
    """
    email = email.strip().lower()
    person = person_with_address(email)
    if person:
        # The same kind of answer takes the same kind of way: a mail, in the language of the account.
        _mail("access_known", email, person.language, {"address": absolute_url(reverse("account_login"))})
        return
    words = {"display_name": display_name, "organisation": organisation, "reason": reason, "language": language}
    wish, is_new = AccessRequest.objects.update_or_create(email=email, state=AccessRequest.State.OPEN, defaults=words)
    _mail("access_received", email, language, {"name": display_name})
    if is_new:
        _tell_administration(wish)


@transaction.atomic
def approve_access(*, by: User, request: AccessRequest) -> Invitation:
    """Grant a request for access: the person gets an invitation by mail.

    Raises Conflict when it was decided before or the address has an account by now.
    """
    require(by, "accounts.decide_access")
    _decide(request, by=by, state=AccessRequest.State.APPROVED)
    record(actor=by, action="accounts.approve_access", target=request)
    return create_invitation(by=by, email=request.email, display_name=request.display_name, language=request.language)


@transaction.atomic
def decline_access(*, by: User, request: AccessRequest, reply: str) -> None:
    """Refuse a request for access; the reply is mailed. Raises Invalid without a reply, Conflict if decided before."""
    require(by, "accounts.decide_access")
    if not reply.strip():
        raise Invalid(_("Please say why, so that the person knows what to do."))
    _decide(request, by=by, state=AccessRequest.State.DECLINED, reply=reply)
    record(actor=by, action="accounts.decline_access", target=request, reason=reply)
    _mail("access_declined", request.email, request.language, {"name": request.display_name, "reply": reply})


@transaction.atomic
def suspend_person(*, by: User, person: User) -> None:
    """Shut an account at once: no sign-in, running sessions end with their next request, open connections close.

    Nobody can suspend themselves.
    """
    require(by, "accounts.suspend_person", person)
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        record(actor=by, action="accounts.suspend_person", target=person)
        raise_epoch(person_key(person.pk))
    person.is_active = False


@transaction.atomic
def restore_person(*, by: User, person: User) -> None:
    """Open a suspended account again."""
    require(by, "accounts.restore_person", person)
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record(actor=by, action="accounts.restore_person", target=person)
        raise_epoch(person_key(person.pk))
    person.is_active = True


@transaction.atomic
def set_administrator(*, by: User, person: User, value: bool) -> None:
    """Make somebody an administrator, or no longer one. Nobody can do this to themselves."""
    require(by, "accounts.set_administrator", person)
    User.objects.filter(pk=person.pk).update(is_staff=value)
    person.is_staff = value
    record(actor=by, action="accounts.set_administrator", target=person, is_staff=value)
    raise_epoch(person_key(person.pk))


@transaction.atomic
def change_profile(
    *,
    user: Person,
    display_name: str,
    language: str,
    theme: str,
    shows_presence: bool,
    shows_typing: bool,
    mails_about_comments: bool,
) -> None:
    """Change what a person sets for themselves. The name must not be empty.

    Open connections notice at once what others see of the person: the name, that they are here, that they write.
    """
    person = _signed_in(user)
    if not display_name.strip():
        raise Invalid
    before = _seen_live(person)
    person.display_name, person.language, person.theme = display_name.strip(), language, theme
    person.shows_presence, person.shows_typing = shows_presence, shows_typing
    person.mails_about_comments = mails_about_comments
    person.save(
        update_fields=["display_name", "language", "theme", "shows_presence", "shows_typing", "mails_about_comments"]
    )
    if _seen_live(person) != before:
        raise_epoch(person_key(person.pk))


@transaction.atomic
def choose_language(*, user: Person, language: str) -> None:
    """Keep the language of pages and mails with the account."""
    person = _signed_in(user)
    person.language = language
    person.save(update_fields=["language"])


def _signed_in(user: Person) -> User:
    if not isinstance(user, User):
        raise SignInNeeded
    return user


def _seen_live(person: User) -> tuple[str, bool, bool]:
    return person.display_name, person.shows_presence, person.shows_typing


def _open_invitation_of(email: str) -> Invitation | None:
    running = Invitation.objects.select_for_update().filter(
        email=email, accepted_at__isnull=True, expires_at__gt=timezone.now()
    )
    return running.order_by("-pk").first()


def _create_account(invitation: Invitation, *, display_name: str, password: str) -> User:
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                invitation.email, password, display_name=display_name, language=invitation.language
            )
    except IntegrityError:
        raise Conflict(_("This address has an account already. Please sign in.")) from None
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _decide(request: AccessRequest, *, by: User, state: str, reply: str = "") -> None:
    """Move an open request to its final state; the row says who was first."""
    decided = AccessRequest.objects.filter(pk=request.pk, state=AccessRequest.State.OPEN).update(
        state=state, reply=reply, decided_by=by, decided_at=timezone.now()
    )
    if not decided:
        raise Conflict(_("Somebody has decided on this request already."))
    request.refresh_from_db()


def _tell_administration(wish: AccessRequest) -> None:
    address = absolute_url(reverse("accounts:access_request", args=[wish.pk]))
    for person in User.objects.filter(is_staff=True, is_active=True):
        _mail("access_waiting", person.email, person.language, {"wish": wish, "address": address})


def _send_invitation(invitation: Invitation) -> None:
    context = {
        "name": invitation.display_name,
        "address": absolute_url(reverse("accounts:accept_invitation", args=[invitation.token])),
        "expires_at": invitation.expires_at,
    }
    _mail("invitation", invitation.email, invitation.language, context)


def _mail(template: str, recipient: str, language: str, context: dict[str, Any]) -> None:
    queue_mail(recipient=recipient, language=language, template=f"mail/accounts/{template}.txt", context=context)
