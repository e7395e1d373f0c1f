import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dialog.files.models import StoredFile
from documents.library import actions
from documents.library.models import Document
from tests.dialog.files.factories import PDF, whole_upload
from tests.documents.library.factories import DocumentFactory


def upload(cast, author=None, name="Auswertung.pdf", **fields) -> Document:
    author = author or cast.chair
    return actions.upload_file(author=author, space=cast.space, upload_id=whole_upload(author, name).pk, **fields)


def url(cast, name, *args):
    return reverse(f"library:{name}", args=[cast.space.slug, *args])


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


@pytest.mark.parametrize("n", [1, 3])
def test_list_takes_the_same_queries_whatever_its_length(cast, member, django_assert_num_queries, n):
    for number in range(n):
        upload(cast, title=f"Tabelle {number}")
    address = url(cast, "document_list")
    member.get(address)
    with django_assert_num_queries(9):
        page = member.get(address).content.decode()
    assert page.count('class="row__title"') == n


@pytest.mark.parametrize("n", [1, 3])
def test_file_page_takes_the_same_queries_whatever_its_versions(cast, member, django_assert_num_queries, n):
    document = upload(cast)
    for _number in range(n - 1):
        actions.add_file_version(author=cast.chair, document=document, upload_id=whole_upload(cast.chair).pk)
    address = url(cast, "file_detail", document.pk)
    member.get(address)
    with django_assert_num_queries(9):
        page = member.get(address).content.decode()
    assert page.count("row--split") == n


def test_list_names_kind_and_news_and_offers_what_one_may_do(cast, member, client_for):
    document = upload(cast, title="Zahlen <b>2017</b>")
    page = member.get(url(cast, "document_list")).content.decode()
    assert "Zahlen &lt;b&gt;2017&lt;/b&gt;" in page
    assert "PDF" in page
    assert 'class="pill"' in page
    assert url(cast, "file_upload") in page

    member.get(url(cast, "file_detail", document.pk))
    assert 'class="pill"' not in member.get(url(cast, "document_list")).content.decode()
    assert url(cast, "file_upload") not in client_for(cast.guest).get(url(cast, "document_list")).content.decode()


def test_list_shows_pages_and_files_together(cast, member, django_assert_num_queries):
    page_document = DocumentFactory(space=cast.space, author=cast.chair, title="Positionspapier")
    file = upload(cast, title="Tabelle")
    member.get(url(cast, "document_list"))
    with django_assert_num_queries(9):  # as with files alone
        page = member.get(url(cast, "document_list")).content.decode()
    assert page_document.get_absolute_url() in page
    assert page.index("Tabelle") < page.index("Positionspapier")
    assert page.count("herunterladen/") == 1
    assert url(cast, "file_download", file.pk) in page
    assert reverse("editing:document_create", args=[cast.space.slug]) in page


def test_empty_list_says_what_to_do(cast, member):
    assert 'class="empty"' in member.get(url(cast, "document_list")).content.decode()


def test_plain_form_uploads_a_file_without_script(cast, member):
    answer = member.post(
        url(cast, "file_upload"),
        {"file": SimpleUploadedFile("Liste_der_Felder.pdf", PDF), "description": "Stand\nheute"},
    )
    document = Document.objects.get()
    assert answer.url == document.get_absolute_url()
    assert document.title == "Liste der Felder"
    download = member.get(url(cast, "file_download", document.pk))
    assert b"".join(download.streaming_content) == PDF
    assert "attachment" in download["Content-Disposition"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"file": SimpleUploadedFile("leer.txt", b"")}, 400),
        ({"upload": "kein-schluessel"}, 400),
        ({"upload": "2f1c9a52-0d0e-4c59-a7a1-6a3f6e7f8a90"}, 409),
        ({"file": "nur Text"}, 400),
        ({"title": "a" * 201, "file": SimpleUploadedFile("a.txt", b"a")}, 400),
        ({"title": "kaputt\x00", "file": SimpleUploadedFile("a.txt", b"a")}, 400),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(cast, member, data, status):
    answer = member.post(url(cast, "file_upload"), data)
    assert answer.status_code == status
    assert not Document.objects.exists()
    as_script = member.post(url(cast, "file_upload"), data, headers={"Accept": "application/json"})
    assert as_script.json()["message"]


def test_typed_text_is_kept_after_an_error(cast, member):
    answer = member.post(url(cast, "file_upload"), {"title": "Mein Titel", "description": "Mein Text"})
    page = answer.content.decode()
    assert "Mein Titel" in page
    assert "Mein Text" in page
    assert "error-summary" in page


def test_script_gets_the_address_of_what_it_uploaded(cast, member):
    answer = member.post(
        url(cast, "file_upload"),
        {"upload": str(whole_upload(cast.member).pk)},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 201
    assert answer.json()["url"] == Document.objects.get().get_absolute_url()


def test_hostile_name_is_shown_as_text_and_sent_clean(cast, member):
    document = upload(cast, name='../x"><img src=x onerror=alert(1)>\u202egnp.html')
    page = member.get(document.get_absolute_url()).content.decode()
    assert "<img src=x" not in page
    assert "\u202e" not in page
    header = member.get(url(cast, "file_download", document.pk))["Content-Disposition"]
    assert header.startswith("attachment")
    assert "\n" not in header


def test_infected_and_waiting_files_are_shown_as_such_and_not_sent(cast, member):
    document = upload(cast)
    for scan, status in ((StoredFile.Scan.INFECTED, 403), (StoredFile.Scan.WAITING, 409)):
        StoredFile.objects.update(scan=scan)
        page = member.get(document.get_absolute_url())
        assert page.status_code == 200
        assert "herunterladen" not in page.content.decode()
        answer = member.get(url(cast, "file_download", document.pk))
        assert (answer.status_code, PDF in answer.content) == (status, False)


def test_each_version_has_its_own_address(cast, member):
    document = upload(cast)
    pk = whole_upload(cast.chair, content=PDF + b"neu").pk
    actions.add_file_version(author=cast.chair, document=document, upload_id=pk)
    first = member.get(url(cast, "version_download", document.pk, 1))
    assert b"".join(first.streaming_content) == PDF
    newest = member.get(url(cast, "file_download", document.pk))
    assert b"".join(newest.streaming_content) == PDF + b"neu"
    assert member.get(url(cast, "version_download", document.pk, 3)).status_code == 404


def test_trashed_files_are_gone_for_everybody(cast, client_for):
    document = upload(cast)
    chair = client_for(cast.chair)
    assert chair.get(url(cast, "document_trash", document.pk)).status_code == 200
    assert chair.post(url(cast, "document_trash", document.pk)).url == url(cast, "document_list")
    for name in ("file_detail", "file_download", "version_add", "document_rename", "document_trash"):
        assert chair.get(url(cast, name, document.pk)).status_code == 404


def test_a_page_is_no_file(cast, member):
    page = DocumentFactory(space=cast.space, author=cast.chair)
    assert member.get(url(cast, "file_detail", page.pk)).status_code == 404
    assert member.get(url(cast, "file_download", page.pk)).status_code == 404
    assert member.get(url(cast, "version_add", page.pk)).status_code == 404


def test_renaming_needs_a_title(cast, client_for):
    document = upload(cast)
    chair = client_for(cast.chair)
    assert chair.post(url(cast, "document_rename", document.pk), {"title": " "}).status_code == 400
    assert chair.post(url(cast, "document_rename", document.pk), {"title": "Neu"}).status_code == 302
    assert Document.objects.get().title == "Neu"
