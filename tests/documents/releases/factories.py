"""Makes pages in each state, through the actions."""

from documents.editing.blocks import heading, paragraph
from documents.library.models import Document
from documents.releases.actions import approve_release, request_release
from documents.releases.models import Release, ReleaseRequest
from tests.documents.editing.factories import make_page

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
