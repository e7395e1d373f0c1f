"""Text that is gathered piece by piece, up to a bound."""

from dialog.files.bounded import TooMuch

MAX_TEXT = 1_000_000  # characters


class Enough(Exception):
    """As much text as is kept has been gathered; the rest of the file is not read."""


class Gathered:
    """The text found so far; raises Enough when it is full."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        room = MAX_TEXT - self._size
        self._pieces.append(text[:room])
        self._size += len(text)
        if self._size >= MAX_TEXT:
            raise Enough

    def as_bytes(self) -> bytes:
        """Return the text in UTF-8, each line without spaces at its ends, no two empty lines in a row.

        Raises TooMuch where all that was gathered up to the bound is empty: nobody knows then what follows.
        """
        lines, was_empty = [], True
        for line in "".join(self._pieces).splitlines():
            line = " ".join(line.split(" ")).strip()
            if line or not was_empty:
                lines.append(line)
            was_empty = not line
        text = "\n".join(lines).strip()
        if not text and self._size >= MAX_TEXT:
            raise TooMuch
        return text.encode("utf-8", "replace")
