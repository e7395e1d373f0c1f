"""Folders and documents changed at the same moment: nobody waits for somebody who waits for them, nothing gets lost."""

import pytest
from django.utils import timezone

from dialog.common.errors import NotFound
from documents.editing.actions import append_update, create_page
from documents.library import actions
from documents.library.actions.removal import TRASH_KEEPS
from documents.library.models import Document, Folder
from documents.releases.actions import archive_page
from tests.documents.editing.factories import Browser, make_page
from tests.documents.library.factories import DocumentFactory, FolderFactory
from tests.races import WAIT, at_once, during, needs_two_writers
from workgroups.spaces.actions import change_role
from workgroups.spaces.models import Membership, Role


@pytest.fixture
def cast(live_cast):
    return live_cast


@pytest.fixture
def folders(cast) -> list[Folder]:
    outer = FolderFactory(space=cast.space, author=cast.chair, name="Berichte")
    inner = FolderFactory(space=cast.space, author=cast.chair, name="2017", parent=outer)
    return [outer, inner, FolderFactory(space=cast.space, author=cast.chair, name="Protokolle")]


def fresh(row):
    return type(row).objects.select_related("space").get(pk=row.pk)


def lost() -> list[Document]:
    """Return documents that nobody finds: not in the trash, but their folder is."""
    return list(Document.objects.filter(trashed_at=None, folder__trashed_at__isnull=False))


CHANGES = {
    "create": lambda cast, rows: actions.create_folder(author=cast.chair, space=cast.space, name="Neu", parent=rows[0]),
    "rename": lambda cast, rows: actions.rename_folder(by=cast.chair, folder=rows[0], name="Anders"),
    "move": lambda cast, rows: actions.move_things(
        by=cast.chair, space=cast.space, documents=[], folders=[rows[0]], target=rows[2]
    ),
    "move into it": lambda cast, rows: actions.move_things(
        by=cast.chair, space=cast.space, documents=[], folders=[rows[2]], target=rows[0]
    ),
    "trash": lambda cast, rows: actions.trash_folder(by=cast.chair, folder=rows[0]),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("place", [0, 1])
def test_a_page_is_put_into_a_folder_that_is_being_changed(cast, folders, change, place):
    def create():
        create_page(author=cast.member, space=cast.space, title="Neu", folder=folders[place])

    _early, ends = during(create, lambda: CHANGES[change](cast, [fresh(row) for row in folders]), waits=0.3)
    assert ends == [None, None]
    assert Document.objects.count() == 1
    assert lost() == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_folder_is_changed_while_a_page_is_put_into_it(cast, folders, change):
    def create():
        create_page(author=cast.member, space=cast.space, title="Neu", folder=fresh(folders[0]))

    _early, ends = during(lambda: CHANGES[change](cast, folders), create, waits=0.3)
    assert ends[0] is None
    assert ends[1] is None if change != "trash" else isinstance(ends[1], NotFound)
    assert lost() == []


@pytest.mark.parametrize("attempt", range(5))
def test_things_and_folders_go_to_the_trash_at_once(cast, folders, attempt):
    pages = [DocumentFactory(space=cast.space, author=cast.chair, folder=folder) for folder in folders]
    ends = at_once(
        lambda: actions.trash_things(
            by=cast.chair, space=cast.space, documents=[pages[0], pages[1]], folders=[fresh(folders[2])]
        ),
        lambda: actions.trash_folder(by=cast.moderator, folder=fresh(folders[0])),
        lambda: actions.trash_document(by=cast.moderator, document=fresh(pages[1])),
        lambda: actions.move_things(
            by=cast.moderator, space=cast.space, documents=pages[::-1], folders=[], target=folders[0]
        ),
    )
    assert all(end is None or isinstance(end, NotFound) for end in ends), ends
    assert lost() == []


def test_a_document_does_not_come_back_into_a_folder_on_its_way_to_the_trash(cast, folders):
    page = DocumentFactory(space=cast.space, author=cast.chair, folder=folders[1])
    actions.trash_document(by=cast.chair, document=page)
    _early, ends = during(
        lambda: actions.trash_folder(by=cast.chair, folder=folders[0]),
        lambda: actions.restore_document(by=cast.chair, document=fresh(page)),
        waits=0.3,
    )
    assert ends == [None, None]
    page.refresh_from_db()
    assert (page.trashed_at, page.folder) == (None, None)


def test_a_folder_that_comes_back_meanwhile_is_not_purged(cast, folders):
    actions.trash_folder(by=cast.chair, folder=folders[2])
    Folder.objects.filter(trashed_at__isnull=False).update(trashed_at=timezone.now() - 2 * TRASH_KEEPS)

    def restore():
        folder = actions.restore_folder(by=cast.chair, folder=fresh(folders[2]))
        actions.create_document(author=cast.chair, space=cast.space, kind="page", title="Neu", folder=folder)

    _early, ends = during(restore, actions.purge_trash, waits=0.3)
    assert ends == [None, None]
    assert Document.objects.get().folder == fresh(folders[2])


def test_languages_of_a_page_go_for_ever_at_once(cast):
    first = DocumentFactory(space=cast.space, author=cast.chair)
    original = DocumentFactory(space=cast.space, author=cast.chair)
    Document.objects.filter(pk=first.pk).update(translation_of=original)
    for page in (first, original):
        actions.trash_document(by=cast.chair, document=page)
    ends = at_once(
        *(lambda p=page: actions.delete_document(by=cast.chair, document=fresh(p)) for page in (first, original))
    )
    assert ends == [None, None]
    assert not Document.objects.exists()


HOLDERS = {
    "typing": lambda cast, page: append_update(
        author=cast.chair, document=page, payload=Browser.on(page).write("Getippt")
    ),
    "renaming": lambda cast, page: actions.rename_document(by=cast.chair, document=page, title="Anders"),
    "archiving": lambda cast, page: archive_page(by=cast.chair, document=page),
    "folders": lambda cast, page: actions.create_folder(author=cast.chair, space=cast.space, name="Neu"),
    "roles": lambda cast, page: change_role(
        user=cast.chair,
        membership=Membership.objects.get(space=cast.space, user=cast.ministry),
        role=Role.MEMBER,
    ),
}


@needs_two_writers
@pytest.mark.parametrize("holder", HOLDERS)
def test_what_only_points_to_a_page_or_its_group_waits_for_nobody(cast, holder):
    page = fresh(make_page(cast))

    def look():
        actions.mark_document_seen(user=cast.member, document=fresh(page))
        create_page(author=cast.member, space=cast.space, title="Daneben")

    early, ends = during(lambda: HOLDERS[holder](cast, page), look, waits=WAIT)
    assert ends == [None, None]
    assert early
