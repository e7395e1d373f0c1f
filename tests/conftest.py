import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


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
