from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from dialog.accounts.models import User
from dialog.files.serving import IMAGES, serve_file
from documents.library import actions, queries
from documents.library.actions.locks import LOCK_HOLDS
from documents.library.models import Document, FileEntry
from documents.library.opening import opening_of
from documents.library.views.common import render_page
from documents.library.views.gone import told_when_gone
from workgroups.spaces.pages import signed_in

_PERMISSIONS = ("add_version", "rename", "trash", "describe", "move", "lock", "unlock")


@require_safe
@told_when_gone(Document)
def file_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a file with its preview and all its versions; looking at it makes it seen."""
    document = queries.file_for(request.user, slug, pk)
    actions.mark_document_seen(user=signed_in(request), document=document)
    versions = list(queries.versions_of(document))
    entry = FileEntry.objects.select_related("locked_by").get(pk=document.pk)
    document.file_entry = entry
    context = {
        "document": document,
        "entry": entry,
        **_lock(entry, signed_in(request)),
        "current": versions[0],
        "versions": versions,
        "tags": list(document.tags.all()),
        "way": queries.tree_of(document.space).way(document.folder),
        "is_image": versions[0].stored_file.media_type in IMAGES,
        "opening": opening_of(versions[0].stored_file),
    }
    return render_page(request, document.space, "file_detail", context | _permissions(request, document))


def _lock(entry: FileEntry, user: User) -> dict[str, Any]:
    """Say whose lock it is, and whether it keeps this person from adding a version."""
    ends = entry.locked_at + LOCK_HOLDS if entry.locked_at else None
    is_own = entry.locked_by_id == user.pk
    holds = bool(entry.locked_by_id and not is_own and ends and ends > timezone.now())
    return {"lock_ends": ends, "is_own_lock": is_own, "lock_holds": holds}


def _permissions(request: HttpRequest, document: Document) -> dict[str, Any]:
    return {f"may_{name}": request.user.has_perm(f"library.{name}", document) for name in _PERMISSIONS}


@require_safe
@told_when_gone(Document)
def file_download(request: HttpRequest, slug: str, pk: int, number: int | None = None) -> HttpResponseBase:
    """Send the current version of a file, or the one with this number; rights are checked at each download."""
    document = queries.file_for(request.user, slug, pk)
    version = queries.version_of(document, number)
    return serve_file(request, version.stored_file, inline=request.GET.get("ansicht") == "1")
