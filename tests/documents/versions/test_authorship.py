from documents.comments.letters import letters_of
from documents.editing.actions import append_update
from documents.editing.blocks import deleted, footnote_reference, inserted, mention, paragraph
from documents.editing.models import TextAuthor
from documents.versions.authorship import authorship_of, lines_by_author
from tests.documents.editing.factories import Browser, make_page
from tests.documents.editing.texts import EVERYTHING


def told(authorship):
    return [[(part.text, part.writer.person) for part in passage.stretches] for passage in authorship.passages]


def test_each_letter_has_its_writer(cast):
    page = make_page(cast, blocks=[paragraph("Anfang 😀 Ende"), paragraph("Grüße")])
    for person, text in ((cast.member, "über "), (cast.moderator, "heute ")):
        append_update(author=person, document=page, payload=Browser.on(page).type(text, at=0))
    found = authorship_of(cast.guest, page)

    assert told(found) == [
        [("heute ", cast.moderator), ("über ", cast.member), ("Anfang 😀 Ende", cast.chair)],
        [("Grüße", cast.chair)],
    ]
    assert [writer.person for writer in found.writers] == [cast.chair, cast.moderator, cast.member]
    assert len({writer.label for writer in found.writers}) == 3
    assert [share for _writer, share in found.passages[0].shares] == [54, 25, 21]


def test_names_and_footnote_signs_stand_in_their_sentence(cast):
    lines = [
        paragraph(
            "Frau ", mention(5, "Amsel"), " prüft", footnote_reference("b"), " dies", footnote_reference("a"), "."
        ),
        paragraph(mention(5, "Amsel"), footnote_reference("b"), " allein", deleted("x", "k"), footnote_reference("c")),
        paragraph(mention(5, "Amsel")),
    ]
    found = told(authorship_of(cast.guest, make_page(cast, blocks=lines)))
    assert found[0] == [("Frau @Amsel prüft[1] dies[2].", cast.chair)]
    assert found[1] == [("@Amsel[1] allein", cast.chair), ("x", cast.chair), ("[3]", cast.chair)]
    assert found[2] == [("@Amsel", None)]


def test_two_people_with_the_same_initials_are_told_apart(cast):
    page = make_page(cast)
    cast.member.display_name = cast.moderator.display_name
    cast.member.save()
    for person in (cast.member, cast.moderator):
        append_update(author=person, document=page, payload=Browser.on(page).type("Ja", at=0))
    labels = [writer.label for writer in authorship_of(cast.guest, page).writers]
    assert len(set(labels)) == len(labels) == 3


def test_letters_of_nobody_known_are_shown_as_such(cast):
    page = make_page(cast)
    TextAuthor.objects.all().delete()
    assert told(authorship_of(cast.guest, page)) == [[("Ausgangslage", None)]]


def test_every_node_is_read_and_every_letter_told_once(cast):
    page = make_page(cast, blocks=EVERYTHING)
    browser = Browser.on(page)
    state = browser.page.get_update()
    (client,) = letters_of(state)
    lines = lines_by_author(browser.page, {client: cast.chair.pk})
    assert {author for _kind, stretches in lines for _text, author, _suggested in stretches} == {cast.chair.pk}


def test_open_suggestions_are_told_apart(cast):
    page = make_page(cast, blocks=[paragraph("Sie empfiehlt ", deleted("fünf", "k"), inserted("vier", "k"), " Felder")])
    (passage,) = authorship_of(cast.guest, page).passages
    found = [(part.text, part.suggested) for part in passage.stretches]
    assert found == [("Sie empfiehlt ", ""), ("fünf", "deletion"), ("vier", "insertion"), (" Felder", "")]


def test_deleted_letters_are_nobodys(cast):
    page = make_page(cast, blocks=[paragraph("eins zwei"), paragraph("drei")])
    browser = Browser.on(page)
    append_update(author=cast.member, document=page, payload=browser.drop_last())
    assert told(authorship_of(cast.guest, page)) == [[("eins zwei", cast.chair)]]


def test_the_number_of_queries_is_the_same_for_many_writers(cast, django_assert_num_queries):
    page = make_page(cast)
    for people in ([cast.member], [cast.member, cast.moderator, cast.ministry]):
        for person in people:
            append_update(author=person, document=page, payload=Browser.on(page).type("x"))
        authorship_of(cast.guest, page)
        with django_assert_num_queries(2):
            authorship_of(cast.guest, page)
