"""What people find in the library. Every query carries the viewer, or says what its caller has checked."""

from documents.library.queries.documents import (
    document_for,
    documents_chosen,
    documents_visible_to,
    file_for,
    file_named,
    recent_documents,
    stored_before,
    version_of,
    versions_of,
    with_files,
)
from documents.library.queries.folders import Tree, folder_for, folders_chosen, tree_of
from documents.library.queries.images import image_choices, image_for
from documents.library.queries.listing import Wish, listed_documents, listed_folders, tags_of
from documents.library.queries.news import news_for, unread_counts
from documents.library.queries.trash import (
    gone_since,
    in_trash,
    kept_long_enough,
    thing_elsewhere,
    trashed_document_for,
    trashed_documents,
    trashed_folder_for,
    trashed_folders,
)

__all__ = [
    "Tree",
    "Wish",
    "document_for",
    "documents_chosen",
    "documents_visible_to",
    "file_for",
    "file_named",
    "folder_for",
    "folders_chosen",
    "gone_since",
    "image_choices",
    "image_for",
    "in_trash",
    "kept_long_enough",
    "listed_documents",
    "listed_folders",
    "news_for",
    "recent_documents",
    "stored_before",
    "tags_of",
    "thing_elsewhere",
    "trashed_document_for",
    "trashed_documents",
    "trashed_folder_for",
    "trashed_folders",
    "tree_of",
    "unread_counts",
    "version_of",
    "versions_of",
    "with_files",
]
