from datetime import timedelta

import pytest
from django.utils import timezone

from documents.editing.actions import append_update, change_page
from documents.library.models import Document
from documents.versions.keeping import keep_due, thin_out
from documents.versions.making import make_version
from documents.versions.models import PageVersion
from documents.versions.queries import blocks_of_version, pages_due
from tests.documents.editing.factories import Browser, make_page

Kind = PageVersion.Kind


@pytest.fixture
def page(cast):
    return make_page(cast)


def type_on(page, person, text="x"):
    append_update(author=person, document=page, payload=Browser.on(page).type(text))


def rest(page, **ago):
    moment = timezone.now() - timedelta(**ago)
    Document.objects.filter(pk=page.pk).update(updated_at=moment)
    page.updates.update(created_at=moment)


def test_a_version_holds_the_text_and_the_size_of_the_change(cast, page):
    first = make_version(page, Kind.NAMED, name="Stand", by=cast.chair)
    type_on(page, cast.member, " neu")
    second = make_version(page, Kind.AUTOMATIC)

    assert [(v.number, v.words, v.added, v.removed) for v in (first, second)] == [(1, 1, 12, 0), (2, 2, 4, 0)]
    assert blocks_of_version(first)[0].content[0].text == "Ausgangslage"
    assert blocks_of_version(second)[0].content[0].text == "Ausgangslage neu"


def test_an_automatic_version_of_the_same_text_becomes_the_named_one(cast, page):
    automatic = make_version(page, Kind.AUTOMATIC)
    named = make_version(page, Kind.NAMED, name="Vorlage", by=cast.chair)
    assert named == automatic
    assert (named.kind, named.name, named.made_by) == (Kind.NAMED, "Vorlage", cast.chair)
    assert make_version(page, Kind.AUTOMATIC) == named
    assert PageVersion.objects.get().kind == Kind.NAMED


def test_a_named_version_of_the_same_text_is_kept_beside_the_released_one(cast, page):
    make_version(page, Kind.NAMED, name="Vorlage", by=cast.chair)
    assert make_version(page, Kind.RELEASED, by=cast.chair).number == 2


def test_pages_at_rest_and_those_written_on_for_an_hour_are_due(cast, page):
    keep_due(timezone.now() + timedelta(minutes=11))
    assert PageVersion.objects.get().kind == Kind.IMPORTED
    type_on(page, cast.member)
    assert list(pages_due(timezone.now())) == []
    page.updates.update(created_at=timezone.now() - timedelta(minutes=61))
    assert list(pages_due(timezone.now())) == [page]
    page.updates.update(created_at=timezone.now())
    rest(page, minutes=11)
    assert list(pages_due(timezone.now())) == [page]
    assert keep_due(timezone.now()) == 1
    assert list(pages_due(timezone.now())) == []


def test_a_page_in_the_trash_gets_none(cast, page):
    rest(page, minutes=11)
    Document.objects.filter(pk=page.pk).update(trashed_at=timezone.now())
    assert list(pages_due(timezone.now())) == []


def test_a_change_that_leaves_the_text_as_it_was_makes_no_version(cast, page):
    make_version(page, Kind.AUTOMATIC)

    def mark(text):
        node = text.get("content", type=type(Browser.on(page).root)).children[0].children[0]
        node.format(0, 4, {"comment--AAAAAAAA": {"id": "1"}})

    change_page(author=cast.member, document=page, change=mark)
    rest(page, minutes=11)
    assert keep_due(timezone.now()) == 1
    assert PageVersion.objects.get().change == 1
    assert list(pages_due(timezone.now())) == []


@pytest.mark.parametrize("count", [1, 3])
def test_due_pages_are_found_in_one_query(cast, count, django_assert_num_queries):
    for _page in range(count):
        rest(make_page(cast), minutes=11)
    with django_assert_num_queries(1):
        assert len(list(pages_due(timezone.now()))) == count


def test_old_automatic_versions_stay_one_a_day_and_all_others_for_ever(cast, page):
    for number in range(1, 7):
        type_on(page, cast.member, str(number))
        make_version(page, Kind.NAMED if number == 2 else Kind.AUTOMATIC)
    noon = timezone.localtime().replace(hour=12) - timedelta(days=40)
    for number, moment in enumerate([noon, noon, noon, noon + timedelta(days=1), noon + timedelta(days=1)], start=1):
        PageVersion.objects.filter(number=number).update(created_at=moment)

    assert thin_out(timezone.now()) == 2
    assert list(PageVersion.objects.values_list("number", flat=True)) == [6, 5, 3, 2]
