"""Every action x every person, at the action and at its page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dialog.common.errors import DialogError, NotAllowed, NotFound, SignInNeeded
from dialog.files.actions import claim_upload
from dialog.files.models import Upload
from documents.library import actions
from documents.library.models import Document
from tests.dialog.files.factories import PDF, whole_upload

MEMBERS = {"chair", "moderator", "minute_taker", "member", "ministry"}
READERS = MEMBERS | {"guest"}
MANAGERS = {"chair", "moderator"}
# The file is the minute taker's: "own" is one person more than those who manage all.
MATRIX = {
    "create_document": MEMBERS,
    "upload_file": MEMBERS,
    "add_file_version": MEMBERS,
    "rename_document": MANAGERS | {"minute_taker"},
    "trash_document": MANAGERS | {"minute_taker"},
    "mark_document_seen": READERS,
    "read": READERS,
    "download": READERS,
}
# Part of actions that have authorised the change themselves.
WITHIN_ACTIONS = {"touch"}
PEOPLE = ["chair", "moderator", "minute_taker", "member", "guest", "ministry", "stranger", "former", "administrator",
          "anonymous"]  # fmt: skip
CASES = [(action, person) for action in MATRIX for person in PEOPLE]
PAGES = {
    "upload_file": "file_upload",
    "add_file_version": "version_add",
    "rename_document": "document_rename",
    "trash_document": "document_trash",
    "mark_document_seen": "document_seen",
    "read": "file_detail",
    "download": "file_download",
}


@pytest.fixture
def document(cast) -> Document:
    pk = whole_upload(cast.minute_taker).pk
    return actions.upload_file(author=cast.minute_taker, space=cast.space, upload_id=pk)


# Asked of a space that is listed: people outside know that it exists, so the action says "not allowed".
OF_THE_SPACE = {"create_document", "upload_file"}


def expected_error(action: str, name: str, *, page: bool = False) -> type[DialogError] | None:
    if name in MATRIX[action]:
        return None
    if name == "anonymous":
        return SignInNeeded
    return NotAllowed if name in READERS or (action in OF_THE_SPACE and not page) else NotFound


def do(action: str, person, document: Document) -> None:
    upload_id = None
    if action in ("upload_file", "add_file_version") and person.is_authenticated:
        upload_id = whole_upload(person).pk
    if action == "create_document":
        actions.create_document(author=person, space=document.space, kind=Document.Kind.PAGE, title="Neu")
    elif action == "upload_file":
        actions.upload_file(author=person, space=document.space, upload_id=upload_id)
    elif action == "add_file_version":
        actions.add_file_version(author=person, document=document, upload_id=upload_id)
    elif action == "rename_document":
        actions.rename_document(by=person, document=document, title="Neu")
    elif action == "trash_document":
        actions.trash_document(by=person, document=document)
    elif action == "mark_document_seen":
        actions.mark_document_seen(user=person, document=document)
    else:
        from documents.library.queries import file_for

        file_for(person, document.space.slug, document.pk)


def test_every_action_has_a_row():
    assert set(actions.__all__) == (set(MATRIX) | WITHIN_ACTIONS) - {"read", "download"}


@pytest.mark.parametrize(("action", "name"), CASES)
def test_action(cast, document, action, name):
    error = expected_error(action, name)
    if error is None:
        do(action, cast.people()[name], document)
        return
    with pytest.raises(error):
        do(action, cast.people()[name], document)
    assert Document.objects.get() == document
    assert document.file_entry.versions.count() == 1


def post_data(action: str) -> dict:
    file = SimpleUploadedFile("Neu.pdf", PDF)
    return {"upload_file": {"file": file}, "add_file_version": {"file": file}, "rename_document": {"title": "Neu"}}.get(
        action, {}
    )


@pytest.mark.parametrize(("action", "name"), [case for case in CASES if case[0] in PAGES])
def test_page(cast, document, client_for, action, name):
    client, route = client_for(cast.people()[name]), f"library:{PAGES[action]}"
    kwargs = {"slug": cast.space.slug} if action == "upload_file" else {"slug": cast.space.slug, "pk": document.pk}
    url = reverse(route, kwargs=kwargs)
    error = expected_error(action, name, page=True)
    asks = action not in ("read", "download")
    answer = client.post(url, post_data(action)) if asks else client.get(url)
    if error is SignInNeeded:
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
    elif error:
        assert answer.status_code == (404 if error is NotFound else 403)
        assert not Upload.objects.exists()
    else:
        assert answer.status_code == (302 if asks else 200)
    if error and asks:
        row = Document.objects.get()
        assert (row.title, row.trashed_at, row.file_entry.current.number) == ("Auswertung", None, 1)


def test_files_reach_nobody_by_another_group_s_address(cast, document, client_for):
    client = client_for(cast.stranger)
    for route in ("file_detail", "file_download", "version_add", "document_rename", "document_trash"):
        assert client.get(reverse(f"library:{route}", args=[cast.other_space.slug, document.pk])).status_code == 404


def test_a_claimed_blob_is_nobody_else_s(cast):
    pk = whole_upload(cast.member).pk
    with pytest.raises(NotFound):
        claim_upload(owner=cast.chair, upload_id=pk)
