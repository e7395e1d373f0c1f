"""Who is named in the text of a page, and by whom: read from the stored text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from struct import error as StructError
from struct import unpack_from

from documents.comments.letters import ANY, STRING, TYPE, Node, StructReader
from documents.editing.blocks import Block, Run, blocks_of
from documents.editing.state import build_page
from documents.editing.updates import Malformed

NODE = "mention"
# As Yjs counts types, and kinds of values.
_ELEMENT = 3
_TEXT, _WHOLE = 119, 125
_NUMBERS = {124: ">f", 123: ">d", 122: ">q"}
_LONGEST_ID = 18  # figures; more do not fit a row's number


def people_named_by(payloads: Sequence[bytes], owners: Mapping[int, int]) -> dict[int, set[int]]:
    """Return by person named in a text the ids of who put the name there; none where that is not known.

    `payloads` are the stored updates, `owners` people by client. A name in a suggestion counts like any other.
    """
    # Names of nodes stand in updates as they are.
    if not any(NODE.encode() in payload for payload in payloads):
        return {}
    page = build_page(payloads)
    found: dict[int, set[int]] = {person: set() for person in _named_in(blocks_of(page))}
    for client, value in _ids_written(page.get_update()) if found else ():
        person = _person_of(value)
        if person in found and client in owners:
            found[person].add(owners[client])
    return found


def _named_in(parts: Iterable[Block | Run]) -> Iterator[int]:
    for part in parts:
        if isinstance(part, Block):
            person = _person_of(part.attributes.get("id")) if part.name == NODE else None
            if person is not None:
                yield person
            yield from _named_in(part.content)


def _person_of(value: object) -> int | None:
    """Return the id of a person as the editor writes it; numbers come back as floats."""
    text = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID else None


def _ids_written(update: bytes) -> list[tuple[int, object]]:
    """Return client and value of each "id" that was put on a mention."""
    reader = MentionReader(update)
    try:
        reader.letters()
    except (Malformed, IndexError, UnicodeDecodeError, StructError):
        # Content that no editor of ours writes: then nobody is known to have named anybody.
        return []
    return [(client, value) for node in reader.mentions for client, value in reader.ids[node]]


class MentionReader(StructReader):
    """Notes where mentions were made, and who put which "id" on which node."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.mentions: list[Node] = []
        self.ids: dict[Node, list[tuple[int, object]]] = defaultdict(list)

    def seen(self, kind: int, parent: Node | None, key: str, start: int) -> None:
        end, self.at = self.at, start
        if kind == TYPE and self.number() == _ELEMENT:
            if self.text() == NODE:
                self.mentions.append(self.node)
        elif kind in (ANY, STRING) and key == "id" and parent is not None:
            value = self.text() if kind == STRING else self._value()
            self.ids[parent].append((self.node[0], value))
        self.at = end

    def _value(self) -> object:
        """Return the text or number that this content holds; None for others."""
        count, kind = self.number(), self.data[self.at]
        self.at += 1
        if count != 1:
            return None
        if kind == _TEXT:
            return self.text()
        if kind == _WHOLE:
            first, self.at = self.data[self.at], self.at + 1
            return None if first & 0x40 else (first & 0x3F) | (self.number() << 6 if first & 0x80 else 0)
        return unpack_from(_NUMBERS[kind], self.data, self.at)[0] if kind in _NUMBERS else None
