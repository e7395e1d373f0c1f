"""Every page of the library x every person: what the matrix of actions says, also at the door."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.library.models import Document, Folder
from documents.library.urls import urlpatterns
from tests.dialog.files.factories import PDF
from tests.documents.library.test_permissions import MANAGERS, MATRIX, MEMBERS, OWN, PEOPLE, READERS, Stage, rows, stage

__all__ = ["stage"]

# route: (who, what it is asked of, data of the POST; None: it is only looked at)
PAGES = {
    "document_list": (READERS, "space", None),
    "folder_detail": (READERS, "folder", None),
    "file_detail": (READERS, "file", None),
    "file_download": (READERS, "file", None),
    "folder_archive": (READERS, "folder", None),
    "image_choices": (READERS, "space", None),
    "name_check": (MEMBERS, "space", None),
    "trash": (MEMBERS, "space", None),
    "retention_list": (MANAGERS, "space", None),
    "folder_create": (MATRIX["create_folder"], "space", {"name": "Neu"}),
    "folder_rename": (MATRIX["rename_folder"], "folder", {"name": "Neu"}),
    "folder_trash": (MATRIX["trash_folder"], "folder", {}),
    "document_restore": (MATRIX["restore_document"], "trashed", {}),
    "folder_restore": (MATRIX["restore_folder"], "trashed_folder", {}),
    "document_delete": (MATRIX["delete_document"], "trashed", {}),
    "folder_delete": (MATRIX["delete_folder"], "trashed_folder", {}),
    "file_upload": (MATRIX["upload_file"], "space", {"file": "Neu.pdf"}),
    "version_add": (MATRIX["add_file_version"], "file", {"file": "Neu.pdf"}),
    "file_lock": (MATRIX["lock_file"], "file", {}),
    "file_unlock": (OWN, "locked", {}),
    "document_rename": (MATRIX["rename_document"], "file", {"title": "Neu"}),
    "document_details": (MATRIX["describe_document"], "file", {"tags": "Neu"}),
    "document_move": (MEMBERS, "file", {"folder": ""}),
    "document_trash": (MATRIX["trash_document"], "file", {}),
    "document_seen": (READERS, "file", {}),
}
# The forms of the list answer with the list; who may what there stands in test_folder_pages.py. Images, previews and
# unfinished uploads have matrices of their own.
ELSEWHERE = {"things_move", "things_trash", "things_archive", "image", "thumbnail", "preview_page", "version_download"}
ELSEWHERE |= {"upload_discard"}


def address(cast, stage: Stage, route: str) -> str:
    thing = PAGES[route][1]
    args = [] if thing == "space" else [getattr(stage, thing).pk]
    return reverse(f"library:{route}", args=[cast.space.slug, *args])


def test_every_page_has_a_row():
    assert {pattern.name for pattern in urlpatterns} - ELSEWHERE == set(PAGES)


@pytest.mark.parametrize(("route", "name"), [(route, person) for route in PAGES for person in PEOPLE])
def test_page(cast, stage, client_for, route, name):
    who, _thing, data = PAGES[route]
    client, before = client_for(cast.people()[name]), rows()
    if data is None:
        answer = client.get(address(cast, stage, route))
    else:
        files = {key: SimpleUploadedFile(value, PDF) for key, value in data.items() if key == "file"}
        answer = client.post(address(cast, stage, route), {**data, **files})
    if name in who:
        assert answer.status_code == (200 if data is None else 302)
    elif name == "anonymous":
        assert answer.url.startswith(reverse("account_login"))
    else:
        assert answer.status_code == (403 if name in READERS else 404)
    if name not in who:
        assert rows() == before


def test_nothing_reaches_anybody_by_another_group_s_address(cast, stage, client_for):
    client = client_for(cast.stranger)
    for route, (_who, thing, data) in PAGES.items():
        if thing == "space":
            continue
        path = reverse(f"library:{route}", args=[cast.other_space.slug, getattr(stage, thing).pk])
        assert (client.get(path) if data is None else client.post(path, data)).status_code == 404, route
    assert Document.objects.filter(space=cast.space).count() == 3
    assert Folder.objects.filter(space=cast.space).count() == 2
