"""Pages written together, and files."""

from django.core.files.uploadedfile import SimpleUploadedFile

from dialog.accounts.models import User
from dialog.demo.content.kinds import FileText, PageText
from dialog.demo.loading.clock import days_ago
from dialog.demo.loading.review import load_review
from dialog.files.actions import receive_form_file
from documents.editing.actions import create_page
from documents.library.actions import create_folder, describe_document, upload_file
from documents.library.models import Document, FileVersion, Folder, SeenMark
from workgroups.spaces.models import Space
from workgroups.spaces.queries import members_of

RECENT = 3.0  # days: what is older has been seen by everybody


def load_pages(space: Space, pages: tuple[PageText, ...], people: dict[str, User]) -> None:
    for text in pages:
        author = people[text.author]
        folder = _folder(space, text.folder, author)
        document = create_page(author=author, space=space, title=text.title, blocks=text.blocks, folder=folder)
        if text.tags:
            describe_document(by=author, document=document, tags=text.tags)
        load_review(document, text, people)
        _set_back(document, text.days_ago)


def load_files(space: Space, files: tuple[FileText, ...], people: dict[str, User]) -> None:
    for text in files:
        author = people[text.author]
        # The mark at the front lets spreadsheets read the umlauts.
        content = SimpleUploadedFile(text.name, text.text.encode("utf-8-sig"))
        upload = receive_form_file(owner=author, file=content)
        document = upload_file(
            author=author,
            space=space,
            upload_id=upload.pk,
            folder=_folder(space, text.folder, author),
            title=text.title,
            description=text.description,
        )
        if text.tags:
            describe_document(by=author, document=document, tags=text.tags, description=text.description)
        _set_back(document, text.days_ago)
        FileVersion.objects.filter(entry__document=document).update(created_at=days_ago(text.days_ago))


def _folder(space: Space, name: str, author: User) -> Folder | None:
    """Return the folder of this name at the top of the space's documents, made by the first who puts something in."""
    if not name:
        return None
    found = Folder.objects.filter(space=space, parent=None, name=name).first()
    return found or create_folder(author=author, space=space, name=name)


def _set_back(document: Document, days: float) -> None:
    moment = days_ago(days)
    Document.objects.filter(pk=document.pk).update(created_at=moment, updated_at=moment)
    if days > RECENT:
        SeenMark.objects.bulk_create(
            [SeenMark(user=member.user, document=document) for member in members_of(document.space)],
            ignore_conflicts=True,
        )
