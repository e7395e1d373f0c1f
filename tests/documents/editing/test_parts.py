"""Fragments of what stands higher, in the page from the first moment on."""

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from dialog.common.errors import NotFound
from documents.editing.actions import create_page
from documents.editing.blocks import paragraph

pytestmark = pytest.mark.django_db

TEMPLATE = "{% load parts %}{% part address %}"


def render(person, document) -> str:
    address = reverse("releases:document_part", args=[document.space.slug, document.pk])
    request = RequestFactory().get("/")
    request.user = person
    return engines["django"].from_string(TEMPLATE).render({"address": address}, request)


@pytest.fixture
def document(cast):
    return create_page(author=cast.chair, space=cast.space, title="Papier", blocks=[paragraph("Etwas.")])


def test_a_part_is_what_its_own_page_gives_to_this_person(cast, document):
    assert "/freigabe/" in render(cast.chair, document)
    assert "/freigabe/" not in render(cast.guest, document)


def test_a_part_asks_for_the_rights_itself(cast, document):
    with pytest.raises(NotFound):
        render(cast.stranger, document)
