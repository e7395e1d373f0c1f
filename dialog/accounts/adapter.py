from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.accounts.queries import person_with_address
from dialog.common.access import person_key, raise_epoch
from dialog.common.mail import queue_text, render_text


class AccountAdapter(DefaultAccountAdapter):
    """allauth with our doors: no open sign-up, mails through our outbox, and a sign-out that closes connections."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is suspended."),
        "cannot_remove_primary_email": _("You cannot remove the address with which you sign in."),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": _(
            "Email address and password do not match. We have kept your email address. "
            "Please check the password, or set a new one."
        ),
        "email_taken": _("This address cannot be used."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right. Please check it and type it again."),
        "incorrect_password": _("This is not your password."),
        "invalid_or_expired_key": _("This link is not valid any more."),
        "invalid_login": _("Email address and password do not match."),
        "invalid_password_reset": _("This link is not valid any more."),
        "max_email_addresses": _("You cannot add more than %d addresses."),
        "same_as_current": _("Please type something other than before."),
        "too_many_login_attempts": _("Too many attempts. Please try again in a few minutes."),
        "rate_limited": _("Too many attempts. Please try again in a few minutes."),
        "unverified_primary_email": _("The address with which you sign in must be confirmed first."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into our outbox, in the language of the account, else of the page."""
        person = context.get("user") or person_with_address(email)
        words = {**context, "email": email, "access_url": self._access_url()}
        with translation.override(getattr(person, "language", None) or translation.get_language()):
            queue_text(
                recipient=email,
                subject=render_text(f"{template_prefix}_subject.txt", words),
                body=render_text(f"{template_prefix}_message.txt", words),
            )

    def logout(self, request: HttpRequest) -> None:
        user_id = request.user.pk
        super().logout(request)
        if user_id:
            close_connections(user_id)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A new password ends all sessions of the person, so their open connections close as well."""
        super().set_password(user, password)
        close_connections(user.pk)

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """Check a new password; without an account (a link that is not valid) against the general rules only."""
        return str(super().clean_password(password, user=user if isinstance(user, User) else None))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def _access_url(self) -> str:
        return str(current.request.build_absolute_uri(reverse("accounts:request_access")))


def close_connections(user_id: int) -> None:
    """Close the open connections of a person; who is still signed in comes back by itself."""
    with transaction.atomic():
        raise_epoch(person_key(user_id))
