"""How files are named in words, and the way to a document."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dialog.files.models import StoredFile
from documents.library.models import Document, Folder
from workgroups.spaces.models import Space

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
_STEP = 1024
_UNITS = ("KB", "MB", "GB")
_FAMILIES = {"image": _("Image"), "text": _("Text"), "audio": _("Sound"), "video": _("Video")}


@register.filter
def file_kind(stored: StoredFile | None) -> object:
    """Say what a file is in a word that people know; "File" where there is none."""
    if not stored:
        return _("File")
    return _WORDS.get(stored.media_type) or _FAMILIES.get(stored.media_type.partition("/")[0], _("File"))


@register.filter
def file_size(size: int | None) -> str:
    """Say a number of bytes as people read it: "5 bytes", "1.5 KB", "12 MB"; at most one decimal place. None is 0."""
    size = size or 0
    if size < _STEP:
        return ngettext("%(n)s byte", "%(n)s bytes", size) % {"n": size}
    value, unit = size / _STEP, 0
    while round(value, 1) >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    places = 0 if round(value, 1) == round(value) else 1
    return f"{number_format(round(value, 1), places)}\N{NO-BREAK SPACE}{_UNITS[unit]}"


@register.inclusion_tag("components/breadcrumbs.html")
def library_crumbs(
    space: Space, way: Sequence[Folder] | str = "", here: str = "", document: Document | str | None = None
) -> dict[str, Any]:
    """Show the way to a page of the library: the space, its documents, the folders, the document, this page (`here`).

    Without `here` the last folder is this page.
    """
    crumbs: list[tuple[object, str]] = [
        (_("Start"), reverse("home:start")),
        (space.name, reverse("home:space_overview", args=[space.slug])),
        (_("Documents"), reverse("library:document_list", args=[space.slug])),
    ]
    for folder in way:
        if isinstance(folder, Folder):
            crumbs.append((folder.name, reverse("library:folder_detail", args=[space.slug, folder.pk])))
    if isinstance(document, Document) and here != document.title:
        crumbs.append((document.title, document.get_absolute_url()))
    if here:
        crumbs.append((here, ""))
    return {"crumbs": [*crumbs[:-1], (crumbs[-1][0], "")]}


@register.filter
def place_of(ways: dict[int, str], document: Document) -> str:
    """Return where a document of a filtered list lies, empty at the top."""
    return ways.get(document.pk, "")
