"""The folders of a space as a tree, read in one query: they are few beside what lies in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dialog.common.errors import NotAllowed, NotFound, SignInNeeded
from documents.library.models import Folder
from workgroups.spaces.models import Space
from workgroups.spaces.rules import Person, require

MOST_DEEP = 8  # levels


@dataclass(frozen=True, slots=True)
class Tree:
    """All folders of a space that are not in the trash, by id; inside a folder by name."""

    by_id: dict[int, Folder]
    inside: dict[int | None, list[Folder]]

    def way(self, folder: Folder | None) -> list[Folder]:
        """Return the folders from the top down to this one, itself included."""
        way: list[Folder] = []
        while folder is not None and folder not in way:
            way.append(folder)
            folder = self.by_id.get(folder.parent_id) if folder.parent_id else None
        return way[::-1]

    def below(self, pk: int | None) -> Iterator[Folder]:
        """Yield everything below a folder (None: the whole tree), upper ones first, itself left out."""
        waiting = list(self.inside.get(pk, []))
        for folder in waiting:
            yield folder
            waiting.extend(self.inside.get(folder.pk, []))

    def height(self, folder: Folder) -> int:
        """Return how many levels this folder and what lies in it take."""
        deepest = max((len(self.way(one)) for one in self.below(folder.pk)), default=len(self.way(folder)))
        return deepest - len(self.way(folder)) + 1

    def choices(self) -> list[tuple[Folder, str]]:
        """Return all folders with their names from the top ("Berichte / 2017"), in the order of the tree."""
        return list(self._choices(None, ""))

    def _choices(self, pk: int | None, before: str) -> Iterator[tuple[Folder, str]]:
        for folder in self.inside.get(pk, []):
            label = f"{before}{folder.name}"
            yield folder, label
            yield from self._choices(folder.pk, f"{label} / ")


def tree_of(space: Space) -> Tree:
    """Return the tree of a space, for people who may read its documents."""
    rows = list(Folder.objects.filter(space=space, trashed_at__isnull=True))
    rows.sort(key=lambda folder: (folder.name.casefold(), folder.pk))
    inside: dict[int | None, list[Folder]] = {}
    for folder in rows:
        folder.space = space
        inside.setdefault(folder.parent_id, []).append(folder)
    return Tree({folder.pk: folder for folder in rows}, inside)


def folder_for(user: Person, slug: str, pk: int, *, permission: str = "library.read") -> Folder:
    """Return the folder of the space with this slug if the person has the permission; raises as `document_for` does."""
    if not user.is_authenticated:
        raise SignInNeeded
    folder = Folder.objects.filter(space__slug=slug, pk=pk, trashed_at__isnull=True).select_related("space").first()
    if folder is None:
        raise NotFound
    require(user, permission, folder)
    return folder


def folders_chosen(user: Person, space: Space, ids: Iterable[int], *, permission: str) -> list[Folder]:
    """Return these folders of a space, all with the permission; raises NotFound where one is gone, NotAllowed."""
    wanted = set(ids)
    rows = list(Folder.objects.filter(space=space, pk__in=wanted, trashed_at__isnull=True))
    if len(rows) != len(wanted):
        raise NotFound(_("Something of what you ticked is no longer there."))
    for row in rows:
        row.space = space
        try:
            require(user, permission, row)
        except NotAllowed:
            words = _("Your role does not include this step for “%(title)s”.")
            raise NotAllowed(words % {"title": str(row)}) from None
    return rows
