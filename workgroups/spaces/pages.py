"""How every page inside a group is rendered: its head, its tabs, its place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.common.errors import SignInNeeded
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, abilities_in, membership_in

# Word on the tab, name of its page, ability it needs. Pages above this folder are only named, never imported.
_TABS = [
    ("overview", _("Overview"), "home:space_overview", "enter"),
    ("discussions", _("Discussions"), "discussions:thread_list", "enter"),
    ("documents", _("Documents"), "library:document_list", "enter"),
    ("meetings", _("Meetings"), "meetings:meeting_list", "enter"),
    ("chat", _("Chat"), "chat:room", "enter"),
    ("members", _("Members"), "spaces:member_list", "enter"),
]


def tabs_for(user: Person, space: Space, current: str) -> list[dict[str, Any]]:
    """Return the tabs this person sees in a space; `key` names the tab for the counts that come by fragment."""
    abilities = abilities_in(user, space)
    tabs = []
    for key, label, route, ability in _TABS:
        if ability in abilities:
            tabs.append({"key": key, "label": label, "url": _address(route, space), "current": key == current})
    return tabs


def _address(route: str, space: Space) -> str:
    return reverse(route, args=[space.slug])


def signed_in(request: HttpRequest) -> User:
    """Return who asks. Raises SignInNeeded for visitors."""
    if not isinstance(request.user, User):
        raise SignInNeeded
    return request.user


def render_in_space(
    request: HttpRequest,
    space: Space,
    template: str,
    context: dict[str, Any],
    *,
    tab: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page that extends base_space.html, with `space`, `tabs`, `membership` and `abilities` in its context."""
    shared = {
        "space": space,
        "tab": tab,
        "tabs": tabs_for(request.user, space, tab),
        "membership": membership_in(request.user, space),
        "abilities": abilities_in(request.user, space),
    }
    return render(request, template, shared | context, status=status)
