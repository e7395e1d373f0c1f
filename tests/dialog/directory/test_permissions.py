"""Keeping the directory x every person; reading it is for everybody who is signed in."""

import inspect

import pytest
from django.urls import reverse

from dialog.common.errors import NotFound, SignInNeeded
from dialog.directory import actions
from dialog.directory.models import Affiliation, Mandate
from tests.factories import AffiliationFactory, MandateFactory

MATRIX = {
    "save_mandate": {"administrator"},
    "delete_mandate": {"administrator"},
    "save_affiliation": {"administrator"},
    "delete_affiliation": {"administrator"},
}
PEOPLE = [
    "chair",
    "moderator",
    "minute_taker",
    "member",
    "guest",
    "ministry",
    "stranger",
    "former",
    "administrator",
    "anonymous",
]


def test_every_action_has_a_row():
    public = inspect.getmembers(actions, inspect.isfunction)
    own = {name for name, function in public if function.__module__ == actions.__name__}
    assert set(MATRIX) == {name for name in own if not name.startswith("_")}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("action", MATRIX)
def test_action_is_open_to_these_people_only(action, name, cast):
    thing = {"mandate": MandateFactory()} if "mandate" in action else {"affiliation": AffiliationFactory()}
    call = {"user": cast.people()[name], **thing}
    if name in MATRIX[action]:
        getattr(actions, action)(**call)
        return
    with pytest.raises(SignInNeeded if name == "anonymous" else NotFound):
        getattr(actions, action)(**call)
    assert Mandate.objects.filter(pk__in=[row.pk for row in thing.values()]).exists() or (
        Affiliation.objects.filter(pk__in=[row.pk for row in thing.values()]).exists()
    )


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("model", ["region", "targetfield", "organisation", "mandate", "affiliation"])
@pytest.mark.parametrize("what", ["changelist", "add"])
def test_page_of_the_administration_is_open_to_administrators_only(what, model, name, cast, client_for):
    response = client_for(cast.people()[name]).get(reverse(f"admin:directory_{model}_{what}"))
    assert response.status_code == 200 if name == "administrator" else response.status_code in (302, 403)
