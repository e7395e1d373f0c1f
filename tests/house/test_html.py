"""Every page that one can reach in the demo is valid HTML, and no link leads into nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from dialog.accounts.models import User
from tests.house.crawl import Walk, walk
from tests.house.html_validity import problems

ROLES = ["anonymous", "leitung", "ministerium", "gast", "fremd", "admin"]
# Nothing links to the page with all parts; it is for those who build pages.
BEGIN = ["/", "/stil/"]


@pytest.fixture
def demo(db: None) -> None:
    call_command("load_demo", verbosity=0)


def walk_as(role: str, client_for) -> Walk:
    person = AnonymousUser() if role == "anonymous" else User.objects.get(email=f"{role}@example.org")
    return walk(client_for(person), BEGIN)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_pages_are_valid_and_links_lead_somewhere(role: str, demo: None, client_for) -> None:
    seen = walk_as(role, client_for)
    assert len(seen.pages) >= 4
    assert seen.broken == []
    assert problems(seen.pages) == []


@pytest.mark.parametrize("path", ["/gibt-es-nicht/", "/gremien/gibt-es-nicht/"])
def test_pages_for_what_is_not_there_are_valid(path: str, client, db: None) -> None:
    response = client.get(path, follow=True)
    assert problems({path: response.content.decode()}) == []


def test_validator_sees_a_mistake() -> None:
    page = "<!DOCTYPE html><html lang='de'><head><title>x</title></head><body><p><div></div></p></body></html>"
    assert problems({"/kaputt/": page}) != []
