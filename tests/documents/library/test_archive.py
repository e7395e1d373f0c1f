import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from dialog.files.models import StoredFile
from documents.library import actions, archive
from documents.library.queries import tree_of
from tests.dialog.files.factories import PDF
from tests.documents.library.factories import DocumentFactory, FolderFactory, many_files, put_file


def url(cast, name, *args):
    return reverse(f"library:{name}", args=[cast.space.slug, *args])


def unpacked(answer) -> zipfile.ZipFile:
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    found = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert found.testzip() is None
    return found


def report_of(found: zipfile.ZipFile) -> str:
    return found.read(archive.REPORT).decode("utf-8-sig")


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def test_a_folder_comes_with_its_structure_and_its_pages_as_links(cast, member):
    outer = FolderFactory(space=cast.space, author=cast.chair, name="Berichte: alle")
    inner = FolderFactory(space=cast.space, author=cast.chair, name="2017", parent=outer)
    put_file(cast.space, cast.chair, title="Überblick", folder=outer)
    put_file(cast.space, cast.chair, title="Zahlen", folder=inner, content=PDF + b"Zahlen")
    page = DocumentFactory(space=cast.space, author=cast.chair, title="Papier <b>", folder=inner)
    put_file(cast.space, cast.chair, title="Anderswo")
    gone = put_file(cast.space, cast.chair, title="Fort", folder=inner)
    actions.trash_document(by=cast.chair, document=gone)

    answer = member.get(url(cast, "folder_archive", outer.pk))
    assert "Berichte" in answer["Content-Disposition"]
    found = unpacked(answer)
    assert set(found.namelist()) == {"Überblick.pdf", "2017/Zahlen.pdf", archive.INDEX}
    assert found.read("2017/Zahlen.pdf") == PDF + b"Zahlen"
    assert all(one.compress_type == zipfile.ZIP_STORED for one in found.infolist())
    index = found.read(archive.INDEX).decode()
    assert page.get_absolute_url() in index
    assert "Papier &lt;b&gt;" in index


def test_names_are_safe_and_unique(cast, member):
    for title in ("../../Bericht", "Bericht", "BERICHT", "CON\u202egnp.exe", "report"):
        put_file(cast.space, cast.chair, title=title, name="x.pdf")
    put_file(cast.space, cast.chair, title="nicht Enthalten", name="x.txt", content=b"Text")
    ids = list(cast.space.documents.values_list("pk", flat=True))
    found = unpacked(member.post(url(cast, "things_archive"), {"documents": ids}))
    names = found.namelist()
    assert len({name.casefold() for name in names}) == len(names) == 6
    assert {"Bericht.pdf", "report.pdf", "nicht Enthalten (2).txt"} < set(names)
    assert not any(".." in name or "\u202e" in name or name.startswith("/") for name in names)


def test_names_of_devices_and_names_that_end_in_dots_or_spaces_can_be_unpacked_on_windows(cast, member):
    devices = ("con", "NUL", "prn.jetzt", "Com1", "lpt9", "AUX ", "com²", "conout$")
    for title in (*devices, "Ende. .", "Konzept", "com10", "console"):
        put_file(cast.space, cast.chair, title=title, name="x.txt", content=b"Text")
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Aux")
    put_file(cast.space, cast.chair, title="Bericht", name="ohne", content=b"Text", folder=folder)
    ids = list(cast.space.documents.filter(folder=None).values_list("pk", flat=True))
    names = set(
        unpacked(member.post(url(cast, "things_archive"), {"documents": ids, "folders": [folder.pk]})).namelist()
    )
    assert names == {
        *("con_.txt", "NUL_.txt", "prn_.jetzt.txt", "Com1_.txt", "lpt9_.txt", "AUX_.txt", "com²_.txt", "conout$_.txt"),
        *("Ende.txt", "Konzept.txt", "com10.txt", "console.txt", "Aux_/Bericht"),
    }


def test_empty_folders_come_along_as_folders(cast, member):
    outer = FolderFactory(space=cast.space, author=cast.chair, name="Außen")
    inner = FolderFactory(space=cast.space, author=cast.chair, name="Innen", parent=outer)
    FolderFactory(space=cast.space, author=cast.chair, name="Leer", parent=inner)
    full = FolderFactory(space=cast.space, author=cast.chair, name="Voll", parent=outer)
    pages = FolderFactory(space=cast.space, author=cast.chair, name="Texte", parent=outer)
    put_file(cast.space, cast.chair, title="Plan", folder=full)
    DocumentFactory(space=cast.space, author=cast.chair, folder=pages)
    found = unpacked(member.post(url(cast, "things_archive"), {"folders": [outer.pk]}))
    folders = {"Außen/Innen/Leer/", "Außen/Texte/"}
    assert set(found.namelist()) == {*folders, "Außen/Voll/Plan.pdf", archive.INDEX}
    assert all(found.getinfo(name).is_dir() for name in folders)
    whole = unpacked(member.get(url(cast, "folder_archive", inner.pk)))
    assert whole.namelist()[0] == "Leer/"


def test_many_of_one_name_are_counted_and_pass_over_names_that_are_taken(cast, member):
    for title in ("Bericht (2)", *["Bericht"] * 4):
        put_file(cast.space, cast.chair, title=title, name="x.pdf")
    ids = list(cast.space.documents.values_list("pk", flat=True))
    names = unpacked(member.post(url(cast, "things_archive"), {"documents": ids})).namelist()
    every = ["Bericht.pdf", *(f"Bericht ({n}).pdf" for n in range(2, 5)), "Bericht (2) (2).pdf"]
    assert sorted(names) == sorted(every)


def test_what_may_be_harmful_is_left_out_and_named(cast, member):
    files = [put_file(cast.space, cast.chair, title=title) for title in ("Gut", "Befallen", "Wartet", "Verloren")]
    for file, scan in zip(files[1:3], (StoredFile.Scan.INFECTED, StoredFile.Scan.WAITING), strict=True):
        StoredFile.objects.filter(pk=file.file_entry.current.stored_file_id).update(scan=scan)
    default_storage.delete(files[3].file_entry.current.stored_file.storage_name)
    found = zipfile.ZipFile(io.BytesIO(b"".join(member.post(
        url(cast, "things_archive"), {"documents": [file.pk for file in files]}
    ).streaming_content)))  # fmt: skip
    report = report_of(found)
    assert found.read("Gut.pdf") == PDF
    for title in ("Befallen.pdf", "Wartet.pdf", "Verloren.pdf"):
        assert title in report
    assert not {"Befallen.pdf", "Wartet.pdf"} & set(found.namelist())


def test_ticked_folders_and_documents_come_together(cast, member):
    folder = FolderFactory(space=cast.space, author=cast.chair, name="Anlagen")
    put_file(cast.space, cast.chair, title="Innen", folder=folder)
    put_file(cast.space, cast.chair, title="Daneben")
    single = put_file(cast.space, cast.chair, title="Einzeln")
    answer = member.post(url(cast, "things_archive"), {"documents": [single.pk], "folders": [folder.pk]})
    assert set(unpacked(answer).namelist()) == {"Anlagen/Innen.pdf", "Einzeln.pdf"}


def test_another_group_s_documents_never_come_along(cast, member):
    foreign = put_file(cast.other_space, cast.stranger, title="Fremd")
    answer = member.post(url(cast, "things_archive"), {"documents": [foreign.pk]})
    assert answer.url == url(cast, "document_list")
    found = archive.archive_of(
        cast.stranger, cast.space, tree_of(cast.space), top=None, documents=[foreign.pk], folders=[]
    )
    assert (found.files, found.pages) == ([], [])


@pytest.mark.parametrize("n", [1, 3])
def test_an_archive_takes_the_same_queries_whatever_it_holds(cast, member, django_assert_num_queries, n):
    folder = FolderFactory(space=cast.space, author=cast.chair)
    many_files(cast.space, cast.chair, n, folder=folder)
    member.get(url(cast, "folder_archive", folder.pk))
    with django_assert_num_queries(6):
        archived = member.get(url(cast, "folder_archive", folder.pk))
    archived.close()


def test_archives_above_four_gigabytes_are_zip64(monkeypatch):
    piece, size = b"\0" * (1 << 20), 3 << 30
    monkeypatch.setattr(archive, "_pieces", lambda *_args: (piece for _number in range(size >> 20)))
    whole = archive.Archive(files=[(f"{n}.bin", StoredFile(size=size, storage_name="x")) for n in range(2)])
    total, end = 0, b""
    for part in archive.pieces_of_archive(whole, title="Groß", language="de"):
        total, end = total + len(part), (end + part)[-2000:]
    assert total > 6 << 30
    assert b"PK\x06\x06" in end  # the end of a ZIP64 archive
