from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from documents.formats.languages import day_in, words_of

ImageSource = Callable[[int], bytes | None]


def no_images(_document: int) -> None:
    """For whom no image may be read: descriptions stand in their places."""


@dataclass(frozen=True, slots=True)
class ExportHead:
    """What each exported file says about itself. All of it is given, nothing is taken from the clock.

    `state` and `version` are words to be shown ("Entwurf", "Fassung 3: Stand vor der Sitzung"). `date` is the moment
    of this text. `language` is that of the text and of the words and dates in the head (others than "de", "en" and "fr"
    get English ones). `facts` are further lines, pairs of label and text. `origin` ("https://…") makes links to our
    own pages whole. `note` says something about the text as a whole, before it begins.
    """

    title: str
    state: str
    date: datetime
    space: str
    version: str = ""
    file_reference: str = ""
    language: str = "de"
    authors: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    note: str = ""

    def words(self) -> override:
        """Return a context in which words are in the language of this text."""
        return words_of(self.language)

    def lines(self) -> list[tuple[str, str]]:
        """Return label and text for each line of the head that is not empty, in the active language."""
        lines = [
            (pgettext("head of a document", "Body"), self.space),
            (_("State"), self.state),
            (_("Version"), self.version),
            (_("Text as of"), self.day()),
            (_("File reference"), self.file_reference),
            (_("Written by"), ", ".join(self.authors)),
            *self.facts,
        ]
        return [(label, plain(text)) for label, text in lines if text]

    def day(self) -> str:
        """Return date and time of the text where the group works, as the language of the text writes them."""
        moment = timezone.localtime(self.date)
        return f"{day_in(self.language, moment)}, {moment:%H:%M}"

    def address(self, address: str) -> str:
        """Return a link's address so that it leads somewhere outside of our pages too; empty where it cannot."""
        return (
            self.origin + address if address.startswith("/") and self.origin else "" if address[:1] == "/" else address
        )


def plain(text: str) -> str:
    """Take out what no file format can hold: control characters other than line end and tab, lone surrogates."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or (char >= " " and not _is_control(char)))


def _is_control(char: str) -> bool:
    return "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff"
