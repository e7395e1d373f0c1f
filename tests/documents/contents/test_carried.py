"""Links to documents in posts say what they lead to, and that it is gone."""

import pytest
from django.urls import reverse

from documents.library.actions import trash_document
from tests.documents.contents.factories import file, page
from tests.workgroups.discussions.factories import PostFactory, ThreadFactory


@pytest.fixture
def document(cast):
    return file(cast.chair, cast.space, "Auswertung.pdf", b"%PDF-1.7\n", read=False)


def shown(cast, client_for, text: str) -> str:
    thread = ThreadFactory(space=cast.space, author=cast.member)
    PostFactory(thread=thread, source=text)
    address = reverse("discussions:thread_detail", args=[cast.space.slug, thread.pk])
    return client_for(cast.guest).get(address).content.decode()


def test_a_link_says_what_it_leads_to(cast, client_for, document):
    paper = page(cast.chair, cast.space, "Papier", read=False)
    html = shown(cast, client_for, f"[Zahlen]({document.get_absolute_url()}), [Text]({paper.get_absolute_url()})")
    assert 'rel="nofollow noopener">Zahlen</a> <span class="muted">(PDF, 9 ' in html
    assert '>Text</a> <span class="muted">(Seite)</span>' in html


def test_a_link_to_what_is_in_the_trash_or_elsewhere_is_none_any_more(cast, client_for, document):
    trash_document(by=cast.chair, document=document)
    html = shown(cast, client_for, f"[**Zahlen** & mehr]({document.get_absolute_url()})")
    assert '<strong>Zahlen</strong> &amp; mehr <span class="muted">(Dokument nicht mehr verfügbar)</span>' in html
    assert document.get_absolute_url() not in html.partition("<textarea")[0]


def test_whole_addresses_of_this_place_count_and_those_of_others_do_not(cast, client_for, document):
    path = document.get_absolute_url()
    html = shown(cast, client_for, f"[hier](http://testserver{path}) [dort](https://example.org{path})")
    assert 'hier</a> <span class="muted">(PDF' in html
    assert "dort</a> <span" not in html


def test_any_number_of_links_takes_one_query(cast, client_for, document, django_assert_max_num_queries):
    def queries(text: str) -> int:
        with django_assert_max_num_queries(100) as found:
            shown(cast, client_for, text)
        return len(found)

    none = queries("ohne")
    link = f"[a]({document.get_absolute_url()}) "
    assert queries(link) == queries(link * 20) == none + 1
