import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.editing.blocks import Block
from documents.formats.exports.pdf.tree import Tree
from documents.formats.fonts import pdf_fonts
from documents.formats.head import ExportHead, ImageSource, no_images, plain
from documents.formats.prepared import Prepared, prepare

TEMPLATE = Path(__file__).parent / "page.typ"


def write_pdf(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> bytes:
    """Return the text as a tagged PDF (PDF/UA-1); the same bytes for the same head, text and images.

    Where a text holds characters that none of the fonts can show, the file is tagged but does not claim PDF/UA.
    """
    import typst

    with head.words():
        text = prepare(head, blocks, images)
        data = json.dumps(_document(head, text), ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        root = _root(Path(folder), text)
        try:
            return _compile(root, data, head, "ua-1")
        except typst.TypstError:
            return _compile(root, data, head, None)


def _root(folder: Path, text: Prepared) -> Path:
    """Return the folder that the template may read: its own, or one with the pictures beside it."""
    if not text.pictures:
        return TEMPLATE.parent
    for document, picture in text.pictures.items():
        (folder / f"{document}.{picture.kind}").write_bytes(picture.data)
    (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
    return folder


def _compile(root: Path, data: str, head: ExportHead, standard: Literal["ua-1"] | None) -> bytes:
    import typst

    return typst.compile(
        root / TEMPLATE.name,
        root=root,
        font_paths=pdf_fonts(),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=standard,
        timestamp=int(head.date.timestamp()),
    )


def _document(head: ExportHead, text: Prepared) -> dict[str, Any]:
    tree = Tree(text)
    return {
        "title": plain(head.title) or "–",
        "language": head.language,
        "authors": [plain(name) for name in head.authors] or [plain(head.space)],
        "short": ", ".join(part for part in (head.version, head.state) if part),
        "facts": head.lines(),
        "remarks": list(text.remarks),
        "page": _("Page"),
        "of": pgettext("page 1 of 3", "of"),
        "body": tree.nodes(text.blocks),
    }
