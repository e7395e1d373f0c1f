from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from documents.editing.blocks import Block
from documents.editing.models import DocumentUpdate
from documents.library.models import Document
from documents.versions.making import blocks_in
from documents.versions.models import PageVersion
from workgroups.spaces.rules import require

REST = timedelta(minutes=10)
AT_LEAST_EVERY = timedelta(hours=1)


def versions_of(user: User, document: Document) -> QuerySet[PageVersion]:
    """Return the versions of a page that this person may read, the newest first, with people, without their texts."""
    require(user, "versions.read", document)
    rows = PageVersion.objects.filter(document=document).defer("state")
    return rows.select_related("made_by").prefetch_related("authors")


def version_for(user: User, document: Document, number: int) -> PageVersion:
    """Return the version with this number, with its text. Raises NotFound, NotAllowed."""
    require(user, "versions.read", document)
    rows = PageVersion.objects.filter(document=document, number=number)
    version = rows.select_related("made_by").prefetch_related("authors").first()
    if version is None:
        raise NotFound
    return version


def blocks_of_version(version: PageVersion) -> tuple[Block, ...]:
    """Return the text of a version as blocks."""
    return blocks_in(version)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The numbers of the versions around one."""

    before: int | None
    after: int | None


def neighbours_of(version: PageVersion) -> Neighbours:
    """Return which versions lie before and after this one, in one query; thinned ones are passed over."""
    others = PageVersion.objects.filter(document_id=version.document_id).order_by()
    found = others.aggregate(
        before=Max("number", filter=Q(number__lt=version.number)),
        after=-Max(-F("number"), filter=Q(number__gt=version.number)),
    )
    return Neighbours(found["before"], found["after"])


def pages_due(now: datetime) -> Iterable[Document]:
    """Return the pages that have changed since their last version and rest, or have been written on for an hour.

    One query, whatever the number of pages.
    """
    last = PageVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    newest = DocumentUpdate.objects.filter(document=OuterRef("pk")).order_by("-change").values("change")[:1]
    pages = Document.objects.filter(kind=Document.Kind.PAGE, trashed_at__isnull=True, snapshot__isnull=False)
    pages = pages.annotate(
        held=Coalesce(Subquery(last.values("change")[:1]), -1, output_field=BigIntegerField()),
        held_at=Coalesce(Subquery(last.values("created_at")[:1]), F("created_at")),
        head=Greatest(F("snapshot__change"), Coalesce(Subquery(newest), 0, output_field=BigIntegerField())),
    ).filter(head__gt=F("held"))
    rests = Q(updated_at__lte=now - REST)
    old_rows = DocumentUpdate.objects.filter(
        document=OuterRef("pk"), change__gt=OuterRef("held"), created_at__lte=now - AT_LEAST_EVERY
    )
    # Rows that are drawn together no longer tell when they came: then the last version's age counts.
    drawn_together = Q(snapshot__change__gt=F("held"), held_at__lte=now - AT_LEAST_EVERY)
    return pages.filter(rests | drawn_together | Exists(old_rows)).order_by("pk").defer("title")


def choices_of(user: User, document: Document, limit: int = 500) -> QuerySet[PageVersion]:
    """Return the newest versions for lists to choose from, without people and texts."""
    require(user, "versions.read", document)
    rows = PageVersion.objects.filter(document=document).only("number", "name", "kind", "created_at", "document_id")
    return rows[:limit]
