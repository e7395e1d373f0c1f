import re
from typing import Any

from dialog.files.bounded import Unreadable
from documents.formats.imports.cleaning import clean_html
from documents.formats.imports.docx.numbers import Numbers, W
from documents.formats.imports.docx.package import DOCUMENT, packed, read_parts
from documents.formats.imports.docx.styles import STYLE_MAP, unknown_style
from documents.formats.imports.pictures import BROKEN, ELSEWHERE, Images
from documents.formats.imports.report import Findings

_COUNTED = {
    "ins": "tracked",
    "del": "tracked",
    "moveFrom": "tracked",
    "commentReference": "comments",
    "object": "objects",
}
_NOTE = re.compile(r"^footnote_(\d+)$")  # as our own files name them
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MAIN_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def docx_html(payload: bytes, found: Findings, images: Images) -> Any:
    """Return the tree of a Word file. Raises Unreadable and TooMuch (see `read_parts`)."""
    import mammoth

    parts, media = read_parts(payload)
    document = _parsed(parts[DOCUMENT])
    _count(document, found)
    _count_margins(parts, found)
    numbering = parts.get("word/numbering.xml")
    _lead_to_notes(document)
    _write_numbers(document, Numbers(_parsed(numbering) if numbering else None))
    parts[DOCUMENT] = _serialised(document)
    result = mammoth.convert_to_html(
        packed({**parts, **media}),
        style_map=STYLE_MAP,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda image: {"src": images.address(_taken(image, images))}),
    )
    for message in result.messages:
        name = unknown_style(message.message)
        if name:
            found.styles[name] = None
    return clean_html(result.value)


def _taken(image: Any, images: Images) -> int | str:
    """Return the image's number or why it is left out. Mammoth opens what is in the file and refuses all else."""
    try:
        with image.open() as opened:
            return images.take(opened.read())
    except (KeyError, ValueError):
        return ELSEWHERE
    except OSError:
        return BROKEN


def _parsed(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("corrupt") from error


def _serialised(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _count(document: Any, found: Findings) -> None:
    for name, kind in _COUNTED.items():
        found.add(kind, sum(1 for _element in document.iter(W + name)))
    found.add("formulas", sum(1 for _element in document.iter(_MATHS + "oMath")))
    boxes = [box for box in document.iter(W + "txbxContent") if next(box.iterancestors(_MAIN_FALLBACK), None) is None]
    found.add("text_boxes", len(boxes))


def _count_margins(parts: dict[str, bytes], found: Findings) -> None:
    margins = [data for name, data in parts.items() if name.startswith(("word/header", "word/footer"))]
    if any("".join(_parsed(data).itertext()).strip() for data in margins):
        found.add("margins")


def _lead_to_notes(document: Any) -> None:
    """Let further references to a footnote lead to the note itself, as mammoth names it."""
    for link in document.iter(W + "hyperlink"):
        found = _NOTE.match(link.get(W + "anchor") or "")
        if found:
            link.set(W + "anchor", f"footnote-{found[1]}")


def _write_numbers(document: Any, numbers: Numbers) -> None:
    """Put the number of each numbered paragraph before its words, as the reader's mark (see `inline`)."""
    from lxml import etree

    for paragraph in document.iter(W + "p"):
        number = numbers.next(paragraph)
        if number is None:
            continue
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "t").text = f"\ue000{number}\ue001"
        paragraph.insert(1, run)
