"""One archive with everything that cannot be made again: the database and the uploaded files.

A tar file: database dump, files below `media/`, at the end `manifest.json` with the SHA-256 of each member and
`manifest.json.sha256`. A restore reads and checks all of it before it touches anything.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from dialog.common.database_dump import (
    DumpError,
    check_dump,
    dump_database,
    is_empty_database,
    load_database,
    member_name,
)

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_SUM = "manifest.json.sha256"
MEDIA = "media/"
CHUNK = 1024 * 1024


class BackupError(Exception):
    """Nothing was changed; the text is one line for the operator."""


@dataclass
class Manifest:
    """What an archive says about itself. members: name -> SHA-256 in hex."""

    created: str
    engine: str
    migrations: list[str]
    members: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def create_backup(*, target: Path) -> Manifest:
    """Write the archive; compressed when its name ends in `.gz`. The server may run meanwhile.

    The database is copied first, then the files: a file that came later is in the archive without its row, never
    the other way round. Raises BackupError and leaves no half archive (full disk, name taken, dump failed).
    """
    if target.exists():
        raise BackupError(f"{target} exists already.")
    part = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            dump = Path(folder) / member_name()
            dump_database(dump)
            manifest = Manifest(timezone.now().isoformat(), connection.vendor, _applied_migrations())
            _write_archive(part, dump, manifest, compress=target.suffix == ".gz")
        part.rename(target)
    except (OSError, DumpError) as error:
        part.unlink(missing_ok=True)
        raise BackupError(_one_line(error)) from None
    return manifest


def restore_backup(*, archive: Path, replace: bool) -> Manifest:
    """Load an archive made by create_backup, all or nothing. The server and the worker must be stopped.

    Refuses a damaged archive, one of another engine or of newer code, and, without `replace`, a target that holds
    any table or file. Raises BackupError; then everything is as it was.
    """
    media = Path(settings.MEDIA_ROOT)
    try:
        media.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=media.parent, prefix=".restore-") as folder:
            manifest = _unpack(archive, Path(folder))
            _refuse_foreign(manifest)
            check_dump(Path(folder) / member_name())
            if not (replace or _target_is_empty(media)):
                raise BackupError("The target holds data already; use --replace to overwrite them.")
            with _swapped(media, Path(folder)):
                load_database(Path(folder) / member_name())
    except (OSError, DumpError) as error:
        raise BackupError(_one_line(error)) from None
    return manifest


def _one_line(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{text[:1].upper()}{text[1:]}."


def _applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def _media_files(media: Path) -> Iterator[Path]:
    return (path for path in sorted(media.rglob("*")) if path.is_file() and not path.is_symlink())


class _HashingReader:
    """Passes a stream through and keeps the SHA-256 of what was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.hash.update(data)
        return data


def _write_archive(path: Path, dump: Path, manifest: Manifest, *, compress: bool) -> None:
    media = Path(settings.MEDIA_ROOT)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz" if compress else "w") as archive:
            _add(archive, dump, dump.name, manifest)
            for file in _media_files(media):
                # A file deleted since it was listed belongs to no row of a later state either.
                with suppress(FileNotFoundError):
                    _add(archive, file, MEDIA + file.relative_to(media).as_posix(), manifest)
            text = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
            _add_bytes(archive, MANIFEST, text)
            _add_bytes(archive, MANIFEST_SUM, hashlib.sha256(text).hexdigest().encode())
        raw.flush()
        os.fsync(raw.fileno())


def _add(archive: tarfile.TarFile, file: Path, name: str, manifest: Manifest) -> None:
    with file.open("rb") as stream:
        header = archive.gettarinfo(arcname=name, fileobj=stream)
        header.uid = header.gid = 0
        header.uname = header.gname = ""
        reader = _HashingReader(stream)
        archive.addfile(header, reader)
        manifest.members[name] = reader.hash.hexdigest()


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    header = tarfile.TarInfo(name)
    header.size = len(data)
    archive.addfile(header, BytesIO(data))


def _unpack(path: Path, folder: Path) -> Manifest:
    """Unpack into folder and compare every member with the manifest; raises BackupError on any difference."""
    if not path.is_file():
        raise BackupError(f"{path} does not exist.")
    sums: dict[str, str] = {}
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                if member.name in sums:
                    raise BackupError("The archive is damaged: a name occurs twice.")
                sums[member.name] = _unpack_member(archive, member, folder)
        manifest = _read_manifest(folder, sums)
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError):
        raise BackupError("The archive is damaged or incomplete.") from None
    differing = sorted(set(sums.items()) ^ set(manifest.members.items()))
    if differing:
        raise BackupError(f"The archive is damaged: {differing[0][0]} is not as the manifest says.")
    return manifest


def _unpack_member(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    name = PurePosixPath(member.name)
    if not member.isfile() or name.is_absolute() or ".." in name.parts:
        raise BackupError("The archive is damaged: it holds something that is not a plain file.")
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    source = archive.extractfile(member)
    if source is None:
        raise BackupError("The archive is damaged or incomplete.")
    reader = _HashingReader(source)
    with target.open("wb") as out:
        shutil.copyfileobj(reader, out, CHUNK)
    if target.stat().st_size != member.size:
        raise EOFError
    return reader.hash.hexdigest()


def _read_manifest(folder: Path, sums: dict[str, str]) -> Manifest:
    """Read the manifest, take it and its checksum out of sums; raises KeyError or ValueError when it is not whole."""
    expected = (folder / MANIFEST_SUM).read_text() if sums.pop(MANIFEST_SUM, None) else ""
    if sums.pop(MANIFEST) != expected:
        raise ValueError(MANIFEST)
    return Manifest(**json.loads((folder / MANIFEST).read_text()))


def _refuse_foreign(manifest: Manifest) -> None:
    if manifest.format != FORMAT:
        raise BackupError(f"The archive has the format {manifest.format}; this version reads {FORMAT}.")
    if manifest.engine != connection.vendor or member_name() not in manifest.members:
        raise BackupError(f"The archive was made on {manifest.engine}; this installation uses {connection.vendor}.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    newer = [name for name in manifest.migrations if name not in known]
    if newer:
        raise BackupError(f"The archive was made by a newer version (it knows {newer[0]}); upgrade first.")


def _target_is_empty(media: Path) -> bool:
    return is_empty_database() and not (media.is_dir() and next(media.iterdir(), None))


@contextmanager
def _swapped(media: Path, folder: Path) -> Iterator[None]:
    """Put the unpacked files in place of the present ones; back again when the block fails."""
    fresh, former = folder / "media", folder / "former-media"
    fresh.mkdir(exist_ok=True)
    if media.exists():
        media.rename(former)
    fresh.rename(media)
    try:
        yield
    except BaseException:
        media.rename(fresh)
        if former.exists():
            former.rename(media)
        raise
