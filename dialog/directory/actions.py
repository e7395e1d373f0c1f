"""Keeping mandates and affiliations: they decide for whom somebody speaks, so each change is told and noted."""

from typing import Any

from django.db import transaction

from dialog.accounts.models import User
from dialog.audit.actions import record
from dialog.common.access import person_key, raise_epoch
from dialog.directory.models import Affiliation, Mandate
from dialog.directory.rules import require

_FIELDS = ("region_id", "holder_id", "deputy_id", "person_id", "organisation_id", "function", "valid_from", "valid_to")
_PEOPLE = ("holder_id", "deputy_id", "person_id")


@transaction.atomic
def save_mandate(*, user: User, mandate: Mandate) -> None:
    """Store a new or changed mandate; open pages of holder and deputy, before and after, ask again what they may do."""
    require(user, "directory.keep")
    _save(user, mandate, "mandate")


@transaction.atomic
def delete_mandate(*, user: User, mandate: Mandate) -> None:
    """Remove a mandate that was entered by mistake; one that ends gets an end date instead."""
    require(user, "directory.keep")
    _delete(user, mandate, "mandate")


@transaction.atomic
def save_affiliation(*, user: User, affiliation: Affiliation) -> None:
    """Store for which organisation a person speaks, in which function and how long."""
    require(user, "directory.keep")
    _save(user, affiliation, "affiliation")


@transaction.atomic
def delete_affiliation(*, user: User, affiliation: Affiliation) -> None:
    """Remove an affiliation that was entered by mistake."""
    require(user, "directory.keep")
    _delete(user, affiliation, "affiliation")


def _save(user: User, row: Mandate | Affiliation, name: str) -> None:
    stored = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    before = _values(stored) if stored else {}
    row.save()
    after = _values(row)
    _tell_people(before, after)
    changed: dict[str, Any] = {
        field: [before.get(field), value] for field, value in after.items() if before.get(field) != value
    }
    record(actor=user, action=f"directory.{'change' if stored else 'add'}_{name}", target=row, **changed)


def _delete(user: User, row: Mandate | Affiliation, name: str) -> None:
    before = _values(row)
    _tell_people(before)
    record(actor=user, action=f"directory.delete_{name}", target=row, **before)
    row.delete()


def _values(row: Any) -> dict[str, Any]:
    """Return the fields as plain values for the audit log; dates as ISO text."""
    values = {field: getattr(row, field) for field in _FIELDS if hasattr(row, field)}
    return {field: value.isoformat() if hasattr(value, "isoformat") else value for field, value in values.items()}


def _tell_people(*states: dict[str, Any]) -> None:
    people = {state[field] for state in states for field in _PEOPLE if state.get(field)}
    for person_id in sorted(people):
        raise_epoch(person_key(person_id))
