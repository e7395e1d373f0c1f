"""Every action x every person. Pages stand in test_page_permissions.py."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from dialog.files.actions import claim_upload
from documents.library import actions
from documents.library.models import Document, DocumentTag, FileEntry, Folder
from tests.dialog.files.factories import whole_upload
from tests.documents.library.factories import DocumentFactory, FolderFactory, put_file

MEMBERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
READERS = MEMBERS | {"guest"}
MANAGERS = {"chair", "moderator"}
OWN = MANAGERS | {"minute_taker"}
# Files and folders are the minute taker's: "own" is one person more than those who manage all. They are in the trash
# by the minute taker too, and locked by them.
MATRIX: dict[str, set[str]] = {
    "create_document": MEMBERS,
    "upload_file": MEMBERS,
    "add_file_version": MEMBERS,
    "rename_document": OWN,
    "describe_document": MEMBERS,
    "set_retention": MANAGERS,
    "mark_document_seen": READERS,
    "create_folder": MEMBERS,
    "rename_folder": OWN,
    "move_things": OWN,  # a document and a folder; see test_members_sort_documents for documents alone
    "trash_document": OWN,
    "trash_folder": OWN,
    "trash_things": OWN,
    "restore_document": OWN,
    "restore_folder": OWN,
    "delete_document": MANAGERS,
    "delete_folder": MANAGERS,
    "lock_file": MEMBERS,
    "unlock_file": OWN,
}
# Part of actions that have authorised the change themselves; and the worker's own.
WITHIN_ACTIONS = {"touch", "purge_trash"}
PEOPLE = [*sorted(READERS), "stranger", "former", "administrator", "anonymous"]
# Asked of a space that is listed: people outside know that it exists, so the action says "not allowed".
OF_THE_SPACE = {"create_document", "upload_file", "create_folder", "move_things", "trash_things"}


class Stage(NamedTuple):
    file: Document
    folder: Folder
    trashed: Document
    trashed_folder: Folder
    locked: Document


@pytest.fixture
def stage(cast) -> Stage:
    owner, space = cast.minute_taker, cast.space
    folders = [FolderFactory(space=space, author=owner) for _number in range(2)]
    trashed = DocumentFactory(space=space, author=owner)
    locked = put_file(space, owner, "Gesperrt.pdf")
    actions.trash_document(by=owner, document=trashed)
    actions.trash_folder(by=owner, folder=folders[1])
    actions.lock_file(by=owner, document=locked)
    fresh = Document.objects.select_related("space")
    return Stage(
        put_file(space, owner),
        folders[0],
        fresh.get(pk=trashed.pk),
        Folder.objects.select_related("space").get(pk=folders[1].pk),
        fresh.get(pk=locked.pk),
    )


def upload(person) -> Any:
    return whole_upload(person).pk if person.is_authenticated else None


DO: dict[str, Callable[[Any, Stage], Any]] = {
    "create_document": lambda p, s: actions.create_document(
        author=p, space=s.file.space, kind=Document.Kind.PAGE, title="Neu"
    ),
    "upload_file": lambda p, s: actions.upload_file(author=p, space=s.file.space, upload_id=upload(p)),
    "add_file_version": lambda p, s: actions.add_file_version(author=p, document=s.file, upload_id=upload(p)),
    "rename_document": lambda p, s: actions.rename_document(by=p, document=s.file, title="Neu"),
    "describe_document": lambda p, s: actions.describe_document(by=p, document=s.file, tags="Neu", description="Neu"),
    "set_retention": lambda p, s: actions.set_retention(by=p, document=s.file, until=date(2040, 1, 1)),
    "mark_document_seen": lambda p, s: actions.mark_document_seen(user=p, document=s.file),
    "create_folder": lambda p, s: actions.create_folder(author=p, space=s.file.space, name="Neu"),
    "rename_folder": lambda p, s: actions.rename_folder(by=p, folder=s.folder, name="Neu"),
    "move_things": lambda p, s: actions.move_things(
        by=p, space=s.file.space, documents=[s.file], folders=[s.folder], target=None
    ),
    "trash_document": lambda p, s: actions.trash_document(by=p, document=s.file),
    "trash_folder": lambda p, s: actions.trash_folder(by=p, folder=s.folder),
    "trash_things": lambda p, s: actions.trash_things(by=p, space=s.file.space, documents=[s.file], folders=[s.folder]),
    "restore_document": lambda p, s: actions.restore_document(by=p, document=s.trashed),
    "restore_folder": lambda p, s: actions.restore_folder(by=p, folder=s.trashed_folder),
    "delete_document": lambda p, s: actions.delete_document(by=p, document=s.trashed),
    "delete_folder": lambda p, s: actions.delete_folder(by=p, folder=s.trashed_folder),
    "lock_file": lambda p, s: actions.lock_file(by=p, document=s.file),
    "unlock_file": lambda p, s: actions.unlock_file(by=p, document=s.locked),
}


def expected_error(action: str, name: str) -> type[DialogError] | None:
    if name in MATRIX[action]:
        return None
    if name == "anonymous":
        return SignInNeeded
    return NotAllowed if name in READERS or action in OF_THE_SPACE else NotFound


def rows() -> list:
    fields = ("title", "folder", "trashed_at", "retention_until", "updated_by")
    return [
        list(Document.objects.order_by("pk").values_list("pk", *fields)),
        list(Folder.objects.order_by("pk").values_list("pk", "name", "parent", "trashed_at")),
        list(FileEntry.objects.order_by("pk").values_list("pk", "description", "current", "locked_by")),
        list(DocumentTag.objects.values_list("name", flat=True)),
    ]


def test_every_action_has_a_row():
    assert set(actions.__all__) == set(MATRIX) | WITHIN_ACTIONS
    assert set(DO) == set(MATRIX)


@pytest.mark.parametrize(("action", "name"), [(action, person) for action in MATRIX for person in PEOPLE])
def test_action(cast, stage, action, name):
    error = expected_error(action, name)
    person = cast.people()[name]
    if error is None:
        DO[action](person, stage)
        return
    before = rows()
    with pytest.raises(error):
        DO[action](person, stage)
    assert rows() == before


def test_members_sort_documents(cast, stage):
    moved = actions.move_things(
        by=cast.member, space=cast.space, documents=[stage.file], folders=[], target=stage.folder
    )
    assert moved == 1
    with pytest.raises(NotAllowed):
        actions.move_things(by=cast.guest, space=cast.space, documents=[stage.file], folders=[], target=None)


def test_a_claimed_blob_is_nobody_else_s(cast):
    pk = whole_upload(cast.member).pk
    with pytest.raises(NotFound):
        claim_upload(owner=cast.chair, upload_id=pk)
