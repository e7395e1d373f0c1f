"""A head, a picture and texts for the tests of all formats."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from documents.formats.head import ExportHead

HEAD = ExportHead(
    title="Positionspapier „Cluster & Netze“",
    state="Entwurf",
    date=datetime(2017, 11, 8, 9, 30, tzinfo=UTC),
    space="Cluster-Atlas",
    version="Fassung 3: vor der Sitzung",
    file_reference="WM-4711.1/23",
    origin="https://dialog.example.org",
)
HEAD_LINES = ["Cluster-Atlas", "Entwurf", "Fassung 3: vor der Sitzung", "8. November 2017, 10:30", "WM-4711.1/23"]


def picture(width: int = 30, height: int = 20, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#2044ab").save(out, kind)
    return out.getvalue()


def one_picture(document: int) -> bytes | None:
    """For whom image 7 may be read and no other."""
    return picture() if document == 7 else None
