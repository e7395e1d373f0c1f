from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import Conflict
from documents.library import actions, queries
from documents.library.models import Document, Folder
from documents.library.views.common import FORM, list_url, render_page
from documents.library.views.gone import told_when_gone
from workgroups.spaces.models import Space
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require

PER_PAGE = 50


@require_safe
def trash(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what lies in the trash of a space, folders first, the last that went there first."""
    space = space_for(request.user, slug)
    require(request.user, "library.see_trash", space)
    rows = queries.trashed_documents(request.user, space)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    folders = queries.trashed_folders(request.user, space) if page.number == 1 else []
    lines = [*folders, *(queries.in_trash(request.user, document) for document in page)]
    return render_page(request, space, "trash", {"page": page, "lines": lines})


@require_POST
@told_when_gone(Document, from_trash=True)
def document_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space = space_for(request.user, slug)
    document = queries.trashed_document_for(request.user, space, pk, permission="library.restore")
    document = actions.restore_document(by=signed_in(request), document=document)
    return _restored(request, space, document, document.folder)


@require_POST
@told_when_gone(Folder, from_trash=True)
def folder_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space = space_for(request.user, slug)
    folder = queries.trashed_folder_for(request.user, space, pk, permission="library.restore")
    folder = actions.restore_folder(by=signed_in(request), folder=folder)
    return _restored(request, space, folder, folder.parent)


def _restored(request: HttpRequest, space: Space, thing: Document | Folder, folder: Folder | None) -> HttpResponse:
    messages.success(request, _("“%(title)s” is back.") % {"title": str(thing)})
    return HttpResponseRedirect(list_url(space, folder))


@require_http_methods(FORM)
@told_when_gone(Document, from_trash=True)
def document_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then delete a document in the trash for ever."""
    space = space_for(request.user, slug)
    document = queries.trashed_document_for(request.user, space, pk, permission="library.delete")
    if request.method != "POST":
        return render_page(request, space, "delete", {"thing": document, "is_folder": False})
    try:
        actions.delete_document(by=signed_in(request), document=document)
    except Conflict as error:
        return _kept(request, space, error)
    return _deleted(request, space, document)


@require_http_methods(FORM)
@told_when_gone(Folder, from_trash=True)
def folder_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then delete a folder in the trash for ever, with what went there with it."""
    space = space_for(request.user, slug)
    folder = queries.trashed_folder_for(request.user, space, pk, permission="library.delete")
    if request.method != "POST":
        return render_page(request, space, "delete", {"thing": folder, "is_folder": True})
    try:
        actions.delete_folder(by=signed_in(request), folder=folder)
    except Conflict as error:
        return _kept(request, space, error)
    return _deleted(request, space, folder)


def _kept(request: HttpRequest, space: Space, error: Conflict) -> HttpResponse:
    messages.error(request, _("Nothing was deleted. %(reason)s") % {"reason": str(error)})
    return redirect("library:trash", space.slug)


def _deleted(request: HttpRequest, space: Space, thing: Document | Folder) -> HttpResponse:
    messages.success(request, _("“%(title)s” has been deleted for ever.") % {"title": str(thing)})
    return redirect("library:trash", space.slug)
