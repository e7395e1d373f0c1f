"""A backup holds everything, and a restore changes everything or nothing; on SQLite and on PostgreSQL."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from dialog.accounts.models import User
from dialog.common import database_dump
from dialog.common.backup import BackupError, create_backup, restore_backup

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def media(tmp_path: Path, settings) -> Path:
    folder = tmp_path / "data" / "media"
    folder.mkdir(parents=True)
    settings.MEDIA_ROOT = folder
    (folder / "ab").mkdir()
    (folder / "ab" / "bericht ä.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 5000)
    (folder / "leer.txt").write_bytes(b"")
    return folder


@pytest.fixture
def person() -> User:
    return User.objects.create_user(email="leitung@example.org", password="unwichtig-hier", display_name="Leitung")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def repacked(archive: Path, target: Path, change) -> Path:
    """Copy an archive, passing every member (name, data) through change; None leaves the member out."""
    with tarfile.open(archive) as source, tarfile.open(target, "w") as copy:
        for member in source:
            changed = change(member.name, source.extractfile(member).read())
            if changed is not None:
                header = tarfile.TarInfo(changed[0])
                header.size = len(changed[1])
                copy.addfile(header, io.BytesIO(changed[1]))
    return target


def state(media: Path) -> tuple[list[str], dict[str, bytes]]:
    return sorted(User.objects.values_list("display_name", flat=True)), contents(media)


@pytest.mark.parametrize("name", ["sicherung.tar", "sicherung.tar.gz"])
def test_restore_brings_back_rows_and_files(media: Path, person: User, tmp_path: Path, name: str) -> None:
    before = state(media)
    create_backup(target=tmp_path / name)
    User.objects.filter(pk=person.pk).update(display_name="Geändert")
    (media / "leer.txt").write_bytes(b"etwas")
    (media / "neu.txt").write_bytes(b"neu")

    restore_backup(archive=tmp_path / name, replace=True)

    assert state(media) == before
    assert User.objects.get(pk=person.pk).check_password("unwichtig-hier")


def test_rows_can_be_written_after_a_restore(media: Path, person: User, tmp_path: Path) -> None:
    create_backup(target=tmp_path / "a.tar")
    restore_backup(archive=tmp_path / "a.tar", replace=True)
    User.objects.create_user(email="gast@example.org", password="unwichtig-hier", display_name="Gast")
    assert User.objects.count() == 2


def test_restore_refuses_a_target_with_data(media: Path, person: User, tmp_path: Path) -> None:
    create_backup(target=tmp_path / "a.tar")
    (media / "neu.txt").write_bytes(b"neu")
    before = state(media)
    with pytest.raises(BackupError, match="--replace"):
        restore_backup(archive=tmp_path / "a.tar", replace=False)
    assert state(media) == before


def flip(name: str):
    """Change one byte in the middle of the named member."""

    def change(member: str, data: bytes) -> tuple[str, bytes]:
        if member != name:
            return member, data
        middle = len(data) // 2
        return member, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]

    return change


DAMAGES = {
    "a file changed": flip("media/ab/bericht ä.pdf"),
    "the database changed": lambda name, data: flip(name)(name, data) if name.startswith("database") else (name, data),
    "the manifest changed": flip("manifest.json"),
    "the manifest is missing": lambda name, data: None if name == "manifest.json" else (name, data),
    "its checksum is missing": lambda name, data: None if name.endswith("sha256") else (name, data),
    "a file is missing": lambda name, data: None if name == "media/leer.txt" else (name, data),
    "a file was added": lambda name, data: (name.replace("leer", "fremd"), data),
    "a name leaves the folder": lambda name, data: (name.replace("media/leer", "../leer"), data),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_restore_of_a_damaged_archive_changes_nothing(media: Path, person: User, tmp_path: Path, damage: str) -> None:
    archive = tmp_path / "a.tar"
    create_backup(target=archive)
    damaged = repacked(archive, tmp_path / "b.tar", DAMAGES[damage])
    before = state(media)
    with pytest.raises(BackupError, match=r"damaged"):
        restore_backup(archive=damaged, replace=True)
    assert state(media) == before
    assert not list(media.parent.glob(".restore-*"))
    assert not (media.parent.parent / "leer.txt").exists()


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.0])
def test_restore_refuses_a_truncated_archive(media: Path, person: User, tmp_path: Path, kept: float) -> None:
    archive = tmp_path / "a.tar.gz"
    create_backup(target=archive)
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(BackupError, match="damaged"):
        restore_backup(archive=archive, replace=True)


def test_restore_refuses_an_archive_of_newer_code(media: Path, person: User, tmp_path: Path) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("spaces", "9999_from_the_future")
    create_backup(target=tmp_path / "a.tar")
    recorder.record_unapplied("spaces", "9999_from_the_future")
    with pytest.raises(BackupError, match="newer version"):
        restore_backup(archive=tmp_path / "a.tar", replace=True)


@contextmanager
def table_in_use() -> Iterator[None]:
    """Another program holds what a restore has to change."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            if other.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute("BEGIN; LOCK TABLE accounts_user IN ACCESS SHARE MODE")
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def test_files_come_back_when_the_database_cannot_be_loaded(
    media: Path, person: User, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(database_dump, "LOCK_SECONDS", 0.2)
    create_backup(target=tmp_path / "a.tar")
    (media / "neu.txt").write_bytes(b"neu")
    before = state(media)
    with table_in_use(), pytest.raises(BackupError, match="lock"):
        restore_backup(archive=tmp_path / "a.tar", replace=True)
    assert state(media) == before


def test_backup_does_not_overwrite_and_leaves_no_part(media: Path, person: User, tmp_path: Path) -> None:
    target = tmp_path / "a.tar"
    target.write_bytes(b"wichtig")
    with pytest.raises(BackupError, match="exists"):
        create_backup(target=target)
    assert target.read_bytes() == b"wichtig"
    with pytest.raises(BackupError):
        create_backup(target=tmp_path / "fehlt" / "a.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "data"]


def test_archive_is_readable_by_its_owner_only(media: Path, person: User, tmp_path: Path) -> None:
    create_backup(target=tmp_path / "a.tar")
    assert (tmp_path / "a.tar").stat().st_mode & 0o777 == 0o600


def test_archive_names_its_engine_and_every_file(media: Path, person: User, tmp_path: Path) -> None:
    manifest = create_backup(target=tmp_path / "a.tar")
    assert manifest.engine == connection.vendor
    database = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}[connection.vendor]
    assert set(manifest.members) == {database, "media/ab/bericht ä.pdf", "media/leer.txt"}


def test_commands_say_it_in_one_line(media: Path, person: User, tmp_path: Path, capsys) -> None:
    call_command("backup", str(tmp_path / "a.tar"))
    assert "database and 2 files" in capsys.readouterr().out
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(tmp_path / "a.tar"))
    call_command("restore", str(tmp_path / "a.tar"), "--replace")
    assert "manage.py migrate" in capsys.readouterr().out
    with pytest.raises(CommandError, match="does not exist"):
        call_command("restore", str(tmp_path / "fehlt.tar"))
