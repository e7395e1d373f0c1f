"""HTML as blocks. Runs in a process of its own, without settings: no words of ours are made here."""

import re
from collections.abc import Iterable
from typing import Any

from documents.editing.blocks.tree import Block, Run
from documents.formats.imports.inline import Inline
from documents.formats.imports.pictures import ELSEWHERE, Images
from documents.formats.imports.report import Findings
from documents.formats.imports.tables import table_of

# Lists and quotes inside each other: each list takes two of the levels that a page may have.
DEEPEST = 7
DEEPEST_ELEMENT = 100
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_RAISED = {"h5", "h6"}
_ALIGNED = {"right", "center", "justify"}  # left is how all cells stand
DROPPED = frozenset(
    ["script", "style", "iframe", "object", "svg", "math", "template", "textarea", "select", "video", "audio", "canvas",
     "noscript", "button", "title"]
)  # fmt: skip
_SILENT = {"style", "title"}
_NUMBER = re.compile("^\ue000(\\d{1,9})\ue001")
_BOXES = {"☐": False, "☑": True, "☒": True}


class Reader:
    """Turns elements into blocks. `marks` of other readers: a list item's number, a footnote's place (see `inline`)."""

    def __init__(self, found: Findings, images: Images, notes: dict[str, Any] | None = None) -> None:
        self.found = found
        self.images = images
        self.placed = 0  # images that were looked at, kept or not
        self.inline = Inline(found, notes or {})
        self.depth = 0
        self.level = 0
        self.in_table = False

    def blocks(self, element: Any) -> list[Block]:
        """Return what is in an element as blocks; text that stands free becomes paragraphs."""
        if self.level >= DEEPEST_ELEMENT:
            return self._flat(element)
        self.level += 1
        try:
            return self._content(element)
        finally:
            self.level -= 1

    def _flat(self, element: Any) -> list[Block]:
        self.found.add("depth")
        words = " ".join(element.text_content().split())
        return [Block("paragraph", (Run(words),))] if words else []

    def _content(self, element: Any) -> list[Block]:
        made: list[Block] = []
        free: list[Any] = []
        self._take_text(free, element.text)
        for child in element:
            if not isinstance(child.tag, str):
                pass  # a comment
            elif child.tag in DROPPED:
                self.drop(child)
            elif self._is_block(child):
                made += self._paragraphs(free)
                made += self.block(child)
                free = []
            else:
                free.append(child)
            self._take_text(free, child.tail)
        return made + self._paragraphs(free)

    def drop(self, child: Any) -> None:
        if child.tag not in _SILENT:
            self.found.add("scripts")

    def _take_text(self, free: list[Any], text: str | None) -> None:
        if text:
            free.append(text)

    def _paragraphs(self, free: list[Any]) -> list[Block]:
        parts = self.inline.parts(free)
        return [Block("paragraph", parts)] if parts else []

    def _is_block(self, element: Any) -> bool:
        return any(inner.tag in _BLOCKS for inner in element.iter())

    def block(self, element: Any) -> list[Block]:
        tag = element.tag
        if tag in HEADINGS:
            self.found.add("headings", tag in _RAISED)
            return self._text_block("heading", element, {"level": HEADINGS[tag]})
        if tag == "p" and not any(self._is_block(child) for child in element if isinstance(child.tag, str)):
            return self._text_block("paragraph", element, {})
        if tag in ("ul", "ol", "blockquote", "table", "dl"):
            return self._nested(element)
        if tag == "pre":
            return [self._code(element)]
        if tag == "hr":
            return [Block("horizontalRule")]
        if tag == "img":
            return [self._image(element)]
        return self.blocks(element)

    def _text_block(self, name: str, element: Any, attributes: dict[str, Any]) -> list[Block]:
        """Return a heading or paragraph, with the images in it below it."""
        parts = self.inline.parts([element.text or "", *_with_tails(element)])
        images = [self._image(image) for image in element.iter("img")]
        return [Block(name, parts, attributes), *images] if parts else images

    def _nested(self, element: Any) -> list[Block]:
        if self.depth >= DEEPEST:
            return self._flat(element)
        self.depth += 1
        try:
            return self._container(element)
        finally:
            self.depth -= 1

    def _container(self, element: Any) -> list[Block]:
        if element.tag in ("ul", "ol"):
            return self._lists(element)
        if element.tag == "blockquote":
            inner = self.blocks(element)
            return [Block("blockquote", tuple(inner))] if inner else []
        if element.tag == "table":
            return self._table(element)
        return self.blocks(element)

    def _table(self, element: Any) -> list[Block]:
        if self.in_table:
            self.found.add("nested_tables")
            return [block for cell in element.iter("td", "th") for block in self.blocks(cell)]
        self.found.add("alignment", any(_is_aligned(cell) for cell in element.iter("td", "th")))
        self.in_table = True
        try:
            return table_of(element, self.blocks)
        finally:
            self.in_table = False

    def _lists(self, element: Any) -> list[Block]:
        """Return one list, or several where tasks and plain items, or numbers that do not follow, are neighbours."""
        made: list[Block] = []
        start = _whole(element.get("start"), 1)
        expected = start
        for item in _items(element):
            number, done, content = self._item(item)
            name = "taskList" if done is not None else "orderedList" if element.tag == "ol" else "bulletList"
            begins = number if number is not None else expected
            if not made or made[-1].name != name or (name == "orderedList" and begins != expected):
                attributes = {"start": begins} if name == "orderedList" and begins != 1 else {}
                made.append(Block(name, (), attributes))
            expected = begins + 1
            entry = Block("listItem", content) if done is None else Block("taskItem", content, {"checked": done})
            made[-1] = Block(name, (*made[-1].content, entry), made[-1].attributes)
        return made

    def _item(self, item: Any) -> tuple[int | None, bool | None, tuple[Block, ...]]:
        """Return number (where it is known), state (of a task) and content, which begins with a paragraph."""
        done = _state(item)
        blocks = [block for block in self.blocks(item) if block.name != "paragraph" or block.content]
        number = None
        if blocks and blocks[0].name in ("paragraph", "heading"):
            first, number, box = _without_signs(blocks[0])
            done = box if done is None else done
            blocks[0] = first
        if not blocks or blocks[0].name != "paragraph":
            blocks.insert(0, Block("paragraph"))
        return number, done, tuple(blocks)

    def _code(self, element: Any) -> Block:
        code = element.find("code")
        name = (code.get("class") or "") if code is not None else ""
        language = name.removeprefix("language-") if name.startswith("language-") else ""
        for child in element.iter("br"):
            child.tail = "\n" + (child.tail or "")
        text = element.text_content().rstrip("\n")
        attributes = {"language": language} if language.isalnum() else {}
        return Block("codeBlock", (Run(text),) if text else (), attributes)

    def _image(self, element: Any) -> Block:
        """Return an image by the number of its bytes, or with its address: it may be one of ours."""
        self.placed += 1
        source, alt = element.get("src") or "", element.get("alt") or ""
        answer = self.images.at(source)
        if isinstance(answer, int):
            return Block("image", (), {"number": answer, "alt": alt})
        if answer == ELSEWHERE and source:
            return Block("image", (), {"src": source, "alt": alt})
        self.found.add(answer)
        return Block("image", (), {"alt": alt})


_BLOCKS = frozenset(
    ["p", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "hr", "table", "div", "section", "article", "figure",
     "img", "figcaption", "details", "summary", "li", "tr", "td", "th", "caption", *HEADINGS]
)  # fmt: skip


def _is_aligned(cell: Any) -> bool:
    return (cell.get("align") or "").lower() in _ALIGNED


def _with_tails(element: Any) -> Iterable[Any]:
    for child in element:
        if isinstance(child.tag, str):
            yield child
        yield child.tail or ""


def _items(element: Any) -> list[Any]:
    """Return the items of a list; what stands between them counts as an item, a list as part of the one before."""
    items: list[Any] = []
    for child in element:
        if not isinstance(child.tag, str) or child.tag in DROPPED:
            continue
        if child.tag in ("ul", "ol") and items:
            child.tail = None
            items[-1].append(child)
        else:
            items.append(child)
    return items


def _state(item: Any) -> bool | None:
    """Return whether an item is a task that is done; None for an item that is no task."""
    if item.get("data-checked") in ("true", "false"):
        for sign in item.xpath("./span[1]"):
            if (sign.text or "").strip() in _BOXES:
                sign.drop_tree()
        return bool(item.get("data-checked") == "true")
    for box in item.xpath(
        "./input[@type='checkbox'] | ./p[1]/input[@type='checkbox'] | ./label/input[@type='checkbox']"
    ):
        checked = box.get("checked") is not None
        box.drop_tree()
        return checked
    return None


def _without_signs(block: Block) -> tuple[Block, int | None, bool | None]:
    """Return a paragraph without the sign of a number or a box before its words."""
    parts = list(block.content)
    number = done = None
    if parts and isinstance(parts[0], Run):
        text, marks = parts[0].text, parts[0].marks
        found = _NUMBER.match(text)
        if found:
            number, text = int(found[1]), text[found.end() :].lstrip(" ")
        if text[:1] in _BOXES and text[1:2] in ("", " ", "\xa0"):
            done, text = _BOXES[text[0]], text[1:].lstrip(" \xa0")
        parts[0] = Run(text, marks)
        if not text:
            del parts[0]
            if parts and isinstance(parts[0], Run):
                parts[0] = Run(parts[0].text.lstrip(" "), parts[0].marks)
    return Block("paragraph", tuple(parts)), number, done


def _whole(value: str | None, otherwise: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise
