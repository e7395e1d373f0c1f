from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from documents.contents.reading import read_again, read_due


class Command(BaseCommand):
    help = "Read what is new or has changed in pages and files for the search, at once; the worker does it each minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="read everything anew, also what is known")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            read_again()
        total = 0
        while done := read_due():
            total += done
            self.stdout.write(f"{total} documents read")
        self.stdout.write("Nothing is waiting.")
