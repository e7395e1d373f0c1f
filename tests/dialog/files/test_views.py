import uuid

import pytest
from django.urls import reverse

from dialog.files import limits
from dialog.files.models import Upload

OCTETS = "application/octet-stream"


@pytest.fixture
def client(cast, client_for):
    return client_for(cast.member)


def begin(client, size=10, name="Liste.csv"):
    return client.post(reverse("files:upload_begin"), {"name": name, "size": size})


def put(client, url, content, offset=0, **headers):
    return client.put(f"{url}?offset={offset}", content, content_type=OCTETS, headers=headers)


def test_begin_send_ask_and_finish(client):
    answer = begin(client, 6)
    assert answer.status_code == 201
    state = answer.json()
    assert (state["received"], state["chunk"], state["complete"]) == (0, 4 * 1024 * 1024, False)

    assert put(client, state["url"], b"abc").json()["received"] == 3
    assert client.get(state["url"]).json()["received"] == 3
    last = client.put(state["url"], b"def", content_type=OCTETS, headers={"Content-Range": "bytes 3-5/6"}).json()
    assert last["complete"] is True
    assert len(last["sha256"]) == 64
    assert client.get(state["url"]).json() == last


def test_wrong_offset_is_409_with_the_right_one(client):
    url = begin(client).json()["url"]
    put(client, url, b"abc")
    answer = put(client, url, b"abc", offset=7)
    assert answer.status_code == 409
    assert answer.json()["code"] == "wrong_offset"
    assert answer.json()["received"] == 3


@pytest.mark.parametrize("query", ["", "?offset=-1", "?offset=abc", "?offset=1e3", "?offset=²", "?offset=" + "9" * 40])
def test_unreadable_offsets_are_400(client, query):
    url = begin(client).json()["url"]
    answer = client.put(url + query, b"abc", content_type=OCTETS)
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"


@pytest.mark.parametrize("size", ["", "abc", "-5", "1.5", "9" * 40, "٣"])
def test_unreadable_sizes_are_400(client, size):
    assert begin(client, size).status_code == 400


def test_empty_and_oversized_files_are_refused_at_the_beginning(client):
    empty = begin(client, 0)
    assert (empty.status_code, empty.json()["code"]) == (400, "empty_file")
    large = begin(client, limits.UPLOAD + 1)
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    assert not Upload.objects.exists()


def test_a_chunk_over_four_mb_is_413_by_its_length(client):
    url = begin(client, limits.UPLOAD).json()["url"]
    answer = put(client, url, b"a" * (limits.CHUNK + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert put(client, url, b"a" * limits.CHUNK).json()["received"] == limits.CHUNK


def test_forms_are_no_chunks(client):
    url = begin(client).json()["url"]
    assert client.post(url, {"file": "abc"}).status_code == 400
    assert client.put(url + "?offset=0", b"abc", content_type="text/html").status_code == 400


def test_uploads_of_others_and_unknown_ones_are_404(client, cast, client_for):
    url = begin(client).json()["url"]
    other = client_for(cast.chair)
    assert other.get(url).status_code == 404
    assert put(other, url, b"abc").status_code == 404
    assert client.get(reverse("files:upload", args=[uuid.uuid4()])).status_code == 404


def test_visitors_are_told_to_sign_in(cast, client_for):
    visitor = client_for(cast.anonymous)
    answer = begin(visitor)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


def test_discarded_uploads_are_gone(client):
    url = begin(client).json()["url"]
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
    assert client.delete(url).status_code == 204


def test_a_chunk_needs_the_token_of_the_form(cast):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert begin(strict).status_code == 403
