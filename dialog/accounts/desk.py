"""The administration's desk: requests for access, invitations, accounts. For others these pages do not exist."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialog.accounts import actions
from dialog.accounts.forms import DeclineForm, InvitationForm
from dialog.accounts.models import AccessRequest, User
from dialog.accounts.queries import (
    access_request_for,
    decided_requests,
    invitation_for,
    open_invitations,
    people,
    person_for,
    waiting_requests,
)
from dialog.accounts.rules import require
from dialog.common.errors import Conflict

PEOPLE_PER_PAGE = 50
DECIDED_SHOWN = 20


@require_GET
def access_desk(request: HttpRequest) -> HttpResponse:
    context = {
        "requests": waiting_requests(request.user),
        "invitations": open_invitations(request.user),
        "decided": decided_requests(request.user)[:DECIDED_SHOWN],
    }
    return render(request, "accounts/access_desk.html", context)


@require_GET
def access_request(request: HttpRequest, pk: int) -> HttpResponse:
    return _show_request(request, access_request_for(request.user, pk), DeclineForm())


@require_POST
def approve_access(request: HttpRequest, pk: int) -> HttpResponse:
    wish = access_request_for(request.user, pk)
    try:
        actions.approve_access(by=cast(User, request.user), request=wish)
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("accounts:access_request", pk=pk)
    messages.success(request, _("Approved. The invitation to %(email)s is on its way.") % {"email": wish.email})
    return redirect("accounts:access_desk")


@require_POST
def decline_access(request: HttpRequest, pk: int) -> HttpResponse:
    wish = access_request_for(request.user, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show_request(request, wish, form, status=400)
    try:
        actions.decline_access(by=cast(User, request.user), request=wish, reply=form.cleaned_data["reply"])
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("accounts:access_request", pk=pk)
    messages.success(request, _("Declined. Your reply to %(email)s is on its way.") % {"email": wish.email})
    return redirect("accounts:access_desk")


@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    require(request.user, "accounts.invite_person")
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_person(by=cast(User, request.user), **form.cleaned_data)
        except Conflict as error:
            form.add_error("email", str(error))
        else:
            sent = _("The invitation to %(email)s is on its way.") % {"email": form.cleaned_data["email"]}
            messages.success(request, sent)
            return redirect("accounts:access_desk")
    return render(request, "accounts/invite_person.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.withdraw_invitation(by=cast(User, request.user), invitation=invitation_for(request.user, pk))
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("accounts:access_desk")


@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:100]
    page = Paginator(people(request.user, search=search), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/person_list.html", {"page": page, "search": search})


@require_POST
def suspend_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request.user, pk)
    actions.suspend_person(by=cast(User, request.user), person=person)
    messages.success(request, _("%(name)s is suspended and signed out.") % {"name": person.display_name})
    return redirect("accounts:person_list")


@require_POST
def restore_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request.user, pk)
    actions.restore_person(by=cast(User, request.user), person=person)
    messages.success(request, _("%(name)s may sign in again.") % {"name": person.display_name})
    return redirect("accounts:person_list")


def _show_request(request: HttpRequest, wish: AccessRequest, form: DeclineForm, *, status: int = 200) -> HttpResponse:
    return render(request, "accounts/access_request.html", {"wish": wish, "form": form}, status=status)
