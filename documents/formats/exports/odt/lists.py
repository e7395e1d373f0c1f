"""Tables in lists. An item of an OpenDocument list holds none, and LibreOffice drops one that stands there."""

import re

_TAGS = re.compile(r"(\x00\d+\x00|</?text:list(?: [^>]*)?>|</?text:list-item(?: [^>]*)?>)")
_EMPTY = re.compile(r"<text:list-header></text:list-header>|<text:list [^>]*></text:list>")


def place_of(number: int) -> str:
    """Return what stands for a table until its list is parted; no text can hold it."""
    return f"\x00{number}\x00"


def parted(xml: str, tables: dict[int, str]) -> str:
    """Return a list with its lists, ended before each table and taken up behind it, where the numbers go on."""
    made: list[str] = []
    around: list[tuple[str, str]] = []  # what opens again what is open here, and what closes it
    for token in _TAGS.split(xml):
        if token.startswith("\x00"):
            made += [close for _reopen, close in reversed(around)]
            made.append(tables[int(token.strip("\x00"))])
            made += [reopen for reopen, _close in around]
            around = [(reopen, f"</{reopen[1:-1].partition(' ')[0]}>") for reopen, _close in around]
        elif token.startswith("<text:list-item"):
            around.append(("<text:list-header>", "</text:list-item>"))
            made.append(token)
        elif token.startswith("<text:list"):
            around.append((token.replace(">", ' text:continue-numbering="true">'), "</text:list>"))
            made.append(token)
        elif token.startswith("</text:list"):
            made.append(around.pop()[1])
        else:
            made.append(token)
    return _without_empty("".join(made))


def _without_empty(xml: str) -> str:
    before = ""
    while before != xml:
        before, xml = xml, _EMPTY.sub("", xml)
    return xml
