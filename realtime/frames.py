"""What goes out, made ready once for however many listeners there are."""

import struct

_FINAL_TEXT, _FINAL_BYTES = 0x81, 0x82


class Frame:
    """A text or a sequence of bytes on its way to clients, in the shapes of the wires that it may take.

    `wire` is the WebSocket frame (RFC 6455, section 5.2): final, not masked, not compressed. `size` is its length.
    """

    __slots__ = ("_event", "content", "size", "wire")

    def __init__(self, content: str | bytes) -> None:
        self.content = content
        is_text = isinstance(content, str)
        payload = content.encode() if isinstance(content, str) else content
        self.wire = _header(_FINAL_TEXT if is_text else _FINAL_BYTES, len(payload)) + payload
        self.size = len(self.wire)
        self._event: bytes | None = None

    @property
    def event(self) -> bytes:
        """The server-sent event; our JSON holds no line break, so it is one line."""
        if self._event is None:
            self._event = b"data: " + str(self.content).encode() + b"\n\n"
        return self._event


def _header(first: int, length: int) -> bytes:
    if length < 126:
        return bytes((first, length))
    if length < 65_536:
        return struct.pack("!BBH", first, 126, length)
    return struct.pack("!BBQ", first, 127, length)
