from collections.abc import Iterable

from documents.editing.blocks.tree import Block


class Notes:
    """The footnotes of a text, numbered in the order in which the text refers to them.

    Two people who set their first footnote at the same moment make two lists; here they are one. Notes to which
    nothing refers come last.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        references: dict[str, None] = {}
        notes: dict[str, Block] = {}
        _collect(blocks, references, notes)
        keys = [key for key in references if key in notes]
        self._numbers = {key: number for number, key in enumerate(keys, 1)}
        self.referred = [notes[key] for key in keys]
        self.unreferred = [note for key, note in notes.items() if key not in self._numbers]

    def number(self, reference: Block) -> str:
        """Return the number to show; for a note that is not part of this text the number that it had."""
        number = self._numbers.get(key_of(reference))
        return str(number) if number else reference.word("referenceNumber")[:4]

    def knows(self, reference: Block) -> bool:
        return key_of(reference) in self._numbers


def key_of(block: Block) -> str:
    return block.word("data-id")


def _collect(blocks: Iterable[Block], references: dict[str, None], notes: dict[str, Block]) -> None:
    for block in blocks:
        if block.name == "footnoteReference":
            references.setdefault(key_of(block))
        elif block.name == "footnote":
            notes.setdefault(key_of(block), block)
        if block.content:
            _collect(block.blocks, references, notes)
