from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.accounts.models import User
from dialog.common.errors import Conflict, DialogError
from workgroups.spaces.actions import (
    accept_join_request,
    change_role,
    decline_join_request,
    end_membership,
    invite_to_space,
    withdraw_invitation,
)
from workgroups.spaces.forms import AcceptForm, DeclineForm, EndForm, InviteForm, RoleForm
from workgroups.spaces.models import JoinRequest, Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import (
    invitation_in,
    join_request_in,
    members_of,
    membership_of,
    open_invitations,
    open_join_requests,
    space_for,
    with_capacities,
)
from workgroups.spaces.rules import require


def _space(user: User, slug: str) -> Space:
    return space_for(user, slug, permission="spaces.see_members")


@require_safe
def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is in a space; to those who decide also who asks and who is invited."""
    user = signed_in(request)
    space = _space(user, slug)
    may = {
        "decide": user.has_perm("spaces.decide_join_requests", space),
        "invite": user.has_perm("spaces.invite", space),
        "manage": user.has_perm("spaces.manage_members", space),
        "edit": user.has_perm("spaces.edit", space),
        "leave": user.has_perm("spaces.leave", space),
    }
    context = {
        "may": may,
        "members": with_capacities(members_of(space)),
        "requests": open_join_requests(space) if may["decide"] else [],
        "invitations": open_invitations(space) if may["invite"] else [],
    }
    return render_in_space(request, space, "spaces/member_list.html", context, tab="members")


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody by mail address."""
    user = signed_in(request)
    space = _space(user, slug)
    require(user, "spaces.invite", space)
    form = InviteForm(request.POST or None, user=user, space=space)
    sent = _sent(form, lambda data: invite_to_space(user=user, space=space, **data))
    if sent:
        messages.success(request, _("The invitation has been sent."))
        return redirect("spaces:member_list", slug)
    return _page(request, space, "spaces/invite.html", form=form)


@require_POST
def invitation_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    user = signed_in(request)
    space = _space(user, slug)
    require(user, "spaces.invite", space)
    try:
        withdraw_invitation(user=user, invitation=invitation_in(space, pk))
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation has been withdrawn."))
    return redirect("spaces:member_list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def join_request_decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a join request with its reason, and accept or decline it (the button says which)."""
    user = signed_in(request)
    space = _space(user, slug)
    require(user, "spaces.decide_join_requests", space)
    wish = join_request_in(space, pk)
    data, declines = request.POST or None, "decline" in request.POST
    accept = AcceptForm(None if declines else data, user=user, space=space)
    decline = DeclineForm(data if declines else None)
    if _sent(accept, lambda data: accept_join_request(user=user, join_request=wish, **data)):
        messages.success(request, _("The person is a member now and has been told by mail."))
        return redirect("spaces:member_list", slug)
    if _sent(decline, lambda data: decline_join_request(user=user, join_request=wish, **data)):
        messages.success(request, _("The request has been declined. The person has been told by mail."))
        return redirect("spaces:member_list", slug)
    is_open = wish.state == JoinRequest.State.OPEN
    return _page(request, space, "spaces/join_request.html", wish=wish, is_open=is_open, accept=accept, decline=decline)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a member's role or end the membership (the button says which)."""
    user = signed_in(request)
    space = _space(user, slug)
    require(user, "spaces.manage_members", space)
    membership = membership_of(space, pk)
    data, ends = request.POST or None, "end" in request.POST
    role = RoleForm(None if ends else data, membership=membership)
    end = EndForm(data if ends else None)
    if _sent(role, lambda data: change_role(user=user, membership=membership, **data)):
        messages.success(request, _("The role has been changed."))
        return redirect("spaces:member_list", slug)
    if _sent(end, lambda data: end_membership(user=user, membership=membership, **data)):
        messages.success(request, _("The membership has ended. The person has been told by mail."))
        return redirect("spaces:member_list", slug)
    return _page(request, space, "spaces/member.html", member=membership, role=role, end=end)


def _sent(form: forms.Form, action: Callable[[dict[str, str]], object]) -> bool:
    """Run the action on a form that was sent and is valid; a refusal becomes the form's error."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        action(form.cleaned_data)
    except DialogError as error:
        form.add_error(None, str(error))
        return False
    return True


def _page(request: HttpRequest, space: Space, template: str, **context: object) -> HttpResponse:
    failed = any(isinstance(part, forms.Form) and part.is_bound and part.errors for part in context.values())
    return render_in_space(request, space, template, context, tab="members", status=422 if failed else 200)
