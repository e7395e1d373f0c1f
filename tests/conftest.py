import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def transactional_db(transactional_db):
    """Real commits. The audit log is emptied before the flush, whose DELETE its trigger would refuse."""
    yield
    if connection.vendor == "sqlite":
        _empty_audit_log()


def _empty_audit_log():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_no_delete'")
        trigger = cursor.fetchone()[0]
        cursor.execute("DROP TRIGGER audit_no_delete")
        cursor.execute("DELETE FROM audit_auditentry")
        cursor.execute(trigger)


@pytest.fixture
def live_cast(transactional_db) -> Cast:
    """The cast, committed: for sockets and everything that runs on commit."""
    return make_cast()


@pytest.fixture
def client_for():
    """Return a function that gives a browser signed in as a person (or not signed in)."""

    def make(person) -> Client:
        client = Client()
        if not isinstance(person, AnonymousUser):
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
