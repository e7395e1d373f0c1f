"""What pages show of a file's preview."""

from django import template

from documents.library.models import Document, FileVersion
from documents.library.previews import ShownPreview, shown_preview

register = template.Library()


@register.filter
def preview_of(version: FileVersion) -> ShownPreview:
    """Return what there is to show; read `stored_file` and `preview` along with the version."""
    return shown_preview(version)


@register.filter
def has_thumbnail(document: Document) -> bool:
    """Return whether a picture of this file is there; read `file_entry__current__preview` along with the rows."""
    entry = getattr(document, "file_entry", None)
    return bool(entry and entry.current and shown_preview(entry.current).state == "ready")
