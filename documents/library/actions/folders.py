from django.db import transaction

from dialog.accounts.models import User
from dialog.common.errors import NotFound
from dialog.common.richtext import clean_text
from dialog.files.names import visible_text
from documents.library.actions.holding import hold_documents, locked_folder, locked_tree
from documents.library.errors import IntoItself, NameTaken, TooDeep
from documents.library.models import Document, Folder
from documents.library.queries.folders import MOST_DEEP, Tree
from workgroups.spaces.models import Space
from workgroups.spaces.queries import acting
from workgroups.spaces.rules import require

MOST_AT_ONCE = 1000  # things in one step


@transaction.atomic
def create_folder(*, author: User, space: Space, name: str, parent: Folder | None = None) -> Folder:
    """Make a folder in a space or in another folder.

    Raises NameTaken where one of this name lies beside it, TooDeep below 8 levels, Invalid, TooLarge above 120
    characters, NotAllowed, NotFound (also for a parent in the trash).
    """
    require(author, "library.create_folder", space)
    tree = locked_tree(space)
    upper = _in_tree(tree, parent)
    if len(tree.way(upper)) >= MOST_DEEP:
        raise TooDeep
    name = _free_name(tree, upper, name)
    return Folder.objects.create(space=space, parent=upper, name=name, **acting(author, space))


@transaction.atomic
def rename_folder(*, by: User, folder: Folder, name: str) -> Folder:
    """Give a folder another name; raises as create_folder does."""
    require(by, "library.change_folder", folder)
    tree = locked_tree(folder.space)
    row = locked_folder(folder.space, folder.pk)
    row.name = _free_name(tree, tree.by_id.get(row.parent_id or 0), name, apart_from=row.pk)
    row.save(update_fields=["name"])
    return row


@transaction.atomic
def move_things(
    *, by: User, space: Space, documents: list[Document], folders: list[Folder], target: Folder | None
) -> int:
    """Put documents and folders of a space into one of its folders, or to the top (None); returns how many moved.

    All or nothing. What lies there already stays. Raises NotAllowed where one of them may not be moved by this person,
    IntoItself, TooDeep, NameTaken, NotFound for what is in the trash or in another space.
    """
    require(by, "library.create_folder", space)
    for document in documents:
        require(by, "library.move", document)
    for folder in folders:
        require(by, "library.change_folder", folder)
    tree = locked_tree(space)
    upper = _in_tree(tree, target)
    moved = sum(_move_folder(tree, _in_tree(tree, folder), upper) for folder in folders)
    rows = Document.objects.filter(space=space, trashed_at__isnull=True, pk__in=[row.pk for row in documents])
    hold_documents(rows)
    if rows.count() != len({row.pk for row in documents}):
        raise NotFound
    elsewhere = rows.exclude(folder=upper) if upper else rows.exclude(folder__isnull=True)
    return moved + elsewhere.update(folder=upper)


def _move_folder(tree: Tree, folder: Folder | None, target: Folder | None) -> int:
    if folder is None or folder.parent_id == (target.pk if target else None):
        return 0
    way = tree.way(target)
    if folder in way:
        raise IntoItself
    if len(way) + tree.height(folder) > MOST_DEEP:
        raise TooDeep
    _free_name(tree, target, folder.name, apart_from=folder.pk)
    tree.inside[folder.parent_id].remove(folder)
    tree.inside.setdefault(target.pk if target else None, []).append(folder)
    folder.parent = target
    folder.save(update_fields=["parent"])
    return 1


def _in_tree(tree: Tree, folder: Folder | None) -> Folder | None:
    if folder is None:
        return None
    if folder.pk not in tree.by_id:
        raise NotFound
    return tree.by_id[folder.pk]


def _free_name(tree: Tree, parent: Folder | None, name: str, *, apart_from: int = 0) -> str:
    cleaned = clean_text(visible_text(clean_text(name, limit=120)), limit=120)
    beside = tree.inside.get(parent.pk if parent else None, [])
    if any(one.name.casefold() == cleaned.casefold() and one.pk != apart_from for one in beside):
        raise NameTaken
    return cleaned
