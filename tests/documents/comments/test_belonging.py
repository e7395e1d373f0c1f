import asyncio

import pytest
from django.urls import reverse

from dialog.common.errors import Conflict
from documents.comments import actions
from documents.comments.belonging import pieces_by_writer
from documents.comments.models import Suggestion
from documents.comments.queries import side_of
from documents.editing.actions import append_update
from documents.editing.blocks import Run, heading, paragraph, seed_state
from documents.editing.queries import text_of
from documents.editing.state import build_page
from tests.documents.comments.factories import KEY, first_text, make_text
from tests.documents.editing.factories import Browser, make_page
from tests.realtime.editing.client import Editor

TYPED, STRUCK = {"insertion": {"id": KEY}}, {"deletion": {"id": KEY}}


@pytest.fixture
def page(cast):
    """The chair suggests "vier" for "fünf", registered and written by the chair alone."""
    page = make_text(cast)
    actions.register_suggestion(author=cast.chair, document=page, key=KEY)
    return page


def write(page, person, edit) -> None:
    browser = Browser.on(page)
    append_update(author=person, document=page, payload=browser.change(lambda _root: edit(browser)))


def shown(user, page) -> list[tuple]:
    return [(card.author, card.suggested.old_text, card.suggested.new_text) for card in side_of(user, page).standing]


def key_of(user, page, author) -> str:
    return next(card.suggested.key for card in side_of(user, page).standing if card.author == author)


def by_letters(browser):
    first_text(browser).insert(4, "teure ", TYPED)


def by_strike(browser):
    first_text(browser).format(0, 4, STRUCK)


def inside(browser):
    node = browser.root.children[3].children[0]
    node.insert(len("Die Arbeitsgruppe empfiehlt fünfvi".encode()), "ö", TYPED)


FOREIGN = {
    "letters elsewhere": (by_letters, ("", "teure "), "Die Arbeitsgruppe besteht"),
    "a strike elsewhere": (by_strike, ("Die ", ""), "Die Arbeitsgruppe besteht"),
}


def test_what_its_author_has_written_is_the_authors(cast, page):
    assert shown(cast.guest, page) == [(cast.chair, "fünf", "vier")]


@pytest.mark.parametrize("case", FOREIGN)
def test_what_somebody_else_wrote_under_the_id_is_shown_as_theirs(cast, page, client_for, case):
    edit, (old, new), _left = FOREIGN[case]
    write(page, cast.member, edit)
    assert shown(cast.guest, page) == [(cast.member, old, new), (cast.chair, "fünf", "vier")]
    html = client_for(cast.chair).get(reverse("comments:comment_list", args=[page.space.slug, page.pk]))
    assert f'aria-label="Vorschlag von {cast.member.display_name}"' in html.content.decode()


def test_letters_between_those_of_the_author_are_shown_apart(cast, page):
    write(page, cast.member, inside)
    assert shown(cast.guest, page) == [(cast.chair, "fünf", "vi … er"), (cast.member, "", "ö")]


@pytest.mark.parametrize("case", FOREIGN)
def test_accepting_the_authors_leaves_the_others_and_the_other_way_round(cast, page, case):
    write(page, cast.member, FOREIGN[case][0])
    foreign = key_of(cast.guest, page, cast.member)
    actions.accept_suggestion(by=cast.minute_taker, document=page, key=KEY)
    row = Suggestion.objects.get()
    assert (row.state, row.old_text, row.new_text) == ("accepted", "fünf", "vier")
    assert text_of(page.pk).endswith("empfiehlt vier Felder.")
    assert [author for author, _old, _new in shown(cast.guest, page)] == [cast.member]
    with pytest.raises(Conflict):
        actions.refuse_suggestion(by=cast.minute_taker, document=page, key=KEY)
    actions.refuse_suggestion(by=cast.minute_taker, document=page, key=foreign)
    assert FOREIGN[case][2] in text_of(page.pk)
    assert shown(cast.guest, page) == []
    row.refresh_from_db()
    assert row.state == "accepted", "what others wrote under its id says nothing about the author's"


def test_refusing_what_others_wrote_leaves_the_authors_letters(cast, page):
    write(page, cast.member, inside)
    actions.refuse_suggestion(by=cast.chair, document=page, key=key_of(cast.guest, page, cast.member))
    assert shown(cast.guest, page) == [(cast.chair, "fünf", "vier")]


def test_who_registers_the_id_of_somebody_elses_letters_does_not_get_them(cast):
    page = make_text(cast)
    actions.register_suggestion(author=cast.member, document=page, key=KEY)
    assert shown(cast.guest, page) == [(cast.chair, "fünf", "vier")]


def test_an_id_that_looks_like_a_given_one_is_not_taken_for_it(cast, page):
    borrowed = f"{KEY}~{cast.chair.pk}"
    write(page, cast.member, lambda browser: first_text(browser).insert(0, "Neu ", {"insertion": {"id": borrowed}}))
    assert shown(cast.guest, page)[0] == (cast.member, "", "Neu ")
    actions.refuse_suggestion(by=cast.chair, document=page, key=key_of(cast.guest, page, cast.member))
    assert shown(cast.guest, page) == [(cast.chair, "fünf", "vier")]


def test_what_nobody_is_known_to_have_written_is_left_to_who_registered_it():
    text = build_page([seed_state([paragraph(Run("alt", STRUCK), Run("neu", TYPED))])])
    pieces, people = pieces_by_writer(text, {KEY: 1}, {})
    assert people == {}
    assert [set(piece.ids_of("insertion")) | set(piece.ids_of("deletion")) for piece in pieces] == [{KEY}, {KEY}]


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_takes_the_same_number_of_queries(cast, page, count, django_assert_num_queries):
    for number in range(count):
        write(page, cast.member, lambda browser, at=number: first_text(browser).insert(at, "x", TYPED))
        write(page, cast.moderator, lambda browser, at=number: first_text(browser).insert(12 + at, "y", TYPED))
    # membership, text, comments, suggestions, whose letters, people
    with django_assert_num_queries(6):
        side_of(cast.guest, page)


@pytest.mark.live
async def test_a_client_of_ones_own_does_not_speak_in_another_persons_name(server, live_cast, client_for):
    page = await asyncio.to_thread(
        make_page, live_cast, blocks=[heading(2, "Vorschlag"), paragraph("Wir empfehlen fünf Felder.")]
    )
    chair, member = [
        await Editor().joined(server, page.pk, await asyncio.to_thread(client_for, person))
        for person in (live_cast.chair, live_cast.member)
    ]
    await asyncio.to_thread(actions.register_suggestion, author=live_cast.chair, document=page, key=KEY)
    for editor, words in ((chair, "vier "), (member, "keine ")):
        with editor.page.transaction():
            editor.root.children[1].children[0].insert(len("Wir empfehlen "), words, TYPED)
        await editor.flush()
        await editor.saved()
    found = await asyncio.to_thread(shown, live_cast.guest, page)
    assert sorted(found, key=lambda card: card[2]) == [(live_cast.member, "", "keine "), (live_cast.chair, "", "vier ")]
