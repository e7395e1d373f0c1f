import pytest
from django.db import DatabaseError, connection, transaction

from dialog.audit.actions import record
from dialog.audit.models import AuditEntry


@pytest.fixture
def entry(cast):
    return record(
        actor=cast.chair,
        action="spaces.change_role",
        target=cast.space,
        space_id=cast.space.pk,
        old="guest",
        new="member",
    )


def test_entry_says_who_did_what_to_what(cast, entry):
    entry.refresh_from_db()
    assert (entry.actor, entry.action) == (cast.chair, "spaces.change_role")
    assert (entry.target_type, entry.target_id, entry.space_id) == ("spaces.space", cast.space.pk, cast.space.pk)
    assert entry.data == {"old": "guest", "new": "member"}


def test_system_acts_without_an_actor(cast):
    assert record(actor=None, action="spaces.conclude", target=cast.space).actor is None


def test_entry_cannot_be_changed(entry):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(action="spaces.nothing")
    entry.refresh_from_db()
    assert entry.action == "spaces.change_role"


def test_entry_cannot_be_saved_again(entry):
    entry.action = "spaces.nothing"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()


def test_entry_cannot_be_deleted(entry):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_plain_sql_is_refused_as_well(entry):
    for statement in ("UPDATE audit_auditentry SET action = 'x'", "DELETE FROM audit_auditentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert AuditEntry.objects.get(pk=entry.pk).action == "spaces.change_role"


def test_entry_goes_with_its_transaction(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        record(actor=cast.chair, action="spaces.change_role", target=cast.space)
        raise RuntimeError
    assert not AuditEntry.objects.exists()
