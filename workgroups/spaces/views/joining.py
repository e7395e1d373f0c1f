from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialog.accounts.models import User
from dialog.common.errors import Conflict, Invalid, TooFast
from workgroups.spaces.actions import (
    accept_invitation,
    decline_invitation,
    leave_space,
    request_to_join,
    withdraw_join_request,
)
from workgroups.spaces.forms import JoinRequestForm
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import (
    contacts_of,
    invitation_for,
    invitation_in,
    join_request_in,
    last_join_request,
    space_for,
)
from workgroups.spaces.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
def join_request(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the front page of a body to somebody who may know of it, and take their join request."""
    user = signed_in(request)
    space = space_for(user, slug, permission="spaces.see")
    if user.has_perm("spaces.enter", space):
        return redirect("home:space_overview", slug)
    form = JoinRequestForm(request.POST or None)
    if request.method == "POST":
        require(user, "spaces.request_to_join", space)
        if form.is_valid():
            try:
                request_to_join(user=user, space=space, reason=form.cleaned_data["reason"])
            except (Conflict, Invalid, TooFast) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Your join request has been sent."))
                return redirect("spaces:join_request", slug)
    return front_page(request, user, space, form)


def front_page(request: HttpRequest, user: User, space: Space, form: JoinRequestForm) -> HttpResponse:
    """Render what somebody sees who may know of a space but not enter it."""
    context = {
        "space": space,
        "form": form,
        "contacts": contacts_of(space),
        "invitation": invitation_for(user, space),
        "last_request": last_join_request(user, space),
        "may_request": user.has_perm("spaces.request_to_join", space),
        "may_manage": user.has_perm("spaces.see_members", space),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "spaces/front.html", context, status=status)


@require_POST
def join_request_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own join request back."""
    user = signed_in(request)
    space = space_for(user, slug, permission="spaces.see")
    try:
        withdraw_join_request(user=user, join_request=join_request_in(space, pk))
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your join request has been withdrawn."))
    return redirect("spaces:join_request", slug)


@require_POST
def invitation_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Accept or decline an invitation (`answer` is "accept" or "decline")."""
    user = signed_in(request)
    space = space_for(user, slug, permission="spaces.see")
    invitation = invitation_in(space, pk)
    accepts = request.POST.get("answer") == "accept"
    try:
        if accepts:
            accept_invitation(user=user, invitation=invitation)
        else:
            decline_invitation(user=user, invitation=invitation)
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("spaces:join_request", slug)
    if accepts:
        messages.success(request, _("Welcome. You are now a member of this body."))
        return redirect("home:space_overview", slug)
    messages.success(request, _("You have declined the invitation."))
    return redirect("spaces:space_list")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once, then end one's own membership."""
    user = signed_in(request)
    space = space_for(user, slug)
    if request.method == "POST":
        try:
            leave_space(user=user, space=space)
        except Conflict as error:
            messages.error(request, str(error))
            return redirect("spaces:leave", slug)
        messages.success(request, _("You have left this body."))
        return redirect("spaces:space_list")
    return render_in_space(request, space, "spaces/leave.html", {}, tab="members")
