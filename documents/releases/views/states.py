from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialog.common.errors import Conflict, Invalid
from documents.library.models import Document
from documents.releases import actions, queries
from documents.releases.forms import DetailsForm
from workgroups.spaces.pages import render_in_space, signed_in

FORM = ["GET", "HEAD", "POST"]


@require_POST
def draft_begin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Begin a new draft of a released page and lead to it."""
    document = queries.page_for(request.user, slug, pk, permission="releases.begin_draft")
    return _step(request, document, actions.begin_draft, _("A new draft has begun. The released version stays."))


@require_http_methods(FORM)
def archive(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then put the page into the archive."""
    document = queries.page_for(request.user, slug, pk, permission="releases.archive")
    if request.method == "POST":
        return _step(request, document, actions.archive_page, _("The page is now in the archive."))
    return render_in_space(request, document.space, "releases/archive.html", {"document": document}, tab="documents")


@require_POST
def unarchive(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    document = queries.page_for(request.user, slug, pk, permission="releases.archive")
    return _step(request, document, actions.unarchive_page, _("The page is a draft again."))


def _step(request: HttpRequest, document: Document, act: Callable[..., Document], done: str) -> HttpResponse:
    try:
        document = act(by=signed_in(request), document=document)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(document)


@require_http_methods(FORM)
def details(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change file reference and language of a draft."""
    document = queries.page_for(request.user, slug, pk, permission="releases.describe")
    data = request.POST if request.method == "POST" else None
    form = DetailsForm(data, initial={"file_reference": document.file_reference, "language": document.language})
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.set_details(by=signed_in(request), document=document, **form.cleaned_data)
        except (Conflict, Invalid) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("Saved."))
            return redirect("releases:release_list", slug, pk)
    context = {"document": document, "form": form}
    return render_in_space(request, document.space, "releases/details.html", context, tab="documents", status=status)
