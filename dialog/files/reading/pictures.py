"""Small pictures of images, and how pictures leave the bounded process. Runs in a bounded process only."""

import json
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from dialog.files.bounded import TooMuch, Unreadable

MAX_PAGES = 10
MAX_SIDES = (1000, 2000)  # pixels of a page
THUMBNAIL = (160, 160)
MAX_PIXELS = 60_000_000  # an image of more is not unpacked
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF")
_QUALITY = 80


def pictures_of(path: Path) -> bytes:
    """Return the image upright and at most 1,000 pixels wide, packed; nothing else of the file (place, …) stays."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise TooMuch
            frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            image.draft("RGB", MAX_SIDES)
            small = _small(image, MAX_SIDES)
    except Image.DecompressionBombError:
        raise TooMuch from None
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, EOFError):
        raise Unreadable from None
    return packed([small], page_count=frames)


def packed(pages: list[Image.Image], *, page_count: int) -> bytes:
    """Return a line with sizes, then the thumbnail and the pages as WebP."""
    pictures = [_webp(_small(pages[0], THUMBNAIL)), *(_webp(page) for page in pages)]
    head = {"sizes": [len(picture) for picture in pictures], "page_count": page_count}
    return b"\n".join([json.dumps(head).encode(), b"".join(pictures)])


def _small(image: Image.Image, sides: tuple[int, int]) -> Image.Image:
    """Return a copy within these sides, turned as it is meant, on white where it is transparent."""
    copy = image.copy()
    copy.thumbnail((max(sides), max(sides)) if _lies_on_its_side(image) else sides)
    ImageOps.exif_transpose(copy, in_place=True)
    copy.thumbnail(sides)
    shown = copy.convert("RGBA")
    plain = Image.new("RGB", shown.size, "white")
    plain.paste(shown, mask=shown.getchannel("A"))
    return plain


def _lies_on_its_side(image: Image.Image) -> bool:
    return image.getexif().get(0x0112, 1) in (5, 6, 7, 8)


def _webp(image: Image.Image) -> bytes:
    data = BytesIO()
    image.save(data, "WEBP", quality=_QUALITY, method=2)
    return data.getvalue()
