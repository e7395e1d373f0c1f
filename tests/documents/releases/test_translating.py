from datetime import timedelta

import pytest
from django.utils import timezone

from dialog.common.errors import Conflict, Invalid, NotAllowed, NotFound
from documents.editing.blocks import Block, Run
from documents.editing.queries import blocks_for, text_of
from documents.library.models import Document
from documents.releases.actions import (
    add_translation,
    begin_draft,
    link_translation,
    set_details,
    unlink_translation,
)
from documents.releases.queries import free_languages, linkable_pages, translations_of
from tests.documents.releases.factories import draft, fresh, laid_before, released


def languages(user, document):
    return [(version.document.language, version.is_original) for version in translations_of(user, document)]


def test_new_language_version_begins_with_the_text(cast):
    document = draft(cast)
    page = add_translation(author=cast.ministry, document=document, language="en")
    assert text_of(page.pk) == text_of(document.pk)
    assert (page.title, page.author, page.translation_of) == (document.title, cast.ministry, document)


def test_comments_and_suggestions_stay_behind(cast):
    parts = (
        Run("Alt", {"deletion": {"id": "a"}}),
        Run("Neu", {"insertion": {"id": "b"}}),
        Run(" und gut", {"comment--abc": {"id": "c"}}),
    )
    document = draft(cast, blocks=[Block("paragraph", parts)])
    page = add_translation(author=cast.member, document=document, language="fr")
    (block,) = blocks_for(page.pk)
    assert [(run.text, dict(run.marks)) for run in block.content] == [("Neu und gut", {})]


def test_all_language_versions_show_each_other(cast):
    document = draft(cast)
    english = add_translation(author=cast.member, document=document, language="en", title="Position paper")
    french = add_translation(author=cast.member, document=english, language="fr", title="Prise de position")
    assert french.translation_of == document
    for page in (document, english, french):
        assert languages(cast.guest, fresh(page)) == [("de", True), ("en", False), ("fr", False)]
    assert free_languages(document) == []
    assert translations_of(cast.stranger, document) == []


def test_page_alone_has_no_language_versions(cast):
    assert translations_of(cast.member, draft(cast)) == []


def test_a_language_is_there_once(cast):
    document = draft(cast)
    add_translation(author=cast.member, document=document, language="en")
    for language in ("en", "de"):
        with pytest.raises(Conflict):
            add_translation(author=cast.member, document=document, language=language)
    with pytest.raises(Invalid):
        add_translation(author=cast.member, document=document, language="xx")
    with pytest.raises(Conflict):
        set_details(by=cast.member, document=document, file_reference="", language="en")


def test_existing_page_is_linked_and_let_go(cast):
    document, other = draft(cast), draft(cast, title="Position paper")
    with pytest.raises(Conflict):  # both German
        link_translation(by=cast.member, document=document, other=other)
    other = set_details(by=cast.member, document=other, file_reference="", language="en")
    assert list(linkable_pages(cast.member, document)) == [other]
    link_translation(by=cast.member, document=document, other=other)
    assert languages(cast.member, fresh(other)) == [("de", True), ("en", False)]

    unlink_translation(by=cast.member, document=fresh(other))
    assert translations_of(cast.member, fresh(document)) == []
    with pytest.raises(Conflict):
        unlink_translation(by=cast.member, document=fresh(other))


def test_what_belongs_elsewhere_is_not_linked(cast):
    document = draft(cast)
    with pytest.raises(Invalid):
        link_translation(by=cast.member, document=document, other=document)
    foreign = draft(cast, title="Fremd")
    Document.objects.filter(pk=foreign.pk).update(space=cast.other_space, language="en")
    with pytest.raises(NotFound):
        link_translation(by=cast.member, document=document, other=fresh(foreign))
    file = draft(cast, title="Datei")
    Document.objects.filter(pk=file.pk).update(kind="file", language="en")
    with pytest.raises(NotAllowed):
        link_translation(by=cast.member, document=document, other=fresh(file))
    taken = draft(cast, title="Paar")
    add_translation(author=cast.member, document=taken, language="en")
    with pytest.raises(Conflict):
        link_translation(by=cast.member, document=document, other=taken)


def test_hint_where_the_original_was_released_anew(cast):
    document = draft(cast)
    english = add_translation(author=cast.member, document=document, language="en")
    Document.objects.filter(pk=english.pk).update(updated_at=timezone.now() - timedelta(days=1))
    behind = lambda: [version.is_behind for version in translations_of(cast.member, document)]  # noqa: E731  # short
    assert behind() == [False, False]
    released(cast, document=document)
    assert behind() == [False, True]
    released(cast, document=fresh(english))
    assert behind() == [False, False]
    begin_draft(by=cast.member, document=fresh(document))
    released(cast, document=fresh(document))
    assert behind() == [False, True]


def test_what_lies_in_the_trash_is_left_out(cast):
    document = draft(cast)
    english = add_translation(author=cast.member, document=document, language="en")
    Document.objects.filter(pk=english.pk).update(trashed_at=timezone.now())
    assert translations_of(cast.member, document) == []


def test_details_belong_to_the_draft(cast):
    document = draft(cast)
    changed = set_details(by=cast.member, document=document, file_reference="  3-4332.62 /  1 ", language="fr")
    assert (changed.file_reference, changed.language) == ("3-4332.62 / 1", "fr")
    laid_before(cast, document=changed)
    with pytest.raises(Conflict):
        set_details(by=cast.member, document=changed, file_reference="9", language="de")


@pytest.mark.parametrize("count", [1, 2])
def test_language_versions_take_one_query(count, cast, django_assert_num_queries):
    document = draft(cast)
    for language in ("en", "fr")[:count]:
        add_translation(author=cast.member, document=document, language=language)
    cast.member.has_perm("releases.read", document)
    with django_assert_num_queries(1):
        assert len(translations_of(cast.member, document)) == count + 1
