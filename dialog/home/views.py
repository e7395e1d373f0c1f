from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dialog.home import queries
from dialog.home.actions import mark_all_news_read, mark_news_read
from documents.library.queries import documents_visible_to, with_files
from documents.releases.queries import releases_visible_to, requests_waiting_for
from realtime.chat.queries import MOST_UNREAD
from workgroups.discussions.queries import recent_threads
from workgroups.meetings.queries import upcoming_meetings
from workgroups.spaces.forms import JoinRequestForm
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in, tabs_for
from workgroups.spaces.queries import (
    capacity_in,
    contacts_of,
    open_invitations_for,
    open_join_requests_of,
    space_for,
    spaces_of,
    spaces_visible_to,
    with_member_counts,
)
from workgroups.spaces.rules import Person
from workgroups.spaces.views.joining import front_page

RECENT = 5
RELEASES = 3


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what is new for this person, by group, and what comes next."""
    user = signed_in(request)
    spaces = list(spaces_of(user))
    groups = queries.news_by_space(user, spaces)
    meetings = upcoming_meetings(user, spaces)
    context = {
        "spaces": spaces,
        "groups": groups,
        "unread_lines": sum(group.unread for group in groups),
        "unread_spaces": sum(1 for group in groups if group.unread),
        "meetings": meetings,
        "asked": {meeting.pk for meeting in meetings if user.has_perm("meetings.answer", meeting)},
        "soon": queries.next_meeting_soon(meetings),
        "invitations": open_invitations_for(user),
        "requests": open_join_requests_of(user),
        "decisions": queries.requests_to_decide(user, spaces),
        "releases_waiting": requests_waiting_for(user, spaces),
    }
    return render(request, "home/start.html", context)


@require_POST
def news_read(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Mark one line of the start page as read."""
    mark_news_read(user=signed_in(request), kind=kind, object_id=pk)
    return redirect("home:start")


@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything on the start page as read."""
    mark_all_news_read(user=signed_in(request))
    messages.success(request, _("Everything is marked as read."))
    return redirect("home:start")


@require_safe
def space_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a space to those who may enter it, its front page to those who may only know of it."""
    user = signed_in(request)
    space = space_for(user, slug, permission="spaces.see")
    if not user.has_perm("spaces.enter", space):
        return front_page(request, user, space, JoinRequestForm())
    counts = queries.tab_counts(user, space)
    meetings = upcoming_meetings(user, [space], limit=1)
    context = {
        "numbers": with_member_counts(spaces_visible_to(user)).get(pk=space.pk),
        "capacity": capacity_in(user, space),
        "counts": counts,
        "tabs": _tabs_with_counts(user, space, "overview", counts),
        "counts_shown": True,
        "threads": recent_threads(user, space),
        "documents": with_files(documents_visible_to(user, space))[:RECENT],
        "releases": releases_visible_to(user, [space])[:RELEASES],
        "meeting": meetings[0] if meetings else None,
        "contacts": contacts_of(space),
    }
    return render_in_space(request, space, "home/space_overview.html", context, tab="overview")


@never_cache
@require_safe
def tab_counts(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the row of tabs with what is new on each: the fragment that pages of a space load afterwards."""
    user = signed_in(request)
    space = space_for(user, slug)
    counts = queries.tab_counts(user, space)
    tabs = _tabs_with_counts(user, space, request.GET.get("tab", ""), counts)
    return render(request, "components/tabs.html", {"tabs": tabs})


@never_cache
@require_safe
def notice_count(request: HttpRequest) -> HttpResponse:
    """Return the number of unread notices for the header: a fragment, so that no page waits for it."""
    return render(request, "home/notice_count.html", {"unread_count": queries.unread_lines(signed_in(request))})


def _tabs_with_counts(user: Person, space: Space, current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Add `new` to the tabs, and `more_than` where messages have not been counted to the end."""
    tabs = [tab | {"new": counts.get(tab["key"], 0)} for tab in tabs_for(user, space, current)]
    for tab in tabs:
        if tab["key"] == "chat" and tab["new"] >= MOST_UNREAD:
            tab["more_than"] = MOST_UNREAD - 1
    return tabs
