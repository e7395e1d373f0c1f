"""What was left out or changed while a file was read: counted by kind in the reading process, put in words here."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formats.imports.report_images import IMAGES

MOST_NAMES = 5


class Findings:
    """Counts what a reader could not keep, by the kinds that `lines` knows. No words, no settings needed."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.styles: dict[str, None] = {}

    def add(self, kind: str, count: int = 1) -> None:
        if count > 0:
            self.counts[kind] += count

    def as_data(self) -> dict[str, Any]:
        return {**self.counts, "styles": list(self.styles)[:50]}


def report_lines(found: Mapping[str, Any]) -> list[str]:
    """Return one sentence for each kind of thing that was left out or changed."""
    lines = [words(int(found[kind])) % {"count": found[kind]} for kind, words in _WORDS.items() if found.get(kind)]
    styles = [str(name)[:60] for name in found.get("styles") or []]
    if styles:
        names = ", ".join(f"„{name}“" for name in styles[:MOST_NAMES])
        more = " …" if len(styles) > MOST_NAMES else ""
        lines.append(_("Styles that we do not know became plain paragraphs: %(names)s") % {"names": names + more})
    return lines


def _comments(n: int) -> str:
    return ngettext("%(count)d comment was left out.", "%(count)d comments were left out.", n)


def _tracked(n: int) -> str:
    return ngettext(
        "%(count)d tracked change was taken as accepted.", "%(count)d tracked changes were taken as accepted.", n
    )


def _text_boxes(n: int) -> str:
    return ngettext(
        "The text of %(count)d text box now stands between the paragraphs.",
        "The text of %(count)d text boxes now stands between the paragraphs.",
        n,
    )


def _nested_tables(n: int) -> str:
    return ngettext(
        "%(count)d table inside another table became plain paragraphs.",
        "%(count)d tables inside other tables became plain paragraphs.",
        n,
    )


def _links(n: int) -> str:
    return ngettext(
        "%(count)d link that leads neither to a page nor to a mail address became plain text.",
        "%(count)d links that lead neither to a page nor to a mail address became plain text.",
        n,
    )


def _scripts(n: int) -> str:
    return ngettext(
        "%(count)d script, form or embedded part was left out.",
        "%(count)d scripts, forms or embedded parts were left out.",
        n,
    )


_WORDS: dict[str, Callable[[int], str]] = {
    **IMAGES,
    "text_boxes": _text_boxes,
    "comments": _comments,
    "tracked": _tracked,
    "nested_tables": _nested_tables,
    "alignment": lambda n: ngettext(
        "The columns of %(count)d table were aligned; here all stand at the left.",
        "The columns of %(count)d tables were aligned; here all stand at the left.",
        n,
    ),
    "headings": lambda n: ngettext(
        "%(count)d heading below the third level became one of the third.",
        "%(count)d headings below the third level became some of the third.",
        n,
    ),
    "links": _links,
    "scripts": _scripts,
    "objects": lambda n: ngettext(
        "%(count)d embedded object was left out.", "%(count)d embedded objects were left out.", n
    ),
    "formulas": lambda n: ngettext("%(count)d formula was left out.", "%(count)d formulas were left out.", n),
    "margins": lambda _n: _("Headers and footers were left out."),
    "underline": lambda n: ngettext(
        "%(count)d underlined passage became plain text.", "%(count)d underlined passages became plain text.", n
    ),
    "raised": lambda n: ngettext(
        "%(count)d raised or lowered passage became plain text.",
        "%(count)d raised or lowered passages became plain text.",
        n,
    ),
    "depth": lambda n: ngettext(
        "%(count)d part that was nested too deeply became plain paragraphs.",
        "%(count)d parts that were nested too deeply became plain paragraphs.",
        n,
    ),
    "encoding": lambda _n: _("The file is not in UTF-8. Please check letters such as ä and ß."),
}
