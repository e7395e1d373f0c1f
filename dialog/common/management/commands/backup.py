from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dialog.common.backup import BackupError, create_backup


class Command(BaseCommand):
    help = "Write the database and all uploaded files into one archive with checksums; the server may run meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path, help="new file, for example backup-2026-01-31.tar (or .tar.gz)")

    def handle(self, *args: Any, **options: Any) -> None:
        archive: Path = options["archive"].absolute()
        try:
            manifest = create_backup(target=archive)
        except BackupError as error:
            raise CommandError(str(error)) from None
        size = archive.stat().st_size / 1000
        self.stdout.write(f"{archive}: database and {len(manifest.members) - 1} files, {size:,.0f} kB.")
