"""What the pages of the library share."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from dialog.common.errors import NotFound
from documents.library.forms import ListForm
from documents.library.models import Folder
from documents.library.queries import Tree
from workgroups.spaces.models import Space
from workgroups.spaces.pages import render_in_space

_TICKS = "library_ticks"
FORM = ["GET", "HEAD", "POST"]


def render_page(
    request: HttpRequest, space: Space, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render_in_space(request, space, f"library/{template}.html", context, tab="documents", status=status)


def list_url(space: Space, folder: Folder | None) -> str:
    """Return the address of the list of a folder, or of the top."""
    if folder is None:
        return reverse("library:document_list", args=[space.slug])
    return reverse("library:folder_detail", args=[space.slug, folder.pk])


def view_of(parameters: QueryDict) -> str:
    """Return how somebody sees a list (page, filters, order) as the end of an address, without anything else."""
    kept = QueryDict(mutable=True)
    for name in ("page", *ListForm.base_fields):
        if value := parameters.get(name):
            kept[name] = str(value)
    return kept.urlencode()


def folder_asked(request: HttpRequest, tree: Tree) -> Folder | None:
    """Return the folder that the address names (`?folder=`), None for the top; raises NotFound for others'."""
    given = request.GET.get("folder", "")
    if given in ("", "top"):
        return None
    folder = tree.by_id.get(id_in(given))
    if folder is None:
        raise NotFound
    return folder


def keep_ticks(request: HttpRequest, documents: list[int], folders: list[int]) -> None:
    """Remember what was ticked for the list that comes next."""
    request.session[_TICKS] = [documents, folders]


def take_ticks(request: HttpRequest) -> dict[str, list[int]]:
    documents, folders = request.session.pop(_TICKS, ([], []))
    return {"ticked_documents": documents, "ticked_folders": folders}


def id_in(text: str) -> int:
    """Return the number of a row as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
