from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Any

from documents.editing.blocks import Block
from documents.formats.exports.odt.body import Body, text_xml
from documents.formats.exports.odt.styles import automatic_styles, common_styles
from documents.formats.head import ExportHead, ImageSource, no_images, plain
from documents.formats.languages import REGIONS
from documents.formats.prepared import Prepared, prepare


def write_odt(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> bytes:
    """Return the text as an OpenDocument text (ODF 1.4)."""
    from odfdo import Document, Element

    with head.words():
        text = prepare(head, blocks, images)
        xml = _head_xml(head, text) + Body(text).xml()
    file = Document("text")
    _describe(file, head)
    _number_no_headings(file)
    for style in common_styles():
        file.insert_style(style)
    for style in automatic_styles():
        file.insert_style(style, automatic=True)
    file.body.clear()
    for child in Element.from_tag(f"<office:text>{xml}</office:text>").children:
        file.body.append(child)
    _add_pictures(file, text)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _describe(file: Any, head: ExportHead) -> None:
    language = head.language if head.language in REGIONS else "en"
    country = REGIONS[language]
    about = file.meta
    about.title = plain(head.title)
    about.subject = plain(head.file_reference)
    about.language = f"{language}-{country}"
    about.initial_creator = about.creator = plain(", ".join(head.authors) or head.space)
    about.creation_date = about.date = head.date.replace(tzinfo=None)
    for words in file.styles.root.get_elements("//style:default-style/style:text-properties"):
        words.set_attribute("fo:language", language)
        words.set_attribute("fo:country", country)


def _number_no_headings(file: Any) -> None:
    """The template numbers headings; people number theirs by hand."""
    for level in file.styles.root.get_elements("//text:outline-level-style"):
        level.set_attribute("style:num-format", "")
        for name in ("style:num-suffix", "style:num-prefix", "text:display-levels", "loext:num-list-format"):
            if level.get_attribute(name) is not None:
                level.del_attribute(name)


def _head_xml(head: ExportHead, text: Prepared) -> str:
    lines = [f'<text:p text:style-name="Title">{text_xml(head.title)}</text:p>']
    for label, words in head.lines():
        strong = f'<text:span text:style-name="Strong_20_Emphasis">{escape(label)}: </text:span>'
        lines.append(f'<text:p text:style-name="Document_20_Head">{strong}{text_xml(words)}</text:p>')
    for remark in text.remarks:
        lines.append(
            '<text:p text:style-name="Document_20_Head"><text:span text:style-name="Emphasis">'
            f"{text_xml(remark)}</text:span></text:p>"
        )
    return "".join(lines)


def _add_pictures(file: Any, text: Prepared) -> None:
    for document, picture in text.pictures.items():
        path = f"Pictures/{document}.{picture.kind}"
        file.container.set_part(path, picture.data)
        file.manifest.add_full_path(path, f"image/{picture.kind}")
