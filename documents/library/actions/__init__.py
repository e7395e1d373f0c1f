"""Everything that changes the library. Each function authorises first and is one transaction."""

from documents.library.actions.details import describe_document, set_retention
from documents.library.actions.documents import create_document, mark_document_seen, rename_document, touch
from documents.library.actions.files import add_file_version, upload_file
from documents.library.actions.folders import create_folder, move_things, rename_folder
from documents.library.actions.locks import lock_file, unlock_file
from documents.library.actions.removal import delete_document, delete_folder, purge_trash
from documents.library.actions.trash import (
    restore_document,
    restore_folder,
    trash_document,
    trash_folder,
    trash_things,
)

__all__ = [
    "add_file_version",
    "create_document",
    "create_folder",
    "delete_document",
    "delete_folder",
    "describe_document",
    "lock_file",
    "mark_document_seen",
    "move_things",
    "purge_trash",
    "rename_document",
    "rename_folder",
    "restore_document",
    "restore_folder",
    "set_retention",
    "touch",
    "trash_document",
    "trash_folder",
    "trash_things",
    "unlock_file",
    "upload_file",
]
