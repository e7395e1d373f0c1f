"""Files speak the language of their text: words, dates, tags; also one in which the interface is not offered."""

from dataclasses import replace
from datetime import UTC, datetime
from gettext import NullTranslations
from io import BytesIO

import pytest
from django.utils.translation import get_language, trans_real
from docx import Document as Word
from odfdo import Document as OpenDocument
from pypdf import PdfReader

from documents.editing.blocks import image
from documents.formats.choices import FORMATS
from documents.formats.exports import write_docx, write_html, write_markdown, write_odt, write_pdf
from documents.formats.languages import words_of
from documents.formats.responses import head_for
from documents.library.models import Document
from documents.releases.heads import release_head, request_head
from documents.releases.models import ReleaseRequest
from tests.documents.editing.factories import make_page
from tests.documents.editing.texts import EVERYTHING
from tests.documents.formats.samples import HEAD, one_picture
from workgroups.spaces.models import Space

FRENCH = replace(HEAD, language="fr", state="projet", title="Prise de position", authors=("Commission",))
LABELS = ["Instance", "Statut", "Version", "Texte en date du", "N° de dossier", "Rédigé par"]


class Missed(NullTranslations):
    """Stands behind a catalogue and notes what is not in it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def gettext(self, message: str) -> str:
        self.words.append(message)
        return message


@pytest.fixture
def missed(monkeypatch) -> Missed:
    with words_of("fr"):
        found = Missed()
    monkeypatch.setattr(trans_real.translation("fr"), "_fallback", found)
    return found


def texts(head) -> dict[str, str]:
    """Return what people read in each format."""
    pdf = PdfReader(BytesIO(write_pdf(head, EVERYTHING, one_picture)))
    odt = OpenDocument(BytesIO(write_odt(head, EVERYTHING, one_picture)))
    return {
        "pdf": " ".join("\n".join(page.extract_text() for page in pdf.pages).split()),
        "docx": "\n".join(line.text for line in Word(BytesIO(write_docx(head, EVERYTHING, one_picture))).paragraphs),
        "odt": odt.get_formatted_text(),
        "html": write_html(head, EVERYTHING, one_picture).decode(),
        "markdown": write_markdown(head, EVERYTHING, one_picture).decode(),
    }


def test_every_format_has_french_words_and_dates():
    found = texts(FRENCH)

    assert set(found) == set(FORMATS)
    for name, text in found.items():
        assert [word for word in [*LABELS, "8 novembre 2017, 10:30", "propositions"] if word not in text] == [], name
    assert "Page 1 sur 2" in found["pdf"] or "Page 1 sur 1" in found["pdf"]
    assert "(à faire)" in found["pdf"]
    assert "Notes de bas de page" in found["html"]


@pytest.mark.parametrize(
    ("language", "day"),
    [("de", "8. November 2017, 10:30"), ("en", "8 November 2017, 10:30"), ("fr", "8 novembre 2017, 10:30"),
     ("it", "8 November 2017, 10:30")],
)  # fmt: skip
def test_dates_are_those_of_the_language(language, day):
    assert replace(HEAD, language=language).day() == day


def test_no_word_of_a_french_file_is_missing(missed):
    for chosen in FORMATS.values():
        chosen.write(FRENCH, [*EVERYTHING, image(8, "Plan")], one_picture)

    assert missed.words == []


def test_no_word_of_heads_of_pages_and_releases_is_missing(cast, missed):
    page = make_page(cast)
    page.language = "fr"
    for page.state in Document.State.values:
        head_for(page)
    for page.space.kind in Space.Kind.values:
        head_for(page)
    request = ReleaseRequest(document=page, author=cast.member, language="fr", title="Titre")
    people = [{"name": "N.", "capacity": "", "did": did} for did in ("requested", "approved")]

    assert dict(request_head(request).facts) == {"Soumis pour validation par": cast.member.display_name}
    assert release_head(request, 2, datetime(2017, 11, 8, tzinfo=UTC), people).state == "Version validée 2"
    assert missed.words == []


def test_a_page_in_french_says_its_state_in_french(cast):
    page = make_page(cast)
    page.language = "fr"

    assert head_for(page).state == "projet"
    assert get_language() == "de"


@pytest.mark.parametrize(("language", "tag"), [("de", "de-DE"), ("en", "en-GB"), ("fr", "fr-FR")])
def test_files_are_tagged_with_their_language(language, tag):
    head = replace(HEAD, language=language)
    odt = OpenDocument(BytesIO(write_odt(head, EVERYTHING)))

    assert Word(BytesIO(write_docx(head, EVERYTHING))).core_properties.language == tag
    assert odt.meta.language == tag
    assert f'<html lang="{language}">' in write_html(head, EVERYTHING).decode()
    assert PdfReader(BytesIO(write_pdf(head, EVERYTHING))).root_object["/Lang"].partition("-")[0] == language
    assert f'"lang": "{language}"' in write_markdown(head, EVERYTHING).decode()


def test_every_language_of_a_page_has_its_words():
    labels = set()
    for language in Document.Language.values:
        head = replace(HEAD, language=language)
        with head.words():
            labels.add(head.lines()[1][0])

    assert labels == {"Stand", "State", "Statut"}
