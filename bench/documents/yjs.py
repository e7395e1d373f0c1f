"""What the drivers know of Yjs: numbers, state vectors, messages of y-protocols, and where the text lies."""

from typing import Any, Protocol, cast

from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText

from documents.editing.updates import FIELD, read_number, write_number

SYNC, AWARENESS, AUTH, STATELESS_SYNC = 0, 1, 2, 4
ASK, ANSWER, UPDATE = 0, 1, 2
PEERS_FIELD = "text"
Page = Doc[Any]


class Words(Protocol):
    """A text that can be typed into; indexes count UTF-8 bytes."""

    def __len__(self) -> int: ...
    def __delitem__(self, key: slice) -> None: ...
    def insert(self, index: int, value: str) -> None: ...


def with_length(data: bytes) -> bytes:
    return write_number(len(data)) + data


def state_vector(data: bytes) -> dict[int, int]:
    """Return how far a state vector has come, by client."""
    count, at = read_number(data, 0)
    found = {}
    for _client in range(count):
        client, at = read_number(data, at)
        found[client], at = read_number(data, at)
    return found


def ask(page: Page) -> bytes:
    return bytes((SYNC, ASK)) + with_length(page.get_state())


def answer(update: bytes) -> bytes:
    return bytes((SYNC, ANSWER)) + with_length(update)


def edit(update: bytes) -> bytes:
    return bytes((SYNC, UPDATE)) + with_length(update)


def caret(client: int, clock: int, state: str) -> bytes:
    body = b"\x01" + write_number(client) + write_number(clock) + with_length(state.encode())
    return bytes((AWARENESS,)) + with_length(body)


# Where the text lies: the peers take any root, the product one with paragraphs.


def peers_text(page: Page) -> Words:
    return cast(Words, page.get(PEERS_FIELD, type=Text))


def product_text(page: Page) -> Words | None:
    """Return the text of the last paragraph that has one; None while there is none."""
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        for block in reversed(list(root.children)):
            if isinstance(block, XmlElement):
                for child in block.children:
                    if isinstance(child, XmlText):
                        return cast(Words, child)
    return None


def new_product_text(page: Page) -> Words:
    """Put a paragraph at the end and return its text."""
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        paragraph = XmlElement("paragraph")
        root.children.append(paragraph)
        text = XmlText()
        paragraph.children.append(text)
    return cast(Words, text)
