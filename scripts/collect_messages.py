"""Collect the texts to translate, in a copy of the sources: collect_messages.py TARGET

TARGET is a locale folder: it gets catalogues with every text of the code, the translations that exist, sorted, without
places (so that a change shows only what changed) and without what is no longer used.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ["*.py", "*.html", "*.txt"]
LANGUAGE = "de"
CATALOGUE = Path(LANGUAGE) / "LC_MESSAGES" / "django.po"


def copy_sources(target: Path) -> None:
    """Copy what git knows or would know of the sources, tests and locks aside."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *SOURCES]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if name.startswith(("tests/", "bench/", "scripts/")) or not (ROOT / name).is_file():
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target / name)


def collect(target: Path) -> None:
    """Write the fresh catalogue below target; raises CalledProcessError when gettext complains."""
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        copy_sources(copy)
        fresh = copy / "locale" / CATALOGUE
        fresh.parent.mkdir(parents=True)
        if (ROOT / "locale" / CATALOGUE).exists():
            shutil.copyfile(ROOT / "locale" / CATALOGUE, fresh)
        arguments = [
            "makemessages",
            "--locale",
            LANGUAGE,
            "--extension",
            "html,txt,py",
            "--no-location",
            "--verbosity",
            "0",
        ]
        subprocess.run([sys.executable, "-m", "django", *arguments], cwd=copy, env=environment, check=True)
        out = target / CATALOGUE
        out.parent.mkdir(parents=True, exist_ok=True)
        sort = ["msgattrib", "--sort-output", "--no-obsolete", "--no-location", "--output-file", str(out), str(fresh)]
        subprocess.run(sort, check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: collect_messages.py TARGET")
    collect(Path(sys.argv[1]))
