"""Documents found by what is in them. The viewer is carried: only what they may read, nothing from the trash."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils import timezone
from django.utils.safestring import SafeString

from documents.contents.excerpts import excerpt_of
from documents.contents.index import documents_holding
from documents.contents.models import DocumentText
from documents.contents.words import Query, parse_query, stems_of
from documents.library.models import Document, DocumentTag
from documents.library.previews import MAY_BE_READ
from documents.library.queries import documents_visible_to, file_for, with_files
from workgroups.spaces.models import Space
from workgroups.spaces.rules import ABILITIES, Person, running_memberships

MOST_FRESH = 200  # documents whose head is compared here because the index does not know it yet
SNIPPET_DEPTH = 100_000  # characters of a text in which an excerpt is looked for
REST = timedelta(minutes=1)  # without a change, after which a page is read
AT_LEAST = timedelta(minutes=10)  # a page on which somebody writes all the time is read as often as this
ATTEMPTS = 3
MOST_TO_PICK = 30


def documents_matching(user: Person, text: str) -> QuerySet[Document]:
    """Return the documents that hold all words of a text, in all spaces that this person may enter; the best first.

    Words count in title, file reference, description, tags and content, whatever their ending and with or without
    umlauts; the last one may be the beginning of a word; "words in quotation marks" must follow one another. Each row
    has `rank`: how many of the words its head holds; then what changed last. Three queries, whatever is found. A text
    without words finds nothing. Content is known about a minute after it has changed, titles of new documents at once.
    """
    query = parse_query(text)
    spaces = _spaces_read_by(user)
    if not query or not spaces:
        return Document.objects.none()
    rows = Document.objects.filter(space_id__in=spaces, trashed_at__isnull=True)
    found = Q(pk__in=documents_holding(query))
    for phrase in query.phrases:
        found &= _holds(f" {phrase} ")
    rows = rows.filter(found | Q(pk__in=_fresh_matches(rows, query)))
    rows = rows.annotate(rank=_rank(query)).select_related("space", "updated_by")
    return rows.order_by("-rank", "-updated_at", "-pk")


def excerpts_for(documents: Iterable[Document], text: str) -> dict[int, SafeString]:
    """Return by document id a short passage with the first word that was found, marked; one query.

    Only for documents that `documents_matching` gave this person. Documents without text are missing.
    """
    query = parse_query(text)
    rows = DocumentText.objects.filter(pk__in=[document.pk for document in documents]).exclude(text="")
    beginnings = rows.values_list("pk", Substr("text", 1, SNIPPET_DEPTH))
    return {pk: excerpt_of(beginning, query) for pk, beginning in beginnings}


def documents_to_pick(user: Person, space: Space, text: str) -> list[Document]:
    """Return documents of a space to choose from: those with all words of a text, without words the last changed.

    At most 30, with the current version of files; nothing where this person may not read the library.
    """
    rows = (
        documents_matching(user, text).filter(space=space) if parse_query(text) else documents_visible_to(user, space)
    )
    return list(with_files(rows)[:MOST_TO_PICK])


def file_text_for(user: Person, slug: str, pk: int) -> tuple[Document, DocumentText | None]:
    """Return a file and its text as far as it has been read; none where it may be infected. Raises as file_for."""
    document = file_for(user, slug, pk)
    row = DocumentText.objects.filter(pk=pk, document__file_entry__current__stored_file__scan__in=MAY_BE_READ).first()
    return document, row


def documents_due(limit: int = 200) -> list[int]:
    """Return the documents whose text or head has to be read (again), the last changed first."""
    now = timezone.now()
    text = "contents_text__"
    changed = Q(updated_at__gt=F(f"{text}indexed_at"))
    rests = Q(updated_at__lte=now - REST) | Q(**{f"{text}indexed_at__lte": now - AT_LEAST})
    waits = Q(**{f"{text}state": DocumentText.State.WAITING, f"{text}attempts__lte": ATTEMPTS})
    is_page, is_file = Q(kind=Document.Kind.PAGE), Q(kind=Document.Kind.FILE)
    is_readable = Q(file_entry__current__stored_file__scan__in=MAY_BE_READ)
    is_other = ~Q(**{f"{text}source": F("file_entry__current_id")})
    due = Q(contents_text__isnull=True) | changed & rests | is_page & waits
    due |= is_file & is_readable & (is_other | waits)
    rows = with_head(Document.objects.filter(trashed_at__isnull=True))
    rows = rows.filter(due | ~Q(contents_text__head_key=F("head_now")) | _other_tags())
    return list(rows.order_by("-updated_at").values_list("pk", flat=True)[:limit])


def with_head(rows: QuerySet[Document]) -> QuerySet[Any]:
    """Add `head_now` (title, file reference, description), `tags_now` (their number) and `tag_now` (the last one)."""
    tags = DocumentTag.objects.filter(document=OuterRef("pk")).order_by().values("document")
    parts = [
        "title",
        Value("\n"),
        "file_reference",
        Value("\n"),
        Coalesce("file_entry__description", Value(""), output_field=TextField()),
    ]
    return rows.annotate(
        head_now=Concat(*parts, output_field=TextField()),
        tags_now=Coalesce(Subquery(tags.values(n=Count("pk"))), 0),
        tag_now=Coalesce(Subquery(tags.values(n=Max("pk"))), 0),
    )


def _other_tags() -> Q:
    return ~Q(contents_text__tag_count=F("tags_now")) | ~Q(contents_text__tag_latest=F("tag_now"))


def _spaces_read_by(user: Person) -> list[int]:
    return [pk for pk, membership in running_memberships(user).items() if "enter" in ABILITIES[membership.role]]


def _holds(stems: str) -> Q:
    return Q(contents_text__head_stems__contains=stems) | Q(contents_text__stems__contains=stems)


def _rank(query: Query) -> Any:
    """Count the words in the head: a title that holds them all stands first."""
    marks = [f" {word} " for word in query.words] + [f" {form}" for form in query.last[:1]]
    hits = [When(contents_text__head_stems__contains=mark, then=1) for mark in marks]
    total: Any = Value(0)
    for hit in hits:
        total = total + Case(hit, default=0, output_field=IntegerField())
    return total


def _fresh_matches(rows: QuerySet[Document], query: Query) -> list[int]:
    """Return those documents whose head the index does not know yet and that hold all words in it."""
    is_fresh = Q(contents_text__isnull=True) | Q(updated_at__gt=F("contents_text__indexed_at"))
    fresh = rows.filter(is_fresh).order_by("-updated_at").values("pk")[:MOST_FRESH]
    fields = ("pk", "title", "file_reference", "file_entry__description", "tags__name")
    heads: dict[int, set[str]] = defaultdict(set)
    for pk, *parts in Document.objects.filter(pk__in=fresh).order_by().values_list(*fields):
        heads[pk].update(part for part in parts if part)
    return [pk for pk, parts in heads.items() if _is_in(query, "|".join(stems_of(part) for part in parts))]


def _is_in(query: Query, stems: str) -> bool:
    has_all = all(f" {word} " in stems for word in [*query.words, *query.phrases])
    return has_all and (not query.last or any(f" {form}" in stems for form in query.last))
