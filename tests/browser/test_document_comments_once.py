"""What somebody sends twice because no answer came is stored once."""

import pytest
from playwright.sync_api import expect

from documents.comments.models import Comment
from documents.editing.actions import create_page
from documents.editing.blocks import paragraph
from tests.browser.document_page import open_document, says
from tests.browser.test_document_comments import comment

pytestmark = [pytest.mark.browser, pytest.mark.live]


def lose_answer(route) -> None:
    route.fetch()
    route.abort()


@pytest.mark.parametrize("kind", ["neu", "antworten"])
def test_a_comment_whose_answer_was_lost_is_sent_again_and_stored_once(live_cast, open_page, kind):
    blocks = [paragraph("Absatz 1 des Papiers.")]
    document = create_page(author=live_cast.chair, space=live_cast.space, title="Papier", blocks=blocks)
    page = open_document(open_page(live_cast.member), document)
    comment(page, "Absatz 1", "Erster Punkt.")
    # With a used form the next comment would be taken for the one before.
    comment(page, "Papiers", "Zweiter Punkt.")
    page.route(f"**/{kind}/", lose_answer, times=1)
    if kind == "neu":
        page.locator("[data-tool=comment]").click()
        form = page.locator("[data-comment-new]")
    else:
        page.locator(".comment__answer summary").first.click()
        form = page.locator("form[action*=antworten]").first
    form.locator("textarea").fill("Noch einmal.")
    form.locator("[type=submit]").click()
    expect(page.locator("body")).to_contain_text(says("commentFailed"))
    # The cards are there anew, the one that arrived among them.
    expect(page.locator(".comment__body").filter(has_text="Noch einmal.")).to_have_count(1)
    expect(form.locator("textarea")).to_have_value("Noch einmal.")
    form.locator("[type=submit]").click()
    expect(form.locator("textarea")).to_have_value("")
    assert Comment.objects.filter(body="Noch einmal.").count() == 1
    assert Comment.objects.count() == 3
