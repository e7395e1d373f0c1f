from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dialog.files.scanning import ScannerUnavailable, scan_unscanned


class Command(BaseCommand):
    help = "Checks files for malware that were stored while no scanner was set up; they stay readable meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checked, infected = scan_unscanned()
        except (OSError, ScannerUnavailable) as error:
            raise CommandError(
                "The scanner does not answer; the rest was not checked. Please start it again."
            ) from error
        self.stdout.write(f"{checked} files checked, {infected} of them infected and locked.")
