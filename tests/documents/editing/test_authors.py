"""Whose letters are whose: a client number belongs to one person, and versions learn who wrote."""

import pytest
from django.db import transaction

from dialog.common.errors import NotAllowed
from documents.editing.actions import append_update, change_page, create_page
from documents.editing.authors import NotTheirs
from documents.editing.blocks import Block, append_blocks, paragraph
from documents.editing.compaction import compact, take_authors
from documents.editing.models import DocumentSnapshot, DocumentUpdate, TextAuthor
from documents.editing.queries import owners_of, text_of
from documents.editing.trial import LiveText
from documents.library.models import Document
from tests.documents.editing.factories import Browser, make_page


@pytest.fixture
def page(cast) -> Document:
    return make_page(cast)


def test_the_first_text_of_a_page_is_its_authors(cast, page):
    assert set(owners_of(page.pk).values()) == {cast.chair.pk}
    assert take_authors(page.pk) == [cast.chair.pk]


def test_a_client_number_is_its_first_writers(cast, page):
    browser = Browser.on(page)
    append_update(author=cast.member, document=page, payload=browser.type(" a"))
    append_update(author=cast.member, document=page, payload=browser.type(" b"))

    assert owners_of(page.pk)[browser.page.client_id] == cast.member.pk
    with pytest.raises(NotTheirs):
        append_update(author=cast.moderator, document=page, payload=browser.type(" c"))
    assert text_of(page.pk) == "Ausgangslage a b"
    assert TextAuthor.objects.filter(document=page).count() == 2


def test_letters_of_several_people_in_one_row_are_each_their_own(cast, page):
    one, two = Browser.on(page), Browser.on(page)
    live = LiveText([one.page.get_update()], owners_of(page.pk))
    people = {one: cast.member, two: cast.moderator}
    effects = [live.admit(browser.type("x"), author=person.pk) for browser, person in people.items()]
    newcomers = live.take_newcomers()
    for effect in effects:
        append_update(author=cast.member, others=[cast.moderator], document=page, payload=effect, clients=newcomers)

    assert newcomers == {one.page.client_id: cast.member.pk, two.page.client_id: cast.moderator.pk}
    assert owners_of(page.pk).items() >= newcomers.items()
    assert DocumentUpdate.objects.first().authors == sorted([cast.member.pk, cast.moderator.pk])


def test_each_of_several_needs_the_right_to_write(cast, page):
    with pytest.raises(NotAllowed):
        append_update(
            author=cast.member, others=[cast.guest], document=page, payload=Browser.on(page).type("x"), clients={}
        )
    assert not DocumentUpdate.objects.exists()


def test_the_text_in_memory_refuses_letters_in_anothers_name_and_takes_what_is_there(cast, page):
    browser = Browser.on(page)
    live = LiveText([browser.page.get_update()], owners_of(page.pk))
    first = browser.type("eins")
    assert live.admit(first, author=cast.member.pk) is not None
    second = browser.type("zwei")

    with pytest.raises(NotTheirs):
        live.admit(second, author=cast.moderator.pk)
    assert not live.is_spoilt
    # Somebody who comes back brings everything they have, also what others wrote.
    assert live.admit(browser.page.get_update(), author=cast.member.pk) is not None
    assert live.admit(browser.page.get_update(), author=cast.moderator.pk) is None


def test_what_the_server_changes_for_a_person_is_theirs(cast, page):
    assert change_page(author=cast.member, document=page, change=lambda text: append_blocks(text, _two()))
    assert text_of(page.pk) == "Ausgangslage\neins\nzwei"
    assert set(owners_of(page.pk).values()) == {cast.chair.pk, cast.member.pk}
    assert DocumentUpdate.objects.get().authors == [cast.member.pk]


def test_a_change_of_nothing_stores_nothing(cast, page):
    assert change_page(author=cast.member, document=page, change=lambda text: None) is False
    assert not DocumentUpdate.objects.exists()


def test_a_page_that_has_left_its_draft_takes_nothing_though_nobody_told_the_writer(cast, page):
    payload = Browser.on(page).type("zu spät")
    Document.objects.filter(pk=page.pk).update(state=Document.State.REVIEW)
    assert page.state == Document.State.DRAFT

    with pytest.raises(NotAllowed):
        append_update(author=cast.member, document=page, payload=payload)
    with pytest.raises(NotAllowed):
        change_page(author=cast.member, document=page, change=lambda text: append_blocks(text, _two()))
    assert not DocumentUpdate.objects.exists()


def _two() -> list[Block]:
    return [paragraph("eins"), paragraph("zwei")]


def test_authors_are_kept_through_compactions_and_given_once(cast, page):
    take_authors(page.pk)
    for person in (cast.member, cast.moderator):
        append_update(author=person, document=page, payload=Browser.on(page).type("x"))
    compact(document_id=page.pk)
    append_update(author=cast.ministry, document=page, payload=Browser.on(page).type("y"))

    assert take_authors(page.pk) == sorted([cast.member.pk, cast.moderator.pk, cast.ministry.pk])
    assert take_authors(page.pk) == []
    append_update(author=cast.member, document=page, payload=Browser.on(page).type("z"))
    compact(document_id=page.pk)
    assert take_authors(page.pk) == [cast.member.pk]


def test_authors_of_a_version_that_was_not_made_are_still_there(cast, page):
    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), transaction.atomic():
        take_authors(page.pk)
        raise PowerCut
    assert take_authors(page.pk) == [cast.chair.pk]


def test_snapshots_are_packed_and_older_ones_are_still_read(cast):
    text = "Die Angaben zur Zertifizierung sind je Region verschieden. " * 50
    page = create_page(author=cast.chair, space=cast.space, title="Lang", blocks=[paragraph(text)])
    browser = Browser.on(page)
    snapshot = DocumentSnapshot.objects.get(document=page)
    assert snapshot.is_packed
    assert len(snapshot.state) < len(text) / 4

    old = browser.page.get_update()
    DocumentSnapshot.objects.filter(pk=snapshot.pk).update(state=old, is_packed=False)
    assert text_of(page.pk) == browser.text
    append_update(author=cast.member, document=page, payload=browser.type("!"))
    compact(document_id=page.pk)
    assert DocumentSnapshot.objects.get(document=page).is_packed
    assert text_of(page.pk) == browser.text
