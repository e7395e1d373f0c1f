"""What runs in a process of its own: the bytes of a file in, its title, blocks and findings as JSON out."""

import json
from base64 import b64encode
from typing import Any

from documents.editing.blocks.tree import Block, Run
from documents.formats.imports.cleaning import clean_html
from documents.formats.imports.inline import PRIVATE
from documents.formats.imports.markup import Reader
from documents.formats.imports.notes import footnotes_of, take_notes
from documents.formats.imports.pictures import Images
from documents.formats.imports.report import Findings
from documents.formats.imports.texts import decode


def read_html(payload: bytes) -> bytes:
    found = Findings()
    return _answer(clean_html(decode(payload, found)), found, Images())


def read_markdown(payload: bytes) -> bytes:
    from documents.formats.imports.markdown import markdown_tree

    found = Findings()
    title, root, notes = markdown_tree(decode(payload, found))
    return _answer(root, found, Images(), title, notes)


def read_docx(payload: bytes) -> bytes:
    from documents.formats.imports.docx import docx_html

    found, images = Findings(), Images()
    return _answer(docx_html(payload, found, images), found, images)


def _answer(root: Any, found: Findings, images: Images, title: str = "", notes: dict[str, Any] | None = None) -> bytes:
    for head in root.xpath(".//div[@class='document-head']"):
        head.drop_tree()
    heading = _take_heading(root)
    title = heading or _title_of(root) or title
    notes = {**take_notes(root), **(notes or {})}
    reader = Reader(found, images, notes)
    pictures = sum(1 for tree in (root, *notes.values()) for _image in tree.iter("img"))
    blocks = reader.blocks(root)
    placed = reader.placed
    blocks += footnotes_of(notes, reader.blocks)
    found.add("images_place", pictures - placed)
    data = {
        "title": title[:200],
        "heading": heading,
        "blocks": [_data(block) for block in blocks],
        "found": found.as_data(),
        "images": [[media_type, b64encode(image).decode()] for media_type, image in images.kept],
    }
    return json.dumps(data, ensure_ascii=False).encode()


def _title_of(root: Any) -> str:
    titles = root.xpath(".//title")
    return " ".join(titles[0].text_content().split()) if titles else ""


def _take_heading(root: Any) -> str:
    """Take out the heading that is the title of a file, the only first one where it stands before all others."""
    headings = root.xpath(".//h1")
    first = next(iter(root.xpath("|".join(f".//h{level}" for level in range(1, 7)))), None)
    heading = ""
    if len(headings) == 1 and headings[0] is first:
        heading = " ".join(first.text_content().split())
        for image in list(first.iter("img")):
            image.tail = None
            first.addnext(image)
        first.drop_tree()
    elif headings:
        _lower(root)
    return heading


def _lower(root: Any) -> None:
    """Where several first headings stand, each heading goes down by one: the page's title is above them."""
    for level in (5, 4, 3, 2, 1):
        for heading in root.xpath(f".//h{level}"):
            heading.tag = f"h{level + 1}"


def _data(part: Block | Run) -> list[Any]:
    if isinstance(part, Run):
        return [PRIVATE.sub("", part.text), dict(part.marks)]
    return [part.name, dict(part.attributes), [_data(inner) for inner in part.content]]
