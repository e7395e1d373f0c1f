"""Images for texts: the pictures themselves, and the list from which the editor offers them."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dialog.files.serving import serve_file
from documents.library import queries
from documents.library.models import Document
from workgroups.spaces.queries import space_for

MOST_IMAGES = 50


@require_safe
def image(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the current version of an image to be shown in a page; rights are checked each time."""
    stored = queries.image_for(request.user, pk).file_entry.current.stored_file  # type: ignore[union-attr]  # the query sees to it
    return serve_file(request, stored, inline=True)


@require_safe
def image_choices(request: HttpRequest, slug: str) -> JsonResponse:
    """Return the images whose title holds `q`: {"images": [{"id", "title", "src", "thumb"}], "more"}, at most 50."""
    space = space_for(request.user, slug, permission="library.read")
    rows = queries.image_choices(request.user, space, request.GET.get("q", "")[:200])
    found = list(rows[: MOST_IMAGES + 1])
    images = [_choice(document) for document in found[:MOST_IMAGES]]
    return JsonResponse({"images": images, "more": len(found) > MOST_IMAGES})


def _choice(document: Document) -> dict[str, Any]:
    return {
        "id": document.pk,
        "title": document.title,
        "src": reverse("library:image", args=[document.pk]),
        "thumb": reverse("library:thumbnail", args=[document.space.slug, document.pk]),
    }
