"""Pictures of a released text are part of it, as they were."""

from base64 import b64encode
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from dialog.common.errors import Conflict
from documents.editing.blocks import Block, paragraph
from documents.library.actions import add_file_version, upload_file
from documents.library.models import Document
from documents.releases.actions import approve_release
from documents.releases.models import Release
from tests.dialog.files.factories import whole_upload
from tests.documents.releases.factories import draft, laid_before, released


def png(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def upload(cast, content: bytes, space=None, author=None) -> Document:
    author = author or cast.member
    pk = whole_upload(author, "Karte.png", content).pk
    return upload_file(author=author, space=space or cast.space, upload_id=pk)


def page_with(cast, *images: Document) -> Document:
    shown = [Block("image", (), {"document": image.pk, "alt": "Karte der Region"}) for image in images]
    return draft(cast, blocks=[paragraph("Karte:"), *shown])


def address(release, page, *more):
    return reverse(f"releases:{page}", args=[release.space.slug, release.document_id, release.number, *more])


def test_page_shows_the_pictures_as_they_were(cast, client_for):
    red, blue = upload(cast, png("red")), upload(cast, png("blue"))
    release = released(cast, document=page_with(cast, red, blue))
    client = client_for(cast.guest)
    new = whole_upload(cast.member, "Karte.png", png("green")).pk
    add_file_version(author=cast.member, document=red, upload_id=new)
    Document.objects.filter(pk=blue.pk).update(trashed_at=release.released_at)

    html = client.get(address(release, "release_detail")).content.decode()
    for at, content in ((1, png("red")), (2, png("blue"))):
        here = address(release, "release_picture", at)
        assert f'src="{here}"' in html
        answer = client.get(here)
        assert (answer.content, answer["Content-Type"]) == (content, "image/png")
    assert "data:image" not in html
    assert client.get(address(release, "release_picture", 3)).status_code == 404
    assert client.get(address(release, "release_html")).content.count(b"data:image/png;base64,") == 2


def test_pictures_are_for_those_who_read_the_page(cast, client_for):
    release = released(cast, document=page_with(cast, upload(cast, png("red"))))
    assert client_for(cast.stranger).get(address(release, "release_picture", 1)).status_code == 404


def test_picture_of_another_space_stays_there(cast):
    foreign = upload(cast, png("red"), space=cast.other_space, author=cast.stranger)
    cast.other_space.memberships.create(user=cast.moderator)
    release = released(cast, document=page_with(cast, foreign))
    assert b"data:image" not in bytes(release.html)
    assert b"Karte der Region" in bytes(release.html)


def test_what_was_laid_before_them_is_what_is_released(cast):
    image = upload(cast, png("red"))
    request = laid_before(cast, document=page_with(cast, image))
    add_file_version(
        author=cast.member, document=image, upload_id=whole_upload(cast.member, "Karte.png", png("green")).pk
    )
    approve_release(user=cast.moderator, request=request)
    assert b64encode(png("red")) in bytes(Release.objects.get().html)


def test_picture_that_is_no_longer_stored_stops_the_release(cast, client_for):
    image = upload(cast, png("red"))
    request = laid_before(cast, document=page_with(cast, image))
    default_storage.delete(image.file_entry.current.stored_file.storage_name)
    with pytest.raises(Conflict):
        approve_release(user=cast.moderator, request=request)
    assert not Release.objects.exists()
    here = reverse("releases:request_preview", args=[cast.space.slug, request.document_id, request.pk])
    assert client_for(cast.moderator).get(here).status_code == 302


def test_preview_is_what_would_be_released(cast, client_for):
    request = laid_before(cast, document=page_with(cast, upload(cast, png("red"))))
    here = reverse("releases:request_preview", args=[cast.space.slug, request.document_id, request.pk])
    answer = client_for(cast.guest).get(here)
    assert answer.content.startswith(b"%PDF-")
    assert answer.content == client_for(cast.moderator).get(here).content
    assert client_for(cast.stranger).get(here).status_code == 404
