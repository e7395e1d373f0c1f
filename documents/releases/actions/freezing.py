"""A release as it is written once: text, PDF, names, checksums."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from dialog.accounts.models import User
from documents.formats.exports import write_html, write_pdf
from documents.formats.head import ExportHead
from documents.library.models import Document
from documents.releases.heads import release_head
from documents.releases.models import Release, ReleaseAnswer, ReleaseRequest
from documents.releases.pictures import images_of
from documents.versions.models import RELEASED_AS, PageVersion
from documents.versions.queries import blocks_of_version
from workgroups.spaces.queries import capacity_in


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a release: what they say at their head, their moment, their bytes."""

    head: ExportHead
    at: datetime
    html: bytes
    pdf: bytes


def files_ahead(request: ReleaseRequest, *, by: User | None, at: datetime) -> Files:
    """Write the files as they are to be at this moment, with `by` as the one who approves last. Takes no lock.

    Raises Conflict where a picture of the text is no longer stored, TooLargeForPdf, WritersBusy.
    """
    people = people_of(request)
    if by is not None:
        capacity = capacity_in(by, request.space)
        people.append(_person(by, capacity.label, capacity.official, "approved", at))
    return _written(request, _next_number(request.document), at, people)


def freeze(request: ReleaseRequest, document: Document, *, by: User, ahead: Files | None = None) -> Release:
    """Write the next released version of a page from what the request fixed. Part of an action that holds its lock.

    Files that were written ahead are taken if they say what the release is to say; else they are written now. If they
    cannot be written nothing is released: the caller's transaction goes back as a whole. Raises Conflict where a
    picture of the text is no longer stored, TooLargeForPdf, WritersBusy.
    """
    number, people = _next_number(document), people_of(request)
    if ahead is None or ahead.head != release_head(request, number, ahead.at, people):
        ahead = _written(request, number, timezone.now(), people)
    html, pdf, released_at = ahead.html, ahead.pdf, ahead.at
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


def _written(request: ReleaseRequest, number: int, at: datetime, people: list[dict[str, Any]]) -> Files:
    blocks, images = blocks_of_version(request.version), images_of(request)
    head = release_head(request, number, at, people)
    return Files(head, at, write_html(head, blocks, images), write_pdf(head, blocks, images))


def _next_number(document: Document) -> int:
    last = Release.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
    return int(last) + 1


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
    """Let the list of versions say which one was released."""
    name = f"{RELEASED_AS}{number}"
    PageVersion.objects.filter(pk=version.pk).update(kind=PageVersion.Kind.RELEASED, name=name)
