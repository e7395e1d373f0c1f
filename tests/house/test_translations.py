"""Every text of the interface is there in German, and no translation lies about that nobody uses."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.sources import ROOT

COMMITTED = ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


def key(message: Message) -> tuple[str, ...]:
    names = message.id if isinstance(message.id, list | tuple) else (message.id,)
    return (message.context or "", *names)


def texts(found: Catalog) -> dict[tuple[str, ...], Message]:
    return {key(message): message for message in found if message.id}


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings) and not message.fuzzy


@pytest.fixture(scope="module")
def committed() -> Catalog:
    return catalogue(COMMITTED)


def test_every_entry_is_translated(committed: Catalog) -> None:
    assert [name for name, message in texts(committed).items() if not is_translated(message)] == []


def test_no_entry_is_obsolete(committed: Catalog) -> None:
    assert list(committed.obsolete) == []


def test_placeholders_are_kept(committed: Catalog) -> None:
    problems = [(key(message), [str(error) for error in errors]) for message, errors in committed.check()]
    assert problems == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed; `make check` installs it")
def test_catalogue_holds_exactly_the_texts_of_the_code(committed: Catalog, tmp_path: Path) -> None:
    """`make messages` brings it up to date."""
    subprocess.run([sys.executable, ROOT / "scripts" / "collect_messages.py", tmp_path], check=True)
    fresh = texts(catalogue(tmp_path / "de" / "LC_MESSAGES" / "django.po"))
    present = texts(committed)
    assert sorted(fresh.keys() - present.keys()) == [], "missing in locale/de"
    assert sorted(present.keys() - fresh.keys()) == [], "in locale/de, but no longer in the code"
