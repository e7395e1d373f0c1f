"""A page's text in memory, on which each update is tried before it is stored.

What the log keeps must be applicable for ever: a row that cannot be applied, or that makes the library give up,
would close the page for everybody. Two things only show on the whole text. An update may build on others that are
not there: it is refused and the browser is asked for what is missing. And nodes may be nested deeper than texts are
read, or so deep that deleting them overflows the stack of the process: new nodes are counted, and the depth is
measured before it can go over the bound.

And what is there must fit the editor's schema, or the next editor that opens the page deletes it for everybody, with
what others wrote in it. Names that no editor writes are refused; what two editors, or a strange one, have put together
so that it does not fit is mended in the same change.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from dialog.common.errors import Conflict, Invalid, TooLarge
from documents.editing.authors import NotTheirs
from documents.editing.blocks import attributes_of
from documents.editing.fitting import fits, is_foreign, may_misfit
from documents.editing.mending import mend
from documents.editing.state import (
    EMPTY_UPDATE,
    MAX_STATE_BYTES,
    Page,
    Unusable,
    apply_update,
    build_page,
    clocks,
    together,
)
from documents.editing.updates import FIELD, MAX_NESTING, MAX_UPDATE_BYTES, Malformed, Survey, survey

_PLAIN = (str, int, float, bool, type(None), list, dict)


class Gap(Conflict):
    """The update builds on others that never arrived; the browser must send what is missing."""

    code = "gap"


def check_alone(update: bytes) -> Survey:
    """Return what an update brings. Raises TooLarge or Invalid for what no page may take."""
    if len(update) > MAX_UPDATE_BYTES:
        raise TooLarge
    try:
        return survey(update)
    except Malformed as error:
        raise Invalid from error


class LiveText:
    """The text. It may be ahead of what is committed; lives in the thread that made it.

    Once `is_spoilt` it must be made anew. `owners`: whose (id) letters carry which client number.
    """

    def __init__(self, payloads: Iterable[bytes], owners: Mapping[int, int] | None = None) -> None:
        payloads = list(payloads)
        self.page = build_page(payloads)
        self.owners = dict(owners or {})
        self.is_spoilt = False
        self._reached = clocks(self.page.get_state())
        self._size = sum(map(len, payloads))
        self._newcomers: dict[int, int] = {}
        # Without a reference to the watch the library stops telling.
        self._effects = effects = list[bytes]()
        self._watch = self.page.observe(lambda event: effects.append(event.update))
        # Unknown until the first new node makes us look.
        self.depth_bound = MAX_NESTING

    def admit(self, update: bytes, *, author: int) -> bytes | None:
        """Apply an update of this person (id) if the text may take it; return what it brings, None for nothing new.

        Raises TooLarge, Invalid, Gap, NotTheirs for letters in somebody else's name.
        """
        found = check_alone(update)
        if is_foreign(found):
            raise Invalid
        fresh = [client for client, end in found.ends.items() if end > self._reached.get(client, 0)]
        if any(self.owners.get(client, author) != author for client in fresh):
            raise NotTheirs
        if fresh and self._size + len(update) > MAX_STATE_BYTES:
            self._measure(len(update))
        self.is_spoilt = True
        try:
            effect = self._apply(update, found)
        except Unusable as error:
            raise Invalid from error
        self._check_whole(found)
        if effect is not None and may_misfit(found) and not fits(self.page):
            effect = together([effect, self._mended(author)])
        self.is_spoilt = False
        for client in fresh:
            self._note_owner(client, author)
        return effect

    def _mended(self, author: int) -> bytes:
        """Make the text fit and return what that took, as letters of this person. Raises Invalid where it cannot be."""
        copy = build_page([self.page.get_update()])
        before = copy.get_state()
        mend(copy)
        if not fits(copy):
            raise Invalid
        self._note_owner(copy.client_id, author)
        # It may have made new nodes: to be measured with the next ones.
        self.depth_bound = MAX_NESTING
        return self._apply(copy.get_update(before), None) or EMPTY_UPDATE

    def _note_owner(self, client: int, author: int) -> None:
        if client not in self.owners:
            self.owners[client] = self._newcomers[client] = author

    def close(self) -> None:
        """Let go of the text; a page that is watched for ever is kept for ever, past what Python could see."""
        self.page.unobserve(self._watch)

    def take_newcomers(self) -> dict[int, int]:
        """Return the client numbers that came since the last call, with their people; they are to be stored."""
        newcomers, self._newcomers = self._newcomers, {}
        return newcomers

    def follow(self, update: bytes) -> None:
        """Apply what the log already holds. Raises Unusable."""
        self._apply(update, None)

    def _apply(self, update: bytes, found: Survey | None) -> bytes | None:
        """Apply an update and return what the library has taken in of it."""
        self._effects.clear()
        apply_update(self.page, update)
        effect = together(self._effects)
        if effect is not None:
            self._size += len(effect)
            # Mostly all of it is new, and need not be looked at once more.
            self._reach(found if found and effect == update else survey(effect))
        return effect

    def _reach(self, taken: Survey) -> None:
        for client, end in taken.ends.items():
            self._reached[client] = max(end, self._reached.get(client, 0))

    def _check_whole(self, found: Survey) -> None:
        for needed in (found.ends, found.deleted):
            if any(end > self._reached.get(client, 0) for client, end in needed.items()):
                raise Gap
        self.depth_bound += found.nodes
        if found.nodes and self.depth_bound > MAX_NESTING:
            self.depth_bound = depth_of(self.page)
            if self.depth_bound > MAX_NESTING:
                raise Invalid

    def _measure(self, more: int) -> None:
        """Look how large the text is without what was deleted. Raises TooLarge if so many bytes more do not fit."""
        self._size = len(self.page.get_update())
        if self._size + more > MAX_STATE_BYTES:
            raise TooLarge


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
