"""Bodies with everything in them."""

from django.utils import timezone

from dialog.accounts.models import User
from dialog.demo.content.kinds import GroupText
from dialog.demo.loading.chat import load_chat
from dialog.demo.loading.clock import days_ago
from dialog.demo.loading.documents import load_files, load_pages
from dialog.demo.loading.joining import load_invitations, load_requests
from dialog.demo.loading.meetings import load_meetings
from dialog.demo.loading.talk import load_threads
from dialog.directory.models import Region
from workgroups.spaces.actions import create_space
from workgroups.spaces.actions.memberships import admit
from workgroups.spaces.models import Membership, Space
from workgroups.spaces.rules import forget_memberships

People = dict[str, User]


def load_group(text: GroupText, people: People) -> None:
    """Found a body with its members, threads, documents, meetings and chat; one that is there is left alone."""
    if Space.objects.filter(name=text.name).exists():
        return
    space = _found(text, people)
    load_threads(space, text.threads, people)
    load_pages(space, text.pages, people)
    load_files(space, text.files, people)
    load_meetings(space, text, people)
    load_chat(space, text.chat, people)
    load_requests(space, text.requests, people)
    load_invitations(space, text.invitations, people)


def _found(text: GroupText, people: People) -> Space:
    space = create_space(
        user=people["admin"],
        kind=text.kind,
        region=Region.objects.get(name=text.region) if text.region else None,
        fields={
            "name": text.name,
            "summary": text.summary,
            "charter": text.charter,
            "state": Space.State.ACTIVE,
            "joining": text.joining,
            "is_listed": True,
        },
    )
    for key, role in text.roles.items():
        admit(actor=people["admin"], space=space, person=people[key], role=role)
        forget_memberships(people[key])
    founded = days_ago(380)
    Membership.objects.filter(space=space).update(joined_at=founded)
    Space.objects.filter(pk=space.pk).update(created_at=min(founded, timezone.now()))
    return space
