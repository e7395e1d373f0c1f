from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.editing.blocks.tree import Block
from documents.editing.walkers.inline import inline_html
from documents.editing.walkers.notes import Notes, key_of
from documents.editing.walkers.tables import table_html

_CONTAINERS = {"bulletList": "ul", "listItem": "li", "blockquote": "blockquote", "paragraph": "p"}


def library_image(document: int) -> str:
    """Return the address of an image of the library (route `library:image`)."""
    return f"/dokumente/bild/{document}/"


def to_html(
    blocks: Iterable[Block], *, prefix: str = "", image_source: Callable[[int], str] = library_image
) -> SafeString:
    """Return body HTML: known tags, escaped text, links only to http, https and mail addresses.

    `prefix` keeps the ids of footnotes apart where two texts stand on one page. `image_source` gives the address of an
    image; where it gives none, the description stands in its place. Words are in the active language.
    """
    blocks = tuple(blocks)
    html = _Writer(blocks, prefix, image_source).write(blocks)
    return mark_safe(html)  # noqa: S308  (each part is escaped where it is written)


class _Writer:
    def __init__(self, blocks: tuple[Block, ...], prefix: str, image_source: Callable[[int], str]) -> None:
        self.notes = Notes(blocks)
        self.prefix = escape(prefix)
        self.image_source = image_source
        self.tables = 0
        self.linked: set[str] = set()
        self.special: dict[str, Callable[[Block], str]] = {
            "heading": self.heading,
            "orderedList": self.ordered_list,
            "taskList": self.task_list,
            "taskItem": self.task,
            "codeBlock": self.code_block,
            "hardBreak": lambda _block: "<br>",
            "horizontalRule": lambda _block: "<hr>",
            "table": self.table,
            "image": self.image,
            "mention": self.mention,
            "footnoteReference": self.reference,
            "footnotes": lambda _block: "",
        }

    def write(self, blocks: Iterable[Block]) -> str:
        parts = [self.block(block) for block in blocks]
        parts.append(self.footnotes())
        return "\n".join(part for part in parts if part)

    def block(self, block: Block) -> str:
        special = self.special.get(block.name)
        if special:
            return special(block)
        tag = _CONTAINERS.get(block.name)
        inner = self.inner(block)
        return f"<{tag}>{inner}</{tag}>" if tag else inner

    def inner(self, block: Block) -> str:
        return inline_html(block.content, self.block)

    def heading(self, block: Block) -> str:
        # The page's title is the h1; the text starts below it.
        level = min(max(block.number("level", 2), 2), 4)
        return f"<h{level}>{self.inner(block)}</h{level}>"

    def ordered_list(self, block: Block) -> str:
        start = block.number("start", 1)
        return f'<ol start="{start}">{self.inner(block)}</ol>' if start != 1 else f"<ol>{self.inner(block)}</ol>"

    def task_list(self, block: Block) -> str:
        return f'<ul class="task-list" data-type="taskList">{self.inner(block)}</ul>'

    def task(self, block: Block) -> str:
        done = block.attributes.get("checked") is True
        sign, word = ("☑", pgettext("task", "done")) if done else ("☐", pgettext("task", "open"))
        return (
            f'<li data-type="taskItem" data-checked="{"true" if done else "false"}">'
            f'<span class="task-list__state" role="img" aria-label="{escape(word)}">{sign}</span> '
            f"<div>{self.inner(block)}</div></li>"
        )

    def code_block(self, block: Block) -> str:
        language = block.word("language")
        known = f' class="language-{language}"' if language.isalnum() and language.isascii() else ""
        return f"<pre><code{known}>{self.inner(block)}</code></pre>"

    def table(self, block: Block) -> str:
        self.tables += 1
        return table_html(block, self.tables, self.inner)

    def image(self, block: Block) -> str:
        document, alt = block.number("document", most=2**53), block.word("alt")
        source = self.image_source(document) if document else ""
        if source:
            return f'<figure><img src="{escape(source)}" alt="{escape(alt)}" loading="lazy"></figure>'
        return f"<p>{escape(_('[Image: %(description)s]') % {'description': alt or '–'})}</p>"

    def mention(self, block: Block) -> str:
        return f'<span class="mention">@{escape(block.word("label"))}</span>'

    def reference(self, block: Block) -> str:
        number = escape(self.notes.number(block))
        if not self.notes.knows(block):
            return f"<sup>{number}</sup>" if number else ""
        key, name = key_of(block), self.note_id(number)
        anchor = "" if key in self.linked else f' id="{name}-text"'
        self.linked.add(key)
        label = escape(_("Footnote %(number)s") % {"number": number})
        return f'<sup{anchor}><a href="#{name}" role="doc-noteref" aria-label="{label}">{number}</a></sup>'

    def note_id(self, number: str | int) -> str:
        return f"{self.prefix}fussnote-{number}"

    def footnotes(self) -> str:
        items = [self.footnote(note, n) for n, note in enumerate(self.notes.referred, 1)]
        items += [f"<li>{self.inner(note)}</li>" for note in self.notes.unreferred]
        if not items:
            return ""
        title = escape(_("Footnotes"))
        return (
            f'<section class="footnotes" role="doc-endnotes" aria-label="{title}">'
            f"<h2>{title}</h2><ol>{''.join(items)}</ol></section>"
        )

    def footnote(self, note: Block, number: int) -> str:
        name = self.note_id(number)
        inner = self.inner(note)
        label = escape(_("Back to the text of footnote %(number)s") % {"number": number})
        back = f' <a href="#{name}-text" role="doc-backlink" aria-label="{label}">↩</a>'
        at = len(inner) - len("</p>") if inner.endswith("</p>") else len(inner)
        return f'<li id="{name}">{inner[:at]}{back}{inner[at:]}</li>'
