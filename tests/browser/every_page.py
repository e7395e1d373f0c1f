"""Walks through the demo in a browser, to every kind of page that one can reach there."""

from django.contrib.auth.models import AnonymousUser

from dialog.accounts.models import User
from tests.browser.axe import overflow, violations
from tests.house.crawl import kind_of, walk
from tests.house.test_html import BEGIN

# Whoever sees more comes first; the others add what only they see.
ROLES = ["leitung", "kontakt-neckar-alb", "fremd", "admin", "anonymous"]


def faults_of_every_page(open_page, client_for, width: int, height: int) -> list[str]:
    """Return what axe finds on one page of each kind, and which are wider than the window."""
    pages = _addresses(client_for)
    assert len(pages) > 40
    browsers = {}
    found = []
    for role, address in pages:
        if role not in browsers:
            browsers[role] = open_page(None if role == "anonymous" else _person(role), width=width, height=height)
        page = browsers[role]
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found += [f"{address} ({role}): {line}" for line in violations(page)]
        if overflow(page) > 0:
            found.append(f"{address} ({role}) is wider than {width} px")
    return found


def _person(role: str):
    return AnonymousUser() if role == "anonymous" else User.objects.get(email=f"{role}@example.org")


def _addresses(client_for) -> list[tuple[str, str]]:
    """Return one address of each kind of page, with the role that sees it."""
    known: set[str] = set()
    pages = []
    for role in ROLES:
        for address in walk(client_for(_person(role)), BEGIN).pages:
            if (kind := kind_of(address.partition("?")[0])) not in known:
                known.add(kind)
                pages.append((role, address))
    return [*pages, ("leitung", "/gibt-es-nicht/"), ("gast", "/gremien/cluster-atlas/einstellungen/")]
