import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dialog.common.serving import serve
from dialog.demo.cast import ACCOUNTS, PASSWORD


def welcome(port: int) -> str:
    """Return what the terminal shows once the server answers: the address and who can sign in."""
    width = max(len(account.email) for account in ACCOUNTS)
    return "\n".join(
        [
            "",
            f"Cluster-Dialog is running: http://localhost:{port}/",
            "",
            f"Demo accounts, all with the password {PASSWORD} (the sign-in page offers them with one click):",
            *(f"  {account.email:{width}}  {account.name}" for account in ACCOUNTS),
            "",
            f"Data and mail are kept in {settings.DATA_DIR}. Ctrl-C stops everything.",
        ]
    )


class Command(BaseCommand):
    help = "Run the demo on this machine: server and worker together, with the accounts printed. `make demo` uses it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_MODE:
            raise CommandError("Demo mode is off in these settings.")
        port = options["port"]
        os.environ["DEMO_ORIGIN"] = f"http://localhost:{port}"  # the server and the worker inherit it
        serve(host="127.0.0.1", port=port, processes=1, worker=True, ready_text=welcome(port))
