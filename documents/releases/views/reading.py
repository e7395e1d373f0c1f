from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dialog.files.names import clean_file_name
from documents.formats.exports import body_of
from documents.library.actions import mark_document_seen
from documents.library.models import Document
from documents.releases import queries
from documents.releases.models import Release
from documents.releases.pictures import picture_in, with_addresses
from workgroups.spaces.pages import render_in_space, signed_in
from workgroups.spaces.queries import space_for

PER_PAGE = 25
# A file of its own that a browser must not run as a page of ours.
_SANDBOX = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


def _state_of(request: HttpRequest, document: Document) -> dict[str, Any]:
    """Return what a page's state lets this person see and do."""
    user, state = request.user, document.state
    is_draft, is_released = state == Document.State.DRAFT, state == Document.State.RELEASED
    may_archive = user.has_perm("releases.archive", document)
    running = queries.open_request_of(document) if state == Document.State.REVIEW else None
    return {
        "document": document,
        "running": running,
        "is_asked": running is not None and user.has_perm("releases.answer", running),
        "refusal": queries.last_refusal_of(document),
        "newest": queries.releases_of(document).order_by("-number").first(),
        "may_request": is_draft and user.has_perm("releases.request", document),
        "may_begin": is_released and user.has_perm("releases.begin_draft", document),
        "may_archive": (is_draft or is_released) and may_archive,
        "may_unarchive": state == Document.State.ARCHIVED and may_archive,
        "may_describe": is_draft and user.has_perm("releases.describe", document),
        "may_translate": user.has_perm("releases.translate", document),
        "translations": queries.translations_of(user, document),
    }


@require_safe
def release_list(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the state of a page, its released versions, its language versions, and how it came to be so."""
    document = queries.page_for(request.user, slug, pk)
    page = Paginator(queries.releases_of(document).order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    context = _state_of(request, document) | {"page": page, "steps": queries.steps_of(document)}
    return render_in_space(request, document.space, "releases/release_list.html", context, tab="documents")


@never_cache
@require_safe
def document_part(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Return state, buttons and language versions of a page: the fragment beside its text."""
    document = queries.page_for(request.user, slug, pk)
    return render(request, "releases/_part.html", _state_of(request, document) | {"space": document.space})


@require_safe
def release_detail(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Show a released version as it was frozen, with names and checksums; looking at it makes the page seen."""
    document = queries.page_for(request.user, slug, pk)
    release = queries.release_of(document, number, part="html")
    mark_document_seen(user=signed_in(request), document=document)
    newest = queries.releases_of(document).order_by("-number").first()
    context = {
        "document": document,
        "release": release,
        "newest": newest,
        "text": with_addresses(body_of(bytes(release.html)), lambda at: _picture_address(release, at)),
        "may_begin": document.state == Document.State.RELEASED
        and newest == release
        and request.user.has_perm("releases.begin_draft", document),
    }
    return render_in_space(request, document.space, "releases/release_detail.html", context, tab="documents")


def _picture_address(release: Release, at: int) -> str:
    return reverse("releases:release_picture", args=[release.space.slug, release.document_id, release.number, at])


@require_safe
def release_picture(request: HttpRequest, slug: str, pk: int, number: int, at: int) -> HttpResponse:
    """Send one picture of a frozen text to its page."""
    release = queries.release_of(queries.page_for(request.user, slug, pk), number, part="html")
    content, media_type = picture_in(body_of(bytes(release.html)), at)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    # It never changes; who loses the right to read it may keep for an hour what they have seen.
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
def release_pdf(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Send the PDF of a released version: byte for byte what was written on that day."""
    release = queries.release_of(queries.page_for(request.user, slug, pk), number, part="pdf")
    return _file(bytes(release.pdf), "application/pdf", release, "pdf")


@require_safe
def release_html(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Send the text of a released version as a file of its own, byte for byte."""
    release = queries.release_of(queries.page_for(request.user, slug, pk), number, part="html")
    return _file(bytes(release.html), "text/html; charset=utf-8", release, "html")


def _file(content: bytes, media_type: str, release: Release, ending: str) -> HttpResponse:
    return frozen_file(content, media_type, f"{release.title}, Fassung {release.number}.{ending}")


def frozen_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Answer with a file that is saved, never shown as a page of ours."""
    response = HttpResponse(content, content_type=media_type)
    name = clean_file_name(name.replace("/", "-"))
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def space_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was released in a space, the newest first."""
    space = space_for(request.user, slug, permission="releases.read")
    rows = queries.releases_visible_to(request.user, [space])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render_in_space(request, space, "releases/space_history.html", {"page": page}, tab="documents")
