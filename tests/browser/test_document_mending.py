"""What the server writes into a text stands when an editor opens it: nothing is written back, nothing vanishes."""

from uuid import uuid4

import pytest
from pycrdt import XmlFragment

from documents.comments.actions import accept_suggestion
from documents.editing.actions import change_page, create_page
from documents.editing.blocks import (
    Block,
    Run,
    bold,
    bullets,
    code_block,
    comment_mark,
    deleted,
    insert_block,
    paragraph,
)
from documents.editing.models import DocumentUpdate
from documents.editing.queries import load_document
from documents.editing.state import build_page
from documents.editing.updates import FIELD
from documents.releases.actions import add_translation
from documents.versions.actions import name_text, restore_version
from tests.browser.document_page import open_document

pytestmark = [pytest.mark.browser, pytest.mark.live]


def _text(document):
    return str(build_page(load_document(document.pk)[0]).get(FIELD, type=XmlFragment))


def _page(cast, *blocks):
    return create_page(author=cast.chair, space=cast.space, title="Entwurf", blocks=blocks)


def _commented_code(cast):
    key = str(uuid4())
    code = Block("codeBlock", (Run("x = "), Run("geheim", {comment_mark(key): {"id": key}})))
    return _page(cast, paragraph("oben"), code), "geheim"


def _border(key):
    return Run("\u200b", {"deletion": {"id": key}})


def _joined_items(cast):
    key = str(uuid4())
    items = bullets([paragraph("eins", _border(key))], [paragraph(_border(key), "zwei"), bullets("unter zwei")])
    document = _page(cast, paragraph("oben"), items)
    accept_suggestion(by=cast.member, document=document, key=key)
    return document, "unter zwei"


def _restored_item(cast):
    document = _page(cast, bullets("eins"), paragraph("unten"))
    version = name_text(by=cast.member, document=document, name="vorher")

    def add_item(page):
        insert_block(page.get(FIELD, type=XmlFragment).children[0], 1, Block("listItem", (paragraph("zwei"),)))

    def add_below(page):
        insert_block(page.get(FIELD, type=XmlFragment).children[0].children[1], 1, bullets("von nebenan"))

    change_page(author=cast.member, document=document, change=add_item)
    seen = build_page(load_document(document.pk)[0]).get_state()
    change_page(author=cast.chair, document=document, change=add_below)
    restore_version(by=cast.member, version=version, seen=seen)
    return document, "von nebenan"


def _translation(cast):
    key = str(uuid4())
    code = Block("codeBlock", (Run("code"), _border(key)))
    items = bullets("a", [paragraph(deleted("weg", key)), bullets("unter weg")])
    original = _page(cast, items, code, paragraph(_border(key), "lang ", bold("fett")), code_block("ende"))
    return add_translation(author=cast.member, document=original, language="en", title="Draft"), "unter weg"


@pytest.mark.parametrize("make", [_commented_code, _joined_items, _restored_item, _translation])
def test_opening_takes_nothing_away(live_cast, open_page, make):
    document, words = make(live_cast)
    text, rows = _text(document), DocumentUpdate.objects.filter(document=document).count()
    page = open_document(open_page(live_cast.member), document)
    page.wait_for_timeout(800)

    assert words in text
    assert words in page.locator(".ProseMirror").text_content()
    assert _text(document) == text
    assert DocumentUpdate.objects.filter(document=document).count() == rows
