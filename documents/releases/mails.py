"""Mails about releases: who is asked, and what came of it; each person in their own language."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from dialog.accounts.models import User
from dialog.common.mail import queue_mail
from dialog.common.origin import absolute_url
from documents.releases.models import Release, ReleaseAnswer, ReleaseRequest
from workgroups.spaces.models import Membership


def requested(request: ReleaseRequest) -> None:
    """Tell those who have not answered yet that their answer is asked for."""
    waiting = User.objects.filter(pk__in=request.answers.filter(verdict="").values("approver_id"))
    _write("requested", request, waiting)


def released(release: Release) -> None:
    """Tell who asked and who approved that the version stands; not who has just done the last step."""
    address = _address("releases:release_detail", release.request, release.number)
    _write(
        "released", release.request, _involved(release.request, but=release.released_by_id), address, release=release
    )


def refused(request: ReleaseRequest, answer: ReleaseAnswer) -> None:
    """Tell who asked and the others who were asked that it was refused, and why."""
    _write("refused", request, _involved(request, but=answer.approver_id), answer=answer)


def withdrawn(request: ReleaseRequest, by: User) -> None:
    """Tell who asked and who was asked that no answer is needed any more."""
    _write("withdrawn", request, _involved(request, but=by.pk), by=by)


def _involved(request: ReleaseRequest, *, but: int) -> Iterable[User]:
    asked = request.answers.values_list("approver_id", flat=True)
    return User.objects.filter(pk__in={request.author_id, *asked} - {but}).order_by("pk")


def _write(
    name: str, request: ReleaseRequest, people: Iterable[User], address: str | None = None, **context: Any
) -> None:
    """Queue one mail for each of these people who may still enter the space."""
    inside = set(
        Membership.objects.filter(space=request.space, ended_at__isnull=True).values_list("user_id", flat=True)
    )
    context |= {"request": request, "space": request.space}
    context["address"] = address or _address("releases:release_request", request)
    for person in people:
        if person.is_active and person.pk in inside:
            queue_mail(
                recipient=person.email,
                language=person.language,
                template=f"mail/releases/{name}.txt",
                context={**context, "person": person},
            )


def _address(route: str, request: ReleaseRequest, *more: object) -> str:
    return absolute_url(reverse(route, args=[request.space.slug, request.document_id, *more]))
