"""WebSocket frames as bytes (RFC 6455): only what a cheap client needs."""

import base64
import os

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
Span = tuple[int, int, int]  # opcode, begin and end of the payload


def walk(data: bytes) -> tuple[int, list[Span]]:
    """Return where the last whole frame ends, and the frames up to there. Expects what servers send: not masked."""
    spans: list[Span] = []
    at, size = 0, len(data)
    while size - at >= 2:
        begin, length = at + 2, data[at + 1]
        if length == 126:
            begin += 2
            length = int.from_bytes(data[begin - 2 : begin], "big")
        elif length == 127:
            begin += 8
            length = int.from_bytes(data[begin - 8 : begin], "big")
        # With half a length field the frame cannot be whole either.
        if size < begin or size < begin + length:
            break
        spans.append((data[at] & 15, begin, begin + length))
        at = begin + length
    return at, spans


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return a client's frame. The mask is zero, which is allowed and leaves the payload as it is."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, 0x80 | size, 0, 0, 0, 0)) + payload
    if size < 65_536:
        return bytes((0x80 | opcode, 0xFE, size >> 8, size & 255, 0, 0, 0, 0)) + payload
    return bytes((0x80 | opcode, 0xFF)) + size.to_bytes(8, "big") + bytes(4) + payload


def close_code(payload: bytes) -> int:
    return int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005


def handshake(port: int, path: str, cookie: str = "") -> bytes:
    """Return the request that opens a socket, with the server's own address as origin."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
