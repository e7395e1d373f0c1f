from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.contents.queries import documents_to_pick, file_text_for
from workgroups.spaces.pages import render_in_space
from workgroups.spaces.queries import space_for

SHOWN = 100_000  # characters of a text on a page


@require_safe
def file_text(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the text of a file as a page, or only the part with it for scripts that put it into another page."""
    document, row = file_text_for(request.user, slug, pk)
    stored = document.file_entry.current.stored_file if document.file_entry.current else None
    context: dict[str, Any] = {"document": document, "row": row, "stored": stored, "space": document.space}
    if row:
        context |= {"text": row.text[:SHOWN], "is_cut": len(row.text) > SHOWN}
    if request.headers.get("HX-Request"):
        return render(request, "contents/_file_text.html", context)
    return render_in_space(request, document.space, "contents/file_text.html", context, tab="documents")


@require_safe
def picker(request: HttpRequest, slug: str) -> HttpResponse:
    """Show documents of a space to choose one: for scripts as a part (`X-Fragment: 1`), else with links to copy."""
    space = space_for(request.user, slug, permission="library.read")
    text = request.GET.get("q", "")[:200]
    context = {"space": space, "q": text, "found": documents_to_pick(request.user, space, text)}
    if request.headers.get("X-Fragment"):
        return render(request, "contents/_picker.html", context)
    return render_in_space(request, space, "contents/picker.html", context, tab="documents")
