"""One click instead of a password. Exists in demo mode only; a system check keeps it out of production."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialog.accounts.adapter import close_connections
from dialog.accounts.models import User
from dialog.accounts.views import safe_next, sign_in
from dialog.common.errors import NotFound
from dialog.demo.cast import ACCOUNTS


class DemoSignIn(LoginView):
    """The sign-in page, with the demo accounts below the form."""

    template_name = "demo/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "demo_accounts": ACCOUNTS}


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo accounts and go to `next`. Raises NotFound for any other account."""
    email = request.POST.get("email", "")
    if not settings.DEMO_MODE or email not in {account.email for account in ACCOUNTS}:
        raise NotFound
    person = User.objects.filter(email=email, is_active=True).first()
    if person is None:
        messages.warning(request, _("This demo account is not there: the demo data is not loaded."))
        return redirect("account_login")
    before = request.user.pk
    sign_in(request, person)
    if before and before != person.pk:
        close_connections(before)
    return redirect(safe_next(request, settings.LOGIN_REDIRECT_URL))
