"""A release as it is written once: text, PDF, names, checksums."""

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from dialog.accounts.models import User
from documents.formats.exports import write_html, write_pdf
from documents.library.models import Document
from documents.releases.heads import release_head
from documents.releases.models import Release, ReleaseAnswer, ReleaseRequest
from documents.releases.pictures import images_of
from documents.versions.models import PageVersion
from documents.versions.queries import blocks_of_version


def freeze(request: ReleaseRequest, document: Document, *, by: User) -> Release:
    """Write the next released version of a page from what the request fixed. Part of an action that holds its lock.

    Takes some tenths of a second of CPU for the PDF. If it cannot be written nothing is released: the caller's
    transaction goes back as a whole. Raises Conflict where a picture of the text is no longer stored.
    """
    last = Release.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
    number = last + 1
    released_at = timezone.now()
    people = people_of(request)
    blocks, images = blocks_of_version(request.version), images_of(request)
    head = release_head(request, number, released_at, people)
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


def _mark(version: PageVersion, number: int) -> None:
    """Let the list of versions say which one was released. Names that are stored are German, as capacities are."""
    name = f"Freigegebene Fassung {number}"
    PageVersion.objects.filter(pk=version.pk).update(kind=PageVersion.Kind.RELEASED, name=name)
