"""Everything that changes the library. Each function authorises first and is one transaction."""

from documents.library.actions.documents import create_document, mark_document_seen, rename_document, touch
from documents.library.actions.files import add_file_version, upload_file
from documents.library.actions.trash import trash_document

__all__ = [
    "add_file_version",
    "create_document",
    "mark_document_seen",
    "rename_document",
    "touch",
    "trash_document",
    "upload_file",
]
