"""Names of files as people gave them, made safe to show, to store and to send."""

import re
import unicodedata

MAX_CHARACTERS = 150
_NOT_ON_WINDOWS = str.maketrans('<>:"|?*', "_______")


def clean_file_name(name: str, *, fallback: str = "Datei") -> str:
    """Return a name of 1 to 150 characters without path, control characters, bidi overrides or invisible characters.

    The ending survives the shortening. A name of which nothing is left becomes the fallback.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(_visible(char) for char in unicodedata.normalize("NFC", last))
    plain = " ".join(visible.translate(_NOT_ON_WINDOWS).split()).strip(". ")
    if not plain:
        return fallback
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > MAX_CHARACTERS and dot and len(ending) <= 10:
        return stem[: MAX_CHARACTERS - len(ending) - 1].rstrip(". ") + "." + ending
    return plain[:MAX_CHARACTERS].rstrip(". ")


def visible_text(text: str) -> str:
    """Return text in one line without control characters, bidi overrides and invisible characters."""
    return " ".join("".join(_visible(char) for char in unicodedata.normalize("NFC", text)).split())


def numbered(name: str, number: int) -> str:
    """Return the name with a number before its ending: "Bericht (2).pdf"."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem} ({number}).{ending}" if dot and len(ending) <= 10 else f"{name} ({number})"


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zl", "Zp", "Zs") or char in "\t\n\r":
        return " "
    return "" if category in ("Cc", "Cf", "Cs", "Co", "Cn") else char


def title_from(name: str) -> str:
    """Return the name without its ending and with spaces for underscores: a title to start with."""
    stem, dot, ending = name.rpartition(".")
    title = stem if dot and len(ending) <= 10 else name
    return " ".join(title.replace("_", " ").split()) or name
