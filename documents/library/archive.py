"""Documents as one ZIP archive, written while it is read: files as they are, pages as links, and a report."""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from django.core.files.storage import default_storage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from zipstream import ZipStream

from dialog.common.origin import absolute_url
from dialog.files.limits import PIECE
from dialog.files.models import StoredFile
from dialog.files.names import clean_file_name, numbered
from documents.library.models import Document, Folder
from documents.library.queries.documents import documents_visible_to
from documents.library.queries.folders import Tree
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person

# German as the names of folders and files beside them.
REPORT, INDEX = "Nicht enthalten.txt", "Seiten.html"
# Names of devices on Windows, whatever ending they have: a file of such a name cannot be unpacked there.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?= *(\.|$))", re.IGNORECASE)


@dataclass(slots=True)
class Archive:
    """What goes into an archive: blobs with their names inside, links to pages, and what is left out, with reasons.

    `folders` are those in which no file lies: without them they would be missing where it is unpacked.
    """

    files: list[tuple[str, StoredFile]] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, object]] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)


def archive_of(
    user: Person, space: Space, tree: Tree, *, top: Folder | None, documents: Iterable[int], folders: Iterable[Folder]
) -> Archive:
    """Return the archive of single documents and of whole folders, as far as this person may read them.

    Names are cleaned and unique, folders stand as they lie below `top`. Two queries, whatever the number.
    """
    places = {folder.pk: folder for one in folders for folder in [one, *tree.below(one.pk)]}
    wanted = Q(pk__in=set(documents)) | Q(folder_id__in=list(places))
    chosen = documents_visible_to(user, space).filter(wanted)
    archive, taken = Archive(), {REPORT.casefold(): 1, INDEX.casefold(): 1}
    ways = {folder.pk: _way(tree, folder, top) for folder in places.values()}
    whole = chosen.select_related("file_entry__current__stored_file").order_by("title", "pk")
    for document in whole:
        _add(archive, taken, document, ways.get(document.folder_id or 0, ""))
    filled = {way for name, _stored in archive.files for way in _ways_to(name)}
    empty = set(ways.values()) - filled - {""}
    inside = {way for one in empty for way in _ways_to(one[:-1])}
    archive.folders = sorted(empty - inside)
    return archive


def _ways_to(name: str) -> list[str]:
    """Return the folders in which something lies: "a/", "a/b/" for "a/b/c"."""
    return [name[: slash.end()] for slash in re.finditer("/", name)]


def _way(tree: Tree, folder: Folder, top: Folder | None) -> str:
    """Return where a folder stands in the archive: "Berichte/2017/"."""
    names = [_portable(clean_file_name(one.name, fallback="Ordner")) for one in tree.way(folder)[len(tree.way(top)) :]]
    return "".join(f"{name}/" for name in names)


def _add(archive: Archive, taken: dict[str, int], document: Document, way: str) -> None:
    if document.kind == Document.Kind.PAGE:
        archive.pages.append((way + document.title, absolute_url(document.get_absolute_url())))
        return
    stored = document.file_entry.current.stored_file  # type: ignore[union-attr]  # every file has a version
    name = _unique(taken, way, _file_name(document.title, stored.original_name))
    if stored.scan in (StoredFile.Scan.INFECTED, StoredFile.Scan.WAITING):
        archive.left_out.append((name, stored.get_scan_display()))
    else:
        archive.files.append((name, stored))


def _file_name(title: str, original: str) -> str:
    """Return the title with the ending of the file."""
    _stem, dot, ending = original.rpartition(".")
    if not dot or len(ending) > 10 or title.casefold().endswith(f".{ending}".casefold()):
        return _portable(clean_file_name(title))
    return _portable(clean_file_name(f"{clean_file_name(title)}.{ending}"))


def _portable(name: str) -> str:
    """Return a name that Windows takes: "con.txt" becomes "con_.txt"."""
    return _DEVICE.sub(r"\1_", name, count=1) if _DEVICE.match(name) else name


def _unique(taken: dict[str, int], way: str, name: str) -> str:
    """Return a name that no other has, also where capitals do not count; `taken` knows how far each was counted."""
    wanted = (way + name).casefold()
    free, number = name, taken.get(wanted, 1)
    while (way + free).casefold() in taken:
        number += 1
        free = numbered(name, number)
    taken[wanted] = number
    taken.setdefault((way + free).casefold(), 1)
    return way + free


def pieces_of_archive(archive: Archive, *, title: str, language: str) -> Generator[bytes]:
    """Yield the archive in pieces of about 64 KB. What the storage does not give is named in the report.

    Where nothing was left out there is no report. Files are stored, not packed: most of them are packed already. Above
    4 GB the archive becomes a ZIP64 one.
    """
    stream = ZipStream(sized=False)
    for way in archive.folders:
        stream.mkdir(way)
    if archive.pages:
        stream.add(_index(archive, title, language), INDEX)
    for name, stored in archive.files:
        stream.add(_pieces(archive, name, stored), name, size=stored.size)
        yield from stream.all_files()
    if archive.left_out or not (archive.files or archive.pages):
        stream.add(_report(archive, title, language), REPORT)
    yield from stream.finalize()


def _pieces(archive: Archive, name: str, stored: StoredFile) -> Iterator[bytes]:
    try:
        with default_storage.open(stored.storage_name) as blob:
            while piece := blob.read(PIECE):
                yield piece
    except OSError:
        archive.left_out.append((name, _("could not be read; what is in the archive may be incomplete")))


def _index(archive: Archive, title: str, language: str) -> str:
    with translation.override(language):
        return render_to_string("library/archive_index.html", {"title": title, "pages": archive.pages})


def _report(archive: Archive, title: str, language: str) -> str:
    context = {"title": title, "archive": archive, "index": INDEX, "now": timezone.now()}
    with translation.override(language):
        text = render_to_string("library/archive_report.txt", context)
    # Windows' editor knows UTF-8 by this mark.
    return "\ufeff" + text.replace("\n", "\r\n")
