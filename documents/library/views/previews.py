"""Pictures of files. Who may read the file may see them; asked anew each time."""

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialog.common.errors import NotFound
from dialog.files.reading.content import is_webp
from documents.library import previews, queries
from documents.library.models import FilePreview, FileVersion

_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@require_safe
def thumbnail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send the small picture of a file's current version, at most 160 pixels wide and high, as WebP."""
    document = queries.file_for(request.user, slug, pk)
    return _picture(request, queries.version_of(document), previews.THUMBNAIL)


@require_safe
def preview_page(request: HttpRequest, slug: str, pk: int, number: int, page: int) -> HttpResponse:
    """Send the picture of one page of a version, at most 1,000 pixels wide, as WebP."""
    version = queries.version_of(queries.file_for(request.user, slug, pk), number)
    if page not in previews.shown_preview(version).pages:
        raise NotFound
    return _picture(request, version, previews.page_name(page))


def _picture(request: HttpRequest, version: FileVersion, name: str) -> HttpResponse:
    if previews.shown_preview(version).state != FilePreview.State.READY:
        raise NotFound
    etag = f'"{version.stored_file.sha256}-{name}"'
    if etag in [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]:
        return _labelled(HttpResponse(status=304), etag)
    try:
        with default_storage.open(f"{version.preview.folder_name}/{name}") as file:
            data = file.read()
    except OSError:
        raise NotFound from None
    if not is_webp(data):
        raise NotFound
    return _labelled(HttpResponse(data), etag)


def _labelled(response: HttpResponse, etag: str) -> HttpResponse:
    response["Content-Type"] = "image/webp"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return response
