from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialog.common.errors import DialogError
from workgroups.discussions import actions
from workgroups.discussions.forms import CloseForm, Filter, ThreadForm
from workgroups.discussions.queries import (
    first_unread_position,
    narrowed,
    threads_visible_to,
    unread_counts,
    with_news,
)
from workgroups.discussions.views.common import person_of, show_refusal, thread_address, thread_of
from workgroups.discussions.views.reading import reply_form, show_thread
from workgroups.spaces.pages import render_in_space
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require

THREADS_ON_A_PAGE = 25


@require_safe
def thread_list(request: HttpRequest, slug: str) -> HttpResponse:
    space = space_for(request.user, slug)
    wanted = Filter(request.GET)
    wanted.is_valid()
    show, text = wanted.cleaned_data.get("show", ""), wanted.cleaned_data.get("q", "")
    visible = threads_visible_to(request.user, space)
    page = Paginator(narrowed(visible, request.user, show=show, text=text), THREADS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    query = urlencode({name: value for name, value in (("show", show), ("q", text)) if value})
    context = {
        "filter": Filter(initial={"show": show, "q": text}),
        "is_narrowed": bool(show or text),
        "threads": with_news(list(page.object_list), request.user),
        "page": page,
        "query": f"{query}&" if query else "",
        "unread": unread_counts(request.user, [space]).get(space.pk, 0),
        "may_start": request.user.has_perm("discussions.start", space),
    }
    return render_in_space(request, space, "discussions/thread_list.html", context, tab="discussions")


def thread_create(request: HttpRequest, slug: str) -> HttpResponse:
    space = space_for(request.user, slug)
    require(request.user, "discussions.start", space)
    form = ThreadForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            thread = actions.start_thread(author=person_of(request), space=space, **form.cleaned_data)
            return redirect(thread_address(thread))
        except DialogError as error:
            status = show_refusal(form, error, "text")
    context = {"form": form, "draft_key": f"thread-new-{space.pk}"}
    return render_in_space(request, space, "discussions/thread_create.html", context, tab="discussions", status=status)


@require_safe
def thread_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    thread = thread_of(request, slug, pk)
    return show_thread(request, thread, reply_form(request, thread))


@require_safe
def thread_first_new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lead to the first new post, or to the end of the thread when nothing is new."""
    thread = thread_of(request, slug, pk)
    position = first_unread_position(request.user, thread) or thread.last_position
    return redirect("discussions:post_detail", slug, pk, position)


@require_POST
def thread_read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    thread = thread_of(request, slug, pk)
    actions.mark_thread_read(person=person_of(request), thread=thread)
    return redirect("discussions:thread_list", slug)


@require_POST
def all_read(request: HttpRequest, slug: str) -> HttpResponse:
    space = space_for(request.user, slug)
    actions.mark_all_read(person=person_of(request), space=space)
    messages.success(request, _("All discussions are marked as read."))
    return redirect("discussions:thread_list", slug)


def thread_close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    thread = thread_of(request, slug, pk)
    require(request.user, "discussions.close", thread)
    form = CloseForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.close_thread(person=person_of(request), thread=thread, **form.cleaned_data)
            messages.success(request, _("The discussion is closed."))
            return redirect(thread_address(thread))
        except DialogError as error:
            status = show_refusal(form, error, "note")
    context = {"form": form, "thread": thread, "back": thread_address(thread)}
    return render_in_space(
        request, thread.space, "discussions/thread_close.html", context, tab="discussions", status=status
    )


@require_POST
def thread_reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    thread = thread_of(request, slug, pk)
    actions.reopen_thread(person=person_of(request), thread=thread)
    messages.success(request, _("The discussion is open again."))
    return redirect(thread_address(thread))


@require_POST
def thread_pin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Pin or, with `pinned=0`, unpin."""
    thread = thread_of(request, slug, pk)
    act = actions.unpin_thread if request.POST.get("pinned") == "0" else actions.pin_thread
    act(person=person_of(request), thread=thread)
    return redirect(thread_address(thread))
