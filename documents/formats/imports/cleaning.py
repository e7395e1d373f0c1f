"""Foreign HTML made harmless before anything reads it: known tags and attributes, safe addresses."""

import re
from typing import Any

from dialog.files.bounded import TooMuch
from documents.formats.imports.markup import DROPPED

DEEPEST = 2_000  # elements in each other; the parser cuts at 2,046
# "data" for images; the reader makes no link of it.
PROTOCOLS = ["http", "https", "mailto", "data"]
# Styles go altogether; only that a cell was aligned is kept, because the report says so.
_ALIGNMENT = re.compile(
    r"""(<t[dh]\b[^<>]{0,500}?\s)style\s*=\s*(["'])[^"'<>]{0,500}?text-align\s*:\s*(\w{1,10})""", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TAGS = frozenset(
    ["p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "tt", "kbd", "samp",
     "strong", "b", "em", "i", "s", "strike", "del", "ins", "u", "a", "hr", "table", "thead", "tbody", "tfoot", "tr",
     "th", "td", "caption", "img", "input", "sup", "sub", "div", "section", "article", "dl", "dt", "dd", "figure",
     "figcaption", "span", "label", "details", "summary"]
)  # fmt: skip
_ATTRIBUTES = {
    "a": ["href", "id"],
    "ol": ["start"],
    "td": ["colspan", "rowspan", "align"],
    "th": ["colspan", "rowspan", "align"],
    "img": ["alt", "src"],
    "input": ["type", "checked"],
    "li": ["id", "data-checked"],
    "div": ["class"],
    "p": ["class"],
    "code": ["class"],
}


def clean_html(html: str) -> Any:
    """Return the tree of a piece of HTML: one element with everything in it.

    Scripts and other parts that are not text stay as elements, so that their content is not taken for words; the
    reader leaves them out. Raises TooMuch for what is nested so deeply that the parser would lose some of it.
    """
    import bleach
    from lxml.html import HTMLParser, fragment_fromstring

    html = _ALIGNMENT.sub(r'\1align="\3" style=\2', _CONTROLS.sub("", html))
    cleaner = bleach.Cleaner(tags=TAGS | DROPPED, attributes=_ATTRIBUTES, protocols=PROTOCOLS, strip=True)
    cleaned = str(cleaner.clean(html))
    # Without `huge_tree` what is nested deeper than 256 would be lost without a word.
    parser = HTMLParser(no_network=True, remove_comments=True, huge_tree=True)
    root = fragment_fromstring(cleaned, create_parent="div", parser=parser)
    if root.xpath(f"boolean(//*[count(ancestor::*) > {DEEPEST}])"):
        raise TooMuch("depth")
    return root
