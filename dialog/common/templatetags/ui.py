"""Template tags and filters of the interface: initials, times, counts. See docs/interface.md."""

import re
import zlib
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext

register = template.Library()

COLOURS = ("darkblue", "turquois", "violet", "orange", "green", "lightblue")
INNER_QUOTES = str.maketrans("„“”", "‚‘’")
ROLE_WORDS = re.compile(r"^(Cluster-Kontakt|Arbeitsgruppe|Regionales Forum|Region|AG)\s+")


@register.filter
def colour_of(key: object) -> str:
    """Name one of six colours for a person or organisation; the same key always gets the same one."""
    return COLOURS[zlib.crc32(str(key).encode("utf-8", "replace")) % len(COLOURS)]


@register.filter
def initials_of(name: str) -> str:
    """Shorten a name to two letters: "Cluster-Kontakt Neckar-Alb" -> "NA", "Photonics BW" -> "PB"."""
    plain = ROLE_WORDS.sub("", str(name).split(",")[0].strip())
    words = [word for word in re.split(r"[\s\-/]+", plain) if word]
    parts = [part for word in words for part in _humps(word)] or words
    if len(parts) > 1:
        return (parts[0][0] + parts[1][0]).upper()
    return (parts[0][:2] if parts else "?").upper()


def _humps(word: str) -> list[str]:
    """Split "ClusterAgentur" at its inner capital; words in small letters ("der") give nothing."""
    return re.findall(r"[A-ZÄÖÜ](?:[a-zäöüß]+|[A-ZÄÖÜ]*)", word)


@register.inclusion_tag("components/initials.html")
def initials(
    name: str, key: object = "", organisation: bool = False, small: bool = False, text: str = ""
) -> dict[str, Any]:
    """Show the coloured initials; decoration only, so the name must stand beside it.

    `key` is what the colour hangs on (an id; without it the name), `text` replaces the computed letters.
    """
    return {
        "letters": text or initials_of(name),
        "colour": colour_of(key or name),
        "organisation": organisation,
        "small": small,
    }


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: object) -> dict[str, Any]:
    """Show the way to this page: label, address, label, address, …, and last the label of this page.

    "Start" stands first by itself.
    """
    try:
        crumbs: list[tuple[object, object]] = [(gettext("Start"), reverse("home:start"))]
    except NoReverseMatch:
        crumbs = []
    pairs = [*parts, ""] if len(parts) % 2 else list(parts)
    crumbs += list(zip(pairs[::2], pairs[1::2], strict=True))
    return {"crumbs": crumbs}


@register.simple_tag
def new_pill(count: int | None) -> SafeString | str:
    """Show "3 neu", and nothing when there is nothing new."""
    if not count:
        return ""
    return format_html('<span class="pill">{}</span>', ngettext("%(n)d new", "%(n)d new", count) % {"n": count})


@register.filter
def inner_quotes(text: str) -> str:
    """Turn the quotation marks in a text into single ones, for a text that stands in quotation marks itself."""
    return str(text).translate(INNER_QUOTES)


@register.simple_tag
def when(value: datetime | date | None) -> SafeString | str:
    """Show a moment as "heute, 10:42", the exact one on hover and for machines; a date without a time."""
    if value is None:
        return ""
    moment = timezone.localtime(value) if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), _exactly(moment), _shortly(moment)
    )


@register.simple_tag
def day(value: datetime | date) -> SafeString:
    """Show a day with its weekday: "Mi., 06.12.2017"."""
    moment = _as_date(value)
    text = date_format(moment, pgettext("date format", "D, j M Y"))
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


@register.filter
def day_heading(value: datetime | date) -> str:
    """Say a day in full for the day lines of a feed: "Heute, Mittwoch, 8. November 2017"."""
    moment = _as_date(value)
    full = date_format(moment, pgettext("date format", "l, j F Y"))
    near = _near_word(moment)
    return f"{capfirst(near)}, {full}" if near else full


@register.filter
def short_time(value: datetime) -> str:
    """Say only the time of day: "16:02"."""
    return date_format(timezone.localtime(value), "H:i")


def _as_date(value: datetime | date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _near_word(moment: date) -> str:
    today = timezone.localdate()
    words = {
        today: gettext("today"),
        today - timedelta(days=1): gettext("yesterday"),
        today + timedelta(days=1): gettext("tomorrow"),
    }
    return words.get(moment, "")


def _shortly(moment: datetime | date) -> str:
    text = _near_word(_as_date(moment)) or date_format(moment, pgettext("date format", "j M Y"))
    return f"{text}, {moment:%H:%M}" if isinstance(moment, datetime) else text


def _exactly(moment: datetime | date) -> str:
    text = date_format(moment, pgettext("date format", "l, j F Y"))
    return f"{text}, {moment:%H:%M}" if isinstance(moment, datetime) else text
