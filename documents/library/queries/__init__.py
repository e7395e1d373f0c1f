"""What people find in the library. Every query carries the viewer, or says what its caller has checked."""

from documents.library.queries.documents import (
    document_for,
    documents_visible_to,
    file_for,
    recent_documents,
    version_of,
    versions_of,
    with_files,
)
from documents.library.queries.images import image_choices, image_for
from documents.library.queries.news import news_for, unread_counts

__all__ = [
    "document_for",
    "documents_visible_to",
    "file_for",
    "image_choices",
    "image_for",
    "news_for",
    "recent_documents",
    "unread_counts",
    "version_of",
    "versions_of",
    "with_files",
]
