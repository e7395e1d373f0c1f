"""The styles of an OpenDocument file that its template lacks."""

_SIGNS = "•◦▪"
_LEVELS = range(1, 11)
_MARKS = {
    "Strong_20_Emphasis": 'fo:font-weight="bold"',
    "Emphasis": 'fo:font-style="italic"',
    "Strike": 'style:text-line-through-style="solid" style:text-line-through-type="single"',
    "Underline": 'style:text-underline-style="solid" style:text-underline-width="auto"',
    "Source_20_Text": 'style:font-name="DejaVu Sans Mono"',
    "Raised": 'style:text-position="super 58%"',
}
_PARAGRAPHS = {
    "Title": ('fo:margin-bottom="0.4cm"', 'fo:font-size="22pt" fo:font-weight="bold"'),
    "Document_20_Head": ('fo:margin-bottom="0.1cm"', ""),
    "Quotations": ('fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-bottom="0.3cm"', ""),
    "Table_20_Contents": ("", ""),
    "Table_20_Heading": ("", 'fo:font-weight="bold"'),
    "Horizontal_20_Line": ('fo:border-bottom="0.5pt solid #767d94" fo:margin-bottom="0.4cm"', ""),
    "Footnote": ("", 'fo:font-size="10pt"'),
    "List_20_Text": ('fo:margin-bottom="0.1cm"', ""),
}


def common_styles() -> list[str]:
    """Return the styles that an editor shows by name."""
    made = [
        f'<style:style style:name="{name}" style:display-name="{_shown(name)}" style:family="text">'
        f"<style:text-properties {words}/></style:style>"
        for name, words in _MARKS.items()
    ]
    made += [
        f'<style:style style:name="{name}" style:display-name="{_shown(name)}" style:family="paragraph" '
        f'style:parent-style-name="Standard"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {words}/></style:style>"
        for name, (paragraph, words) in _PARAGRAPHS.items()
    ]
    return [*made, _list("Bullets", "bullet"), _list("Numbers", "number"), _list("Tasks", "none")]


def automatic_styles() -> list[str]:
    """Return the looks of table cells."""
    border = 'fo:padding="0.1cm" fo:border="0.5pt solid #767d94"'
    return [
        '<style:style style:name="Cell" style:family="table-cell">'
        f"<style:table-cell-properties {border}/></style:style>",
        '<style:style style:name="HeadCell" style:family="table-cell">'
        f'<style:table-cell-properties {border} fo:background-color="#f2f3f8"/></style:style>',
    ]


def _shown(name: str) -> str:
    return name.replace("_20_", " ")


def _list(name: str, kind: str) -> str:
    levels = "".join(_level(level, kind) for level in _LEVELS)
    return f'<text:list-style style:name="{name}" style:display-name="{name}">{levels}</text:list-style>'


def _level(level: int, kind: str) -> str:
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" '
        f'fo:margin-left="{0.6 * level:.1f}cm"/></style:list-level-properties>'
    )
    if kind == "bullet":
        sign = _SIGNS[(level - 1) % 3]
        return (
            f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{sign}">{place}'
            "</text:list-level-style-bullet>"
        )
    number = 'style:num-format="1" style:num-suffix="."' if kind == "number" else 'style:num-format=""'
    return f'<text:list-level-style-number text:level="{level}" {number}>{place}</text:list-level-style-number>'
