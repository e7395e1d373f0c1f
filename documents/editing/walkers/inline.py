"""Text and what stands in it, as HTML."""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby

from django.utils.translation import gettext as _

from documents.editing.blocks.tree import Block, Run
from documents.editing.walkers.addresses import safe_address

_MARKS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "code": "code"}


def inline_html(parts: Iterable[Block | Run], write: Callable[[Block], str]) -> str:
    """Return runs and inline blocks as HTML. Neighbours of one suggestion, comment or link stand in one element."""
    return "".join(_outer(parts, write))


def _outer(parts: Iterable[Block | Run], write: Callable[[Block], str]) -> Iterator[str]:
    for part in _grouped(parts):
        if isinstance(part, Block):
            yield write(part)
        elif len(part) == 1 and not part[0].marks:
            yield escape(part[0].text)
        else:
            yield _suggested(part)


def _grouped(parts: Iterable[Block | Run]) -> Iterator[Block | list[Run]]:
    """Yield inline blocks, and lists of runs that stand together between them."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, Run) and part.marks:
            runs.append(part)
            continue
        if runs:
            yield runs
            runs = []
        yield part if isinstance(part, Block) else [part]
    if runs:
        yield runs


def _suggested(runs: list[Run]) -> str:
    html = ""
    for suggestion, same in groupby(runs, key=lambda run: run.suggestion):
        inner = _commented(list(same))
        if suggestion is None:
            html += inner
        else:
            kind, key = suggestion
            tag = "ins" if kind == "insertion" else "del"
            words = _("Suggestion, insert:") if kind == "insertion" else _("Suggestion, delete:")
            html += f'<{tag} data-id="{escape(key)}">{_spoken(words + " ")}{inner}{_spoken(" " + _("(end)"))}</{tag}>'
    return html


def _commented(runs: list[Run]) -> str:
    html = ""
    for ids, same in groupby(runs, key=lambda run: run.comments):
        inner = _linked(list(same))
        if ids:
            start, end = _spoken(_("Commented:") + " "), _spoken(" " + _("(end)"))
            html += f'<mark class="marked" data-comment="{escape(" ".join(ids))}">{start}{inner}{end}</mark>'
        else:
            html += inner
    return html


def _spoken(words: str) -> str:
    """Words for those who do not see the mark."""
    return f'<span class="sr-only">{escape(words)}</span>'


def _linked(runs: list[Run]) -> str:
    html = ""
    for address, same in groupby(runs, key=_address):
        inner = "".join(_marked(run) for run in same)
        html += f'<a href="{escape(address)}" rel="nofollow noopener">{inner}</a>' if address else inner
    return html


def _address(run: Run) -> str:
    return safe_address(run.marks["link"].get("href")) if "link" in run.marks else ""


def _marked(run: Run) -> str:
    html = escape(run.text)
    for name in run.marks:
        tag = _MARKS.get(name)
        if tag:
            html = f"<{tag}>{html}</{tag}>"
    return html
