import pytest
from django.urls import reverse

from documents.editing.actions import create_page
from documents.editing.choices import MOST_PEOPLE, MOST_PLACES, language_versions, people_matching, places_matching
from documents.library.actions import trash_document
from documents.library.models import Document
from tests.documents.editing.factories import make_page
from tests.factories import MembershipFactory, UserFactory
from tests.workgroups.discussions.factories import ThreadFactory
from tests.workgroups.meetings.factories import MeetingFactory


def places(user, space, text="") -> list[str]:
    return [place.title for place in places_matching(user, space, text)]


def test_places_are_discussions_meetings_and_documents_one_may_see(cast):
    ThreadFactory(space=cast.space, title="Übersicht der Felder")
    ThreadFactory(space=cast.other_space, title="Übersicht, fremd")
    MeetingFactory(space=cast.space, title="Übersicht im Herbst")
    make_page(cast, title="Übersicht")
    trash_document(by=cast.chair, document=make_page(cast, title="Übersicht, gelöscht"))
    make_page(cast, title="Anderes")

    found = places_matching(cast.member, cast.space, "übersicht")
    assert {place.title.split(": ")[-1] for place in found} == {
        "Übersicht der Felder",
        "Übersicht im Herbst",
        "Übersicht",
    }
    assert all(place.url.startswith(f"/gremien/{cast.space.slug}/") for place in found)
    assert places(cast.stranger, cast.space) == []


def test_places_are_bounded_and_of_each_kind(cast):
    for number in range(MOST_PLACES):
        ThreadFactory(space=cast.space, title=f"Diskussion {number}")
    make_page(cast, title="Eine Seite")
    found = places(cast.member, cast.space)
    assert len(found) == MOST_PLACES
    assert "Eine Seite" in found


@pytest.mark.parametrize("count", [1, 3])
def test_places_take_the_same_queries_for_any_number(cast, count, django_assert_num_queries):
    for number in range(count):
        ThreadFactory(space=cast.space, title=f"Diskussion {number}")
        MeetingFactory(space=cast.space)
        make_page(cast, title=f"Seite {number}")
    places(cast.member, cast.space)
    with django_assert_num_queries(3):
        places(cast.member, cast.space)


@pytest.mark.parametrize("count", [1, 3])
def test_people_whose_word_begins_so_come_first(cast, count, django_assert_num_queries):
    for number in range(count):
        MembershipFactory(space=cast.space, user=UserFactory(display_name=f"Büro Östlicher Kreis {number}"))
    MembershipFactory(space=cast.space, user=UserFactory(display_name="Tröstliche"))
    # names, those found, and two for their capacities
    with django_assert_num_queries(4):
        found = [row.user.display_name for row in people_matching(cast.space, "östlich")]
    assert found == [*(f"Büro Östlicher Kreis {number}" for number in range(count)), "Tröstliche"]
    assert len(people_matching(cast.space, "")) <= MOST_PEOPLE


def test_language_versions_are_the_others_of_the_family(cast):
    german = make_page(cast, title="Papier")
    english = create_page(author=cast.chair, space=cast.space, title="Paper", language="en")
    french = create_page(author=cast.chair, space=cast.space, title="Papier", language="fr")
    Document.objects.filter(pk__in=[english.pk, french.pk]).update(translation_of=german)
    english.refresh_from_db()
    assert language_versions(german) == [english, french]
    assert language_versions(english) == [german, french]
    trash_document(by=cast.chair, document=french)
    assert language_versions(german) == [english]


@pytest.mark.parametrize(("route", "key"), [("people_choices", "people"), ("place_choices", "places")])
def test_choices_are_for_those_who_may_enter(cast, client_for, route, key):
    address = reverse(f"editing:{route}", args=[cast.space.slug])
    for person in (cast.chair, cast.member, cast.guest):
        assert list(client_for(person).get(address, {"q": "a" * 500}).json()) == [key]
    assert client_for(cast.stranger).get(address).status_code == 404
    assert client_for(cast.former).get(address).status_code == 404
    assert client_for(cast.anonymous).get(address).status_code == 302
