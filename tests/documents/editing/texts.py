"""Texts for tests: one with every node there is, and long ones."""

from documents.editing.blocks import (
    Block,
    Run,
    bold,
    bullets,
    cell,
    code_block,
    commented,
    deleted,
    footnote_reference,
    footnotes,
    heading,
    image,
    inserted,
    italic,
    line_break,
    link,
    mention,
    numbers,
    paragraph,
    quote,
    rule,
    table,
    tasks,
)

_WORDS = (
    "Der Arbeitskreis empfiehlt eine gemeinsame Liste der Förderprogramme im Land und legt sie bis zum Herbst vor, "
    "damit alle Netzwerke wissen, an wen sie sich wenden können."
)

EVERYTHING = [
    heading(2, "Ausgangslage"),
    paragraph("Ein ", bold("fettes"), ", ", italic("schräges"), " und ", link("verlinktes", "https://example.org/?a=1&b=2"),
              line_break(), "Wort", Run("x", {"strike": {}}), Run("y", {"code": {}}), footnote_reference("n1")),
    heading(3, "Listen"),
    bullets("eins", [paragraph("zwei"), numbers("a", "b", start=3)]),
    tasks(("offen", False), ("erledigt", True)),
    quote("Zitat"),
    code_block("if a < b:\n    pass", "python"),
    rule(),
    table(["Region", "Mittel"], ["Ost", "5"], [cell(paragraph("zusammen 5"), colspan=2)]),
    image(7, "Karte der Regionen"),
    paragraph(mention(5, "Leitung"), " prüft ", deleted("alt", "s1"), inserted("neu", "s2"), " ",
              commented("dies", "k1")),
    paragraph(),
    footnotes({"n1": "Nach dem Bericht von 2017."}),
]  # fmt: skip


def sections(count: int) -> list[Block]:
    """Return so many sections of about 220 words, each with a heading, a list and paragraphs."""
    made: list[Block] = []
    for number in range(1, count + 1):
        made += [
            heading(2, f"{number}. Abschnitt"),
            paragraph(
                _WORDS, " ", bold("Wichtig"), " ist ", link("die Quelle", "https://example.org/quelle"), ". ", _WORDS
            ),
            bullets(*[_WORDS] * 4),
            paragraph(_WORDS, " ", _WORDS),
        ]
    return made


def deep_list(levels: int, name: str = "bulletList", item: str = "listItem") -> Block:
    """Return a list with one more list in its item, and so on; each level has words of its own."""
    block: Block | None = None
    for words in reversed(words_of_deep_list(levels)):
        block = Block(name, (Block(item, (paragraph(words), *([block] if block else []))),))
    assert block
    return block


def words_of_deep_list(levels: int) -> list[str]:
    return [f"Ebene {level:02d}." for level in range(1, levels + 1)]
