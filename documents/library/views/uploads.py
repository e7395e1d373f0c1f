"""How files come into the library: through the plain form, or as finished chunked uploads that the script names."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialog.common.errors import DialogError, Invalid, NotAllowed, NotFound, SignInNeeded
from dialog.files import limits
from dialog.files.actions import discard_upload, receive_form_file
from dialog.files.models import Upload
from dialog.files.names import clean_file_name
from dialog.files.queries import open_uploads, upload_for
from documents.library import actions, queries
from documents.library.errors import FolderGone, OtherKind, SameName, UploadGone
from documents.library.forms import FolderField, UploadForm, VersionForm
from documents.library.models import Document, Folder
from documents.library.templatetags.library import file_kind
from documents.library.views.common import FORM, folder_asked, id_in, list_url, render_page
from documents.library.views.gone import told_when_gone
from workgroups.spaces.models import Space
from workgroups.spaces.pages import signed_in
from workgroups.spaces.queries import space_for
from workgroups.spaces.rules import require

# Errors that are questions, and the field in which the person answers.
_QUESTIONS: dict[type, str] = {SameName: "same_name", OtherKind: "other_kind"}


@require_http_methods(FORM)
def file_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file into the folder that the form names, else `?folder=`.

    Where a file of its name is there, ask what is meant (409).
    """
    space = space_for(request.user, slug)
    require(request.user, "library.upload", space)
    tree = queries.tree_of(space)
    sent = request.POST.copy() if request.method == "POST" else None
    try:
        here = folder_asked(request, tree)
    except NotFound:
        if sent is None:
            raise
        here = None  # what was sent is kept, and the form asks for another folder
        sent.setdefault("folder", request.GET["folder"])

    def act(data: dict[str, Any], upload_id: UUID) -> Document:
        folder = tree.by_id.get(data["folder"] or 0) if "folder" in data else here
        try:
            return _stored(request, space, folder, data, upload_id)
        except NotFound:
            if folder and folder.pk not in queries.tree_of(space).by_id:
                raise FolderGone from None  # since the form was checked
            raise

    initial = {"folder": here.pk if here else FolderField.TOP}
    files = None if sent is None else request.FILES
    form = UploadForm(sent, files, tree=tree, initial=initial)
    context = {"document": None, "folder": here, "way": tree.way(here), "back_url": list_url(space, here)}
    return _take_file(request, space, form, act, context)


def _stored(
    request: HttpRequest, space: Space, folder: Folder | None, data: dict[str, Any], upload_id: UUID
) -> Document:
    author, choice = signed_in(request), data["same_name"]
    same = None
    if choice != UploadForm.BESIDE:
        same = queries.file_named(space, folder, upload_for(author, upload_id).name)
    if same and choice == UploadForm.VERSION:
        actions.add_file_version(author=author, document=same, upload_id=upload_id)
        return same
    if same:
        raise SameName(same)
    texts = {name: data[name] for name in ("title", "description")}
    return actions.upload_file(author=author, space=space, upload_id=upload_id, folder=folder, **texts)


@require_safe
def name_check(request: HttpRequest, slug: str) -> JsonResponse:
    """Tell the script whether a file of the name `name` is in the folder: {"same": null or {"title", "url"}}."""
    space = space_for(request.user, slug)
    require(request.user, "library.upload", space)
    try:
        folder = folder_asked(request, queries.tree_of(space))
    except NotFound as error:
        message = str(UploadForm.base_fields["folder"].error_messages["invalid_choice"])
        return JsonResponse({"code": error.code, "message": message}, status=error.status)
    same = queries.file_named(space, folder, clean_file_name(request.GET.get("name", "")[:1000]))
    return JsonResponse({"same": _told(same) if same else None})


@require_POST
def upload_discard(request: HttpRequest, slug: str, upload_id: UUID) -> HttpResponse:
    """Give an unfinished upload up; back to the form, which lists the others."""
    space = space_for(request.user, slug)
    require(request.user, "library.upload", space)
    user = signed_in(request)
    upload = open_uploads(user).filter(pk=upload_id).first()
    if upload:
        discard_upload(owner=user, upload_id=upload_id)
        messages.success(request, _("The upload of “%(name)s” has been discarded.") % {"name": upload.name})
    document = id_in(request.POST.get("document", ""))
    if document:
        return HttpResponseRedirect(reverse("library:version_add", args=[slug, document]))
    folder = id_in(request.POST.get("folder", ""))
    return HttpResponseRedirect(reverse("library:file_upload", args=[slug]) + (f"?folder={folder}" if folder else ""))


def _told(document: Document) -> dict[str, str]:
    return {"title": document.title, "url": document.get_absolute_url()}


@require_http_methods(FORM)
@told_when_gone(Document)
def version_add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a new version of a file."""
    document = queries.document_for(request.user, slug, pk, kind=Document.Kind.FILE, permission="library.add_version")

    def act(data: dict[str, Any], upload_id: UUID) -> Document:
        author = signed_in(request)
        if not data["other_kind"]:
            _refuse_other_kind(document, upload_for(author, upload_id))
        actions.add_file_version(author=author, document=document, upload_id=upload_id, note=data["note"])
        return document

    form = VersionForm(request.POST, request.FILES) if request.method == "POST" else VersionForm()
    context = {"document": document, "folder": document.folder, "back_url": document.get_absolute_url()}
    return _take_file(request, document.space, form, act, context)


def _refuse_other_kind(document: Document, upload: Upload) -> None:
    """Ask before a file becomes one of another kind, which is a mistake more often than meant."""
    current = queries.version_of(document)
    old, new = file_kind(current.stored_file), file_kind(upload.stored_file)
    if old != new:
        raise OtherKind(str(old), str(new))


def _take_file(request: HttpRequest, space: Space, form: UploadForm, act: Any, context: dict[str, Any]) -> HttpResponse:
    """Show the upload form, or act on what was sent. The script asks for JSON and gets the address or a coded error."""
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    status = 200
    if request.method == "POST":
        status = 400
        try:
            return _taken(request, *_received(request, space, form, act), wants_json)
        except (NotAllowed, NotFound, SignInNeeded):
            if not wants_json:
                raise
            return JsonResponse({"code": "gone", "message": _("You can no longer put files here.")}, status=403)
        except DialogError as error:
            status = error.status
            if wants_json:
                return _json_error(error)
            context |= _explained(space, form, error)
    kept: Any = context.get("kept")
    unfinished = open_uploads(signed_in(request)).exclude(pk=kept)
    context |= {"form": form, "form_limit": limits.FORM_FILE // limits.MB, "unfinished": unfinished}
    return render_page(request, space, "file_upload", context, status)


class _FormFaults(Invalid):
    """What the form itself says, at its fields."""


def _received(request: HttpRequest, space: Space, form: UploadForm, act: Any) -> tuple[Document, bool]:
    """Return the document, and whether the upload had become it before: a form may be sent twice."""
    is_valid = form.is_valid()
    upload_id: Any = form.cleaned_data.get("upload")
    file = form.cleaned_data.get("file")
    if file and not upload_id:
        upload_id = receive_form_file(owner=signed_in(request), file=file).pk
    form.received = upload_id  # type: ignore[attr-defined]  # so that it need not be sent again
    if not is_valid:
        raise _FormFaults("; ".join(str(text) for texts in form.errors.values() for text in texts))
    try:
        return act(form.cleaned_data, upload_id), False
    except NotFound:
        user = signed_in(request)
        if open_uploads(user).filter(pk=upload_id).exists():
            raise  # it was not the upload that is gone
        before = queries.stored_before(user, space, upload_id)
        if before is None:
            raise UploadGone from None
        return before, True


def _explained(space: Space, form: UploadForm, error: DialogError) -> dict[str, Any]:
    """Put the error to its field. What has arrived is kept: the form names the upload and asks for no file again."""
    kept = getattr(form, "received", None)
    more: dict[str, Any] = {}
    if isinstance(error, UploadGone):
        kept, form.data = None, {**form.data.dict(), "upload": ""}  # type: ignore[attr-defined]  # a QueryDict
    if isinstance(error, FolderGone):
        form.ask_folder(queries.tree_of(space), str(error))
        more = {"folder": None, "way": [], "back_url": list_url(space, None)}
    elif not isinstance(error, _FormFaults):
        form.add_error(_QUESTIONS.get(type(error), "file"), str(error))
    if kept:
        form.data = {**form.data.dict(), "upload": str(kept)}  # type: ignore[attr-defined]  # a QueryDict
        form.fields["file"].required = False
    same = error.document if isinstance(error, SameName) else None
    return {"kept": kept, "same": same, "question": _QUESTIONS.get(type(error)), **more}


def _json_error(error: DialogError) -> JsonResponse:
    answer: dict[str, Any] = {"code": error.code, "message": str(error)}
    if isinstance(error, SameName):
        answer["same"] = _told(error.document)
    return JsonResponse(answer, status=error.status)


def _taken(request: HttpRequest, document: Document, before: bool, wants_json: bool) -> HttpResponse:
    url = document.get_absolute_url()
    words = _("“%(title)s” is stored already.") if before else _("“%(title)s” has been uploaded.")
    # Of several files the list says how many there were.
    if not wants_json or "alone" in request.POST:
        messages.success(request, words % {"title": document.title})
    if wants_json:
        where = list_url(document.space, document.folder)
        return JsonResponse({"url": url, "title": document.title, "list": where}, status=200 if before else 201)
    return HttpResponseRedirect(url)
