"""One person's copy of the text: typed into at once, whatever the network does; told when what was typed is safe."""

import random
from dataclasses import dataclass
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from bench.documents import yjs
from bench.documents.chaos.ledger import Ledger, Name, token
from documents.editing.updates import FIELD

NEW_PARAGRAPH = 0.06  # how often a token begins a paragraph at the end
IN_OTHERS_PARAGRAPH = 0.5  # how often that first token goes into the last paragraph there is, whosever it is
DELETE = 0.06  # how often one of one's own tokens is taken out again


@dataclass
class Step:
    """One thing that was done: a token typed or taken out. `message`: the update that carries it, counted from 1."""

    name: Name
    is_deletion: bool
    message: int | None = None


def text_of(page: yjs.Page) -> str:
    """Return the whole text with its paragraphs."""
    return str(page.get(FIELD, type=XmlFragment))


class Copy:
    """The text, and what was done to it that is not known to be stored."""

    def __init__(self, author: int, ledger: Ledger, chance: random.Random) -> None:
        self.author, self.ledger, self.chance = author, ledger, chance
        self.page = yjs.Page()
        self.typed = 0
        self.mine: list[Name] = []
        self.waiting: list[Step] = []
        self.updates: list[bytes] = []
        self._last: XmlText | None = None  # where the last own token stands
        self._is_remote = False
        self._watch = self.page.observe(self._changed)  # kept: without a reference the library stops telling

    def _changed(self, event: Any) -> None:
        if not self._is_remote:
            self.updates.append(event.update)

    def apply(self, update: bytes) -> None:
        """Take in what others typed."""
        self._is_remote = True
        try:
            self.page.apply_update(update)
        finally:
            self._is_remote = False

    # To type

    def do_something(self) -> Step:
        """Type the next token behind the last one, or take one out again."""
        if len(self.mine) > 3 and self.chance.random() < DELETE:
            name = self.mine.pop(self.chance.randrange(len(self.mine) - 1))
            if self._take_out(token(*name)):
                return self._noted(Step(name, is_deletion=True))
        name = (self.author, self.typed)
        self.typed += 1
        with self.page.transaction():
            self._put(token(*name))
        self.mine.append(name)
        return self._noted(Step(name, is_deletion=False))

    def _noted(self, step: Step) -> Step:
        (self.ledger.taken if step.is_deletion else self.ledger.typed).add(step.name)
        self.waiting.append(step)
        return step

    def _put(self, new: str) -> None:
        if self._last is None or self.chance.random() < NEW_PARAGRAPH:
            self._last = self._place()
            # Behind all that is there: what was typed before stands further up or further left.
            self._last.insert(len(self._last), new)
            return
        before = token(*self.mine[-1])
        self._last.insert(str(self._last).index(before) + len(before), new)

    def _place(self) -> XmlText:
        """Return a text at the end: the last one there is, or one in a new paragraph."""
        root = self.page.get(FIELD, type=XmlFragment)
        last = yjs.product_text(self.page)
        if isinstance(last, XmlText) and self.chance.random() < IN_OTHERS_PARAGRAPH:
            return last
        paragraph = XmlElement("paragraph")
        root.children.append(paragraph)
        text = XmlText()
        paragraph.children.append(text)
        return text

    def _take_out(self, old: str) -> bool:
        root = self.page.get(FIELD, type=XmlFragment)
        with self.page.transaction():
            for block in root.children:
                for text in block.children if isinstance(block, XmlElement) else ():
                    if isinstance(text, XmlText) and (at := str(text).find(old)) >= 0:
                        del text[at : at + len(old)]
                        return True
        return False

    # What is safe

    def carried_by(self, message: int, *, everything: bool) -> None:
        """Note that a message carries what has not been sent, or (an answer to the server) everything not stored."""
        for step in self.waiting:
            if everything or step.message is None:
                step.message = message

    def lost_connection(self) -> None:
        """What was not acknowledged goes again with the next answer."""
        self.updates.clear()
        for step in self.waiting:
            step.message = None

    def stored_up_to(self, message: int) -> None:
        """Note that the first so many messages are committed."""
        for step in [step for step in self.waiting if step.message is not None and step.message <= message]:
            self.waiting.remove(step)
            (self.ledger.taken_acked if step.is_deletion else self.ledger.acked).add(step.name)
