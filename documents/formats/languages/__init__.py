"""The language of a file: its words, dates and tags, also where the interface is not offered in it.

Words of such a language stand in a catalogue here ("fr.po"): only those that a file needs. A test exports a text with
everything in each language and names what is missing.
"""

from datetime import date
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from weakref import WeakSet

from django.conf import settings
from django.utils.translation import override, trans_real

# Country by language: what a tag in a file says, and how dates are written.
REGIONS = {"de": "DE", "en": "GB", "fr": "FR"}
_FOLDER = Path(__file__).parent
_LEARNT: WeakSet[trans_real.DjangoTranslation] = WeakSet()


def words_of(language: str) -> override:
    """Return a context in which words are in this language; in English where there are none of it."""
    return override(language if language in dict(settings.LANGUAGES) or _learn(language) else "en")


def tag_of(language: str) -> str:
    """Return a language with its country: "de-DE"."""
    return f"{language}-{REGIONS[language]}" if language in REGIONS else language


def day_in(language: str, day: date) -> str:
    """Return a day with the month's name, as the country of the language writes it."""
    from babel.dates import format_date

    known = language if language in REGIONS else "en"
    return format_date(day, "long", locale=f"{known}_{REGIONS[known]}")


def _learn(language: str) -> bool:
    """Add our words to those that Django itself has of a language, once; False where we have none."""
    catalogue = _FOLDER / f"{language}.po"
    if language not in REGIONS or not catalogue.exists():
        return False
    words = trans_real.translation(language)
    if words not in _LEARNT:
        words.merge(_compiled(catalogue, language))
        _LEARNT.add(words)
    return True


def _compiled(catalogue: Path, language: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = BytesIO()
    with catalogue.open("rb") as stream:
        write_mo(out, read_po(stream, locale=language))
    out.seek(0)
    return GNUTranslations(out)
