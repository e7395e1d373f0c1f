"""Title, tags, description, retention of one document; and its lock."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import Conflict, Invalid
from documents.library import actions, queries
from documents.library.forms import DetailsForm, LockForm, MoveForm, RenameForm
from documents.library.models import Document
from documents.library.views.common import FORM, list_url, render_page
from documents.library.views.gone import told_when_gone
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require


@require_http_methods(FORM)
@told_when_gone(Document)
def document_rename(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    document = queries.document_for(request.user, slug, pk, permission="library.rename")
    data = request.POST if request.method == "POST" else None
    form = RenameForm(data, initial={"title": document.title})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.rename_document(by=signed_in(request), document=document, title=form.cleaned_data["title"])
                messages.success(request, _("The title has been changed."))
                return HttpResponseRedirect(document.get_absolute_url())
            except Invalid as error:
                form.add_error("title", str(error))
    return render_page(request, document.space, "document_rename", {"document": document, "form": form}, status)


@require_http_methods(FORM)
@told_when_gone(Document)
def document_details(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change tags, a file's description and, for those who may, how long the document is kept."""
    document = queries.document_for(request.user, slug, pk, permission="library.describe")
    data = request.POST if request.method == "POST" else None
    may_retain = request.user.has_perm("library.retain", document)
    form = DetailsForm(data, document=document, may_retain=may_retain, initial=_details(document))
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            _change_details(request, document, form)
            messages.success(request, _("The details have been saved."))
            return HttpResponseRedirect(document.get_absolute_url())
        except Invalid as error:
            form.add_error("tags", str(error))
    context = {"document": document, "form": form, "tags": queries.tags_of(document.space)}
    return render_page(request, document.space, "document_details", context, status)


def _details(document: Document) -> dict[str, object]:
    is_file = document.kind == Document.Kind.FILE
    return {
        "tags": ", ".join(document.tags.values_list("name", flat=True)),
        "description": document.file_entry.description if is_file else "",
        "retention_until": document.retention_until,
    }


@transaction.atomic
def _change_details(request: HttpRequest, document: Document, form: DetailsForm) -> None:
    by, given = signed_in(request), form.cleaned_data
    description = given.get("description", "")
    actions.describe_document(by=by, document=document, tags=given["tags"], description=description)
    if "retention_until" in given:
        actions.set_retention(by=by, document=document, until=given["retention_until"])


@require_http_methods(FORM)
@told_when_gone(Document)
def document_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask for the folder, then put one document into it."""
    document = queries.document_for(request.user, slug, pk, permission="library.move")
    space = document.space
    tree = queries.tree_of(space)
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, tree=tree, initial={"folder": document.folder_id or "top"})
    if form.is_valid():
        target = tree.by_id.get(form.cleaned_data["folder"])
        actions.move_things(by=signed_in(request), space=space, documents=[document], folders=[], target=target)
        where = target.name if target else _("Documents (top)")
        messages.success(request, _("“%(title)s” now lies in “%(where)s”.") % {"title": document.title, "where": where})
        return HttpResponseRedirect(document.get_absolute_url())
    context = {"document": document, "form": form, "way": tree.way(document.folder)}
    return render_page(request, space, "document_move", context, 400 if form.is_bound else 200)


@require_http_methods(FORM)
@told_when_gone(Document)
def document_trash(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then move to the trash."""
    document = queries.document_for(request.user, slug, pk, permission="library.trash")
    if request.method == "POST":
        actions.trash_document(by=signed_in(request), document=document)
        messages.success(request, _("“%(title)s” is now in the trash.") % {"title": document.title})
        return HttpResponseRedirect(list_url(document.space, document.folder))
    return render_page(request, document.space, "document_trash", {"document": document})


@require_POST
def document_seen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mark one document as read, from lists of what is new."""
    document = queries.document_for(request.user, slug, pk)
    actions.mark_document_seen(user=signed_in(request), document=document)
    return redirect("library:document_list", slug)


@require_http_methods(FORM)
@told_when_gone(Document)
def file_lock(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask what for, then lock a file for the others while one works on it outside."""
    document = queries.document_for(request.user, slug, pk, kind=Document.Kind.FILE, permission="library.lock")
    form = LockForm(request.POST if request.method == "POST" else None)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.lock_file(by=signed_in(request), document=document, note=form.cleaned_data["note"])
            messages.success(request, _("The file is locked for the others until you give it back."))
            return HttpResponseRedirect(document.get_absolute_url())
        except (Conflict, Invalid) as error:
            status = error.status
            form.add_error(None, str(error))
    return render_page(request, document.space, "file_lock", {"document": document, "form": form}, status)


@require_POST
@told_when_gone(Document)
def file_unlock(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a file back; whoever manages documents may do it for others."""
    document = queries.document_for(request.user, slug, pk, kind=Document.Kind.FILE, permission="library.unlock")
    try:
        actions.unlock_file(by=signed_in(request), document=document)
        messages.success(request, _("The file can be changed by everybody again."))
    except Conflict as error:
        messages.info(request, str(error))
    return HttpResponseRedirect(document.get_absolute_url())


@require_safe
def retention_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the documents whose retention period is over, for a decision of those who manage documents."""
    space = space_for(request.user, slug)
    require(request.user, "library.retain", space)
    page = Paginator(queries.kept_long_enough(request.user, space), 50).get_page(request.GET.get("page"))
    return render_page(request, space, "retention_list", {"page": page})
