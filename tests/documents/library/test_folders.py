import pytest

from dialog.common.errors import Invalid, NotAllowed, NotFound, TooLarge
from documents.library import actions
from documents.library.errors import IntoItself, NameTaken, TooDeep
from documents.library.models import Folder
from documents.library.queries.folders import tree_of
from tests.documents.library.factories import DocumentFactory, FolderFactory, put_file


@pytest.fixture
def folder(cast):
    def make(name: str, parent=None, author=None, space=None) -> Folder:
        space = space or cast.space
        return FolderFactory(space=space, author=author or cast.member, name=name, parent=parent)

    return make


def test_a_folder_keeps_its_maker_and_a_name_that_is_safe_to_show(cast):
    folder = actions.create_folder(author=cast.member, space=cast.space, name="  Berichte\u202e \x07 2017 ")
    assert (folder.name, folder.author, folder.parent) == ("Berichte 2017", cast.member, None)
    assert folder.capacity == "im Mandat der Region Neckar-Alb"


@pytest.mark.parametrize(
    ("name", "error"), [("  ", Invalid), ("\u202e", Invalid), ("a" * 121, TooLarge), ("x\ud800", Invalid)]
)
def test_a_name_that_cannot_be_taken_makes_no_folder(cast, name, error):
    with pytest.raises(error):
        actions.create_folder(author=cast.member, space=cast.space, name=name)
    assert not Folder.objects.exists()


def test_names_are_unique_beside_each_other_only(cast, folder):
    reports = folder("Berichte")
    with pytest.raises(NameTaken):
        actions.create_folder(author=cast.member, space=cast.space, name="BERICHTE")
    inner = actions.create_folder(author=cast.member, space=cast.space, name="Berichte", parent=reports)
    assert inner.parent == reports
    other = folder("Anlagen")
    with pytest.raises(NameTaken):
        actions.rename_folder(by=cast.member, folder=other, name="berichte")
    assert actions.rename_folder(by=cast.member, folder=reports, name="berichte").name == "berichte"


def test_folders_go_eight_levels_deep(cast, folder):
    way = [folder("1")]
    for number in range(2, 9):
        way.append(actions.create_folder(author=cast.member, space=cast.space, name=str(number), parent=way[-1]))
    with pytest.raises(TooDeep):
        actions.create_folder(author=cast.member, space=cast.space, name="9", parent=way[-1])
    pair = folder("A")
    folder("B", parent=pair)
    with pytest.raises(TooDeep):
        actions.move_things(by=cast.member, space=cast.space, documents=[], folders=[pair], target=way[6])
    assert actions.move_things(by=cast.member, space=cast.space, documents=[], folders=[pair], target=way[5]) == 1


def test_many_things_move_at_once_and_what_lies_there_stays(cast, folder):
    target, other = folder("Ziel"), folder("Anlagen")
    page = DocumentFactory(space=cast.space, author=cast.chair)
    there = DocumentFactory(space=cast.space, author=cast.chair, folder=target)
    moved = actions.move_things(
        by=cast.member, space=cast.space, documents=[page, there], folders=[other], target=target
    )
    assert moved == 2
    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.folder, other.parent) == (target, target)
    before = page.updated_at
    assert actions.move_things(by=cast.member, space=cast.space, documents=[page], folders=[other], target=None) == 2
    page.refresh_from_db()
    assert (page.folder, page.updated_at) == (None, before)


def test_a_folder_never_lies_in_itself(cast, folder):
    outer = folder("Außen")
    inner = folder("Innen", parent=outer)
    for target in (outer, inner):
        with pytest.raises(IntoItself):
            actions.move_things(by=cast.member, space=cast.space, documents=[], folders=[outer], target=target)
    assert tree_of(cast.space).way(inner) == [outer, inner]


def test_a_move_is_all_or_nothing(cast, folder):
    own, foreign = folder("Eigener"), folder("Fremder", author=cast.chair)
    target = folder("Ziel")
    page = DocumentFactory(space=cast.space, author=cast.chair)
    with pytest.raises(NotAllowed):
        actions.move_things(by=cast.member, space=cast.space, documents=[page], folders=[own, foreign], target=target)
    page.refresh_from_db()
    assert page.folder is None
    assert set(tree_of(cast.space).inside[None]) == {own, foreign, target}


def test_nothing_moves_into_another_space_or_into_the_trash(cast, folder):
    page = DocumentFactory(space=cast.space, author=cast.member)
    elsewhere = folder("Anderswo", space=cast.other_space, author=cast.stranger)
    gone = folder("Weg")
    actions.trash_folder(by=cast.member, folder=gone)
    for target in (elsewhere, gone):
        with pytest.raises(NotFound):
            actions.move_things(by=cast.member, space=cast.space, documents=[page], folders=[], target=target)
        with pytest.raises(NotFound):
            put_file(cast.space, cast.member, folder=target)
        with pytest.raises(NotFound):
            actions.create_folder(author=cast.member, space=cast.space, name="Neu", parent=target)
    foreign = DocumentFactory(space=cast.other_space, author=cast.stranger)
    with pytest.raises(NotFound):
        actions.move_things(by=cast.member, space=cast.space, documents=[foreign], folders=[], target=None)


def test_tree_lists_folders_with_their_way(cast, folder):
    reports, zebra = folder("berichte"), folder("Zebra")
    folder("2017", parent=reports)
    folder("Weg", space=cast.other_space)
    assert [label for _folder, label in tree_of(cast.space).choices()] == ["berichte", "berichte / 2017", "Zebra"]
    assert list(tree_of(cast.space).below(zebra.pk)) == []


def test_a_second_file_of_the_same_name_gets_a_number(cast, folder):
    titles = [put_file(cast.space, cast.member).title for _number in range(3)]
    assert titles == ["Auswertung", "Auswertung (2)", "Auswertung (3)"]
    assert put_file(cast.space, cast.member, folder=folder("Anderer")).title == "Auswertung"
