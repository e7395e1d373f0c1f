"""Makes documents of a space."""

import factory
from django.utils import timezone

from documents.library import actions
from documents.library.models import Document, DocumentTag, FileEntry, FileVersion, Folder
from tests.dialog.files.factories import PDF, stored_file, whole_upload


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    kind = Document.Kind.PAGE
    title = factory.Sequence(lambda n: f"Dokument {n}")
    updated_at = factory.LazyFunction(timezone.now)
    updated_by = factory.SelfAttribute("author")


class FolderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Folder

    name = factory.Sequence(lambda n: f"Ordner {n}")


def put_file(space, author, name: str = "Auswertung.pdf", content: bytes = PDF, **fields) -> Document:
    """Upload a file the way people do."""
    pk = whole_upload(author, name, content).pk
    return actions.upload_file(author=author, space=space, upload_id=pk, **fields)


def many_files(space, author, n: int, folder=None) -> None:
    """Put n small files, each with a tag, into a space by four statements."""
    blob = stored_file(author)
    now = timezone.now()
    documents = Document.objects.bulk_create(
        Document(space=space, kind="file", title=f"Datei {number:05}", author=author, updated_by=author, folder=folder,
                 updated_at=now) for number in range(n)
    )  # fmt: skip
    blobs = type(blob).objects.bulk_create(
        type(blob)(sha256=blob.sha256, size=blob.size, media_type=blob.media_type, scan=blob.scan, uploaded_by=author,
                   original_name=f"{number}.pdf", storage_name=f"{blob.storage_name}-{number}-{documents[0].pk}")
        for number in range(n)
    )  # fmt: skip
    entries = FileEntry.objects.bulk_create(FileEntry(document=document) for document in documents)
    versions = FileVersion.objects.bulk_create(
        FileVersion(entry=entry, number=1, stored_file=stored, author=author)
        for entry, stored in zip(entries, blobs, strict=True)
    )
    for entry, version in zip(entries, versions, strict=True):
        entry.current = version
    FileEntry.objects.bulk_update(entries, ["current"], batch_size=500)
    DocumentTag.objects.bulk_create(DocumentTag(document=document, name="Atlas") for document in documents)
