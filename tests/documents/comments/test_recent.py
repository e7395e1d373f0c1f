from django.utils import timezone

from documents.comments.actions import accept_suggestion
from documents.comments.recent import JUST_NOW
from documents.editing.actions import append_update
from documents.editing.blocks import deleted, paragraph
from documents.editing.models import DocumentUpdate
from documents.editing.queries import text_of
from tests.documents.editing.factories import Browser, make_page

KEY = "6f0e1c2a-0000-4000-8000-00000000000a"


def struck_over_a_border(cast):
    page = make_page(cast, blocks=[paragraph("eins", deleted(" weg", KEY)), paragraph(deleted("weg ", KEY), "zwei")])
    browser = Browser.on(page)
    update = browser.change(lambda root: root.children[1].children[0].insert(8, " mehr"))
    append_update(author=cast.member, document=page, payload=update)
    return page


def test_a_border_stays_while_somebody_else_writes_behind_it(cast):
    page = struck_over_a_border(cast)
    accept_suggestion(by=cast.chair, document=page, key=KEY)
    assert text_of(page.pk) == "eins\nzwei mehr"


def test_a_border_goes_when_it_was_oneself_or_a_while_ago(cast):
    page = struck_over_a_border(cast)
    accept_suggestion(by=cast.member, document=page, key=KEY)
    assert text_of(page.pk) == "einszwei mehr"

    page = struck_over_a_border(cast)
    DocumentUpdate.objects.filter(document=page).update(created_at=timezone.now() - 2 * JUST_NOW)
    accept_suggestion(by=cast.chair, document=page, key=KEY)
    assert text_of(page.pk) == "einszwei mehr"
