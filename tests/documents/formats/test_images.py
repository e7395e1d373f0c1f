import pytest
from django.urls import reverse

from dialog.files.models import StoredFile
from documents.editing.blocks import image
from documents.formats.images import images_for
from documents.formats.pictures import read_picture
from documents.library.actions import trash_document
from documents.library.models import Document
from tests.documents.editing.factories import make_page
from tests.documents.formats.samples import picture
from tests.documents.library.factories import put_file


@pytest.fixture
def shown(cast) -> Document:
    return put_file(cast.space, cast.chair, "Karte.png", picture())


def test_only_who_may_read_an_image_has_its_bytes(cast, shown):
    readers = {name for name, person in cast.people().items() if images_for(person)(shown.pk) == picture()}
    assert readers == {"chair", "moderator", "minute_taker", "member", "guest", "ministry"}


def test_images_of_another_group_stay_out_of_the_file(cast, client_for):
    foreign = put_file(cast.other_space, cast.stranger, "Geheim.png", picture())
    page = make_page(cast, blocks=[image(foreign.pk, "Plan")])
    address = reverse("formats:export_file", args=[cast.space.slug, page.pk, "html"])
    html = client_for(cast.member).get(address).content.decode()

    assert "data:image" not in html
    assert "[Bild: Plan]" in html


def test_image_of_the_group_is_in_the_file(cast, shown, client_for):
    page = make_page(cast, blocks=[image(shown.pk, "Karte")])
    address = reverse("formats:export_file", args=[cast.space.slug, page.pk, "html"])
    assert "data:image/png;base64," in client_for(cast.guest).get(address).content.decode()


def test_what_is_in_the_trash_or_not_served_stays_out(cast, shown):
    stored = StoredFile.objects.filter(pk=shown.file_entry.current.stored_file_id)
    for scan in (StoredFile.Scan.WAITING, StoredFile.Scan.INFECTED):
        stored.update(scan=scan)
        assert images_for(cast.chair)(shown.pk) is None
    stored.update(scan=StoredFile.Scan.CLEAN)
    trash_document(by=cast.chair, document=shown)

    assert images_for(cast.chair)(shown.pk) is None


def test_pictures_are_checked_and_made_smaller():
    large = read_picture(picture(3000, 300))

    assert (large.width, large.height) == (2000, 200)
    assert read_picture(picture(30, 20, "GIF")).kind == "png"
    assert read_picture(picture(30, 20, "JPEG")).data == picture(30, 20, "JPEG")
    assert read_picture(b"\x89PNG\r\n\x1a\n" + b"\0" * 40) is None
    assert read_picture(picture(6000, 5000)) is None
