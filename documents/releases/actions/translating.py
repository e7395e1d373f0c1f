"""Language versions: pages of one space that say the same in other languages. One of them is the original."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, Invalid, NotFound
from documents.editing.actions import create_page
from documents.editing.queries import blocks_for
from documents.editing.suggestions import without_comments, without_suggestions
from documents.library.models import Document
from documents.releases.actions.describing import TAKEN
from documents.releases.queries import free_languages
from workgroups.spaces.rules import require


@transaction.atomic
def add_translation(*, author: User, document: Document, language: str, title: str = "") -> Document:
    """Create a page for another language; it begins with the text of this one as it is now, to be translated.

    Without a title it has that of this page. Raises Conflict for a language that is there already, Invalid, TooLarge,
    NotAllowed, NotFound (also in the trash).
    """
    require(author, "releases.translate", document)
    _page, original = _locked(document)
    _require_free(original, language)
    blocks = without_comments(without_suggestions(blocks_for(document.pk), keep="new"))
    page = create_page(author=author, space=document.space, title=title.strip() or document.title, blocks=blocks)
    page.language, page.translation_of, page.folder_id = language, original, document.folder_id
    page.save(update_fields=["language", "translation_of", "folder"])
    _record(author, page, "add_translation", original)
    return page


@transaction.atomic
def link_translation(*, by: User, document: Document, other: Document) -> Document:
    """Make another page of the same space a language version of this one; its language is its own.

    Raises Conflict where this language is there already or the other page belongs to language versions already,
    Invalid for a file, a page of another space or the page itself, NotAllowed, NotFound (also in the trash).
    """
    require(by, "releases.translate", document)
    require(by, "releases.translate", other)
    original = document.translation_of or document
    if other.space_id != document.space_id or other.pk in (document.pk, original.pk):
        raise Invalid(_("Please choose another page of this body."))
    rows = _rows(other.pk, original.pk)
    other, original = rows[other.pk], rows[original.pk]
    if other.translation_of_id or other.translations.exists():
        raise Conflict(_("That page belongs to language versions already."))
    _require_free(original, other.language)
    other.translation_of = original
    other.save(update_fields=["translation_of"])
    _record(by, other, "link_translation", original)
    return other


@transaction.atomic
def unlink_translation(*, by: User, document: Document) -> Document:
    """Let a language version stand for itself; both pages stay.

    Raises Conflict for a page that is the original or belongs to none, NotAllowed, NotFound (also in the trash).
    """
    require(by, "releases.translate", document)
    document, original = _locked(document)
    if original.pk == document.pk:
        raise Conflict(_("This page is no version of another one in a different language."))
    document.translation_of = None
    document.save(update_fields=["translation_of"])
    _record(by, document, "unlink_translation", original)
    return document


def _require_free(original: Document, language: str) -> None:
    if language not in Document.Language.values:
        raise Invalid
    if language not in free_languages(original):
        raise Conflict(TAKEN)


def _locked(document: Document) -> tuple[Document, Document]:
    """Return the page and the original on which its language versions hang, both under their locks.

    Two people who add the same language at once come one after the other.
    """
    hangs_on = Document.objects.filter(pk=document.pk).values_list("translation_of_id", flat=True).first()
    rows = _rows(document.pk, hangs_on or document.pk)
    return rows[document.pk], rows[hangs_on or document.pk]


def _rows(*ids: int) -> dict[int, Document]:
    """Take rows in the order of their numbers; raises NotFound unless the first one is there and not in the trash."""
    found = Document.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    rows = {row.pk: row for row in found}
    if ids[0] not in rows or rows[ids[0]].trashed_at:
        raise NotFound
    return rows


def _record(by: User, page: Document, step: str, original: Document) -> None:
    record(actor=by, action=f"releases.{step}", target=page, space_id=page.space_id, original=original.pk)
