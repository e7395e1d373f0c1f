"""A second copy of a page in memory on which each update is tried before it is stored.

What the log keeps must be applicable for ever: a row that cannot be applied, or that makes the library give up,
would close the page for everybody. Two things only show on the whole text. An update may build on others that are
not there: it is refused and the browser is asked for what is missing. And nodes may be nested so deep that deleting
them overflows the stack of the process: nodes are counted, and the depth is measured when there are many new ones.
"""

from collections.abc import Iterable
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText, get_update

from dialog.common.errors import Conflict, Invalid, TooLarge
from documents.editing.blocks import attributes_of
from documents.editing.state import EMPTY_UPDATE, Page, Unusable, apply_update, build_page, waits_for_others
from documents.editing.updates import FIELD, MAX_UPDATE_BYTES, Malformed, check_update

MAX_NESTING = 60
MAX_UNMEASURED_NODES = 1_000

_PLAIN = (str, int, float, bool, type(None), list, dict)


class Gap(Conflict):
    """The update builds on others that never arrived; the browser must send what is missing."""

    code = "gap"


def check_alone(update: bytes) -> int:
    """Return the number of nodes an update brings. Raises TooLarge or Invalid for what no page may take."""
    if len(update) > MAX_UPDATE_BYTES:
        raise TooLarge
    try:
        return check_update(update)
    except Malformed as error:
        raise Invalid from error


class Trial:
    """The copy. Lives in the thread that made it; once `is_spoilt` it must be made anew."""

    def __init__(self, payloads: Iterable[bytes]) -> None:
        self.page = build_page(payloads)
        self.is_spoilt = False
        self._effects: list[int] = []
        # Kept: without a reference the library stops telling.
        self._watch = self.page.observe(lambda event: self._effects.append(len(event.update)))
        # Unknown until the first new node makes us look.
        self.depth_bound = MAX_UNMEASURED_NODES

    def admit(self, update: bytes) -> bool:
        """Apply an update if the text may take it; return whether it brought anything new.

        Raises TooLarge, Invalid, Gap.
        """
        nodes = check_alone(update)
        self.is_spoilt = True
        self._effects.clear()
        try:
            apply_update(self.page, update)
        except Unusable as error:
            raise Invalid from error
        self._check_whole(update, nodes)
        self.is_spoilt = False
        return any(size > len(EMPTY_UPDATE) for size in self._effects)

    def _check_whole(self, update: bytes, nodes: int) -> None:
        known = self.page.get_state()
        if waits_for_others(get_update(update, known), known):
            raise Gap
        self.depth_bound += nodes
        if nodes and self.depth_bound > MAX_UNMEASURED_NODES:
            self.depth_bound = depth_of(self.page)
            if self.depth_bound > MAX_NESTING:
                raise Invalid

    def follow(self, update: bytes) -> None:
        """Apply what the log already holds. Raises Unusable."""
        apply_update(self.page, update)


def depth_of(page: Page) -> int:
    """Return how deep nodes are nested. Raises Invalid for nodes hidden where the editor puts none."""
    deepest = 0
    with page.transaction():
        waiting: list[tuple[Any, int]] = [(page.get(FIELD, type=XmlFragment), 0)]
        while waiting:
            node, depth = waiting.pop()
            deepest = max(deepest, depth)
            if isinstance(node, XmlText):
                _check_text(node)
                continue
            if isinstance(node, XmlElement):
                _check_attributes(node)
            waiting += [(child, depth + 1) for child in node.children]
    return deepest


def _check_text(text: XmlText) -> None:
    if any(not isinstance(part, str) for part, _marks in text.diff()) or attributes_of(text):
        raise Invalid


def _check_attributes(element: XmlElement) -> None:
    if any(not isinstance(value, _PLAIN) for value in attributes_of(element).values()):
        raise Invalid
