"""Measure speed and size: python -m bench.run [--only NAME] [--repeat N]. One JSON line per measurement."""

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

Measurement = dict[str, Any]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def prepare(folder: Path) -> None:
    """A data folder of its own, settings like the demo, an empty database, collected static files."""
    os.environ["DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialog.settings.demo"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
    django.setup()
    from django.core.management import call_command

    say("prepare: database, static files")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", "--noinput", verbosity=0)


def measurements(only: str, repeat: int) -> Iterator[Measurement]:
    """Yield what was measured, page by page; imports wait until Django is set up."""
    from bench import live, pages, sizes
    from bench.data import make_world
    from bench.processes import Installation

    say("prepare: a thread with 200 posts, a chat with 1,000 messages, a document")
    world = make_world()
    with Installation() as running:
        cases: dict[str, Callable[[], Iterator[Measurement]]] = {
            "start": lambda: pages.start_up(running),
            "pages": lambda: pages.page_costs(running, world, repeat),
            "message": lambda: live.message_costs(running, world),
            "edit": lambda: live.edit_costs(running, world),
            "sizes": lambda: sizes.sizes(running, world),
        }
        for name, case in cases.items():
            if only in name:
                say(f"measure: {name}")
                yield from case()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="part of a name: start, pages, message, edit, sizes")
    parser.add_argument("--repeat", type=int, default=30, help="requests per page")
    options = parser.parse_args()
    # Asked to stop, leave the blocks in order, so that no server stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    over = []
    with tempfile.TemporaryDirectory(prefix="cluster-dialog-bench-") as folder:
        prepare(Path(folder))
        for measurement in measurements(options.only, options.repeat):
            print(json.dumps(measurement), flush=True)
            if measurement.get("within") is False:
                over.append(measurement["name"])
    if over:
        say(f"Over budget: {', '.join(over)}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
