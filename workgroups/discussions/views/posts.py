from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialog.common.errors import Conflict, DialogError
from dialog.common.richtext import render_markdown
from workgroups.discussions import actions
from workgroups.discussions.forms import DeleteForm, EditForm, PostForm
from workgroups.discussions.models import Post, Thread
from workgroups.discussions.queries import page_number_of, post_in
from workgroups.discussions.views.common import (
    person_of,
    post_of,
    replace_sent,
    show_refusal,
    thread_address,
    thread_of,
)
from workgroups.discussions.views.reading import show_thread
from workgroups.spaces.pages import render_in_space
from workgroups.spaces.rules import require


def post_address(post: Post) -> str:
    return reverse("discussions:post_detail", args=[post.thread.space.slug, post.thread_id, post.position])


def post_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    thread = thread_of(request, slug, pk)
    if request.method != "POST":
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{thread_address(thread)}{query}#antwort")
    form = PostForm(request.POST)
    if not form.is_valid():
        return show_thread(request, thread, form, status=422)
    if "preview" in request.POST:
        return show_thread(request, thread, form, preview=render_markdown(form.cleaned_data["text"]))
    try:
        return redirect(post_address(_reply(request, thread, form)))
    except DialogError as error:
        status = show_refusal(form, error, "text")
        return show_thread(request, thread, form, status=status)


def _reply(request: HttpRequest, thread: Thread, form: PostForm) -> Post:
    position = form.cleaned_data["parent"]
    return actions.reply_to_thread(
        author=person_of(request),
        thread=thread,
        text=form.cleaned_data["text"],
        parent=post_in(thread, position) if position else None,
        client_id=form.cleaned_data["client_id"],
    )


@require_safe
def post_detail(request: HttpRequest, slug: str, pk: int, position: int) -> HttpResponse:
    """Lead to the post on its page of the thread: the stable address of a post."""
    post = post_of(request, slug, pk, position)
    number = page_number_of(post.thread, post.position)
    page = f"?page={number}" if number > 1 else ""
    return redirect(f"{thread_address(post.thread)}{page}#beitrag-{post.position}")


def post_edit(request: HttpRequest, slug: str, pk: int, position: int) -> HttpResponse:
    post = post_of(request, slug, pk, position)
    require(request.user, "discussions.edit_post", post)
    _require_there(request, post)
    sent = request.POST if request.method == "POST" else None
    form = EditForm(sent, initial={"text": post.source, "version": post.version})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.edit_post(author=person_of(request), post=post, **form.cleaned_data)
            return redirect(post_address(post))
        except DialogError as error:
            status = show_refusal(form, error, "text")
            # It has been shown what it would replace, so it may be sent again.
            replace_sent(form, "version", str(post.version))
    context = _about(post, form=form, draft_key=f"post-{post.pk}-{post.version}")
    context["current"] = post if status == 409 and not post.is_deleted else None
    return render_in_space(request, post.space, "discussions/post_edit.html", context, tab="discussions", status=status)


def _require_there(request: HttpRequest, post: Post) -> None:
    """Refuse to offer a form about a removed post; what was sent goes to the action, which keeps the text."""
    if post.is_deleted and request.method != "POST":
        raise Conflict(_("This post has been removed in the meantime."))


def post_delete(request: HttpRequest, slug: str, pk: int, position: int) -> HttpResponse:
    post = post_of(request, slug, pk, position)
    require(request.user, "discussions.delete_post", post)
    _require_there(request, post)
    is_own = post.author_id == person_of(request).pk
    form = DeleteForm(request.POST if request.method == "POST" else None, is_own=is_own)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.delete_post(person=person_of(request), post=post, **form.cleaned_data)
            messages.success(request, _("The post has been removed."))
            return redirect(post_address(post))
        except DialogError as error:
            status = show_refusal(form, error, "reason")
    context = _about(post, form=form, is_own=is_own)
    return render_in_space(
        request, post.space, "discussions/post_delete.html", context, tab="discussions", status=status
    )


@require_safe
def post_history(request: HttpRequest, slug: str, pk: int, position: int) -> HttpResponse:
    post = post_of(request, slug, pk, position)
    require(request.user, "discussions.see_history", post)
    context = _about(post, revisions=post.revisions.all())
    return render_in_space(request, post.space, "discussions/post_history.html", context, tab="discussions")


@require_POST
def post_helpful(request: HttpRequest, slug: str, pk: int, position: int) -> HttpResponse:
    """Say that a post is helpful or, with `helpful=0`, take it back."""
    post = post_of(request, slug, pk, position)
    actions.set_helpful(person=person_of(request), post=post, helpful=request.POST.get("helpful") != "0")
    return redirect(post_address(post))


def _about(post: Post, **more: Any) -> dict[str, Any]:
    return {
        "post": post,
        "thread": post.thread,
        "thread_url": thread_address(post.thread),
        "back": post_address(post),
        **more,
    }
