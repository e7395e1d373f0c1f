"""Images of imported files in the library: rights, names, scans, and that none stays behind where an import fails."""

from base64 import b64encode
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext

from dialog.common.errors import DialogError, NotAllowed
from dialog.files.models import StoredFile, Upload
from dialog.files.removing import remove_leftovers
from documents.editing.blocks import image
from documents.editing.queries import blocks_for
from documents.editing.updates import MAX_UPDATE_BYTES
from documents.formats import actions
from documents.formats.exports import write_docx, write_html
from documents.formats.images import images_for
from documents.formats.imports.report_images import images_kept
from documents.formats.responses import head_for
from documents.library.actions import create_folder
from documents.library.models import Document
from documents.library.queries import document_for
from tests.documents.editing.factories import make_page
from tests.documents.formats.imports.words import picture, word_with
from tests.documents.library.factories import put_file


def on_the_disk() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def imported(cast, data: bytes, name: str = "bericht.docx", **fields) -> Document:
    return actions.import_page(author=cast.member, space=cast.space, data=data, name=name, **fields).document


def images_in(page: Document) -> list[tuple[int, str]]:
    blocks = [block for block in blocks_for(page.pk) if block.name == "image"]
    return [(block.number("document", most=2**53), block.word("alt")) for block in blocks]


def files() -> list[Document]:
    rows = Document.objects.filter(kind=Document.Kind.FILE).select_related("file_entry__current__stored_file")
    return list(rows.order_by("pk"))


def test_images_are_files_in_the_folder_of_the_page(cast):
    folder = create_folder(author=cast.member, space=cast.space, name="Berichte")
    page = imported(cast, word_with(picture(1), picture(2), picture(1), alt="Karte"), folder=folder)
    first, second = files()

    assert images_in(page) == [(first.pk, "Karte"), (second.pk, "Karte"), (first.pk, "Karte")]
    assert [(file.title, file.folder, file.author) for file in (first, second)] == [
        ("Karte", folder, cast.member),
        ("Karte (2)", folder, cast.member),
    ]
    assert first.file_entry.current.stored_file.media_type == "image/png"
    assert images_for(cast.guest)(first.pk) == picture(1)
    assert images_for(cast.stranger)(first.pk) is None


def test_images_go_into_the_folder_of_the_page_that_takes_the_text(cast):
    folder = create_folder(author=cast.member, space=cast.space, name="Berichte")
    page = make_page(cast)
    Document.objects.filter(pk=page.pk).update(folder=folder)
    page = document_for(cast.member, cast.space.slug, page.pk)
    actions.import_into_page(author=cast.member, document=page, data=word_with(picture(), alt="Karte"), name="b.docx")

    assert [file.folder for file in files()] == [folder]
    assert images_in(page) == [(files()[0].pk, "Karte")]


@pytest.mark.parametrize(
    ("alt", "title"),
    [
        ("Karte 1/2", "Karte 1-2"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("Wer weiß\u202egnp.exe", "Wer weißgnp.exe"),
        ("x" * 300, "x" * 80),
    ],
)
def test_names_are_safe(cast, alt, title):
    imported(cast, word_with(picture(), title="Lage", alt=alt))
    (file,) = files()

    assert (file.title, file.file_entry.current.stored_file.original_name) == (title, f"{title}.png")


def test_images_without_a_description_are_named_after_the_page_and_counted(cast):
    imported(cast, word_with(picture(1), picture(2), title="Lage"))

    words = gettext("%(title)s, image %(n)d")
    assert [file.title for file in files()] == [words % {"title": "Lage", "n": number} for number in (1, 2)]


def test_images_wait_for_the_scanner_like_uploads(cast, settings):
    settings.CLAMAV_SOCKET = "127.0.0.1:9"
    imported(cast, word_with(picture()))

    assert StoredFile.objects.get().scan == StoredFile.Scan.WAITING
    assert images_for(cast.member)(files()[0].pk) is None


def test_many_open_uploads_do_not_stand_in_the_way(cast):
    Upload.objects.bulk_create(Upload(owner=cast.member, name="x", size=1) for _number in range(20))
    page = imported(cast, word_with(*map(picture, range(30))))

    assert len(images_in(page)) == 30
    assert Upload.objects.count() == 20


@pytest.mark.parametrize("fields", [{"title": "x" * 201}, {"title": "\u202e"}])
def test_nothing_stays_behind_where_the_page_is_refused(cast, fields):
    before = on_the_disk()
    with pytest.raises(DialogError):
        imported(cast, word_with(picture(1), picture(2)), **fields)

    assert (Document.objects.count(), StoredFile.objects.count(), Upload.objects.count()) == (0, 0, 0)
    remove_leftovers()
    assert on_the_disk() == before


def test_nothing_stays_behind_where_the_text_is_too_large_for_the_page(cast):
    page, before = make_page(cast), on_the_disk()
    html = f'<img src="data:image/png;base64,{b64encode(picture()).decode()}">' + f"<p>{'Wort ' * 1000}</p>" * (
        MAX_UPDATE_BYTES // 5000 + 1
    )
    with pytest.raises(DialogError):
        actions.import_into_page(author=cast.member, document=page, data=html.encode(), name="b.html")

    assert files() == []
    assert on_the_disk() == before


def test_who_may_not_write_stores_nothing(cast):
    before = on_the_disk()
    with pytest.raises(NotAllowed):
        actions.import_page(author=cast.guest, space=cast.space, data=word_with(picture()), name="b.docx")

    assert files() == []
    assert on_the_disk() == before


@pytest.mark.parametrize(("write", "name"), [(write_docx, "b.docx"), (write_html, "b.html")])
def test_a_page_with_an_image_comes_back_with_it(cast, write, name):
    shown = put_file(cast.space, cast.chair, "Karte.png", picture(5))
    page = make_page(cast, blocks=[image(shown.pk, "Karte der Länder")])
    file = write(head_for(page), blocks_for(page.pk), images_for(cast.member))
    again = imported(cast, file, name)

    ((document, alt),) = images_in(again)
    assert alt == "Karte der Länder"
    assert document != shown.pk
    assert images_for(cast.member)(document) == picture(5)


def test_the_page_shows_the_image_and_says_where_it_lies(cast, client_for):
    client = client_for(cast.member)
    data = word_with(picture(), alt="Karte")
    response = client.post(
        reverse("formats:import_file", args=[cast.space.slug]),
        {"file": SimpleUploadedFile("b.docx", data)},
        follow=True,
    )
    html = response.content.decode()

    assert images_kept(1) in html
    assert f'src="/dokumente/bild/{files()[0].pk}/"' in html
    assert 'alt="Karte"' in html
    assert client.get(f"/dokumente/bild/{files()[0].pk}/").status_code == 200
