import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError
from django.db import connection
from django.test import Client, TransactionTestCase

from tests.cast import Cast, make_cast
from tests.realtime.server import Server, running_server

FLUSHES = 5


def _flush_again(self: TransactionTestCase, once=TransactionTestCase._fixture_teardown) -> None:
    """Empty the tables. A server that finishes its last words just then may make PostgreSQL choose us to give up."""
    for attempt in range(1, FLUSHES + 1):
        try:
            once(self)
            return
        except CommandError:
            if attempt == FLUSHES:
                raise


TransactionTestCase._fixture_teardown = _flush_again


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


@pytest.fixture(scope="session")
def shared_server(django_db_setup, django_db_blocker):
    """One real Daphne process for all tests that do not kill it; works on the test database."""
    with django_db_blocker.unblock(), running_server() as server:
        yield server


@pytest.fixture
def server(live_cast, shared_server) -> Server:
    """A running server; what the test commits is what it serves."""
    return shared_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: Playwright keeps an event loop in the thread, beside which no other test can have one."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
