from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from dialog.accounts.models import User
from dialog.audit.models import AuditEntry
from dialog.common.errors import NotFound
from documents.library.models import Document, SeenMark
from documents.library.queries import document_for
from documents.releases.models import Release, ReleaseAnswer, ReleaseRequest
from workgroups.spaces.events import News
from workgroups.spaces.models import Membership, Space
from workgroups.spaces.rules import Person, abilities_in, roles_that, running_memberships

NEWS_DAYS = 14
BYTES = ("html", "pdf")  # large: left out wherever they are not asked for
STEPS = ("request", "release", "refuse", "withdraw", "begin_draft", "archive", "unarchive")


def page_for(user: Person, slug: str, pk: int, *, permission: str = "releases.read") -> Document:
    """Return the page of the space with this slug; raises what `document_for` raises."""
    return document_for(user, slug, pk, kind=Document.Kind.PAGE, permission=permission)


def approvers_of(space: Space) -> QuerySet[User]:
    """Return the people who may release in this space today, by name."""
    running = Membership.objects.filter(space=space, ended_at__isnull=True, role__in=roles_that("release_documents"))
    return User.objects.filter(is_active=True, pk__in=running.values("user_id")).order_by("display_name", "pk")


def open_request_of(document: Document) -> ReleaseRequest | None:
    """Return the request of a page that waits for answers, with who asked."""
    return _requests(document).filter(state=ReleaseRequest.State.OPEN).first()


def last_refusal_of(document: Document) -> ReleaseAnswer | None:
    """Return why the latest request was refused, while the page is the draft that came of it."""
    if document.state != Document.State.DRAFT:
        return None
    latest = _requests(document).first()
    if latest is None or latest.state != ReleaseRequest.State.REFUSED:
        return None
    return latest.answers.filter(verdict=ReleaseAnswer.Verdict.REFUSE).select_related("approver").first()


def request_of(document: Document, pk: int) -> ReleaseRequest:
    """Return a request of this page in any state; raises NotFound."""
    request = _requests(document).filter(pk=pk).first()
    if request is None:
        raise NotFound
    return request


def _requests(document: Document) -> QuerySet[ReleaseRequest]:
    rows = ReleaseRequest.objects.filter(document=document)
    return rows.select_related("document__space", "author", "version")


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the people asked; `may_release`: still has the ability, so that an open answer is waited for."""

    answer: ReleaseAnswer
    may_release: bool

    @property
    def is_awaited(self) -> bool:
        return not self.answer.verdict and self.may_release


def people_asked(request: ReleaseRequest) -> list[Asked]:
    """Return who was asked and what they said, in the order in which they were named; two queries."""
    able = set(approvers_of(request.space).values_list("pk", flat=True))
    answers = request.answers.select_related("approver")
    return [Asked(answer, answer.approver_id in able) for answer in answers]


def releases_of(document: Document) -> QuerySet[Release]:
    """Return the released versions of a page without their bytes, the newest first."""
    return Release.objects.filter(document=document).defer(*BYTES).select_related("document__space", "version")


def release_of(document: Document, number: int, *, part: str = "") -> Release:
    """Return one released version, with "html" or "pdf" if that `part` is asked for; raises NotFound."""
    rows = releases_of(document).defer(None).defer(*(name for name in BYTES if name != part))
    release = rows.filter(number=number).first()
    if release is None:
        raise NotFound
    return release


def releases_visible_to(user: Person, spaces: Iterable[Space]) -> QuerySet[Release]:
    """Return what was released in those spaces that this person may enter, newest first; nothing from the trash.

    Each has `latest`: the number of the newest release of its page.
    """
    ids = [space.pk for space in spaces if user.has_perm("releases.read", space)]
    newest = Release.objects.filter(document=OuterRef("document")).order_by("-number").values("number")[:1]
    rows = Release.objects.filter(document__space_id__in=ids, document__trashed_at__isnull=True)
    return rows.defer(*BYTES).select_related("document__space").annotate(latest=Subquery(newest))


def steps_of(document: Document, limit: int = 50) -> QuerySet[AuditEntry]:
    """Return the changes of state of a page with who did them, the newest first."""
    actions = [f"releases.{step}" for step in STEPS]
    entries = AuditEntry.objects.filter(target_type="library.document", target_id=document.pk, action__in=actions)
    return entries.select_related("actor").order_by("-pk")[:limit]


def requests_waiting_for(user: User, spaces: Iterable[Space]) -> list[ReleaseRequest]:
    """Return the requests of those spaces that wait for this person's answer, oldest first; one query."""
    ids = [space.pk for space in spaces if "release_documents" in abilities_in(user, space)]
    waiting = ReleaseRequest.objects.filter(
        state=ReleaseRequest.State.OPEN,
        document__space_id__in=ids,
        document__trashed_at__isnull=True,
        pk__in=ReleaseAnswer.objects.filter(approver=user, verdict="").values("request_id"),
    )
    return list(waiting.select_related("document__space", "author").order_by("pk"))


def news_for(user: User, spaces: Iterable[Space], limit: int = 20) -> list[News]:
    """Return what others released in the last 14 days since this person joined, newest first, in one query.

    A line is unread until the person has looked at the page or at one of its releases.
    """
    own = running_memberships(user)
    spaces = [space for space in spaces if space.pk in own]
    joined = Q()
    for space in spaces:
        joined |= Q(document__space_id=space.pk, released_at__gt=own[space.pk].joined_at)
    seen = SeenMark.objects.filter(user=user, document=OuterRef("document"), seen_at__gte=OuterRef("released_at"))
    rows = releases_visible_to(user, spaces).filter(joined, released_at__gte=timezone.now() - timedelta(days=NEWS_DAYS))
    rows = rows.exclude(released_by_id=user.pk).annotate(is_seen=Exists(seen))
    return [_as_news(release) for release in rows[:limit]]


def _as_news(release: Release) -> News:
    document = release.document
    return News(
        space_id=document.space_id,
        kind="release",
        title=release.title,
        url=reverse("releases:release_detail", args=[document.space.slug, document.pk, release.number]),
        at=release.released_at,
        count=release.number,
        unread=not release.is_seen,  # type: ignore[attr-defined]  # annotated above
        object_id=release.pk,
    )


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """A page in one language beside the others. `is_behind`: the original was released anew since it was."""

    document: Document
    is_original: bool
    released_at: datetime | None
    is_behind: bool


def original_of(document: Document) -> Document:
    """Return the page of which this one is a language version, or the page itself."""
    return document.translation_of or document


def translations_of(user: Person, document: Document) -> list[LanguageVersion]:
    """Return all language versions of a page with itself, the original first; none where there is no other.

    One query. What lies in the trash is left out.
    """
    if not user.has_perm("releases.read", document):
        return []
    root = document.translation_of_id or document.pk
    rows = Document.objects.filter(Q(pk=root) | Q(translation_of_id=root), trashed_at__isnull=True)
    rows = rows.select_related("space").annotate(released_at=Max("releases__released_at"))
    found = sorted(rows, key=lambda row: (row.pk != root, row.language))
    if len(found) < 2:
        return []
    original = found[0].released_at if found[0].pk == root else None
    return [
        LanguageVersion(row, row.pk == root, row.released_at, row.pk != root and _is_behind(row, original))
        for row in found
    ]


def _is_behind(row: Document, original: datetime | None) -> bool:
    """A translation that was never released counts from its last change."""
    own: datetime = row.released_at or row.updated_at  # type: ignore[attr-defined]  # annotated by the caller
    return original is not None and original > own


def free_languages(document: Document) -> list[str]:
    """Return the languages in which this page is not there yet, those in the trash counted as there."""
    root = document.translation_of_id or document.pk
    taken = Document.objects.filter(Q(pk=root) | Q(translation_of_id=root)).values_list("language", flat=True)
    return [language for language in Document.Language.values if language not in set(taken)]


def linkable_pages(user: Person, document: Document) -> QuerySet[Document]:
    """Return the pages of the space that could become a language version of this one, by title."""
    if not user.has_perm("releases.translate", document):
        return Document.objects.none()
    rows = Document.objects.filter(space_id=document.space_id, kind=Document.Kind.PAGE, trashed_at__isnull=True)
    alone = rows.filter(translation_of__isnull=True, translations__isnull=True, language__in=free_languages(document))
    root = document.translation_of_id or document.pk
    return alone.exclude(pk__in=[document.pk, root]).order_by("title", "pk")
