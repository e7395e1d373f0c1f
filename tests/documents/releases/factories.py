"""Makes pages in each state, through the actions."""

from datetime import timedelta

from django.utils import timezone

from documents.editing.blocks import heading, paragraph
from documents.library.models import Document
from documents.releases.actions import approve_release, request_release
from documents.releases.models import Release, ReleaseRequest
from documents.versions.models import PageVersion
from tests.documents.editing.factories import make_page
from tests.documents.library.factories import DocumentFactory

TEXT = (heading(2, "Ausgangslage"), paragraph("Die Region hat drei Cluster."))


def draft(cast, *, title="Positionspapier Clusterpolitik", blocks=TEXT, author=None) -> Document:
    return make_page(cast, title=title, blocks=list(blocks), author=author or cast.member)


def laid_before(cast, *people, document=None, author=None, note="") -> ReleaseRequest:
    """Lay a page (a new one) before these people, or before the moderation; the member asks."""
    document = document or draft(cast)
    return request_release(
        author=author or cast.member, document=document, approvers=people or [cast.moderator], note=note
    )


def released(cast, *, document=None, author=None) -> Release:
    """Release a page (a new one): the member asks, the moderation approves."""
    request = laid_before(cast, document=document, author=author)
    approve_release(user=cast.moderator, request=request)
    return Release.objects.get(request=request)


def fresh(document: Document) -> Document:
    return Document.objects.select_related("space").get(pk=document.pk)


def old_release(space, author, *, title="Stellungnahme", released_at=None) -> Release:
    """Make a release as a row, without its steps: of a page that nobody has changed since."""
    now = timezone.now()
    long_ago = now - timedelta(days=400)
    document = DocumentFactory(space=space, author=author, title=title, state="released", updated_at=long_ago)
    version = PageVersion.objects.create(document=document, number=1, kind="released", state=b"", change=0)
    about = {"document": document, "version": version, "title": title, "language": "de"}
    request = ReleaseRequest.objects.create(author=author, state="released", closed_at=now, **about)
    return Release.objects.create(
        request=request,
        number=1,
        released_at=released_at or now,
        released_by=author,
        html=b"<p></p>",
        pdf=b"%PDF-",
        html_sha256="0" * 64,
        pdf_sha256="1" * 64,
        **about,
    )
