"""A name that was put into a text in the browser is told by mail, by whoever wrote it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dialog.common.models import OutgoingMail
from documents.comments.page_mentions import note_named_in_pages, tell_named_in_pages
from documents.library.models import Document
from tests.browser.document_page import expect_saved, open_document, text_field, to_end
from tests.documents.editing.factories import make_page

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def document(live_cast):
    return make_page(live_cast, author=live_cast.chair)


def name(page, person, typed):
    page.keyboard.type(f" @{typed}")
    expect(page.locator(".mentions__person")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(text_field(page).locator(".mention").last).to_have_text(f"@{person.display_name}")


def test_who_is_named_by_somebody_else_gets_a_mail(live_cast, document, open_page):
    page = open_document(open_page(live_cast.member), document)
    to_end(page)
    name(page, live_cast.chair, "Leit")
    name(page, live_cast.member, "Neckar")
    expect_saved(page)
    # Whoever changed the page last counts only where nobody knows who wrote the name.
    rested = timezone.now() - timedelta(minutes=3)
    Document.objects.filter(pk=document.pk).update(updated_at=rested, updated_by=live_cast.chair)
    note_named_in_pages()
    assert tell_named_in_pages() == 1
    assert OutgoingMail.objects.get().recipient == live_cast.chair.email
