"""What stands at the head of a text that is laid before others or released, in the language of the text."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from dialog.common.origin import absolute_url
from documents.formats.head import ExportHead
from documents.releases.models import ReleaseRequest

Facts = tuple[tuple[str, str], ...]


def release_head(
    request: ReleaseRequest, number: int, released_at: datetime, people: Iterable[dict[str, Any]]
) -> ExportHead:
    """Say which released version it is, when it was released, who asked and who approved."""
    people = list(people)
    return _head(
        request,
        released_at,
        lambda: gettext("Release %(n)s") % {"n": number},
        lambda: (
            (gettext("Submitted for release by"), _names(people, "requested")),
            (gettext("Released by"), _names(people, "approved")),
        ),
    )


def request_head(request: ReleaseRequest) -> ExportHead:
    """Say that it is not released yet, when it was laid before others and by whom."""
    asked = [{"name": request.author.display_name, "capacity": request.capacity, "did": "requested"}]
    return _head(
        request,
        request.created_at,
        lambda: gettext("Submitted for release, not released yet"),
        lambda: ((gettext("Submitted for release by"), _names(asked, "requested")),),
    )


def _head(request: ReleaseRequest, at: datetime, state: Callable[[], str], facts: Callable[[], Facts]) -> ExportHead:
    """Make a head of what the request fixed; `state` and `facts` are asked in the language of the text."""
    plain = ExportHead(title="", state="", date=at, space="", language=request.language)
    with plain.words():
        return ExportHead(
            title=request.title,
            state=state(),
            date=at,
            space=str(request.space.full_name),
            file_reference=request.file_reference,
            language=request.language,
            facts=facts(),
            origin=absolute_url(""),
        )


def _names(people: Iterable[dict[str, Any]], did: str) -> str:
    return "; ".join(_named(person) for person in people if person["did"] == did)


def _named(person: dict[str, Any]) -> str:
    name, capacity = person["name"], person["capacity"]
    return f"{name}, {capacity}" if capacity and capacity != name else str(name)
