"""Blocks of the text that stands now made into those of an older one. What is the same is not touched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pycrdt import XmlElement, XmlFragment

from documents.comments.standing import Path, Standing
from documents.editing.blocks import Block, attributes_of, insert_block
from documents.editing.state import Page
from documents.editing.updates import FIELD
from documents.versions.diff.pairs import Pair, pair_blocks
from documents.versions.diff.shapes import normal, plain_attributes
from documents.versions.restoring.lines import restore_line
from documents.versions.restoring.reading import TEXT_BLOCKS, block_from

Parent = XmlFragment | XmlElement
_ITEMS = {"listItem", "taskItem"}


@dataclass(frozen=True, slots=True)
class Others:
    """What colleagues do: nodes and letters that are `newer` than what the person saw, and the letters that were
    written `just_now`: more of them may be on their way."""

    newer: Standing = field(default_factory=Standing)
    just_now: Standing = field(default_factory=Standing)

    def are_in(self, path: Path) -> bool:
        return self.newer.lies_in(path) or self.just_now.lies_in(path)


def restore_text(page: Page, target: Sequence[Block], others: Others) -> None:
    """Make the text into `target`. Blocks and letters that are newer stay where they are, and so does what holds them.
    A block that others have just written in loses its letters and stays, so that what they type next has its place.

    Blocks that read the same are left alone; in changed ones only the words that differ are written. Must run inside
    a change of the page.
    """
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        _restore_children(root, (), [normal(block) for block in target], others)
        if not len(root.children):
            insert_block(root, 0, Block("paragraph"))


def restore_pair(page: Page, version: Sequence[Block], key: str, just_now: Standing | None = None) -> bool:
    """Take back one change against a version: the one that `Pair.key` names. Return False where it is not there.

    A block that others have just written in is emptied and stays.
    """
    others = Others(just_now=just_now or Standing())
    root = page.get(FIELD, type=XmlFragment)
    with page.transaction():
        nodes = [(at, node) for at, node in enumerate(root.children) if isinstance(node, XmlElement)]
        pairs = pair_blocks(version, [block_from(node) for _at, node in nodes])
        for steps, pair in _steps(root, (), nodes, pairs, others):
            if pair.key == key:
                steps()
                return True
    return False


def _restore_children(parent: Parent, path: Path, target: list[Block], others: Others) -> None:
    nodes = [
        (at, node)
        for at, node in enumerate(parent.children)
        if isinstance(node, XmlElement) and (*path, at) not in others.newer.nodes
    ]
    pairs = pair_blocks([block_from(node) for _at, node in nodes], target)
    turned = [Pair(pair.new, pair.old, pair.is_same) for pair in pairs]
    # From the end, so that the places of what comes before still hold.
    for step, _pair in reversed(_steps(parent, path, nodes, turned, others)):
        step()


def _steps(
    parent: Parent, path: Path, nodes: Sequence[tuple[int, XmlElement]], pairs: Sequence[Pair], others: Others
) -> list[tuple[Callable[[], None], Pair]]:
    """Return what makes each pair's newer side (what stands now) into its older one, in the order of the text."""
    steps: list[tuple[Callable[[], None], Pair]] = []
    waiting = iter(nodes)
    place = 0
    for pair in pairs:
        if pair.new is None:
            steps.append((_inserting(parent, place, pair.old), pair))
            continue
        at, node = next(waiting)
        place = at + 1
        if pair.old is None:
            steps.append((_deleting(parent, (*path, at), node, others), pair))
        elif not pair.is_same:
            steps.append((_changing(node, (*path, at), pair.old, others), pair))
    return steps


def _inserting(parent: Parent, place: int, block: Block | None) -> Callable[[], None]:
    def step() -> None:
        if block is not None:
            # Footnotes are the last node of a text, also behind what others have added.
            insert_block(parent, len(parent.children) if block.name == "footnotes" else place, block)

    return step


def _deleting(parent: Parent, path: Path, node: XmlElement, others: Others) -> Callable[[], None]:
    def step() -> None:
        if others.are_in(path):
            _restore_content(node, path, Block(node.tag or ""), others)
        else:
            del parent.children[path[-1]]

    return step


def _changing(node: XmlElement, path: Path, block: Block, others: Others) -> Callable[[], None]:
    def step() -> None:
        _restore_attributes(node, block)
        _restore_content(node, path, block, others)

    return step


def _restore_content(node: XmlElement, path: Path, block: Block, others: Others) -> None:
    if block.name in TEXT_BLOCKS:
        restore_line(node, path, block, others.newer)
    else:
        _restore_children(node, path, list(block.blocks), others)
        if node.tag in _ITEMS:
            _begin_with_paragraph(node)


def _begin_with_paragraph(item: XmlElement) -> None:
    """An item that holds only what a colleague has put below it keeps a paragraph: the editor drops others."""
    first = item.children[0] if len(item.children) else None
    if not isinstance(first, XmlElement) or first.tag != "paragraph":
        insert_block(item, 0, Block("paragraph"))


def _restore_attributes(node: XmlElement, block: Block) -> None:
    now = plain_attributes(attributes_of(node))
    for name in now.keys() - block.attributes.keys():
        del node.attributes[name]
    for name, value in block.attributes.items():
        if now.get(name) != value:
            node.attributes[name] = value
