"""Which numbers of which Yjs clients are letters: read from the bytes of a whole text."""

from collections import defaultdict

from documents.editing.updates import Malformed, read_number

Span = tuple[int, int]
Node = tuple[int, int]  # client and clock

_GC, _DELETED, STRING, _EMBED, FORMAT, TYPE, ANY, _SKIP = 0, 1, 4, 5, 6, 7, 8, 10
_PLAIN_SIZES = {127: 0, 126: 0, 121: 0, 120: 0, 124: 4, 123: 8, 122: 8}
_NAMED_TYPES = {3, 5}


def letters_of(update: bytes) -> dict[int, list[Span]]:
    """Return the spans of letters by client, from and to, of an update that the server has made.

    Raises Malformed for content that no editor of ours writes.
    """
    return StructReader(update).letters()


class StructReader:
    """Walks over all structs of an update. Those that build on it look at each one in `seen`."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.node: Node = (0, 0)

    def seen(self, kind: int, parent: Node | None, key: str, start: int) -> None:
        """Look at struct `self.node`: its parent and name there, as far as it says so; content begins at `start`."""

    def letters(self) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = defaultdict(list)
        for _client in range(self.number()):
            structs, client, clock = self.number(), self.number(), self.number()
            for _struct in range(structs):
                self.node = (client, clock)
                length, is_text = self.struct()
                if is_text:
                    found[client].append((clock, clock + length))
                clock += length
        return dict(found)

    def number(self) -> int:
        value, self.at = read_number(self.data, self.at)
        return value

    def text(self) -> str:
        length = self.number()
        self.at += length
        return self.data[self.at - length : self.at].decode()

    def struct(self) -> tuple[int, bool]:
        """Step over one struct; return how many numbers it takes, and whether they are letters."""
        info = self.data[self.at]
        self.at += 1
        kind = info & 0x1F
        if info in (_GC, _SKIP):
            return self.number(), False
        parent, key = None, ""
        if info & 0xC0:
            for _number in range(2 * (info >> 6).bit_count()):
                self.number()
        else:
            parent = self.parent()
            key = self.text() if info & 0x20 else ""
        start = self.at
        length = self.content(kind)
        self.seen(kind, parent, key, start)
        return length, kind == STRING

    def parent(self) -> Node | None:
        """Return the node that this one stands in; None for the text itself."""
        if not self.number():
            return self.number(), self.number()
        self.text()
        return None

    def content(self, kind: int) -> int:
        if kind == _DELETED:
            return self.number()
        if kind == STRING:
            # Yjs counts in units of UTF-16.
            return len(self.text().encode("utf-16-le")) // 2
        if kind == ANY:
            count = self.number()
            for _value in range(count):
                self.value()
            return count
        self.single(kind)
        return 1

    def single(self, kind: int) -> None:
        if kind == _EMBED:
            self.text()
        elif kind == FORMAT:
            self.text()
            self.text()
        elif kind == TYPE:
            if self.number() in _NAMED_TYPES:
                self.text()
        else:
            raise Malformed("unknown content")

    def value(self) -> None:
        kind = self.data[self.at]
        self.at += 1
        if kind in _PLAIN_SIZES:
            self.at += _PLAIN_SIZES[kind]
        elif kind == 125:
            self.number()
        elif kind == 119:
            self.text()
        elif kind in (118, 117):
            for _member in range(self.number()):
                if kind == 118:
                    self.text()
                self.value()
        else:
            raise Malformed("unknown value")
