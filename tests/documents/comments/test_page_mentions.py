from datetime import timedelta

import pytest
from django.utils import timezone

from dialog.common.models import OutgoingMail
from documents.comments.models import PageLook, PageMention
from documents.comments.page_mentions import note_named_in_pages, pages_due, tell_named_in_pages
from documents.comments.tasks import tell_named_in_pages_at_rest
from documents.editing.actions import append_update
from documents.editing.blocks import append_blocks, mention, paragraph
from documents.library.models import Document
from tests.documents.editing.factories import Browser, make_page
from workgroups.spaces.models import Membership


def naming(*people):
    return paragraph("Es antwortet ", *[mention(person.pk, person.display_name) for person in people], " bis Juli.")


@pytest.fixture
def page(cast):
    return make_page(cast, author=cast.member, blocks=[paragraph("Ausgangslage"), naming(cast.chair)])


def rest(**changes):
    Document.objects.update(updated_at=timezone.now() - timedelta(minutes=3), **changes)


def run():
    tell_named_in_pages_at_rest.call_local()
    return sorted(OutgoingMail.objects.values_list("recipient", flat=True))


def write(page, author, *blocks):
    browser = Browser.on(page)
    append_update(
        author=author, document=page, payload=browser.change(lambda _root: append_blocks(browser.page, blocks))
    )


def test_who_is_named_is_told_once_when_the_text_has_rested(cast, page):
    assert run() == []
    rest()
    assert run() == [cast.chair.email]
    write(page, cast.member, naming(cast.chair, cast.moderator))
    assert run() == [cast.chair.email]
    rest()
    assert run() == sorted([cast.chair.email, cast.moderator.email])
    assert run() == sorted([cast.chair.email, cast.moderator.email])


def test_the_letter_leads_to_the_page_and_holds_nothing_of_its_text(cast, page):
    rest()
    run()
    mail = OutgoingMail.objects.get()
    assert page.get_absolute_url() in mail.body
    assert page.title in mail.body
    assert "bis Juli" not in mail.body


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Guten Tag, "), ("en", "Dear ")], ids=["German", "English"]
)  # fmt: skip
def test_the_letter_is_in_the_language_of_the_person(cast, page, language, words):
    type(cast.chair).objects.filter(pk=cast.chair.pk).update(language=language)
    rest()
    run()
    mail = OutgoingMail.objects.get()
    assert cast.space.name in mail.subject
    assert mail.body.startswith(words)


def test_a_name_that_is_gone_before_the_rest_tells_nobody(cast, page):
    append_update(author=cast.member, document=page, payload=Browser.on(page).drop_last())
    rest()
    assert run() == []
    assert not PageMention.objects.exists()


def test_who_names_themselves_is_not_told_until_somebody_else_names_them(cast):
    page = make_page(cast, author=cast.member)
    write(page, cast.chair, naming(cast.chair))
    write(page, cast.member, paragraph("Danach"))
    rest()
    assert run() == []
    write(page, cast.member, naming(cast.chair))
    rest()
    assert run() == [cast.chair.email]


def test_where_nobody_knows_who_named_them_whoever_wrote_last_counts(cast, page):
    page.text_authors.all().delete()
    rest(updated_by=cast.chair)
    assert run() == []
    rest(updated_by=cast.member)
    assert run() == [cast.chair.email]


def test_only_who_reads_the_page_is_kept(cast):
    make_page(cast, author=cast.member, blocks=[naming(cast.guest, cast.stranger, cast.former, cast.administrator)])
    rest()
    assert run() == [cast.guest.email]
    assert PageMention.objects.count() == 1


@pytest.mark.parametrize("case", ["left", "trashed", "inactive"])
def test_rights_are_asked_again_when_the_letter_is_written(cast, page, case):
    rest()
    assert note_named_in_pages() == 1
    if case == "left":
        Membership.objects.filter(user=cast.chair).update(ended_at=timezone.now())
    elif case == "trashed":
        Document.objects.update(trashed_at=timezone.now())
    else:
        type(cast.chair).objects.filter(pk=cast.chair.pk).update(is_active=False)
    assert tell_named_in_pages() == 0
    assert not OutgoingMail.objects.exists()
    assert not PageMention.objects.filter(told_at=None).exists()


@pytest.mark.parametrize("changes", [{"state": "released"}, {"state": "archived"}, {"trashed_at": timezone.now()}])
def test_a_page_that_nobody_writes_any_more_names_nobody_anew(cast, page, changes):
    rest(**changes)
    assert run() == []


def test_a_page_in_review_does(cast, page):
    rest(state="review")
    assert run() == [cast.chair.email]


def test_pages_at_rest_that_were_looked_at_take_one_query(cast, page, django_assert_num_queries):
    others = [make_page(cast, author=cast.member, blocks=[naming(cast.chair)]) for _n in range(2)]
    rest()
    with django_assert_num_queries(1):
        assert len(pages_due()) == 3
    assert note_named_in_pages() == 3
    with django_assert_num_queries(1):
        assert note_named_in_pages() == 0
    assert PageLook.objects.count() == 1 + len(others)


@pytest.mark.parametrize("people", [["chair"], ["chair", "moderator", "guest"]], ids=["one", "three"])
def test_a_changed_page_takes_as_many_queries_whomever_it_names(cast, django_assert_num_queries, people):
    make_page(cast, author=cast.member, blocks=[naming(*[getattr(cast, name) for name in people])])
    rest()
    with django_assert_num_queries(8):
        note_named_in_pages()
    assert PageMention.objects.count() == len(people)


def test_a_page_that_cannot_be_read_leaves_the_others_their_turn(cast, page, caplog):
    broken = make_page(cast, author=cast.member)
    type(broken.snapshot).objects.filter(document=broken).update(state=b"mention", is_packed=True)
    rest()
    assert run() == [cast.chair.email]
    assert str(broken.pk) in caplog.text
    assert pages_due() == []
