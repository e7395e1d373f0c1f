"""Which pages may open live connections, and what counts as one address."""

import pytest

from realtime.porter import Visitor, is_from_our_page, network_of, visitor_of

HOST = "dialog.example.org"


def visitor(origin: str, host: str = HOST) -> Visitor:
    return Visitor(origin=origin, host=host, address="", session_key="", authorise=lambda _user: None)


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("https://dialog.example.org", True),
        ("http://dialog.example.org", False),
        ("https://dialog.example.org:8443", False),
        ("https://dialog.example.org.example.com", False),
        ("https://example.org", False),
        ("wss://dialog.example.org", False),
        ("null", False),
        ("", False),
    ],
)
def test_with_full_origins_scheme_host_and_port_must_be_ours(settings, origin, ours):
    settings.SITE_ORIGINS = ["https://dialog.example.org"]
    assert is_from_our_page(visitor(origin)) is ours


@pytest.mark.parametrize(
    ("origin", "host", "ours"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://localhost:8001", "localhost:8000", False),
        ("http://127.0.0.1:8000", "localhost:8000", False),
        ("http://evil.example:8000", "evil.example:8000", False),
        ("ftp://localhost:8000", "localhost:8000", False),
        ("", "localhost:8000", False),
    ],
)
def test_without_them_it_must_be_the_very_same_and_known_host(settings, origin, host, ours):
    settings.SITE_ORIGINS, settings.ALLOWED_HOSTS = [], ["localhost", "127.0.0.1"]
    assert is_from_our_page(visitor(origin, host)) is ours


def test_a_network_of_ipv6_is_one_address():
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("198.51.100.7") == "198.51.100.7"
    assert network_of("not:an:address") == "not:an:address"


def test_headers_may_be_anything(settings):
    scope = {"headers": [(b"Cookie", b"\xff=\xfe; sessionid=abc"), (b"origin", b"\xe4")], "client": None}
    assert visitor_of(scope, lambda _user: None).session_key == "abc"
