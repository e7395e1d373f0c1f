from itertools import chain

from django.db.models import Count, Value
from django.utils.safestring import SafeString

from documents.editing.blocks import Block, blocks_of
from documents.editing.models import DocumentSnapshot, DocumentUpdate, TextAuthor
from documents.editing.state import build_page, unpack
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
    snapshots = DocumentSnapshot.objects.filter(document_id=pk, change__gt=change)
    rows = DocumentUpdate.objects.filter(document_id=pk, change__gt=change).order_by()
    found = snapshots.values_list("change", "state", "is_packed").union(
        rows.values_list("change", "payload", Value(False)), all=True
    )
    return sorted((number, unpack(bytes(payload), is_packed=is_packed)) for number, payload, is_packed in found)


def load_document(pk: int) -> tuple[list[bytes], int]:
    """Return the stored updates of a page in order, the snapshot first, and the number of the last one."""
    found = updates_since(pk, -1)
    return [payload for _number, payload in found], found[-1][0] if found else 0


def size_of(pk: int) -> int:
    """Return the bytes of a page's text as it is stored, its snapshot unpacked; to be asked rarely."""
    return sum(len(payload) for _number, payload in updates_since(pk, -1))


def owners_of(pk: int) -> dict[int, int]:
    """Return whose letters carry which client number in a page: client number -> id of the person."""
    return dict(TextAuthor.objects.filter(document_id=pk).values_list("client", "user_id"))


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
