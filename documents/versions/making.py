"""Versions as they come to be. Part of actions that have authorised it, or of the worker's own rounds."""

import zlib

from django.db import transaction

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from documents.editing.blocks import Block, blocks_of
from documents.editing.compaction import take_authors
from documents.editing.events import tell_side
from documents.editing.models import DocumentSnapshot
from documents.editing.queries import load_document
from documents.editing.state import Page, build_page
from documents.library.models import Document
from documents.versions.comparing import size_of_change
from documents.versions.diff.shapes import normal, text_of
from documents.versions.models import PageVersion

Kind = PageVersion.Kind


@transaction.atomic
def make_version(document: Document, kind: str, name: str = "", by: User | None = None) -> PageVersion:
    """Keep the text as it is stored now, and return the version that holds it.

    Where the last version is an automatic one of the same text, it is this one: it takes the kind and the name. An
    automatic version of a text that has not changed is the last version, whatever its kind, and so is one before
    restoring. Raises NotFound for
    documents without a text.
    """
    _take_turn(document)
    payloads, change = load_document(document.pk)
    page = build_page(payloads)
    last = PageVersion.objects.filter(document=document).first()
    blocks = blocks_of(page)
    before = blocks_in(last) if last else ()
    if last and _reads_the_same(before, blocks):
        if kind == Kind.AUTOMATIC:
            return _held_up_to(last, change)
        if kind == Kind.RESTORED and last.kind != Kind.AUTOMATIC:
            return _held_up_to(last, change)
        if last.kind == Kind.AUTOMATIC:
            return _turned_into(last, change, kind, name, by)
    version = _described(document, last, blocks, before)
    version.kind, version.name, version.made_by, version.change = kind, name, by, change
    version.state = zlib.compress(page.get_update(), 6)
    version.save()
    version.authors.set(User.objects.filter(pk__in=take_authors(document.pk)))
    tell_side(document.pk, "versions")
    return version


def _take_turn(document: Document) -> None:
    """Let one at a time make a version of a page, and none while its log is drawn together. The document first."""
    for rows in (Document.objects.filter(pk=document.pk), DocumentSnapshot.objects.filter(document=document)):
        if not list(rows.select_for_update(no_key=True).values_list("pk")):
            raise NotFound


def _described(
    document: Document, last: PageVersion | None, blocks: tuple[Block, ...], before: tuple[Block, ...]
) -> PageVersion:
    added, removed = size_of_change(before, blocks)
    words = sum(len(text_of(block).split()) for block in blocks)
    number = last.number + 1 if last else 1
    return PageVersion(document=document, number=number, words=words, added=added, removed=removed)


def _reads_the_same(old: tuple[Block, ...], new: tuple[Block, ...]) -> bool:
    return [normal(block) for block in old] == [normal(block) for block in new]


def _held_up_to(last: PageVersion, change: int) -> PageVersion:
    """Note that later changes left the text as it was: comments came and went, or something was typed and undone."""
    if last.change < change:
        last.change = change
        last.save(update_fields=["change"])
    return last


def _turned_into(last: PageVersion, change: int, kind: str, name: str, by: User | None) -> PageVersion:
    last.change, last.kind, last.name, last.made_by = max(last.change, change), kind, name, by
    last.save(update_fields=["change", "kind", "name", "made_by"])
    tell_side(last.document_id, "versions")
    return last


def page_in(version: PageVersion) -> Page:
    """Return the text of a version as a document in memory."""
    return build_page([zlib.decompress(bytes(version.state))])


def blocks_in(version: PageVersion) -> tuple[Block, ...]:
    """Return the text of a version as blocks."""
    return blocks_of(page_in(version))
