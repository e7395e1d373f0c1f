from itertools import chain

from django.db.models import Count
from django.utils.safestring import SafeString

from documents.editing.blocks import Block, blocks_of
from documents.editing.models import DocumentSnapshot, DocumentUpdate
from documents.editing.state import build_page
from documents.editing.walkers import to_html, to_text
from documents.library.models import Document
from documents.library.queries import document_for
from workgroups.spaces.rules import Person


def page_for(user: Person, slug: str, pk: int, *, permission: str = "editing.read") -> Document:
    """Return the page of the space with this slug; raises what `document_for` raises."""
    return document_for(user, slug, pk, kind=Document.Kind.PAGE, permission=permission)


def updates_since(pk: int, change: int) -> list[tuple[int, bytes]]:
    """Return what a reader at `change` lacks, in order: for one behind the snapshot the snapshot, then the rows.

    One statement, so that a compaction at the same time is seen as a whole or not at all.
    """
    snapshot = DocumentSnapshot.objects.filter(document_id=pk, change__gt=change).values_list("change", "state")
    rows = DocumentUpdate.objects.filter(document_id=pk, change__gt=change).order_by().values_list("change", "payload")
    found = snapshot.union(rows, all=True)
    return sorted((number, bytes(payload)) for number, payload in found)


def load_document(pk: int) -> tuple[list[bytes], int]:
    """Return the stored updates of a page in order, the snapshot first, and the number of the last one."""
    found = updates_since(pk, -1)
    return [payload for _number, payload in found], found[-1][0] if found else 0


def blocks_for(pk: int) -> tuple[Block, ...]:
    """Return the text of a page as blocks, as it is stored now."""
    payloads, _head = load_document(pk)
    return blocks_of(build_page(payloads))


def html_of(pk: int) -> SafeString:
    """Return the text of a page as HTML, as it is stored now."""
    return to_html(blocks_for(pk))


def text_of(pk: int) -> str:
    """Return the bare text of a page, as it is stored now."""
    return to_text(blocks_for(pk))


def pages_to_compact(rows: int) -> list[int]:
    """Return the documents beside whose snapshot at least this many rows lie."""
    counted = DocumentUpdate.objects.order_by().values("document_id").annotate(n=Count("pk"))
    return list(chain.from_iterable(counted.filter(n__gte=rows).values_list("document_id")))
