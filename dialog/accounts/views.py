"""What people do for themselves: come in by an invitation, ask for access, set their profile and language."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialog.accounts import actions
from dialog.accounts.forms import AcceptInvitationForm, AccessRequestForm, LanguageForm, ProfileForm
from dialog.accounts.models import Invitation, User
from dialog.accounts.queries import open_invitation, person_with_address
from dialog.common.errors import Conflict, NotFound, TooFast


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Return the address in the form's `next` if it is one of ours, else the fallback (a path or route name)."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours and target.startswith("/") else fallback


def sign_in(request: HttpRequest, person: User) -> None:
    """Start a session for somebody who has just proved who they are."""
    get_adapter().login(request, person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    # A copy, so that the header does not show what is typed but not saved.
    person = User.objects.get(pk=cast(User, request.user).pk)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(user=cast(User, request.user), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the language: for the account, and in a cookie for the time without one. Unknown ones change nothing."""
    form = LanguageForm(request.POST)
    response = redirect(safe_next(request, "/"))
    if form.is_valid():
        language = form.cleaned_data["language"]
        if request.user.is_authenticated:
            actions.choose_language(user=request.user, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open an account with the link of an invitation. Used, expired and unknown links get the same page (404)."""
    if not ratelimit.consume(request, action="accept_invitation"):
        raise TooFast
    try:
        invitation = open_invitation(token)
    except NotFound:
        return render(request, "accounts/invitation_gone.html", status=404)
    _speak_like(invitation, request)
    if person_with_address(invitation.email):
        return _to_sign_in(request)
    if request.user.is_authenticated:
        return render(request, "accounts/invitation_signed_in.html", {"invitation": invitation})
    form = AcceptInvitationForm(
        request.POST or None, email=invitation.email, initial={"display_name": invitation.display_name}
    )
    if request.method == "POST" and form.is_valid():
        return _open_account(request, token, form)
    return render(request, "accounts/accept_invitation.html", {"form": form, "invitation": invitation})


def _open_account(request: HttpRequest, token: str, form: AcceptInvitationForm) -> HttpResponse:
    try:
        person = actions.accept_invitation(
            token=token,
            display_name=form.cleaned_data["display_name"],
            password=form.cleaned_data["password1"],
        )
    except NotFound:
        return render(request, "accounts/invitation_gone.html", status=404)
    except Conflict:
        return _to_sign_in(request)
    sign_in(request, person)
    messages.success(request, _("Welcome. Your account is open."))
    return redirect(settings.LOGIN_REDIRECT_URL)


def _speak_like(invitation: Invitation, request: HttpRequest) -> None:
    """Show the page in the language of the invitation's mail, unless the visitor has chosen one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.user.is_authenticated:
        translation.activate(invitation.language)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("You have an account already. Please sign in."))
    return redirect("account_login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_access(request: HttpRequest) -> HttpResponse:
    """Ask for an account. The answer is the same whether or not the address is known."""
    form = AccessRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="request_access", key=form.cleaned_data["email"].lower()):
            actions.request_access(**form.cleaned_data, language=translation.get_language() or "de")
            return redirect("accounts:access_requested")
        form.add_error(None, _("Too many requests. Please try again in an hour; your text is still here."))
    status = 400 if form.errors else 200
    return render(request, "accounts/request_access.html", {"form": form}, status=status)


@require_GET
def access_requested(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/access_requested.html")
