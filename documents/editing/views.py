from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dialog.common.errors import Invalid
from documents.editing import actions, queries
from documents.editing.forms import PageForm
from documents.editing.words import editor_words
from documents.library.actions import mark_document_seen
from documents.library.models import Document
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
def document_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a title, then lead to the new page."""
    space = space_for(request.user, slug)
    require(request.user, "library.write_page", space)
    form = PageForm(request.POST if request.method == "POST" else None)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            author = signed_in(request)
            return redirect(actions.create_page(author=author, space=space, title=form.cleaned_data["title"]))
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
        "may_rename": user.has_perm("library.rename", document),
        "may_trash": user.has_perm("library.trash", document),
        "config": _editor_config(document, user.pk),
    }
    return render_in_space(request, document.space, "editing/document_detail.html", context)


def _editor_config(document: Document, person: int) -> dict[str, Any]:
    return {"socket": f"/ws/dokumente/{document.pk}/", "me": person, "words": editor_words()}
