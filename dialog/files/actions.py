"""How files come in: begin, chunks, whole; or at once through a plain form. Rights on what a file is taken into are
checked by who takes it; here only the owner counts."""

from typing import Any
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialog.accounts.models import User
from dialog.common.errors import DialogError, Invalid, NotFound, SignInNeeded, TooFast
from dialog.files import limits
from dialog.files.errors import EmptyFile, FileTooLarge, WrongOffset
from dialog.files.incoming import (
    Body,
    Digest,
    WholeFile,
    digest_of,
    named_full_disk,
    opened_part,
    part_path,
    pieces_of,
    write_at,
)
from dialog.files.models import StoredFile, Upload
from dialog.files.names import clean_file_name
from dialog.files.queries import open_uploads, upload_for
from dialog.files.scanning import first_state, wake_scanner


@transaction.atomic
def begin_upload(*, owner: User, name: str, size: int, fingerprint: str = "", again: bool = False) -> Upload:
    """Announce a file of `size` bytes; its chunks follow within 24 hours.

    With a fingerprint (at most 64 characters, made by the browser) the person's own upload of the same file that is
    under way is returned, to be continued; with `again` also one that is whole and was not used yet. Raises
    EmptyFile, FileTooLarge above 200 MB, TooFast with 20 uploads open, all of them alive.
    """
    known = _under_way(owner, name, size, fingerprint, again)
    return known or _new_upload(owner, name, size, limits.UPLOAD, fingerprint)


def append_chunk(*, owner: User, upload_id: UUID, offset: int, body: Body) -> Upload:
    """Add at most 4 MB at this offset; the last chunk makes the file whole (`upload.stored_file`).

    The same chunk may come again after a broken connection. Raises NotFound, WrongOffset, FileTooLarge for more than
    a chunk or more than announced, Invalid for an empty chunk, StorageFull. Refused chunks leave the upload as it was.
    """
    upload = upload_for(owner, upload_id)
    with opened_part(upload) as part:
        upload = _as_it_stands(upload)
        if offset != upload.received:
            raise WrongOffset(upload.received)
        written = write_at(part, offset, body, limit=min(limits.CHUNK, upload.size - offset))
        if not written:
            raise Invalid(_("This part of the file is empty."))
        upload.received, upload.expires_at = offset + written, timezone.now() + limits.UPLOAD_LIFETIME
        rows = Upload.objects.filter(pk=upload.pk)
        if not rows.update(received=upload.received, expires_at=upload.expires_at):
            raise NotFound  # given up while this chunk came in
        return _finish(upload) if upload.received == upload.size else upload


def finish_upload(*, owner: User, upload_id: UUID) -> Upload:
    """Make a fully received upload whole where a crash came in between; safe to repeat.

    Raises NotFound, WrongOffset where bytes are missing, StorageFull.
    """
    upload = upload_for(owner, upload_id)
    if upload.received < upload.size:
        raise WrongOffset(upload.received)
    return upload if upload.stored_file_id else _finish(upload)


def receive_form_file(*, owner: User, file: UploadedFile[Any]) -> Upload:
    """Store a file that came with a plain form, as an upload that is whole.

    Raises EmptyFile, FileTooLarge above 10 MB, TooFast, StorageFull.
    """
    with transaction.atomic():
        upload = _new_upload(owner, file.name or "", file.size or 0, limits.FORM_FILE)
    try:
        digest = digest_of(file.chunks(limits.PIECE), upload.name)
        file.seek(0)
        _store(upload, digest, file)
    except (OSError, DialogError):
        discard_upload(owner=owner, upload_id=upload.pk)
        raise
    return _record(upload, digest)


def claim_upload(*, owner: User, upload_id: UUID) -> StoredFile:
    """Take the blob of a whole upload into the caller's transaction; it is then the caller's and expires no more.

    Raises NotFound for others', used, expired and unfinished uploads.
    """
    rows = Upload.objects.select_for_update(of=("self",)).filter(pk=upload_id, owner=owner)
    rows = rows.filter(expires_at__gt=timezone.now(), stored_file__isnull=False)
    upload = rows.select_related("stored_file").first()
    if upload is None or upload.stored_file is None:
        raise NotFound(_("The uploaded file is no longer there. Please choose it again."))
    upload.delete()
    return upload.stored_file


@transaction.atomic
def discard_upload(*, owner: User, upload_id: UUID) -> None:
    """Give an upload up and remove what has arrived of it; unknown ones are gone already."""
    upload = Upload.objects.select_for_update().filter(pk=upload_id, owner=owner).first()
    if upload:
        _remove(upload)


def remove_expired_uploads(*, limit: int = 500) -> int:
    """Remove uploads that nobody finished or used in time, and their bytes; returns how many."""
    expired = Upload.objects.filter(expires_at__lte=timezone.now()).order_by("expires_at")
    ids = list(expired.values_list("pk", flat=True)[:limit])
    for pk in ids:
        with transaction.atomic():
            upload = expired.select_for_update().filter(pk=pk).first()
            if upload:
                _remove(upload)
    return len(ids)


def _under_way(owner: User, name: str, size: int, fingerprint: str, again: bool) -> Upload | None:
    if not fingerprint or not owner.is_authenticated:
        return None
    rows = Upload.objects.filter(owner=owner, name=clean_file_name(name), size=size, fingerprint=fingerprint)
    rows = rows.filter(expires_at__gt=timezone.now())
    return (rows if again else rows.filter(stored_file__isnull=True)).order_by("created_at").last()


def _new_upload(owner: User, name: str, size: int, limit: int, fingerprint: str = "") -> Upload:
    if not owner.is_authenticated:
        raise SignInNeeded
    if size <= 0:
        raise EmptyFile
    if size > limit:
        raise FileTooLarge(_("This file is too large: at most %(n)s MB are possible.") % {"n": limit // limits.MB})
    if open_uploads(owner).count() >= limits.OPEN_UPLOADS and not _give_up_abandoned(owner):
        words = _("You have %(n)d unfinished uploads. Please discard some of them on the page “Upload files”.")
        raise TooFast(words % {"n": limits.OPEN_UPLOADS})
    return Upload.objects.create(owner=owner, name=clean_file_name(name), size=size, fingerprint=fingerprint)


def _give_up_abandoned(owner: User) -> bool:
    """Make room: give up this person's upload that has rested longest, if that is long enough."""
    before = timezone.now() + limits.UPLOAD_LIFETIME - limits.ABANDONED  # each byte moves the end
    rows = Upload.objects.select_for_update(skip_locked=True).filter(owner=owner, expires_at__lte=before)
    upload = rows.order_by("expires_at").first()
    if upload:
        _remove(upload)
    return upload is not None


def _as_it_stands(upload: Upload) -> Upload:
    """Read the upload again now that its part is ours alone; raises WrongOffset where it is whole or used by now."""
    row = Upload.objects.filter(pk=upload.pk, stored_file=None).first()
    if row is None:
        part_path(upload).unlink(missing_ok=True)  # made anew by opening it
        raise WrongOffset(upload.size)
    return row


def _finish(upload: Upload) -> Upload:
    path = part_path(upload)
    try:
        digest = digest_of(pieces_of(path), upload.name)
        with path.open("rb") as file:
            _store(upload, digest, WholeFile(file, name=str(path)))
        path.unlink(missing_ok=True)  # where the storage is not a disk, it has copied
    except FileNotFoundError:  # moved already: by a request at the same time, or before a crash
        digest = _digest_of_blob(upload)
    return _record(upload, digest)


def _digest_of_blob(upload: Upload) -> Digest:
    try:
        with default_storage.open(upload.storage_name) as blob:
            return digest_of(blob.chunks(limits.PIECE), upload.name)
    except FileNotFoundError:  # given up meanwhile
        raise NotFound from None


def _store(upload: Upload, digest: Digest, file: File[bytes]) -> None:
    if digest.size != upload.size:
        raise Invalid(_("The file did not arrive whole. Please upload it again."))
    with named_full_disk():
        default_storage.save(upload.storage_name, file)


@transaction.atomic
def _record(upload: Upload, digest: Digest) -> Upload:
    row = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if row is None:
        # Given up meanwhile, perhaps before the bytes were there; or stored and used by a request beside this one.
        if not StoredFile.objects.filter(storage_name=upload.storage_name).exists():
            default_storage.delete(upload.storage_name)
        raise NotFound
    if row.stored_file_id:
        return row
    row.stored_file = StoredFile.objects.create(
        sha256=digest.sha256,
        size=digest.size,
        media_type=digest.media_type,
        original_name=row.name,
        storage_name=row.storage_name,
        scan=first_state(),
        uploaded_by_id=row.owner_id,
    )
    row.received = row.size
    row.save(update_fields=["stored_file", "received"])
    transaction.on_commit(wake_scanner, robust=True)
    return row


def _remove(upload: Upload) -> None:
    """Bytes first: a crash in between leaves a row that the next run finds, never bytes that no row names."""
    part_path(upload).unlink(missing_ok=True)
    default_storage.delete(upload.storage_name)
    stored = upload.stored_file
    upload.delete()
    if stored:
        stored.delete()
