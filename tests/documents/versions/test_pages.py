import re

import pytest
from django.urls import reverse

from documents.editing.actions import append_update
from documents.editing.blocks import heading, link, paragraph
from documents.editing.queries import text_of
from documents.versions.making import make_version
from documents.versions.models import PageVersion
from tests.documents.editing.factories import Browser, make_page

TEXT = [heading(2, "Ziel"), paragraph("Wir prüfen alle Felder."), *[paragraph(f"Absatz {n}") for n in range(5)]]


@pytest.fixture
def page(cast):
    return make_page(cast, blocks=TEXT)


@pytest.fixture
def version(cast, page):
    made = make_version(page, "automatic")
    browser = Browser.on(page)

    def edit(root):
        del root.children[1].children[0][0:3]
        root.children[1].children[0].insert(0, "Alle")

    append_update(author=cast.member, document=page, payload=browser.change(edit))
    append_update(author=cast.member, document=page, payload=browser.write("Nachtrag"))
    return made


def address(page, route="version_list", *more):
    return reverse(f"versions:{route}", args=[page.space.slug, page.pk, *more])


def body(client, url):
    return client.get(url).content.decode()


def test_a_page_without_versions_says_so(cast, page, client_for):
    for route in ("version_list", "version_compare"):
        assert 'class="empty"' in body(client_for(cast.guest), address(page, route))


def test_the_list_offers_what_one_may_do(cast, page, version, client_for):
    restore, rename = (address(page, f"version_{name}", 1) for name in ("restore", "rename"))
    for person, offered in ((cast.member, True), (cast.guest, False)):
        html = body(client_for(person), address(page))
        assert (restore in html, rename in html, address(page, "version_name") in html) == (offered,) * 3


def test_a_version_is_kept_by_name_from_the_list(cast, page, version, client_for):
    client = client_for(cast.member)
    client.post(address(page, "version_name"), {"name": "Vorlage"})
    assert "Vorlage" in body(client, address(page))
    answer = client.post(address(page, "version_name"), {"name": "x" * 130})
    assert answer.status_code == 400
    assert "x" * 130 in answer.content.decode()
    assert client.get(address(page, "version_name")).status_code == 302


def test_a_version_is_shown_as_it_was_with_ways_to_others(cast, page, version, client_for):
    html = body(client_for(cast.guest), address(page, "version_detail", 1))
    assert "Wir prüfen alle Felder." in html
    assert "Nachtrag" not in html
    assert address(page, "version_export", 1, "pdf") in html


@pytest.mark.parametrize("view", ["", "&ansicht=fortlaufend"])
def test_a_comparison_reads_without_colour(cast, page, version, client_for, view):
    html = body(client_for(cast.guest), address(page, "version_compare") + "?von=1&bis=jetzt" + view)
    assert re.search(r'<del><span class="sr-only"> \[\S.*? </span>Wir<span', html)
    assert re.search(r'<ins><span class="sr-only"> \[\S.*? </span>Alle<span', html)
    assert 'href="#aenderung-2"' in html
    assert "<details" in html
    assert "Bring" not in re.findall(r"<form method=\"post\" action=\"[^\"]*stelle", html)


def test_without_a_choice_the_last_version_is_compared_with_now(cast, page, version, client_for):
    html = body(client_for(cast.member), address(page, "version_compare"))
    assert 'id="aenderung-2"' in html
    assert address(page, "version_restore_block", 1) in html


def test_the_order_of_two_versions_does_not_matter(cast, page, version, client_for):
    make_version(page, "automatic")
    client = client_for(cast.guest)
    url = address(page, "version_compare")
    one, two = (body(client, f"{url}?von={a}&bis={b}") for a, b in ((1, 2), (2, 1)))
    assert re.findall("<ins>.*?</ins>", one) == re.findall("<ins>.*?</ins>", two) != []


@pytest.mark.parametrize("query", ["?von=x", "?von=99", "?bis=-1", "?von=99999999999999999999"])
def test_what_is_no_version_is_not_found(cast, page, version, client_for, query):
    assert client_for(cast.guest).get(address(page, "version_compare") + query).status_code == 404


def test_restoring_shows_what_will_change_and_keeps_what_comes_meanwhile(cast, page, version, client_for):
    client = client_for(cast.chair)
    html = body(client, address(page, "version_restore", 1))
    seen = re.search(r'name="seen" value="([^"]+)"', html)[1]
    append_update(author=cast.member, document=page, payload=Browser.on(page).write("Eben dazu"))
    answer = client.post(address(page, "version_restore", 1), {"seen": seen})

    assert answer["Location"] == page.get_absolute_url()
    assert text_of(page.pk).startswith("Ziel\nWir prüfen alle Felder.")
    assert "Nachtrag" not in text_of(page.pk)
    assert text_of(page.pk).endswith("Eben dazu")


def test_a_broken_form_of_restoring_changes_nothing(cast, page, version, client_for):
    before = text_of(page.pk)
    for seen in ("", "###", "/w==", "ä"):
        assert client_for(cast.chair).post(address(page, "version_restore", 1), {"seen": seen}).status_code == 400
    assert text_of(page.pk) == before


def test_one_passage_is_brought_back_from_the_comparison(cast, page, version, client_for):
    client = client_for(cast.chair)
    url = address(page, "version_compare") + "?von=1&bis=jetzt"
    key = re.search(r'name="key" value="(\w+)"', body(client, url))[1]
    for _time in range(2):
        answer = client.post(address(page, "version_restore_block", 1), {"key": key})
        assert answer["Location"] == url
    assert text_of(page.pk).startswith("Ziel\nWir prüfen alle Felder.")
    assert text_of(page.pk).endswith("Nachtrag")


def test_a_version_is_sent_as_a_file(cast, page, version, client_for):
    client = client_for(cast.guest)
    answer = client.get(address(page, "version_export", 1, "markdown"))
    assert "Wir prüfen alle Felder." in answer.content.decode()
    assert client.get(address(page, "version_export", 1, "exe")).status_code == 404


def test_who_wrote_what_is_told_in_words(cast, page, version, client_for):
    html = body(client_for(cast.guest), address(page, "text_authors"))
    assert cast.member.display_name in html
    assert 'title="Cluster-Kontakt Neckar-Alb"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_and_reads_no_text(
    cast, page, client_for, count, django_assert_num_queries
):
    for number in range(count):
        append_update(author=cast.member, document=page, payload=Browser.on(page).write(str(number)))
        make_version(page, PageVersion.Kind.NAMED, name="Stand", by=cast.chair)
    client = client_for(cast.guest)
    client.get(address(page))
    # session, person, page, membership, count, versions, authors
    with django_assert_num_queries(7) as queries:
        client.get(address(page))
    assert not [query for query in queries if '"versions_pageversion"."state"' in query["sql"]]


def test_a_link_that_leads_elsewhere_and_open_suggestions_are_told_in_words(cast, client_for):
    page = make_page(cast, blocks=[paragraph(link("hier", "https://alt.example"))])
    old = make_version(page, "automatic")
    browser = Browser.on(page)

    def edit(root):
        node = root.children[0].children[0]
        node.format(0, 4, {"link": {"href": "https://neu.example"}})
        node.insert(4, " und dort", {"insertion": {"id": "k"}})

    append_update(author=cast.member, document=page, payload=browser.change(edit))
    html = body(client_for(cast.guest), address(page, "version_compare") + f"?von={old.number}")
    assert "https://neu.example" in html
    assert re.search(r"\[[^\]]+: <ins><span[^>]*>[^<]*</span> und dort", " ".join(html.split()))
