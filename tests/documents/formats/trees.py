"""Random texts for the way out and in again, and what may differ after it."""

from hypothesis import strategies as st

from documents.editing.blocks import Block, Run

_WORDS = st.text(st.sampled_from("abäß19 .,-*_#[]()<>&|~`+!\\:=\"'"), min_size=1, max_size=12).filter(str.strip)
_MARKS = st.sampled_from([{}, {}, {"bold": {}}, {"italic": {}},
                          {"bold": {}, "italic": {}}, {"strike": {}}, {"code": {}},
                          {"link": {"href": "https://example.org/a?b=1&c=(2)"}}])  # fmt: skip
_RUNS = st.builds(Run, _WORDS, _MARKS)
_LINES = st.lists(_RUNS, min_size=1, max_size=4).map(tuple)
_PARAGRAPHS = st.builds(lambda runs: Block("paragraph", runs), _LINES)
_HEADINGS = st.builds(lambda level, runs: Block("heading", runs, {"level": level}), st.integers(2, 4), _LINES)


def _list(name: str, items: st.SearchStrategy, starts: st.SearchStrategy) -> st.SearchStrategy:
    item = "taskItem" if name == "taskList" else "listItem"

    def build(contents, checks, start):
        made = [
            Block(item, tuple(content), {"checked": check} if item == "taskItem" else {})
            for content, check in zip(contents, checks, strict=False)
        ]
        return Block(name, tuple(made), {"start": start} if name == "orderedList" and start != 1 else {})

    checks = st.lists(st.booleans(), min_size=4, max_size=4)
    return st.builds(build, st.lists(items, min_size=1, max_size=3), checks, starts)


def _lists(depth: int) -> st.SearchStrategy:
    inner = [_PARAGRAPHS.map(lambda p: [p])]
    if depth:
        inner.append(st.builds(lambda p, nested: [p, nested], _PARAGRAPHS, _lists(depth - 1)))
    items = st.one_of(inner)
    return st.one_of([_list(name, items, st.integers(1, 12)) for name in ("bulletList", "orderedList", "taskList")])


def _table(rows: list[list[tuple]], has_head: bool) -> Block:
    made = []
    for number, row in enumerate(rows):
        name = "tableHeader" if has_head and number == 0 else "tableCell"
        made.append(Block("tableRow", tuple(Block(name, (Block("paragraph", cell),)) for cell in row)))
    return Block("table", tuple(made))


_TABLES = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        _table, st.lists(st.lists(_LINES, min_size=width, max_size=width), min_size=1, max_size=3), st.booleans()
    )
)
TEXTS = st.lists(st.one_of(_PARAGRAPHS, _HEADINGS, _lists(2), _TABLES), min_size=1, max_size=5)


def normalised(blocks) -> list[Block]:
    """Return a text with spaces as a browser shows them, neighbours of one look joined, and neighbouring lists too."""
    made: list[Block] = []
    for block in blocks:
        clean = _normal(block)
        if made and clean.name == made[-1].name and clean.name in ("bulletList", "taskList"):
            made[-1] = Block(clean.name, made[-1].content + clean.content)
        else:
            made.append(clean)
    return made


def _normal(block: Block) -> Block:
    attributes = {key: value for key, value in block.attributes.items() if (key, value) != ("start", 1)}
    if block.name in ("paragraph", "heading"):
        return Block(block.name, _runs(block), attributes)
    return Block(block.name, tuple(normalised(block.blocks)), attributes)


def _runs(block: Block) -> tuple[Run, ...]:
    """Spaces at the edge of a look belong to none: which side of it they stand on is not seen."""
    letters: list[tuple[str, dict]] = []
    for run in block.content:
        for char in run.text:
            if char == " " and (not letters or letters[-1][0] == " "):
                continue
            letters.append((char, dict(run.marks)))
    while letters and letters[-1][0] == " ":
        letters.pop()
    made: list[Run] = []
    for place, (char, marks) in enumerate(letters):
        if char == " ":
            before, after = letters[place - 1][1], letters[place + 1][1]
            marks = {key: value for key, value in before.items() if key in after}
        if made and made[-1].marks == marks:
            made[-1] = Run(made[-1].text + char, marks)
        else:
            made.append(Run(char, marks))
    return tuple(made)
