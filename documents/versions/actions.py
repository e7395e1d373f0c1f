from collections.abc import Callable

from django.db import transaction

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.errors import Conflict, NotAllowed
from dialog.common.richtext import clean_text
from dialog.files.names import visible_text
from documents.comments.actions import reanchor
from documents.comments.recent import written_just_now
from documents.comments.standing import Standing
from documents.editing.actions import change_page
from documents.editing.events import tell_side
from documents.editing.state import Page
from documents.library.models import Document
from documents.versions.making import blocks_in, make_version
from documents.versions.models import PageVersion
from documents.versions.newer import newer_than
from documents.versions.restoring.blocks import Others, restore_pair, restore_text
from workgroups.spaces.rules import require

MAX_NAME = 120


@transaction.atomic
def name_text(*, by: User, document: Document, name: str) -> PageVersion:
    """Keep the text as it stands now under a name.

    Raises Invalid for an empty or broken name, TooLarge above MAX_NAME characters, NotAllowed, NotFound.
    """
    require(by, "versions.name", document)
    version = make_version(document, PageVersion.Kind.NAMED, clean_name(name), by)
    record(actor=by, action="versions.name", target=version, space_id=document.space_id, number=version.number)
    return version


@transaction.atomic
def rename_version(*, by: User, version: PageVersion, name: str) -> PageVersion:
    """Give a version a name, or another one; an automatic one then stays for ever.

    Raises as `name_text` does; NotAllowed also for the name that somebody else gave, unless one moderates, and for a
    released version, which stays as it is.
    """
    require(by, "versions.rename", version)
    if version.kind == PageVersion.Kind.RELEASED:
        raise NotAllowed
    name = clean_name(name)
    row = PageVersion.objects.select_for_update(of=("self",)).defer("state").get(pk=version.pk)
    if row.kind == PageVersion.Kind.AUTOMATIC:
        row.kind, row.made_by = PageVersion.Kind.NAMED, by
    row.name = name
    row.save(update_fields=["kind", "made_by", "name"])
    record(actor=by, action="versions.rename", target=row, space_id=version.document.space_id, number=row.number)
    tell_side(row.document_id, "versions")
    return row


def clean_name(name: str) -> str:
    """Return a name on one line without invisible characters. Raises Invalid, TooLarge."""
    return clean_text(visible_text(clean_text(name, limit=MAX_NAME)), limit=MAX_NAME)


def restore_version(*, by: User, version: PageVersion, seen: bytes = b"") -> PageVersion:
    """Bring the text back to a version, block by block; return the version that holds the text from before.

    `seen` is the state vector of the text that the person looked at: what others have written since then stays. What
    they type at this very moment stays in blocks that stay, and in those that they have written in within the last two
    minutes: these are emptied and not deleted. Open comments are placed again. Raises Conflict where the text reads
    like that already, Invalid for a broken `seen`, NotAllowed, NotFound.
    """
    blocks = blocks_in(version)

    def change(page: Page) -> None:
        newer = newer_than(page, seen) if seen else Standing()
        just_now = written_just_now(page, version.document_id, besides=by.pk)
        restore_text(page, blocks, Others(newer, just_now))

    return _restore(by, version, change, "versions.restore")


def restore_block(*, by: User, version: PageVersion, key: str) -> PageVersion:
    """Take back one change against a version, the one that `Pair.key` names; return the version from before.

    Raises Conflict where somebody has changed that block since, NotAllowed, NotFound.
    """
    blocks = blocks_in(version)

    def change(page: Page) -> None:
        just_now = written_just_now(page, version.document_id, besides=by.pk)
        if not restore_pair(page, blocks, key, just_now):
            raise Conflict

    return _restore(by, version, change, "versions.restore_block")


@transaction.atomic
def _restore(by: User, version: PageVersion, change: Callable[[Page], None], action: str) -> PageVersion:
    document = version.document
    require(by, "versions.restore", document)
    before = make_version(document, PageVersion.Kind.RESTORED, by=by)
    if not change_page(author=by, document=document, change=change, permission="versions.restore"):
        raise Conflict
    reanchor(by=by, document=document)
    record(actor=by, action=action, target=version, space_id=document.space_id, number=version.number)
    tell_side(document.pk, "versions")
    return before
