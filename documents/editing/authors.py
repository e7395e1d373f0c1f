"""Whose letters carry which client number. A number belongs to one person, for ever."""

from collections.abc import Mapping

from dialog.common.errors import Invalid
from documents.editing.models import TextAuthor


class NotTheirs(Invalid):
    """Letters came under the client number of somebody else."""


def note_authors(document_id: int, clients: Mapping[int, int]) -> None:
    """Remember to whom (id) these client numbers belong; part of the transaction that stores what they wrote.

    Raises NotTheirs if one of them is already somebody else's.
    """
    missing = _missing(document_id, clients)
    if missing:
        rows = [TextAuthor(document_id=document_id, client=client, user_id=clients[client]) for client in missing]
        # Another process may have been asked by somebody else in the same moment: the first one has it.
        TextAuthor.objects.bulk_create(rows, ignore_conflicts=True)
        _missing(document_id, clients)


def _missing(document_id: int, clients: Mapping[int, int]) -> list[int]:
    """Return which of these client numbers nobody has. Raises NotTheirs if somebody else has one of them."""
    if not clients:
        return []
    stored = dict(TextAuthor.objects.filter(document_id=document_id, client__in=clients).values_list("client", "user"))
    if any(clients[client] != user for client, user in stored.items()):
        raise NotTheirs
    return [client for client in clients if client not in stored]
