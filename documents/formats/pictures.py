from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

MOST_PICTURES = 60
MOST_BYTES = 40 * 1024 * 1024  # all pictures of one text together
MOST_PIXELS = 25_000_000
WIDEST = 2000  # pixels; more than a printed page shows
_KEPT = {"PNG": "png", "JPEG": "jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that every format can hold. `kind` is "png" or "jpeg"."""

    data: bytes
    kind: str
    width: int
    height: int


def pictures_for(ids: Iterable[int], images: Callable[[int], bytes | None]) -> dict[int, Picture]:
    """Return the pictures that may and can be shown, by id, within bounds on number and size."""
    found: dict[int, Picture] = {}
    left = MOST_BYTES
    for document in list(ids)[:MOST_PICTURES]:
        data = images(document) if document else None
        picture = read_picture(data) if data else None
        if picture and len(picture.data) <= left:
            left -= len(picture.data)
            found[document] = picture
    return found


def read_picture(data: bytes) -> Picture | None:
    """Return an image as PNG or JPEG of at most 2,000 pixels, or None for what is none or is too large to open."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.load()
            kind = _KEPT.get(opened.format or "")
            if kind and max(opened.size) <= WIDEST:
                return Picture(data, kind, *opened.size)
            opened.thumbnail((WIDEST, WIDEST))
            return _written(opened, kind or "png")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _written(opened: "object", kind: str) -> Picture:
    from PIL import Image

    assert isinstance(opened, Image.Image)
    image = opened if opened.mode in ("RGB", "L") else opened.convert("RGB" if kind == "jpeg" else "RGBA")
    out = BytesIO()
    image.save(out, kind)
    return Picture(out.getvalue(), kind, *image.size)
