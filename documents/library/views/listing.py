from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.library import queries
from documents.library.forms import ListForm
from documents.library.models import Folder
from documents.library.views.common import id_in, list_url, render_page, take_ticks, view_of
from documents.library.views.gone import told_when_gone
from workgroups.spaces.models import Space
from workgroups.spaces.queries import space_for

PER_PAGE = 50
MOST_UPLOADED = 1000  # more is no number of ours
_ABILITIES = ("upload", "write_page", "create_folder", "see_trash", "retain")


@require_safe
def document_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what lies at the top of a space's documents: folders, then pages and files together."""
    space = space_for(request.user, slug, permission="library.read")
    return _list(request, space, None)


@require_safe
@told_when_gone(Folder)
def folder_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what lies in a folder."""
    folder = queries.folder_for(request.user, slug, pk)
    return _list(request, folder.space, folder)


def _list(request: HttpRequest, space: Space, folder: Folder | None) -> HttpResponse:
    _tell_uploaded(request)
    tree = queries.tree_of(space)
    tags = queries.tags_of(space)
    form, wish = _wish(request, tags)
    rows = queries.listed_documents(request.user, space, folder, tree, wish)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "folder": folder,
        "folder_query": f"?folder={folder.pk}" if folder else "",
        "way": tree.way(folder),
        "folders": [] if wish.filters or page.number > 1 else queries.listed_folders(folder, tree),
        "page": page,
        "form": form,
        "wish": wish,
        "query": _kept(request),
        "view": view_of(request.GET),
        **take_ticks(request),
        "targets": tree.choices(),
        "ways": _ways(tree, page) if wish.filters else {},
        "list_url": list_url(space, folder),
        **{f"may_{name}": request.user.has_perm(f"library.{name}", space) for name in _ABILITIES},
        "may_change_folder": folder is not None and request.user.has_perm("library.change_folder", folder),
    }
    return render_page(request, space, "document_list", context)


def _tell_uploaded(request: HttpRequest) -> None:
    """Say how many files the script has just brought here (`?hochgeladen=`)."""
    n = id_in(request.GET.get("hochgeladen", ""))
    if 1 <= n <= MOST_UPLOADED:
        messages.success(
            request, ngettext("%(n)d file has been uploaded.", "%(n)d files have been uploaded.", n) % {"n": n}
        )


def _wish(request: HttpRequest, tags: list[str]) -> tuple[ListForm, queries.Wish]:
    form = ListForm(request.GET, tags=tags)
    form.is_valid()
    given = form.cleaned_data
    wish = queries.Wish(
        text=given.get("q", ""),
        kind=given.get("art", ""),
        state=given.get("stand", ""),
        tag=given.get("schlagwort", ""),
        by_name=given.get("sortieren") == "name",
    )
    return ListForm(initial=given, tags=tags), wish


def _kept(request: HttpRequest) -> str:
    """Return the other parameters of the address, for the links to further pages."""
    parameters = request.GET.copy()
    for name in ("page", "hochgeladen"):
        parameters.pop(name, None)
    text = parameters.urlencode()
    return f"{text}&" if text else ""


def _ways(tree: queries.Tree, page: Any) -> dict[int, str]:
    """Return for each document of a filtered page where it lies."""
    places = {row.pk: tree.by_id.get(row.folder_id or 0) for row in page}
    return {pk: " / ".join(one.name for one in tree.way(folder)) for pk, folder in places.items() if folder}
