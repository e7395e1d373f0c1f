"""Pictures of files, made in the background as soon as a file may be read. The rows say what is still to be made."""

import logging
import time
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from dialog.files.bounded import TooMuch, Unreadable
from dialog.files.models import StoredFile
from dialog.files.reading.content import BUSY, Pictures, draw_pictures, has_pictures
from dialog.files.removing import discard_blobs
from documents.library.models import FilePreview, FileVersion

logger = logging.getLogger("dialog.files")
ATTEMPTS = 3  # after which a file that takes the worker down each time is left alone
BUDGET = 30.0  # seconds of one run; then other work of the worker has its turn
MAY_BE_READ = (StoredFile.Scan.CLEAN, StoredFile.Scan.UNSCANNED)
THUMBNAIL = "thumbnail.webp"
State = FilePreview.State


def versions_waiting() -> QuerySet[FileVersion]:
    """Return the versions of which no preview was made or given up yet, the newest first; none that may be infected."""
    undone = Q(preview__isnull=True) | Q(preview__state=State.WAITING)
    rows = FileVersion.objects.filter(undone, stored_file__scan__in=MAY_BE_READ)
    return (
        rows.filter(entry__document__trashed_at__isnull=True).select_related("stored_file", "preview").order_by("-pk")
    )


def make_previews(*, budget: float = BUDGET) -> int:
    """Make previews of what waits for about `budget` seconds; return how many got an answer.

    Whatever happens in the middle, the rest is found by the next run; what fails three times gets none.
    """
    until, done = time.monotonic() + budget, 0
    for version in versions_waiting()[:500]:
        if time.monotonic() > until:
            break
        try:
            done += make_preview(version)
        except Exception:
            # Whatever is wrong with this one, or with the storage: the others have their turn.
            logger.exception("no preview of version %s this time", version.pk)
    return done


def make_preview(version: FileVersion) -> bool:
    """Make the preview of one version; returns False where it has to be tried again."""
    if not has_pictures(version.stored_file):
        FilePreview.objects.update_or_create(version=version, defaults={"state": State.NONE})
        return True
    preview = _begun(version)
    if preview is None:
        return True
    try:
        pictures = draw_pictures(version.stored_file)
    except (Unreadable, TooMuch) as error:
        if error.reason == BUSY:
            FilePreview.objects.filter(pk=preview.pk).update(attempts=preview.attempts - 1)
            return False
        FilePreview.objects.filter(pk=preview.pk).update(state=State.NONE)
        return True
    _keep(preview, pictures)
    return True


@transaction.atomic
def _begun(version: FileVersion) -> FilePreview | None:
    """Count one more attempt before the work begins; None where it has failed too often, and from then on no more."""
    name = "previews/" + version.stored_file.storage_name.removeprefix("files/")
    preview, _is_new = FilePreview.objects.get_or_create(version=version, defaults={"folder_name": name})
    if preview.attempts >= ATTEMPTS:
        preview.state = State.NONE
        preview.save(update_fields=["state"])
        return None
    preview.attempts, preview.folder_name = preview.attempts + 1, name
    preview.save(update_fields=["attempts", "folder_name"])
    return preview


def _keep(preview: FilePreview, pictures: Pictures) -> None:
    """Store the pictures, then say that they are there. The row named their folder before."""
    for name, picture in [(THUMBNAIL, pictures.thumbnail), *enumerate_pages(pictures.pages)]:
        place = f"{preview.folder_name}/{name}"
        default_storage.delete(place)  # of an attempt before
        default_storage.save(place, ContentFile(picture))
    numbers = {"pages": len(pictures.pages), "page_count": pictures.page_count}
    if not FilePreview.objects.filter(pk=preview.pk).update(state=State.READY, **numbers):
        with transaction.atomic():
            discard_blobs([f"{preview.folder_name}/"])  # the file was deleted for ever meanwhile


def enumerate_pages(pages: list[bytes]) -> list[tuple[str, bytes]]:
    """Return names and pictures of the pages, which count from 1."""
    return [(page_name(number), page) for number, page in enumerate(pages, start=1)]


def page_name(number: int) -> str:
    return f"{number}.webp"


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """What a page shows of a version's preview: `state` "ready", "waiting" or "none", page numbers, pages not shown."""

    state: str
    pages: range
    more: int

    @property
    def total(self) -> int:
        return len(self.pages) + self.more


def shown_preview(version: FileVersion) -> ShownPreview:
    """Return what there is to show of a version now; needs `stored_file` and `preview` of it."""
    preview = getattr(version, "preview", None)
    stored = version.stored_file
    if stored.scan not in MAY_BE_READ or not has_pictures(stored):
        state = State.WAITING if stored.scan == StoredFile.Scan.WAITING and has_pictures(stored) else State.NONE
        return ShownPreview(state, range(0), 0)
    if preview is None or preview.state != State.READY:
        return ShownPreview(preview.state if preview else State.WAITING, range(0), 0)
    return ShownPreview(State.READY, range(1, preview.pages + 1), max(0, preview.page_count - preview.pages))


def wake_previews() -> None:
    """Tell the worker that a new version is there; after commit."""
    from documents.library.tasks import make_new_previews

    make_new_previews()
