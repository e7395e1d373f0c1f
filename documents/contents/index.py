"""How each database is asked for the documents that hold words. Queries are put together from stems only."""

from django.db import connection
from django.db.models.expressions import RawSQL

from documents.contents.words import Query

_SQLITE = "SELECT rowid FROM contents_index WHERE contents_index MATCH %s"
_POSTGRES = "SELECT document_id FROM contents_documenttext WHERE search @@ %s::tsquery"


def documents_holding(query: Query) -> RawSQL:
    """Return the subquery of ids of documents that hold all words. Stems are ASCII letters and figures."""
    if connection.vendor == "postgresql":
        return RawSQL(_POSTGRES, [_tsquery(query)])  # noqa: S611  (words come as a parameter)
    return RawSQL(_SQLITE, [_match(query)])  # noqa: S611  (words come as a parameter)


def _match(query: Query) -> str:
    terms = [f'"{word}"' for word in query.words]
    if query.last:
        terms.append("(" + " OR ".join(f'"{form}" *' for form in query.last) + ")")
    return " AND ".join(terms)


def _tsquery(query: Query) -> str:
    terms = [f"'{word}'" for word in query.words]
    if query.last:
        terms.append("(" + " | ".join(f"'{form}':*" for form in query.last) + ")")
    return " & ".join(terms)
