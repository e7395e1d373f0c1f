from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dialog.common.backup import BackupError, restore_backup


class Command(BaseCommand):
    help = "Load an archive written by `backup`, all or nothing. Stop the server and the worker first."
    # An empty database is the usual target; checks and migrations would complain about it.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--replace", action="store_true", help="overwrite the data that are there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(archive=options["archive"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Restored the state of {manifest.created}. Now run: manage.py migrate")
