"""A release as it is written once: text, PDF, names, checksums."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from dialog.accounts.models import User
from dialog.common.errors import DialogError
from dialog.common.origin import absolute_url
from documents.formats.exports import write_html, write_pdf
from documents.formats.head import ExportHead, ImageSource
from documents.formats.pictures import MOST_BYTES
from documents.library.models import Document
from documents.library.queries import image_for, version_of
from documents.releases.models import Release, ReleaseAnswer, ReleaseRequest
from documents.versions.models import PageVersion
from documents.versions.queries import blocks_of_version
from workgroups.spaces.models import Space


def freeze(request: ReleaseRequest, document: Document, *, by: User) -> Release:
    """Write the next released version of a page from what the request fixed. Part of an action that holds its lock.

    Takes some tenths of a second of CPU for the PDF. If it cannot be written nothing is released: the caller's
    transaction goes back as a whole.
    """
    last = Release.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
    number = last + 1
    released_at = timezone.now()
    people = people_of(request)
    blocks = blocks_of_version(request.version)
    head, images = _head(request, number, released_at, people), _images_in(document.space, by)
    html, pdf = write_html(head, blocks, images), write_pdf(head, blocks, images)
    _mark(request.version, number)
    return Release.objects.create(
        document=document,
        request=request,
        version=request.version,
        number=number,
        title=request.title,
        file_reference=request.file_reference,
        language=request.language,
        released_at=released_at,
        released_by=by,
        people=people,
        html=html,
        pdf=pdf,
        html_sha256=sha256_of(html),
        pdf_sha256=sha256_of(pdf),
    )


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def people_of(request: ReleaseRequest) -> list[dict[str, Any]]:
    """Return who asked and who approved, as they were when they did it."""
    approved = request.answers.filter(verdict=ReleaseAnswer.Verdict.APPROVE).select_related("approver")
    asked = _person(request.author, request.capacity, request.is_official, "requested", request.created_at)
    return [asked] + [
        _person(answer.approver, answer.capacity, answer.is_official, "approved", answer.answered_at)
        for answer in approved.order_by("answered_at", "pk")
    ]


def _person(user: User, capacity: str, is_official: bool, did: str, at: datetime | None) -> dict[str, Any]:
    moment = at.isoformat() if at else ""
    return {"name": user.display_name, "capacity": capacity, "is_official": is_official, "did": did, "at": moment}


def _head(request: ReleaseRequest, number: int, released_at: datetime, people: list[dict[str, Any]]) -> ExportHead:
    """Say in the language of the text what it is, when it was released and by whom."""
    head = ExportHead(
        title=request.title,
        state="",
        date=released_at,
        space=request.space.full_name,
        file_reference=request.file_reference,
        language=request.language,
        origin=absolute_url(""),
    )
    with head.words():
        words = {"requested": gettext("Submitted for release by"), "approved": gettext("Released by")}
        return replace(
            head,
            state=gettext("Released version %(n)s") % {"n": number},
            space=str(request.space.full_name),
            facts=tuple((words[did], _names(people, did)) for did in words),
        )


def _names(people: list[dict[str, Any]], did: str) -> str:
    return "; ".join(_named(person) for person in people if person["did"] == did)


def _images_in(space: Space, by: User) -> ImageSource:
    """Read pictures of this space only: whoever reads the release may see them."""

    def read(pk: int) -> bytes | None:
        try:
            image = image_for(by, pk)
        except DialogError:
            return None
        stored = version_of(image).stored_file
        if image.space_id != space.pk or stored.size > MOST_BYTES:
            return None
        with default_storage.open(stored.storage_name) as blob:
            return bytes(blob.read())

    return read


def _named(person: dict[str, Any]) -> str:
    name, capacity = person["name"], person["capacity"]
    return f"{name}, {capacity}" if capacity and capacity != name else name


def _mark(version: PageVersion, number: int) -> None:
    """Let the list of versions say which one was released. Names that are stored are German, as capacities are."""
    name = f"Freigegebene Fassung {number}"
    PageVersion.objects.filter(pk=version.pk).update(kind=PageVersion.Kind.RELEASED, name=name)
