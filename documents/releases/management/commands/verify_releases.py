from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.releases.checking import faults_in_releases


class Command(BaseCommand):
    help = "Computes the checksums of all released versions anew and compares them with those that were stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--space", help="only the releases of the body with this slug")

    def handle(self, *args: Any, **options: Any) -> None:
        count, faults = faults_in_releases(options["space"])
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} of {count} released versions are not what they were.")
        self.stdout.write(f"{count} released versions checked, all as they were.")
