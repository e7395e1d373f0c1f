"""A ZIP that somebody else made, opened within bounds, and the XML in it as a stream of events."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from dialog.files.bounded import TooMuch, Unreadable

MB = 1024 * 1024
MAX_ENTRIES = 10_000
MAX_TOTAL = 1024 * MB  # all entries unpacked, as announced
MAX_RATIO = 300  # of an entry over 16 MB; XML of office programs stays below 100
MAX_READ = 200 * MB  # what is unpacked of one file
_PIECE = 64 * 1024


class Package:
    """The entries of a ZIP by name. What is read of it counts against one bound."""

    def __init__(self, path: Path) -> None:
        """Raises Unreadable for what is no ZIP, TooMuch for one that announces more than it may."""
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise Unreadable from None
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise TooMuch
        self._entries = {entry.filename: entry for entry in entries}
        self._read = 0

    def names(self) -> list[str]:
        return list(self._entries)

    def parse(self, name: str, target: Any) -> None:
        """Hand the XML of an entry to a parser target: no tree, no entities, no network. Missing entries are empty.

        Raises Unreadable for broken XML and for a DOCTYPE, which no office program writes; TooMuch for what unpacks to
        more than it may.
        """
        entry = self._entries.get(name)
        if entry is None:
            return
        if entry.file_size > 16 * MB and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise TooMuch
        parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=False)
        try:
            self._feed(entry, parser.feed)
            parser.close()
        except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise Unreadable from None

    def _feed(self, entry: zipfile.ZipInfo, feed: Callable[[bytes], None]) -> None:
        if entry.flag_bits & 1:
            raise Unreadable("protected")
        with self._zip.open(entry) as stream:
            while piece := stream.read(_PIECE):
                self._read += len(piece)
                if self._read > MAX_READ:
                    raise TooMuch
                feed(piece)

    def holds(self, name: str, words: bytes) -> bool:
        """Return whether the first MB of an entry holds these bytes."""
        entry = self._entries.get(name)
        if entry is None:
            return False
        try:
            with self._zip.open(entry) as stream:
                return words in stream.read(MB)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
            raise Unreadable from None


class Target:
    """What takes events of the parser; those that build on it say which ones they want."""

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        pass

    def end(self, _tag: str) -> None:
        pass

    def data(self, _text: str) -> None:
        pass

    def doctype(self, *_parts: str | None) -> None:
        raise Unreadable

    def close(self) -> None:
        pass


def local(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]
