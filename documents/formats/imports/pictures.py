"""Images inside a foreign file: looked at here, in the bounded process, and handed on by number. None is fetched."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from hashlib import sha256
from io import BytesIO
from urllib.parse import unquote_to_bytes
from uuid import uuid4

from dialog.files.sniffing import HEAD, media_type_of

MB = 1024 * 1024
MOST_IMAGES = 50  # different ones
MOST_BYTES = 5 * MB
MOST_BYTES_TOGETHER = 10 * MB
MOST_PIXELS = 25_000_000  # as many as an exported file may show
MOST_PIXELS_TOGETHER = 100_000_000
KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_DATA = re.compile(r"\s*data:[^,;]{0,100}(?:;[^,;]{0,100}){0,5},", re.I)

# Why one is left out, as the report knows it.
ELSEWHERE, KIND, BROKEN = "images_elsewhere", "images_kind", "images_broken"
LARGE, PIXELS, MANY = "images_large", "images_pixels", "images_many"


class Images:
    """The images of one file that may be kept, each once, however often it stands in the text."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []  # media type and bytes; the number counts from 0
        self._known: dict[bytes, int | str] = {}
        self._bytes = self._pixels = 0
        # Nobody who wrote the file can know it.
        self._sign = f"#{uuid4().hex}-"

    def take(self, data: bytes) -> int | str:
        """Return the number of an image, or the reason why it is left out."""
        key = sha256(data).digest()
        if key not in self._known:
            self._known[key] = self._judge(data)
        return self._known[key]

    def address(self, answer: int | str) -> str:
        """Return what stands as the image's address until `at` is asked; it survives the cleaning of HTML."""
        return f"{self._sign}{answer}"

    def at(self, address: str) -> int | str:
        """Return the number of the image with this address, or the reason why it is left out."""
        if address.startswith(self._sign):
            answer = address.removeprefix(self._sign)
            return int(answer) if answer.isdigit() else answer
        head = _DATA.match(address)
        if not head:
            return ELSEWHERE
        return self.take(_decoded(address[head.end() :], head[0]))

    def _judge(self, data: bytes) -> int | str:
        media_type = media_type_of(data[:HEAD], "")
        if not data or media_type not in KINDS:
            return KIND if data else BROKEN
        if len(data) > MOST_BYTES:
            return LARGE
        if len(self.kept) >= MOST_IMAGES or self._bytes + len(data) > MOST_BYTES_TOGETHER:
            return MANY
        reason = self._look(data, KINDS[media_type])
        if reason:
            return reason
        self._bytes += len(data)
        self.kept.append((media_type, data))
        return len(self.kept) - 1

    def _look(self, data: bytes, kind: str) -> str:
        """Return why an image cannot be shown; it is unpacked only where its head says that it is small enough."""
        from PIL import Image

        try:
            with Image.open(BytesIO(data), formats=[kind]) as opened:
                pixels = opened.width * opened.height
                if pixels > MOST_PIXELS:
                    return PIXELS
                if self._pixels + pixels > MOST_PIXELS_TOGETHER:
                    return MANY
                self._pixels += pixels
                opened.load()
        except (Image.DecompressionBombError, MemoryError):
            return PIXELS
        except Exception:  # whatever a decoder stumbles over
            return BROKEN
        return ""


def _decoded(text: str, head: str) -> bytes:
    raw = unquote_to_bytes(text)
    if not head.lower().endswith(";base64,"):
        return raw
    try:
        return b64decode(b"".join(raw.split()) + b"==")
    except NotBase64:
        return b""
