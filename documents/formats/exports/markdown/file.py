import json
from collections.abc import Sequence

from documents.editing.blocks import Block
from documents.formats.exports.markdown.blocks import Writer
from documents.formats.exports.markdown.inline import escaped
from documents.formats.head import ExportHead, ImageSource, no_images, plain
from documents.formats.prepared import Prepared, prepare


def write_markdown(head: ExportHead, blocks: Sequence[Block], images: ImageSource = no_images) -> bytes:
    """Return the text as Markdown in UTF-8. What Markdown lacks (joined cells, underlining) stands in it as HTML."""
    with head.words():
        text = prepare(head, blocks, images)
        front = _front(head, text)
        body = Writer(head, text).text()
    title = escaped(plain(head.title)).replace("\n", " ")
    return plain(f"{front}\n\n# {title}\n\n{body}").rstrip().encode() + b"\n"


def _front(head: ExportHead, text: Prepared) -> str:
    """Return the head as YAML; texts are quoted as in JSON, which YAML reads."""
    lines = [("title", head.title), ("lang", head.language), *head.lines()]
    lines += [("note", remark) for remark in text.remarks]
    return "\n".join(
        ["---", *(f"{json.dumps(key, ensure_ascii=False)}: {_quoted(value)}" for key, value in lines), "---"]
    )


def _quoted(value: str) -> str:
    return json.dumps(plain(value), ensure_ascii=False)
