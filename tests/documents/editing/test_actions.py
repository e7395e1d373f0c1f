import pytest
from django.db import transaction

from dialog.common.errors import Invalid, NotAllowed, NotFound, TooLarge
from dialog.common.log import head_of
from documents.editing import actions
from documents.editing.blocks import heading, paragraph
from documents.editing.events import topic_of
from documents.editing.models import DocumentSnapshot, DocumentUpdate
from documents.editing.queries import html_of, load_document, text_of
from documents.editing.updates import MAX_UPDATE_BYTES
from documents.library.actions import trash_document
from documents.library.models import Document
from documents.library.queries import unread_counts
from tests.documents.editing.factories import Browser, make_page


@pytest.fixture
def page(cast) -> Document:
    return make_page(cast)


def test_a_new_page_holds_what_the_server_seeds(cast):
    blocks = [heading(2, "Ausgangslage"), paragraph("Ein Satz.")]
    page = actions.create_page(author=cast.member, space=cast.space, title="  Positionspapier ", blocks=blocks)

    assert (page.kind, page.title, page.capacity) == ("page", "Positionspapier", "im Mandat der Region Neckar-Alb")
    assert html_of(page.pk) == "<h2>Ausgangslage</h2>\n<p>Ein Satz.</p>"
    assert load_document(page.pk)[1] == 0


def test_an_empty_page_has_one_empty_paragraph(cast):
    page = actions.create_page(author=cast.member, space=cast.space, title="Leer")
    assert html_of(page.pk) == "<p></p>"


@pytest.mark.parametrize(("title", "error"), [("  ", Invalid), ("a\x00b", Invalid), ("x" * 201, TooLarge)])
def test_a_page_with_a_bad_title_is_not_created(cast, title, error):
    with pytest.raises(error):
        actions.create_page(author=cast.member, space=cast.space, title=title)
    assert not DocumentSnapshot.objects.exists()


def test_a_change_is_numbered_stored_and_makes_the_page_new_to_others(cast, page):
    browser = Browser.on(page)
    numbers = [
        actions.append_update(author=cast.member, document=page, payload=browser.type(text)) for text in (" a", " b")
    ]

    assert numbers == [1, 2]
    assert head_of(topic_of(page.pk)) == 2
    assert text_of(page.pk) == "Ausgangslage a b"
    assert list(DocumentUpdate.objects.values_list("change", "author")) == [(1, cast.member.pk), (2, cast.member.pk)]
    assert unread_counts(cast.moderator, [cast.space]) == {cast.space.pk: 1}
    page.refresh_from_db()
    assert page.updated_by == cast.member


def test_a_change_that_is_rolled_back_gives_its_number_back(cast, page):
    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), transaction.atomic():
        actions.append_update(author=cast.member, document=page, payload=Browser.on(page).type("x"))
        raise PowerCut
    assert actions.append_update(author=cast.member, document=page, payload=Browser.on(page).type("y")) == 1


@pytest.mark.parametrize(
    ("payload", "error"), [(b"", Invalid), (b"kaputt", Invalid), (bytes(MAX_UPDATE_BYTES + 1), TooLarge)]
)
def test_what_is_no_update_leaves_no_trace(cast, page, payload, error):
    with pytest.raises(error):
        actions.append_update(author=cast.member, document=page, payload=payload)
    assert head_of(topic_of(page.pk)) == 0
    assert not DocumentUpdate.objects.exists()


def test_a_page_that_is_too_large_takes_no_large_steps_but_can_be_shortened(cast, page):
    browser = Browser.on(page)
    DocumentSnapshot.objects.filter(document=page).update(state=bytes(actions.MAX_STATE_BYTES + 1), is_packed=False)

    with pytest.raises(TooLarge):
        actions.append_update(author=cast.member, document=page, payload=browser.write("x" * 100_000))
    assert actions.append_update(author=cast.member, document=page, payload=browser.drop_last()) == 1


def test_a_page_in_the_trash_takes_nothing(cast, page):
    payload = Browser.on(page).type("zu spät")
    trash_document(by=cast.chair, document=page)
    with pytest.raises(NotFound):
        actions.append_update(author=cast.member, document=page, payload=payload)


def test_a_file_is_no_page(cast, page):
    Document.objects.filter(pk=page.pk).update(kind=Document.Kind.FILE)
    page.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.append_update(author=cast.chair, document=page, payload=b"\x00\x00")


def test_appending_costs_the_same_whatever_the_length_of_the_log(cast, page, django_assert_num_queries):
    browser = Browser.on(page)
    # The first one reads the memberships, as a socket does once at its door.
    actions.append_update(author=cast.member, document=page, payload=browser.type("x"))
    for _number in range(3):
        payload = browser.type("x")
        # savepoint, touched (a draft, not in the trash), whose client numbers, next number, row, savepoint
        with django_assert_num_queries(6):
            actions.append_update(author=cast.member, document=page, payload=payload)
