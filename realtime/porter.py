"""The porter: who is at the door, from which page, and how often. Sockets and streams pass the same one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.http.request import validate_host
from django.utils import timezone, translation

from dialog.accounts.models import User
from dialog.common.access import person_key
from dialog.common.errors import DialogError, SignInNeeded
from realtime.connection import Grant
from realtime.hub import hub
from realtime.limits import CONNECTIONS_PER_ADDRESS, CONNECTIONS_PER_PERSON, Rates, arrivals
from realtime.protocol import Close, OtherPerson, close_code_for
from realtime.threads import read

Authorise = Callable[[User], Grant]


class Refused(Exception):
    """Somebody may not come in; `code` is the close code."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who stands at the door: their page, their address, and how to look at their rights."""

    origin: str
    host: str
    address: str
    session_key: str
    authorise: Authorise
    person: str = ""  # whose page it is, by id, where its address says so

    def look(self) -> Grant:
        """Return what they may do now. Raises SignInNeeded, OtherPerson, or what `authorise` raises.

        Runs in a thread.
        """
        return grant_for_session(self.session_key, self.authorise, self.person)


def visitor_of(scope: dict[str, Any], authorise: Authorise) -> Visitor:
    headers = {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope["headers"]}
    session_key = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, "")
    client = scope.get("client")
    address = network_of(str(client[0])) if client else ""
    person = parse_qs(scope.get("query_string", b"").decode("latin1")).get("me", [""])[0]
    return Visitor(headers.get("origin", ""), headers.get("host", ""), address, session_key, authorise, person)


def network_of(address: str) -> str:
    """Return what counts as one address: with IPv6 every household has as many as it likes, of one network."""
    try:
        network = ip_network((address, 64), strict=False) if ":" in address else None
    except ValueError:
        return address
    return str(network.network_address) if network else address


async def let_in(visitor: Visitor, rates: Rates = arrivals, *, stays: bool = True) -> Grant:
    """Return the grant of a visitor; one who `stays` holds a connection open.

    Raises Refused: too many connections, too often, not signed in, no right.
    """
    people, most = hub().people, float(settings.LIVE_RATE_FACTOR)
    # Before the database is asked anything.
    is_full = stays and hub().count_at(visitor.address) >= CONNECTIONS_PER_ADDRESS * most
    if is_full or not (visitor.address == "" or rates.address.take(visitor.address)):
        raise Refused(Close.TOO_MANY)
    await hub().start()
    try:
        grant = await read(visitor.look)
    except DialogError as refused:
        raise Refused(close_code_for(refused)) from None
    except DatabaseError:
        raise Refused(Close.RESTART) from None
    is_full = stays and len(people.get(person_key(grant.user_id), ())) >= CONNECTIONS_PER_PERSON * most
    if is_full or not rates.person.take(grant.user_id):
        raise Refused(Close.TOO_MANY)
    return grant


def grant_for_session(session_key: str, authorise: Authorise, person: str = "") -> Grant:
    """Return the grant of the person who is signed in with this session.

    Raises SignInNeeded, or what refuses them; OtherPerson when it is not the `person` (id) who was asked for.
    """
    session = Session.objects.filter(pk=session_key, expire_date__gt=timezone.now()).first()
    if session is None:
        raise SignInNeeded
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    if not isinstance(user, User) or not user.is_active:
        raise SignInNeeded
    if person and person != str(user.pk):
        raise OtherPerson
    with translation.override(user.language):
        return replace(authorise(user), expires_at=session.expire_date)


def is_from_our_page(visitor: Visitor) -> bool:
    """Tell whether the page that asks is ours: full origins, or where none are set, the very same host."""
    if settings.SITE_ORIGINS:
        return visitor.origin in settings.SITE_ORIGINS
    parts = urlsplit(visitor.origin)
    return (
        parts.scheme in ("http", "https")
        and parts.netloc == visitor.host
        and validate_host(parts.hostname or "", settings.ALLOWED_HOSTS)
    )
