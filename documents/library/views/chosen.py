"""What is done with things ticked in a list: move them, move them to the trash, download them together."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialog.accounts.models import User
from dialog.common.errors import DialogError, Invalid, NotFound
from dialog.files.names import clean_file_name
from dialog.files.serving import streamed
from documents.library import actions, queries
from documents.library.archive import archive_of, pieces_of_archive
from documents.library.models import Document, Folder
from documents.library.views.common import folder_asked, id_in, keep_ticks, list_url, view_of
from documents.library.views.gone import told_when_gone
from workgroups.spaces.models import Space
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require

MOST_AT_ONCE = 1000
MOST_NAMED = 5
MOST_OF_VIEW = 2000  # characters


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was ticked in the list of the folder `here` (None: the top), by id."""

    space: Space
    tree: queries.Tree
    here: Folder | None
    documents: list[int]
    folders: list[int]
    view: str = ""  # page, filters and order of the list

    @property
    def url(self) -> str:
        return list_url(self.space, self.here) + (f"?{self.view}" if self.view else "")

    def leave_out_gone(self) -> None:
        there = Document.objects.filter(pk__in=self.documents, trashed_at__isnull=True)
        self.documents[:] = there.values_list("pk", flat=True)
        self.folders[:] = [pk for pk in self.folders if pk in self.tree.by_id]

    def of(self, user: User, document: str, folder: str) -> tuple[list[Document], list[Folder]]:
        """Return the things themselves, for which the person has these permissions; raises NotFound, NotAllowed."""
        documents = queries.documents_chosen(user, self.space, self.documents, permission=document)
        return documents, queries.folders_chosen(user, self.space, self.folders, permission=folder)


def _chosen(request: HttpRequest, slug: str) -> Chosen:
    space = space_for(request.user, slug, permission="library.read")
    tree = queries.tree_of(space)
    documents, folders = (
        [int(one) for one in request.POST.getlist(name) if id_in(one)] for name in ("documents", "folders")
    )
    view = view_of(QueryDict(request.POST.get("view", "")[:MOST_OF_VIEW]))
    return Chosen(space, tree, folder_asked(request, tree), documents, folders, view)


def _refuse_bad_choice(request: HttpRequest, chosen: Chosen) -> None:
    """Raise for nothing and too much; leave out what others have moved to the trash meanwhile, and say so."""
    n = len(chosen.documents) + len(chosen.folders)
    if not n:
        raise Invalid(_("Please tick first what you mean."))
    if n > MOST_AT_ONCE:
        raise Invalid(_("That is too much at once. Please choose at most 1,000."))
    gone = queries.gone_since(signed_in(request), chosen.space, chosen.documents, chosen.folders)
    if not gone:
        return
    names = ", ".join(_("“%(title)s”") % {"title": title} for title in gone[:MOST_NAMED])
    words = {"names": names + (" …" if len(gone) > MOST_NAMED else "")}
    if len(gone) == n:
        raise NotFound(_("Meanwhile in the trash: %(names)s.") % words)
    messages.warning(request, _("Left out, because meanwhile in the trash: %(names)s.") % words)
    chosen.leave_out_gone()


@require_POST
def things_move(request: HttpRequest, slug: str) -> HttpResponse:
    """Put what was ticked into another folder; back to the list, which says what came of it."""
    chosen = _chosen(request, slug)
    require(request.user, "library.create_folder", chosen.space)
    try:
        _refuse_bad_choice(request, chosen)
        target = _target(request, chosen)
        documents, folders = chosen.of(signed_in(request), "library.move", "library.change_folder")
        n = actions.move_things(
            by=signed_in(request), space=chosen.space, documents=documents, folders=folders, target=target
        )
        messages.success(
            request, ngettext("%(n)d thing has been moved.", "%(n)d things have been moved.", n) % {"n": n}
        )
    except DialogError as error:
        _refused(request, chosen, _told(error))
    return HttpResponseRedirect(chosen.url)


def _target(request: HttpRequest, chosen: Chosen) -> Folder | None:
    given = request.POST.get("target", "")
    if given == "top":
        return None
    if not given:
        raise Invalid(_("Please choose where to move it."))
    folder = chosen.tree.by_id.get(id_in(given))
    if folder is None:
        raise NotFound(_("This folder is no longer there."))
    return folder


@require_POST
def things_trash(request: HttpRequest, slug: str) -> HttpResponse:
    """Move what was ticked to the trash, all of it or nothing; it can be restored from there."""
    chosen = _chosen(request, slug)
    require(request.user, "library.create_folder", chosen.space)
    user = signed_in(request)
    try:
        _refuse_bad_choice(request, chosen)
        documents, folders = chosen.of(user, "library.trash", "library.change_folder")
        n = actions.trash_things(by=user, space=chosen.space, documents=documents, folders=folders)
        words = ngettext("%(n)d thing is now in the trash.", "%(n)d things are now in the trash.", n)
        messages.success(request, words % {"n": n})
    except DialogError as error:
        _refused(request, chosen, _told(error))
    return HttpResponseRedirect(chosen.url)


def _refused(request: HttpRequest, chosen: Chosen, words: str) -> None:
    """Say why nothing was done; what was ticked stays so, to be tried otherwise."""
    messages.error(request, words)
    keep_ticks(request, chosen.documents, chosen.folders)


def _told(error: DialogError) -> str:
    return _("Nothing was changed. %(reason)s") % {"reason": str(error)}


@require_POST
def things_archive(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send what was ticked as one ZIP archive."""
    chosen = _chosen(request, slug)
    try:
        _refuse_bad_choice(request, chosen)
        _documents, folders = chosen.of(signed_in(request), "library.read", "library.read")
    except DialogError as error:
        _refused(request, chosen, str(error))
        return HttpResponseRedirect(chosen.url)
    return _archive(request, chosen, folders)


@require_safe
@told_when_gone(Folder)
def folder_archive(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Send a whole folder as one ZIP archive."""
    folder = queries.folder_for(request.user, slug, pk)
    chosen = Chosen(folder.space, queries.tree_of(folder.space), folder, [], [])
    return _archive(request, chosen, [folder])


def _archive(request: HttpRequest, chosen: Chosen, folders: list[Folder]) -> HttpResponseBase:
    archive = archive_of(
        request.user, chosen.space, chosen.tree, top=chosen.here, documents=chosen.documents, folders=folders
    )
    title = chosen.here.name if chosen.here else chosen.space.name
    response = streamed(request, pieces_of_archive(archive, title=title, language=get_language() or "de"))
    response["Content-Type"] = "application/zip"
    response["Content-Disposition"] = content_disposition_header(True, f"{clean_file_name(title)}.zip") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
