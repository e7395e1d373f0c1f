from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dialog.accounts.models import User
from dialog.common.errors import Invalid
from documents.editing import actions, choices, queries
from documents.editing.forms import PageForm
from documents.editing.words import editor_words, reason_to_read_only
from documents.library.actions import mark_document_seen
from documents.library.models import Document
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
def document_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a title, a folder and a language, then lead to the new page."""
    space = space_for(request.user, slug)
    require(request.user, "library.write_page", space)
    data = request.POST if request.method == "POST" else None
    form = PageForm(data, space=space, initial={"folder": request.GET.get("folder")})
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            return redirect(actions.create_page(author=signed_in(request), space=space, **form.cleaned_data))
        except Invalid as error:
            form.add_error("title", str(error))
    return render_in_space(
        request, space, "editing/document_create.html", {"form": form}, tab="documents", status=status
    )


@never_cache
@require_safe
def document_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a page as it is stored now; where scripts run, the editor takes its place. Looking at it makes it seen."""
    document = queries.page_for(request.user, slug, pk)
    user = signed_in(request)
    mark_document_seen(user=user, document=document)
    context = {
        "document": document,
        "html": queries.html_of(document.pk),
        "may_write": user.has_perm("editing.write", document),
        "may_comment": user.has_perm("comments.add", document),
        "may_upload": user.has_perm("library.upload", document.space),
        "may_rename": user.has_perm("library.rename", document),
        "may_trash": user.has_perm("library.trash", document),
        "language_versions": choices.language_versions(document),
        "config": _editor_config(document, user),
    }
    return render_in_space(request, document.space, "editing/document_detail.html", context)


@never_cache
@require_safe
def people_choices(request: HttpRequest, slug: str) -> JsonResponse:
    """Name the people whom "@…" could mean."""
    space = space_for(request.user, slug)
    found = choices.people_matching(space, request.GET.get("q", "")[:100])
    named = [
        {"id": row.user_id, "name": row.user.display_name, "capacity": row.capacity.label}  # type: ignore[attr-defined]  # filled in
        for row in found
    ]
    return JsonResponse({"people": named})


@never_cache
@require_safe
def place_choices(request: HttpRequest, slug: str) -> JsonResponse:
    """Name the discussions, meetings and documents of the group to which a text could link."""
    space = space_for(request.user, slug)
    found = choices.places_matching(request.user, space, request.GET.get("q", "")[:100])
    places = [{"kind": place.kind, "title": place.title, "url": place.url} for place in found]
    return JsonResponse({"places": places})


def _editor_config(document: Document, user: User) -> dict[str, Any]:
    slug = document.space.slug
    return {
        "socket": f"/ws/dokumente/{document.pk}/?me={user.pk}",
        "me": user.pk,
        "page": document.pk,
        "urls": {
            "people": reverse("editing:people_choices", args=[slug]),
            "places": reverse("editing:place_choices", args=[slug]),
            "images": reverse("library:image_choices", args=[slug]),
        },
        "words": {**editor_words(), "readOnly": reason_to_read_only(document)},
    }
