import re

from documents.formats.imports.report import Findings

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,30})""")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes, found: Findings) -> str:
    """Return the text of a file: by its mark, as UTF-8, by the character set that it names, or as Windows wrote it."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        found.add("encoding")
    named = _CHARSET.search(data[:2048])
    try:
        return data.decode(named[1].decode() if named else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
