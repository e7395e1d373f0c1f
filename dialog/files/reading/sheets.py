"""The cells of an XLSX. Runs in a bounded process only."""

from dialog.files.reading.gathering import MAX_TEXT, Gathered
from dialog.files.reading.package import Target, local


class SharedStrings(Target):
    """Reads the table of texts to which cells point. Beyond the bound texts count as empty."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._size, self._is_text, self._is_phonetic = 0, False, False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = local(tag)
        self._is_phonetic = name == "rPh" or (self._is_phonetic and name != "si")
        self._is_text = name == "t" and not self._is_phonetic

    def end(self, tag: str) -> None:
        name = local(tag)
        self._is_text = False
        self._is_phonetic = self._is_phonetic and name != "rPh"
        if name == "si" and len(self.texts) < MAX_TEXT:
            self.texts.append("".join(self._parts))
        if name == "si":
            self._parts.clear()

    def data(self, text: str) -> None:
        if self._is_text and self._size < MAX_TEXT:
            self._size += len(text)
            self._parts.append(text)


class Sheet(Target):
    """Gathers the cells of one sheet: a line for each row that holds something, cells apart by tabs."""

    def __init__(self, found: Gathered, texts: list[str]) -> None:
        self._found, self._texts = found, texts
        self._kind, self._is_value, self._parts = "", False, [""]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self._kind, self._parts = attributes.get("t", "n"), []
        self._is_value = name in ("v", "t")

    def end(self, tag: str) -> None:
        name = local(tag)
        self._is_value = False
        if name == "c":
            text = self._text("".join(self._parts))
            if text:
                self._found.add(text + "\t")
        elif name == "row":
            self._found.add("\n")

    def data(self, text: str) -> None:
        if self._is_value:
            self._parts.append(text)

    def _text(self, value: str) -> str:
        """Return what a cell shows: the text it points to, or what stands in it."""
        if self._kind != "s":
            return "" if self._kind in ("b", "e") else value
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
        return self._texts[number] if 0 <= number < len(self._texts) else ""
