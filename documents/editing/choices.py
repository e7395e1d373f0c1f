"""What the editor offers while somebody types: people to mention, and places of the group to link to."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.library.models import Document
from documents.library.queries import documents_visible_to
from workgroups.discussions.queries.threads import threads_visible_to
from workgroups.meetings.queries import meetings_visible_to
from workgroups.spaces.models import Membership, Space
from workgroups.spaces.queries import members_of, with_capacities
from workgroups.spaces.rules import Person

MOST_PLACES = 20
MOST_PEOPLE = 8
_LOOKED_THROUGH = 2_000  # of each kind, the newest: names are compared here, because SQLite does not know "Ö" for "ö"


@dataclass(frozen=True, slots=True)
class Place:
    """Something in the group that has an address: `kind` in the reader's language."""

    kind: str
    title: str
    url: str


def places_matching(user: Person, space: Space, text: str) -> list[Place]:
    """Return up to 20 discussions, meetings and documents that this person may see and whose title holds the text.

    Alternating by kind, each the newest first; three queries.
    """
    wanted = _folded(text)
    kinds = [_threads(user, space), _meetings(user, space), _documents(user, space)]
    found = [[place for place in kind if wanted in _folded(place.title)][:MOST_PLACES] for kind in kinds]
    rounds = range(max(len(kind) for kind in found))
    return [kind[place] for place in rounds for kind in found if place < len(kind)][:MOST_PLACES]


def _threads(user: Person, space: Space) -> Iterator[Place]:
    for thread in threads_visible_to(user, space)[:_LOOKED_THROUGH]:
        yield Place(_("Discussion"), thread.title, reverse("discussions:thread_detail", args=[space.slug, thread.pk]))


def _meetings(user: Person, space: Space) -> Iterator[Place]:
    for meeting in meetings_visible_to(user, [space]).order_by("-starts_at", "-pk")[:_LOOKED_THROUGH]:
        name = f"{meeting.name}: {meeting.title}" if meeting.title else meeting.name
        yield Place(_("Meeting"), name, reverse("meetings:meeting_detail", args=[space.slug, meeting.pk]))


def _documents(user: Person, space: Space) -> Iterator[Place]:
    for document in documents_visible_to(user, space).select_related(None).select_related("space")[:_LOOKED_THROUGH]:
        yield Place(_("Document"), document.title, document.get_absolute_url())


def people_matching(space: Space, text: str) -> list[Membership]:
    """Return up to eight members whose name holds the text, with `capacity`; words that begin so come first."""
    wanted = _folded(text)
    members = members_of(space).filter(user__is_active=True)
    rows = [(name.casefold(), pk) for pk, name in members.values_list("pk", "user__display_name")]
    ranked = sorted((f" {wanted}" not in f" {name}", name, pk) for name, pk in rows if wanted in name)[:MOST_PEOPLE]
    order = {pk: rank for rank, (_later, _name, pk) in enumerate(ranked)}
    return sorted(with_capacities(members.filter(pk__in=order)), key=lambda member: order[member.pk])


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def language_versions(document: Document) -> list[Document]:
    """Return the versions of a page in other languages, for people who read it: its original and that one's others."""
    original = document.translation_of_id or document.pk
    family = Q(pk=original) | Q(translation_of_id=original)
    rows = Document.objects.filter(family, space_id=document.space_id, trashed_at__isnull=True)
    versions = list(rows.exclude(pk=document.pk).order_by("language", "pk"))
    for version in versions:
        version.space = document.space
    return versions
