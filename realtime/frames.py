"""What goes out, made ready once for however many listeners there are."""

import struct

_FINAL_TEXT, _FINAL_BYTES = 0x81, 0x82


class Frame:
    """A text or a sequence of bytes on its way to clients, in the shapes of the wires that it may take."""

    __slots__ = ("_event", "_wire", "content", "size")

    def __init__(self, content: str | bytes) -> None:
        self.content = content
        self._wire: bytes | None = None
        self._event: bytes | None = None
        self.size = len(content) if isinstance(content, bytes) else len(content.encode())

    @property
    def wire(self) -> bytes:
        """The WebSocket frame (RFC 6455, section 5.2): final, not masked, not compressed."""
        if self._wire is None:
            is_text = isinstance(self.content, str)
            payload = self.content.encode() if isinstance(self.content, str) else self.content
            self._wire = _header(_FINAL_TEXT if is_text else _FINAL_BYTES, len(payload)) + payload
        return self._wire

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
