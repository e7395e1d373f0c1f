"""What a person finds: all words, only what they may read, never the trash; and what a query cannot break."""

import pytest
from django.contrib.auth.models import AnonymousUser

from dialog.accounts.models import User
from documents.contents.queries import documents_matching, excerpts_for
from documents.contents.reading import read_document
from documents.editing.actions import append_update
from documents.library import actions
from documents.library.models import Document
from tests.documents.contents.factories import at_rest, file, page
from tests.documents.editing.factories import Browser
from tests.factories import MembershipFactory


@pytest.fixture
def find(cast):
    def find(text, person=None):
        return {document.title for document in documents_matching(person or cast.member, text)}

    return find


@pytest.fixture
def texts(cast):
    page(
        cast.chair,
        cast.space,
        "Clusterpolitik",
        "Die Förderungen der Regionen sind zu prüfen. Anträge stellen bis Mai.",
    )
    file(cast.chair, cast.space, "Haushalt.txt", "Region und Förderung im Haushalt".encode())
    page(cast.stranger, cast.other_space, "Fremd", "Förderung der Regionen")


FOUND = {
    "Förderung": {"Clusterpolitik", "Haushalt"},
    "foerderungen region": {"Clusterpolitik", "Haushalt"},
    "Förderung Clusterpolitik": {"Clusterpolitik"},  # one word in the text, one in the title
    "Förd": {"Clusterpolitik", "Haushalt"},
    "Förd Haushalt": set(),  # only the last word may be a beginning
    "Haus": {"Haushalt"},
    "Clusterpolitiken": {"Clusterpolitik"},
    '"Anträge stellen"': {"Clusterpolitik"},
    '"stellen Anträge"': set(),
    '"Förderungen der Region"': {"Clusterpolitik"},
    "fehlt": set(),
    "": set(),
    "   ": set(),
    "***": set(),
}


@pytest.mark.parametrize("query", FOUND)
def test_all_words_must_occur(texts, find, query):
    assert find(query) == FOUND[query]


HOSTILE = ['"', "'", '"" ""', "a AND", "NEAR(a b)", "a* OR *", "words:x", "^x", "-x", "x & | !", "(((", "':*", "\\",
           "%", "_", "\x00", "x\x00y", "a" * 10_000, "wort " * 2_000, '"' * 9_999, "\ud800", "😀",
           "; DROP TABLE x;--"]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_nothing_in_a_query_breaks_it(texts, find, query):
    assert find(query) <= {"Clusterpolitik", "Haushalt"}


def test_operators_are_words(texts, find):
    assert find("Förderung OR fehlt") == set()
    assert find("Haushalt NOT Region") == set()
    assert find("%") == set()


def test_head_counts_and_stands_first(cast, find):
    page(cast.chair, cast.space, "Anderes", "Im Text steht Wasserstoff")
    titled = page(cast.chair, cast.space, "Wasserstoff", "nichts")
    tagged = file(cast.chair, cast.space, "Skizze.txt", description="Beschreibung der Kanäle")
    actions.describe_document(
        by=cast.chair, document=tagged, tags="Energie, Neckar", description="Beschreibung der Kanäle"
    )
    Document.objects.filter(pk=tagged.pk).update(file_reference="45-4332.62/12")
    read_document(tagged.pk)
    assert next(document.pk for document in documents_matching(cast.member, "Wasserstoff")) == titled.pk
    for text in ("neckar", "Kanal", "45-4332.62", "energie Kanäle Skizze"):
        assert find(text) == {"Skizze"}, text


def test_a_new_title_is_found_at_once(cast, find):
    document = page(cast.chair, cast.space, "Erstfassung", "Inhalt", read=False)
    assert find("Erstfassungen") == {"Erstfassung"}
    assert find("Inhalt") == set()
    read_document(document.pk)
    assert find("Inhalt") == {"Erstfassung"}
    actions.rename_document(by=cast.chair, document=document, title="Zweitfassung")
    assert find('"Zweitfassung"') == {"Zweitfassung"}


def test_nobody_finds_what_they_may_not_read(cast, texts, find):
    assert find("Förderung", cast.guest) == {"Clusterpolitik", "Haushalt"}
    assert find("Förderung", cast.stranger) == {"Fremd"}
    assert find("Förderung", cast.former) == find("Förderung", cast.administrator) == set()
    assert not documents_matching(AnonymousUser(), "Förderung")
    MembershipFactory(space=cast.other_space, user=cast.guest)
    assert find("Förderung", User.objects.get(pk=cast.guest.pk)) == {"Clusterpolitik", "Haushalt", "Fremd"}


def test_the_trash_is_not_searched(cast, find):
    document = page(cast.chair, cast.space, "Alt", "Förderung")
    fresh = page(cast.chair, cast.space, "Neu", read=False)
    actions.trash_document(by=cast.chair, document=document)
    actions.trash_document(by=cast.chair, document=fresh)
    assert find("Förderung") == find("Neu") == set()
    actions.restore_document(by=cast.chair, document=document)
    assert find("Förderung") == {"Alt"}


def test_deleted_and_changed_texts_leave_the_index(cast, find):
    document = page(cast.chair, cast.space, "Papier", "Wasserstoff")
    other = page(cast.chair, cast.space, "Papier zwei", "Wasserstoff")
    append_update(author=cast.chair, document=document, payload=Browser.on(document).drop_last())
    at_rest(document)
    read_document(document.pk)
    assert find("Wasserstoff") == {"Papier zwei"}
    Document.objects.filter(pk=other.pk).delete()
    assert find("Wasserstoff") == set()


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_stays_the_same(cast, number, django_assert_num_queries):
    for n in range(number):
        page(cast.chair, cast.space, f"Papier {n}", "Förderung")
        page(cast.chair, cast.space, f"Frisch {n}", read=False)
    person = User.objects.get(pk=cast.member.pk)
    with django_assert_num_queries(3):
        found = list(documents_matching(person, "Förderung"))
    with django_assert_num_queries(1):
        excerpts = excerpts_for(found, "Förderung")
    assert [document.space.slug for document in found] == [cast.space.slug] * number
    assert set(excerpts.values()) == {"<mark>Förderung</mark>"}
