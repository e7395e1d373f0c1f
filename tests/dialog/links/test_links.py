import pytest

from dialog.links.actions import link, unlink
from dialog.links.models import Link
from dialog.links.queries import key_of, links_from, links_to


def test_a_link_is_written_once_and_keeps_its_first_author(cast):
    first = link(source=cast.space, target=cast.other_space, kind="came_of", by=cast.chair)
    again = link(source=cast.space, target=cast.other_space, kind="came_of", by=cast.member)

    assert again == first
    assert Link.objects.get().by == cast.chair


def test_both_directions_find_the_link_and_kinds_are_apart(cast):
    came = link(source=cast.space, target=cast.member, kind="came_of", by=cast.chair)
    names = link(source=cast.space, target=cast.member, kind="names", by=cast.chair)

    assert links_from([cast.space]) == {("spaces.space", cast.space.pk): [came, names]}
    assert links_to([cast.member], kind="names") == {("accounts.user", cast.member.pk): [names]}
    assert links_to([cast.space]) == {}


def test_same_id_of_another_type_is_not_mixed_up(cast):
    cast.member.pk = cast.space.pk
    link(source=cast.space, target=cast.other_space, kind="came_of", by=cast.chair)

    assert links_from([cast.member]) == {}
    assert list(links_from([cast.member, cast.space])) == [key_of(cast.space)]


@pytest.mark.parametrize("n", [1, 3])
def test_links_of_many_things_take_one_query(cast, django_assert_num_queries, n):
    people = [cast.member, cast.chair, cast.guest][:n]
    for person in people:
        link(source=person, target=cast.space, kind="came_of", by=cast.chair)

    with django_assert_num_queries(1):
        assert len(links_from([*people, cast.space])) == n
    with django_assert_num_queries(0):
        assert links_from([]) == {}


def test_unlink_says_whether_there_was_a_link(cast):
    link(source=cast.space, target=cast.other_space, kind="came_of", by=cast.chair)

    assert unlink(source=cast.space, target=cast.other_space, kind="came_of") is True
    assert unlink(source=cast.space, target=cast.other_space, kind="came_of") is False
    assert not Link.objects.exists()


def test_a_thing_is_not_linked_to_itself_or_to_nothing(cast):
    with pytest.raises(ValueError):
        link(source=cast.space, target=cast.space, kind="came_of", by=cast.chair)
    with pytest.raises(ValueError):
        link(source=cast.space, target=type(cast.space)(), kind="came_of", by=cast.chair)
