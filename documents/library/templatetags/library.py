"""How files are named in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from dialog.files.models import StoredFile

register = template.Library()

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_WORDS = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    _OOXML + "wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    _OOXML + "spreadsheetml.sheet": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    _OOXML + "presentationml.presentation": "PowerPoint",
    _ODF + "text": "OpenDocument",
    _ODF + "spreadsheet": "OpenDocument",
    _ODF + "presentation": "OpenDocument",
    "application/zip": "ZIP",
    "text/csv": "CSV",
}
_FAMILIES = {"image": _("Image"), "text": _("Text"), "audio": _("Sound"), "video": _("Video")}


@register.filter
def file_kind(stored: StoredFile | None) -> object:
    """Say what a file is in a word that people know; "File" where there is none."""
    if not stored:
        return _("File")
    return _WORDS.get(stored.media_type) or _FAMILIES.get(stored.media_type.partition("/")[0], _("File"))
