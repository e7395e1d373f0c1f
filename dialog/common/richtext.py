"""Text that people write, turned into HTML that is safe to show. Sanitised last and once, when it is written."""

from functools import lru_cache, partial
from urllib.parse import urlsplit

import bleach
from bleach.linkifier import LinkifyFilter
from markdown_it import MarkdownIt

from dialog.common.errors import Invalid, TooLarge

MAX_CHARACTERS = 20_000
TAGS = frozenset(["p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "hr", "s"])
PROTOCOLS = frozenset(["http", "https", "mailto"])


def _allow_link_attribute(_tag: str, name: str, value: str) -> bool:
    """Allow href only with a protocol that is harmless; bleach alone lets `javascript:123` through."""
    if name == "title":
        return True
    scheme = urlsplit(value.strip()).scheme.lower() if name == "href" else "none"
    return scheme in PROTOCOLS or (scheme == "" and value.startswith(("/", "#")) and not value.startswith("//"))


def _mark_foreign(attrs: dict, new: bool = False) -> dict:  # type: ignore[type-arg]  # bleach's own shape
    """Links found in the text open without handing over where they came from."""
    attrs[(None, "rel")] = "nofollow noopener"
    return attrs


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")


def clean_text(text: str, *, limit: int = MAX_CHARACTERS) -> str:
    """Return text that can be stored: line ends unified, NUL and lone surrogates refused, at most `limit` characters.

    Raises Invalid for broken characters or empty text, TooLarge above the limit.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Invalid
    if not text:
        raise Invalid
    if len(text) > limit:
        raise TooLarge
    return text


def sanitize_html(html: str) -> str:
    """Return body HTML with only our tags, safe links, and addresses in the text made links."""
    cleaner = bleach.Cleaner(
        tags=TAGS,
        attributes={"a": _allow_link_attribute},
        protocols=PROTOCOLS,
        strip=True,
        filters=[partial(LinkifyFilter, callbacks=[_mark_foreign], skip_tags={"pre", "code"})],
    )
    return str(cleaner.clean(html))


def render_markdown(source: str) -> str:
    """Render the Markdown subset of posts and messages to sanitised HTML."""
    return sanitize_html(_markdown().render(source))
