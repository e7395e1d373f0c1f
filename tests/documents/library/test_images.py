import pytest
from django.urls import reverse

from dialog.files.models import StoredFile
from documents.library import actions, queries
from documents.library.models import Document
from tests.dialog.files.factories import PDF, whole_upload

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def put(cast, name: str, content: bytes, author=None) -> Document:
    author = author or cast.chair
    pk = whole_upload(author, name, content).pk
    return actions.upload_file(author=author, space=cast.space, upload_id=pk)


def test_an_image_is_shown_in_its_current_version_and_never_run(cast, client_for):
    document = put(cast, "Karte.png", PNG)
    address = reverse("library:image", args=[document.pk])
    client = client_for(cast.guest)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private")
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304

    pk = whole_upload(cast.chair, "Karte.png", PNG + b"neu").pk
    actions.add_file_version(author=cast.chair, document=document, upload_id=pk)
    assert b"".join(client.get(address).streaming_content) == PNG + b"neu"


@pytest.mark.parametrize(("name", "content"), [("Bild.svg", SVG), ("Bild.png", SVG), ("Bild.png", PDF)])
def test_what_is_no_proven_image_has_no_address_as_one(cast, client_for, name, content):
    document = put(cast, name, content)
    assert client_for(cast.chair).get(reverse("library:image", args=[document.pk])).status_code == 404
    assert list(queries.image_choices(cast.chair, cast.space)) == []


def test_an_image_is_there_for_readers_only(cast, client_for):
    document = put(cast, "Karte.png", PNG)
    address = reverse("library:image", args=[document.pk])
    answers = {name: client_for(person).get(address).status_code for name, person in cast.people().items()}
    readers = {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}
    assert {name for name, status in answers.items() if status == 200} == readers
    assert answers["stranger"] == answers["former"] == answers["administrator"] == 404
    assert answers["anonymous"] == 302
    StoredFile.objects.update(scan=StoredFile.Scan.INFECTED)
    assert client_for(cast.chair).get(address).status_code == 403
    actions.trash_document(by=cast.chair, document=document)
    assert client_for(cast.chair).get(address).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_choices_hold_images_of_the_space_in_the_same_queries(cast, client_for, django_assert_num_queries, n):
    images = [put(cast, f"Karte_{number}.png", PNG) for number in range(n)]
    put(cast, "Karte.pdf", PDF)
    client = client_for(cast.member)
    address = reverse("library:image_choices", args=[cast.space.slug]) + "?q=karte"
    client.get(address)
    with django_assert_num_queries(5):
        found = client.get(address).json()["images"]
    assert [row["id"] for row in found] == [document.pk for document in reversed(images)]
    assert found[0]["title"] == f"Karte {n - 1}"
    assert client.get(address + "x").json() == {"images": [], "more": False}
    StoredFile.objects.update(scan=StoredFile.Scan.WAITING)
    assert client.get(address).json() == {"images": [], "more": False}
