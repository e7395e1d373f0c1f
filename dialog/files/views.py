"""The door for chunked uploads: JSON answers for the upload script, coded errors."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dialog.common.errors import DialogError, Invalid, SignInNeeded
from dialog.files import actions, limits
from dialog.files.errors import FileTooLarge, WrongOffset
from dialog.files.models import Upload
from dialog.files.queries import upload_for

_CONTENT_RANGE = re.compile(r"^bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)$")
View = Callable[..., HttpResponse]


def json_errors(view: View) -> View:
    """Answer a named error as {"code", "message"} with its status; a wrong offset also with `received`."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if not request.user.is_authenticated:
                raise SignInNeeded
            return view(request, *args, **kwargs)
        except DialogError as error:
            answer = {"code": error.code, "message": str(error)}
            if isinstance(error, WrongOffset):
                answer["received"] = error.received  # type: ignore[assignment]  # a number among texts
            return JsonResponse(answer, status=error.status)

    return wrapped


@require_POST
@json_errors
def upload_begin(request: HttpRequest) -> HttpResponse:
    """Announce a file: form fields `name`, `size` (bytes), `fingerprint`, `again`. Answers 201 with the address for its
    chunks; for the same file again its upload as it stands (`received`).
    """
    owner: Any = request.user
    size, fingerprint = request.POST.get("size", ""), request.POST.get("fingerprint", "")
    if not (re.fullmatch(r"[0-9]{1,15}", size) and re.fullmatch(r"[0-9a-zA-Z]{0,64}", fingerprint)):
        raise Invalid
    upload = actions.begin_upload(
        owner=owner,
        name=request.POST.get("name", ""),
        size=int(size),
        fingerprint=fingerprint,
        again=request.POST.get("again") == "1",
    )
    if upload.received == upload.size and not upload.stored_file_id:
        upload = actions.finish_upload(owner=owner, upload_id=upload.pk)
    return _state(upload, status=201)


@never_cache
@require_http_methods(["GET", "PUT", "POST", "DELETE"])
@json_errors
def upload_chunk(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """GET tells how far an upload is, PUT (or POST) adds a raw chunk, DELETE gives it up."""
    owner: Any = request.user
    if request.method == "GET":
        upload = upload_for(owner, upload_id)
        whole = upload.received == upload.size and not upload.stored_file_id
        return _state(actions.finish_upload(owner=owner, upload_id=upload_id) if whole else upload)
    if request.method == "DELETE":
        actions.discard_upload(owner=owner, upload_id=upload_id)
        return HttpResponse(status=204)
    if request.content_type != "application/octet-stream":
        raise Invalid(_("The part of a file must be sent as application/octet-stream."))
    if int(request.META.get("CONTENT_LENGTH") or 0) > limits.CHUNK:
        raise FileTooLarge
    upload = actions.append_chunk(owner=owner, upload_id=upload_id, offset=_offset(request), body=request)
    return _state(upload)


def _offset(request: HttpRequest) -> int:
    """Read where the chunk begins from `Content-Range: bytes 0-9/100` or `?offset=0`; raises Invalid."""
    found = _CONTENT_RANGE.match(request.headers.get("Content-Range", ""))
    given = found.group(1) if found else request.GET.get("offset", "")
    if not re.fullmatch(r"[0-9]{1,15}", given):
        raise Invalid
    return int(given)


def _state(upload: Upload, *, status: int = 200) -> JsonResponse:
    stored = upload.stored_file
    answer = {
        "id": str(upload.pk),
        "url": reverse("files:upload", args=[upload.pk]),
        "size": upload.size,
        "received": upload.received,
        "chunk": limits.CHUNK,
        "complete": stored is not None,
        "sha256": stored.sha256 if stored else None,
    }
    return JsonResponse(answer, status=status)
