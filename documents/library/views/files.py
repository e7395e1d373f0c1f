from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import DialogError, Invalid, NotAllowed, NotFound, SignInNeeded
from dialog.files import limits
from dialog.files.actions import receive_form_file
from dialog.files.serving import serve_file
from documents.library import actions, queries
from documents.library.forms import RenameForm, UploadForm, VersionForm
from documents.library.models import Document
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require

PER_PAGE = 50
FORM = ["GET", "HEAD", "POST"]


def _render(
    request: HttpRequest, space: Space, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render_in_space(request, space, f"library/{template}.html", context, tab="documents", status=status)


@require_safe
def document_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the pages and files of a space, the last changed first."""
    space = space_for(request.user, slug, permission="library.read")
    rows = queries.documents_visible_to(request.user, space)
    page = Paginator(queries.with_files(rows), PER_PAGE).get_page(request.GET.get("page"))
    may_upload = request.user.has_perm("library.upload", space)
    may_write = request.user.has_perm("library.write_page", space)
    context = {"page": page, "may_upload": may_upload, "may_write": may_write}
    return _render(request, space, "document_list", context)


@require_safe
def file_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a file with all its versions; looking at it makes it seen."""
    document = queries.file_for(request.user, slug, pk)
    actions.mark_document_seen(user=signed_in(request), document=document)
    versions = list(queries.versions_of(document))
    context = {"document": document, "entry": document.file_entry, "current": versions[0], "versions": versions}
    return _render(request, document.space, "file_detail", context | _permissions(request, document))


def _permissions(request: HttpRequest, document: Document) -> dict[str, bool]:
    names = ("add_version", "rename", "trash")
    return {f"may_{name}": request.user.has_perm(f"library.{name}", document) for name in names}


@require_safe
def file_download(request: HttpRequest, slug: str, pk: int, number: int | None = None) -> HttpResponseBase:
    """Send the current version of a file, or the one with this number; rights are checked at each download."""
    document = queries.file_for(request.user, slug, pk)
    version = queries.version_of(document, number)
    return serve_file(request, version.stored_file, inline=request.GET.get("ansicht") == "1")


@require_http_methods(FORM)
def file_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file through the plain form, or the finished chunked upload that the script names."""
    space = space_for(request.user, slug)
    require(request.user, "library.upload", space)

    def act(data: dict[str, Any], upload_id: Any) -> Document:
        return actions.upload_file(
            author=signed_in(request),
            space=space,
            upload_id=upload_id,
            title=data["title"],
            description=data["description"],
        )

    return _take_file(request, space, UploadForm, act, {"document": None})


@require_http_methods(FORM)
def version_add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a new version of a file, as file_upload does."""
    document = queries.document_for(request.user, slug, pk, kind=Document.Kind.FILE, permission="library.add_version")

    def act(data: dict[str, Any], upload_id: Any) -> Document:
        author = signed_in(request)
        actions.add_file_version(author=author, document=document, upload_id=upload_id, note=data["note"])
        return document

    return _take_file(request, document.space, VersionForm, act, {"document": document})


def _take_file(
    request: HttpRequest, space: Space, form_class: type[UploadForm], act: Any, context: dict[str, Any]
) -> HttpResponse:
    """Show the upload form, or act on what was sent. The script asks for JSON and gets the address or a coded error."""
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    status = 200
    if request.method == "POST":
        status = 400
        try:
            document = _received(request, form, act)
            return _taken(request, document, wants_json)
        except (NotAllowed, NotFound, SignInNeeded):
            if not wants_json:
                raise
            return JsonResponse({"code": "gone", "message": _("You can no longer put files here.")}, status=403)
        except DialogError as error:
            status = error.status
            if wants_json:
                return JsonResponse({"code": error.code, "message": str(error)}, status=status)
            if form.is_valid():
                form.add_error("file", str(error))
    context |= {"form": form, "form_limit": limits.FORM_FILE // limits.MB, "upload_url": reverse("files:upload_begin")}
    return _render(request, space, "file_upload", context, status)


def _received(request: HttpRequest, form: UploadForm, act: Any) -> Document:
    if not form.is_valid():
        raise Invalid("; ".join(str(text) for texts in form.errors.values() for text in texts))
    upload_id = form.cleaned_data["upload"]
    if not upload_id:
        upload_id = receive_form_file(owner=signed_in(request), file=form.cleaned_data["file"]).pk
    document: Document = act(form.cleaned_data, upload_id)
    return document


def _taken(request: HttpRequest, document: Document, wants_json: bool) -> HttpResponse:
    url = document.get_absolute_url()
    if wants_json:
        return JsonResponse({"url": url, "title": document.title}, status=201)
    messages.success(request, _("“%(title)s” has been uploaded.") % {"title": document.title})
    return HttpResponseRedirect(url)


@require_http_methods(FORM)
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
    return _render(request, document.space, "document_rename", {"document": document, "form": form}, status)


@require_http_methods(FORM)
def document_trash(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then move to the trash."""
    document = queries.document_for(request.user, slug, pk, permission="library.trash")
    if request.method == "POST":
        actions.trash_document(by=signed_in(request), document=document)
        messages.success(request, _("“%(title)s” is now in the trash.") % {"title": document.title})
        return redirect("library:document_list", slug)
    return _render(request, document.space, "document_trash", {"document": document})


@require_POST
def document_seen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mark one document as read, from lists of what is new."""
    document = queries.document_for(request.user, slug, pk)
    actions.mark_document_seen(user=signed_in(request), document=document)
    return redirect("library:document_list", slug)
