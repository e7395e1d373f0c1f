from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from documents.library import actions, queries
from documents.library.forms import FolderForm
from documents.library.models import Folder
from documents.library.views.common import FORM, folder_asked, list_url, render_page
from documents.library.views.gone import told_when_gone
from workgroups.spaces.models import Space
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require


@require_http_methods(FORM)
def folder_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the name of a new folder, in the folder that `?folder=` names or at the top."""
    space = space_for(request.user, slug)
    require(request.user, "library.create_folder", space)
    tree = queries.tree_of(space)
    parent = folder_asked(request, tree)

    def act(name: str) -> str:
        folder = actions.create_folder(author=signed_in(request), space=space, name=name, parent=parent)
        messages.success(request, _("The folder “%(name)s” is there.") % {"name": folder.name})
        return folder.get_absolute_url()

    context = {"way": tree.way(parent), "cancel_url": list_url(space, parent), "folder": None}
    return _ask_name(request, space, act, context, "")


@require_http_methods(FORM)
@told_when_gone(Folder)
def folder_rename(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    folder = queries.folder_for(request.user, slug, pk, permission="library.change_folder")

    def act(name: str) -> str:
        actions.rename_folder(by=signed_in(request), folder=folder, name=name)
        messages.success(request, _("The folder has another name now."))
        return folder.get_absolute_url()

    way = queries.tree_of(folder.space).way(folder)
    context = {"way": way, "cancel_url": folder.get_absolute_url(), "folder": folder}
    return _ask_name(request, folder.space, act, context, folder.name)


def _ask_name(request: HttpRequest, space: Space, act: Any, context: dict[str, Any], name: str) -> HttpResponse:
    form = FolderForm(request.POST if request.method == "POST" else None, initial={"name": name})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return HttpResponseRedirect(act(form.cleaned_data["name"]))
            except (NotAllowed, NotFound, SignInNeeded):
                raise
            except DialogError as error:
                status = error.status
                form.add_error("name", str(error))
    return render_page(request, space, "folder_form", context | {"form": form}, status)


@require_http_methods(FORM)
@told_when_gone(Folder)
def folder_trash(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then move the folder with all that lies in it to the trash."""
    folder = queries.folder_for(request.user, slug, pk, permission="library.change_folder")
    if request.method == "POST":
        actions.trash_folder(by=signed_in(request), folder=folder)
        messages.success(request, _("“%(title)s” is now in the trash.") % {"title": folder.name})
        return HttpResponseRedirect(list_url(folder.space, folder.parent))
    context = {"folder": folder, "way": queries.tree_of(folder.space).way(folder)}
    return render_page(request, folder.space, "folder_trash", context)
