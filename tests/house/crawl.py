"""Walks through the pages as a person would: from link to link, a few pages of each kind."""

from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

PAGES_OF_A_KIND = 2
HOST = "http://testserver"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


@dataclass
class Walk:
    """What was seen: pages by address, and addresses that did not answer as a link should."""

    pages: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def kind_of(path: str) -> str:
    """Return the name of the route, so that only a few of a thousand threads are looked at."""
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return "unknown"


def is_download(response: HttpResponse) -> bool:
    return response.get("Content-Disposition", "").startswith("attachment")


def walk(client: Client, begin: list[str]) -> Walk:
    """Follow all links of our own from the given addresses on; files are fetched, but not read."""
    result, kinds = Walk(), Counter[str]()
    waiting, known = deque((address, "start") for address in begin), set(begin)
    while waiting:
        address, source = waiting.popleft()
        path = urlsplit(address).path
        if kinds[kind_of(path)] >= PAGES_OF_A_KIND or path.startswith(("/static/", "/verwaltung/")):
            continue
        kinds[kind_of(path)] += 1
        response = client.get(address)
        if response.status_code in (301, 302):
            links = [response["Location"]]
        elif response.status_code != 200:
            result.broken.append(f"{address} answers {response.status_code} (linked from {source})")
            continue
        elif not response["Content-Type"].startswith("text/html") or response.streaming or is_download(response):
            continue
        else:
            html = response.content.decode()
            result.pages[address] = html
            links = links_of(html)
        for link in links:
            target = urldefrag(urljoin(HOST + address, link)).url
            if target.startswith(f"{HOST}/") and target not in known:
                known.add(target)
                waiting.append((target.removeprefix(HOST), address))
    return result


def links_of(html: str) -> list[str]:
    parser = _Links()
    parser.feed(html)
    return parser.found
