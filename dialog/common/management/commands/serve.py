from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from dialog.common.serving import serve


class Command(BaseCommand):
    help = "Serve pages and sockets: N Daphne processes on one listening socket, optionally with the worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=1, help="more than one needs PostgreSQL and Redis")
        parser.add_argument("--worker", action="store_true", help="run the background worker as well")
        parser.add_argument("--proxy-headers", action="store_true", help="trust X-Forwarded-For of the proxy in front")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        serve(
            host=host,
            port=port,
            processes=options["processes"],
            worker=options["worker"],
            proxy_headers=options["proxy_headers"],
            ready_text=f"Ready: {f'[{host}]' if ':' in host else host}:{port}",
        )
