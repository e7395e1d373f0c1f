"""Text in deep lists is restored, compared, commented and has authors like any other."""

import pytest
from pycrdt import XmlFragment

from documents.comments.marks import place_mark
from documents.comments.pieces import pieces_of
from documents.editing.actions import change_page
from documents.editing.blocks import paragraph
from documents.editing.compaction import compact
from documents.editing.queries import html_of, load_document, text_of
from documents.editing.state import build_page
from documents.editing.updates import FIELD
from documents.versions.actions import restore_version
from documents.versions.authorship import authorship_of
from documents.versions.making import make_version
from documents.versions.models import PageVersion
from documents.versions.queries import blocks_of_version
from tests.documents.editing.factories import make_page
from tests.documents.editing.texts import deep_list, words_of_deep_list

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[12, 28])
def levels(request):
    return request.param


@pytest.fixture
def page(cast, levels):
    return make_page(cast, author=cast.member, blocks=[paragraph("Oben"), deep_list(levels), paragraph("Unten")])


def missing(text: str, levels: int) -> list[str]:
    return [words for words in words_of_deep_list(levels) if words not in text]


def test_restoring_a_version_keeps_and_brings_back_every_level(cast, page, levels):
    version = make_version(page, PageVersion.Kind.NAMED, name="Vorher", by=cast.member)

    def last_paragraph_goes(text):
        root = text.get(FIELD, type=XmlFragment)
        del root.children[2]

    change_page(author=cast.member, document=page, change=last_paragraph_goes)
    restore_version(by=cast.member, version=version)
    assert missing(text_of(page.pk), levels) == []

    def list_goes(text):
        root = text.get(FIELD, type=XmlFragment)
        del root.children[1]

    change_page(author=cast.member, document=page, change=list_goes)
    assert len(missing(text_of(page.pk), levels)) == levels
    restore_version(by=cast.member, version=version)
    assert missing(text_of(page.pk), levels) == []


def test_compaction_and_versions_keep_every_level(cast, page, levels):
    version = make_version(page, PageVersion.Kind.NAMED, name="Vorher", by=cast.member)
    change_page(author=cast.member, document=page, change=lambda text: place_mark(text, "k1", "Oben") and None)
    compact(document_id=page.pk)
    assert missing(html_of(page.pk), levels) == []
    assert missing(repr(blocks_of_version(version)), levels) == []


def test_deepest_words_can_be_commented_and_have_an_author(cast, page, levels):
    deepest = words_of_deep_list(levels)[-1]
    change_page(author=cast.member, document=page, change=lambda text: place_mark(text, "k1", deepest) and None)
    marked = [piece for piece in pieces_of(build_page(load_document(page.pk)[0])) if piece.ids_of("comment")]
    assert [piece.text for piece in marked] == [deepest]
    passages = authorship_of(cast.guest, page).passages
    written = {stretch.text: stretch.writer.person for passage in passages for stretch in passage.stretches}
    assert written[deepest] == cast.member
