import pytest
from django.utils import timezone, translation

from dialog.audit.models import AuditEntry
from dialog.common.errors import Conflict, Invalid, NotAllowed, TooLarge
from documents.comments.models import Comment
from documents.comments.recent import JUST_NOW
from documents.editing.actions import append_update
from documents.editing.blocks import heading, paragraph
from documents.editing.models import DocumentUpdate
from documents.editing.queries import load_document, text_of
from documents.editing.state import build_page
from documents.versions import actions
from documents.versions.making import make_version
from documents.versions.models import LAID_BEFORE, RELEASED_AS, PageVersion
from tests.documents.comments.factories import make_comment, marked
from tests.documents.editing.factories import Browser, make_page
from tests.documents.versions.test_permissions import first_key

TEXT = [heading(2, "Ziel"), paragraph("Wir prüfen alle Felder im Atlas."), paragraph("Schluss")]


@pytest.fixture
def page(cast):
    return make_page(cast, blocks=TEXT)


@pytest.fixture
def version(page):
    return make_version(page, "automatic")


def rewrite(page, person):
    """Replace the second paragraph by other words, and write one more."""
    browser = Browser.on(page)

    def edit(root):
        del root.children[1].children[0][0:3]
        root.children[1].children[0].insert(0, "Niemand sollte")

    append_update(author=person, document=page, payload=browser.change(edit))
    append_update(author=person, document=page, payload=browser.write("Nachtrag"))


def rest(page):
    """Let the last change be a while ago."""
    DocumentUpdate.objects.filter(document=page).update(created_at=timezone.now() - 2 * JUST_NOW)


def test_a_version_comes_back_and_the_text_before_is_kept(cast, page, version):
    rewrite(page, cast.member)
    rest(page)
    before = actions.restore_version(by=cast.chair, version=version)

    assert text_of(page.pk) == "Ziel\nWir prüfen alle Felder im Atlas.\nSchluss"
    assert (before.kind, before.made_by, before.number) == (PageVersion.Kind.RESTORED, cast.chair, 2)
    actions.restore_version(by=cast.chair, version=before)
    assert text_of(page.pk).endswith("Niemand sollte prüfen alle Felder im Atlas.\nSchluss\nNachtrag")


def test_a_block_that_a_colleague_is_writing_in_is_emptied_and_takes_what_is_on_its_way(cast, page, version):
    rewrite(page, cast.member)
    colleague = Browser.on(page)
    update = colleague.change(lambda root: root.children[3].children[0].insert(8, " der Kollegin"))
    actions.restore_version(by=cast.chair, version=version)
    assert text_of(page.pk) == "Ziel\nWir prüfen alle Felder im Atlas.\nSchluss\n"
    append_update(author=cast.member, document=page, payload=update)
    assert text_of(page.pk).endswith("Schluss\n der Kollegin")


def test_what_one_has_just_written_oneself_goes_with_its_block(cast, page, version):
    rewrite(page, cast.chair)
    actions.restore_version(by=cast.chair, version=version)
    assert text_of(page.pk) == "Ziel\nWir prüfen alle Felder im Atlas.\nSchluss"


def test_what_others_wrote_after_the_look_stays(cast, page, version):
    rewrite(page, cast.member)
    rest(page)
    seen = build_page(load_document(page.pk)[0]).get_state()
    append_update(author=cast.moderator, document=page, payload=Browser.on(page).write("Eben dazu"))
    actions.restore_version(by=cast.chair, version=version, seen=seen)
    assert text_of(page.pk) == "Ziel\nWir prüfen alle Felder im Atlas.\nSchluss\nEben dazu"


def test_what_a_colleague_types_at_that_moment_stays(cast, page, version):
    rewrite(page, cast.member)
    rest(page)
    colleague = Browser.on(page)
    update = colleague.change(lambda root: root.children[2].children[0].insert(7, ", vorläufig"))
    actions.restore_version(by=cast.chair, version=version)
    append_update(author=cast.moderator, document=page, payload=update)
    assert text_of(page.pk) == "Ziel\nWir prüfen alle Felder im Atlas.\nSchluss, vorläufig"


def test_comments_find_their_passage_again(cast, page, version):
    comment = make_comment(page, cast.member, quote="alle Felder im Atlas")
    browser = Browser.on(page)
    append_update(author=cast.member, document=page, payload=browser.change(lambda root: root.children.__delitem__(1)))
    assert marked(page, comment) == ""
    actions.restore_version(by=cast.chair, version=version)
    assert marked(page, comment) == "alle Felder im Atlas"
    assert Comment.objects.count() == 1


def test_one_passage_comes_back_and_the_rest_stays(cast, page, version):
    rewrite(page, cast.member)
    actions.restore_block(by=cast.chair, version=version, key=first_key(page, version))
    assert text_of(page.pk) == "Ziel\nWir prüfen alle Felder im Atlas.\nSchluss\nNachtrag"


def test_a_passage_that_somebody_has_changed_meanwhile_is_left_alone(cast, page, version):
    rewrite(page, cast.member)
    key = first_key(page, version)
    browser = Browser.on(page)
    update = browser.change(lambda root: root.children[1].children[0].insert(0, "Doch: "))
    append_update(author=cast.moderator, document=page, payload=update)
    with pytest.raises(Conflict):
        actions.restore_block(by=cast.chair, version=version, key=key)
    assert "Doch: Niemand" in text_of(page.pk)
    assert PageVersion.objects.count() == 1


def test_a_text_that_reads_like_that_already_is_not_touched(cast, page, version):
    with pytest.raises(Conflict):
        actions.restore_version(by=cast.chair, version=version)
    assert PageVersion.objects.get().kind == PageVersion.Kind.AUTOMATIC


@pytest.mark.parametrize("seen", [b"\xff", b"\x05\x01", b"\x01" * 600_000])
def test_a_broken_note_of_what_was_seen_changes_nothing(cast, page, version, seen):
    rewrite(page, cast.member)
    before = text_of(page.pk)
    with pytest.raises(Invalid):
        actions.restore_version(by=cast.chair, version=version, seen=seen)
    assert text_of(page.pk) == before


def test_names_are_kept_on_one_line_and_make_a_version_stay(cast, page, version):
    renamed = actions.rename_version(by=cast.member, version=version, name=" Stand \n März ")
    assert (renamed.name, renamed.kind, renamed.made_by) == ("Stand März", PageVersion.Kind.NAMED, cast.member)
    with pytest.raises(Invalid):
        actions.name_text(by=cast.member, document=page, name=" ")
    with pytest.raises(TooLarge):
        actions.name_text(by=cast.member, document=page, name="x" * 121)


def test_the_name_of_a_released_version_stays(cast, page):
    released = make_version(page, PageVersion.Kind.RELEASED, by=cast.chair)
    with pytest.raises(NotAllowed):
        actions.rename_version(by=cast.chair, version=released, name="Anders")


def test_who_wrote_since_the_version_before_stands_with_each(cast, page):
    first = actions.name_text(by=cast.chair, document=page, name="Eins")
    append_update(author=cast.member, document=page, payload=Browser.on(page).write("mehr"))
    second = actions.name_text(by=cast.chair, document=page, name="Zwei")
    assert [set(version.authors.all()) for version in (first, second)] == [{cast.chair}, {cast.member}]


def test_the_audit_log_holds_numbers_and_no_words(cast, page, version):
    rewrite(page, cast.member)
    actions.rename_version(by=cast.member, version=version, name="Geheim")
    actions.restore_version(by=cast.chair, version=version)
    entries = list(AuditEntry.objects.filter(action__startswith="versions.").values_list("action", "data"))
    assert entries == [("versions.rename", {"number": 1}), ("versions.restore", {"number": 1})] or entries == [
        ("versions.restore", {"number": 1}),
        ("versions.rename", {"number": 1}),
    ]


def test_names_have_no_invisible_characters(cast, page, version):
    renamed = actions.rename_version(by=cast.member, version=version, name="Stand\u202e Mä\u200brz\u2066")
    assert renamed.name == "Stand März"
    with pytest.raises(Invalid):
        actions.rename_version(by=cast.member, version=version, name="\u200b")


@pytest.mark.parametrize(("language", "said"), [("de", "Zur Freigabe vorgelegt"), ("en", "Submitted for release")])
def test_names_that_the_product_gave_are_shown_in_the_readers_language(cast, page, version, language, said):
    version.name = LAID_BEFORE
    with translation.override(language):
        # The German of a new word comes with the messages.
        assert version.shown_name in {said, "Submitted for release"}
        version.kind, version.name = PageVersion.Kind.RELEASED, f"{RELEASED_AS}12"
        assert version.shown_name in {"Release 12", "Freigabe 12"}
        version.kind, version.name = PageVersion.Kind.NAMED, "Freigegebene Fassung 12 mit Anlagen"
        assert version.shown_name == version.name
