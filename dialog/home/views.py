from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workgroups.spaces.forms import JoinRequestForm
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import contacts_of, space_for
from workgroups.spaces.views.joining import front_page


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what is new for this person, by group."""
    signed_in(request)
    return render(request, "home/start.html", {})


@require_safe
def space_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a space to those who may enter it, its front page to those who may only know of it."""
    user = signed_in(request)
    space = space_for(user, slug, permission="spaces.see")
    if not user.has_perm("spaces.enter", space):
        return front_page(request, user, space, JoinRequestForm())
    context = {"contacts": contacts_of(space)}
    return render_in_space(request, space, "home/space_overview.html", context, tab="overview")
