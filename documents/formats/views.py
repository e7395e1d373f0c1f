from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dialog.common.errors import Conflict, Invalid, TooFast, Unavailable
from dialog.files.errors import StorageFull
from documents.editing.queries import blocks_for, page_for
from documents.formats import actions
from documents.formats.choices import FORMATS
from documents.formats.forms import ImportForm, InsertForm
from documents.formats.imports.report_images import images_kept
from documents.formats.responses import export_response, head_for
from documents.library.models import Document, Folder
from documents.library.queries import tree_of
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require

# Whatever keeps a file from becoming a page is said at its field; who may not do it is told so on a page of its own.
_FORM_STAYS = (Invalid, Conflict, TooFast, Unavailable, StorageFull)


@require_safe
def export(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Offer the formats in which a page can be taken along; with `?fassung=` those of a version."""
    document = page_for(request.user, slug, pk)
    version = _whole(request.GET.get("fassung", ""))
    context = {
        "document": document,
        "formats": list(FORMATS.values()),
        "version": version,
        "way": tree_of(document.space).way(document.folder),
        "may_insert": request.user.has_perm("editing.write", document),
    }
    return render_in_space(request, document.space, "formats/export.html", context, tab="documents")


@never_cache
@require_safe
def export_file(request: HttpRequest, slug: str, pk: int, format: str) -> HttpResponse:
    """Send a page as it is stored now."""
    document = page_for(request.user, slug, pk)
    return export_response(request, head_for(document), blocks_for(document.pk), format)


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a file and make a page of it, or, with `?seite=`, put its text at the end of that page."""
    space = space_for(request.user, slug)
    document = _target(request, slug)
    if document is None:
        require(request.user, "library.write_page", space)
    form = _form(request, document)
    if form.is_valid():
        try:
            return _take(request, space, document, form)
        except _FORM_STAYS as error:
            form.add_error("file", str(error))
    context = {"form": form, "document": document, "back_url": _back(space, document), "way": _way(space, document)}
    status = 400 if form.is_bound else 200
    return render_in_space(request, space, "formats/import_file.html", context, tab="documents", status=status)


def _target(request: HttpRequest, slug: str) -> Document | None:
    given = request.GET.get("seite", "")
    return page_for(request.user, slug, _whole(given), permission="editing.write") if given else None


def _form(request: HttpRequest, document: Document | None) -> ImportForm:
    kind = InsertForm if document else ImportForm
    return kind(request.POST, request.FILES) if request.method == "POST" else kind()


def _take(request: HttpRequest, space: Space, document: Document | None, form: ImportForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    given: dict[str, Any] = {"author": signed_in(request), "data": file.read(), "name": file.name}
    if document:
        outcome = actions.import_into_page(document=document, **given)
        messages.success(request, _("The text of the file stands at the end of the page."))
    else:
        folder = _folder(request, space)
        outcome = actions.import_page(space=space, title=form.cleaned_data["title"], folder=folder, **given)
        messages.success(request, _("The file has become a page. Please look through it."))
    if outcome.images:
        messages.info(request, images_kept(outcome.images))
    for line in outcome.report:
        messages.warning(request, line)
    return redirect(outcome.document)


def _folder(request: HttpRequest, space: Space) -> Folder | None:
    return tree_of(space).by_id.get(_whole(request.GET.get("folder", "")))


def _back(space: Space, document: Document | None) -> str:
    return document.get_absolute_url() if document else reverse("library:document_list", args=[space.slug])


def _way(space: Space, document: Document | None) -> list[Folder]:
    return list(tree_of(space).way(document.folder)) if document and document.folder_id else []


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
