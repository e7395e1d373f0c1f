"""Which style of Word becomes what. Word keeps English names inside, other programs write those that one sees."""

import re

_HEADINGS = {
    "h1": ["Title", "Titel"],
    "h2": ["Heading 1", "Überschrift 1"],
    "h3": ["Heading 2", "Überschrift 2"],
    "h4": ["Heading 3", "Überschrift 3"],
    "h5": [f"{name} {level}" for name in ("Heading", "Überschrift") for level in range(4, 10)],
}
_QUOTES = ["Quote", "Intense Quote", "Zitat", "Intensives Zitat", "Quotations", "Block Text", "Blocktext"]
_CODE = ["Code", "HTML Preformatted", "HTML Vorformatiert", "Preformatted Text", "Plain Text", "Nur Text"]
_PLAIN = [
    "Normal", "Standard", "Body Text", "Textkörper", "Text body", "No Spacing", "Kein Leerraum", "List Paragraph",
    "Listenabsatz", "Normal (Web)", "Standard (Web)", "Subtitle", "Untertitel", "Caption", "Beschriftung",
    "Table Contents", "Tabelleninhalt", "footnote text", "Fußnotentext",
    "endnote text", "Endnotentext", "annotation text", "Kommentartext", "Body Text 2", "Textkörper 2",
]  # fmt: skip
_LEFT_OUT = ["Document Head", *(f"{name} {level}" for name in ("TOC", "Verzeichnis") for level in range(1, 10)),
             "TOC Heading", "Inhaltsverzeichnisüberschrift"]  # fmt: skip
_CONTINUED = ["List Continue", "Listenfortsetzung"]
_TABLE_HEADS = ["Table Head", "Table Heading", "Tabellenüberschrift"]
_DEEPEST = 9
_UNKNOWN = re.compile(r"^Unrecognised paragraph style: (.+?) \(Style ID: .*\)$", re.S)


def _lists() -> list[str]:
    made = []
    for level in range(1, _DEEPEST + 1):
        outer = "ul|ol > li > " * (level - 1)
        made += [f"p:{kind}({level}) => {outer}{tag} > li:fresh" for kind, tag in (("unordered-list", "ul"),
                                                                                  ("ordered-list", "ol"))]  # fmt: skip
    return made


def _deeper_lists() -> list[str]:
    """Word shows these styles as deeper levels, but numbers each of them as a first one."""
    names = {"ul": ("List Bullet", "Aufzählungszeichen"), "ol": ("List Number", "Listennummer")}
    made = []
    for level in range(2, 6):
        outer = "ul|ol > li > " * (level - 1)
        made += [f"p[style-name='{name} {level}'] => {outer}{tag} > li:fresh" for tag in names for name in names[tag]]
    return made


def _in_quotes() -> list[str]:
    made = []
    for level in range(1, _DEEPEST + 1):
        outer = "blockquote > " + "ul|ol > li > " * (level - 1)
        for kind, tag in (("unordered-list", "ul"), ("ordered-list", "ol")):
            made += [
                f"p[style-name='{name}']:{kind}({level}) => {outer}{tag} > li:fresh" for name in ("Quote", "Zitat")
            ]
    return made


def _in_items() -> list[str]:
    """What belongs to the list item before it; the first name is Word's own."""
    made = []
    for level in range(1, _DEEPEST + 1):
        outer, number = "ul|ol > li > " * level, f" {level}" if level > 1 else ""
        made += [f"p[style-name='{name}{number}'] => {outer}p:fresh" for name in _CONTINUED]
        made += [
            f"p[style-name='List Quote{number}'] => {outer}blockquote > p:fresh",
            f"p[style-name='List Code{number}'] => {outer}pre:separator('\\n')",
            f"table[style-name='List Table{number}'] => {outer}table:fresh",
        ]
    return made


def _named(names: list[str], target: str) -> list[str]:
    return [f"p[style-name='{name}'] => {target}" for name in names]


STYLE_MAP = "\n".join(
    [
        *(line for tag, names in _HEADINGS.items() for line in _named(names, f"{tag}:fresh")),
        *_in_quotes(),
        *_in_items(),
        *_deeper_lists(),
        *_lists(),
        *_named(_LEFT_OUT, "!"),
        *_named(_QUOTES, "blockquote > p:fresh"),
        *_named(["Code 2"], "pre:fresh"),
        *_named(["Quote 2"], "blockquote > blockquote > p:fresh"),
        *_named(_TABLE_HEADS, "p.table-head:fresh"),
        *_named(_CODE, "pre:separator('\\n')"),
        *_named(["Horizontal Line", "Horizontale Linie"], "hr"),
        *_named(_PLAIN, "p:fresh"),
        *(f"r[style-name='{name}'] => code" for name in ("Code Text", "Source Text", "HTML Code", "HTML Code Zeichen")),
        "u => u",
        "strike => s",
    ]
)


def unknown_style(message: str) -> str:
    """Return the name of the style that a message of mammoth is about, if it is about one."""
    found = _UNKNOWN.match(message)
    return found[1] if found else ""
