"""Documents of the library that go with a message: the same over socket, stream and form; what is gone says so."""

from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from dialog.common.errors import Invalid, NotFound
from dialog.common.log import head_of
from documents.editing.actions import create_page
from documents.library import actions as library
from documents.library.models import Document
from realtime.chat import actions
from realtime.chat.events import message_event
from realtime.chat.models import Message, MessageDocument
from realtime.chat.queries import changes_since, message_for, standing_room
from tests.dialog.files.factories import whole_upload
from tests.documents.contents.factories import file, page
from tests.realtime.chat.factories import post
from tests.realtime.chat.pages import ADDRESS, address
from tests.realtime.client import join_chat
from tests.realtime.http import send_command

GONE = 'data-word="document-gone"'


@pytest.fixture
def room(cast):
    return standing_room(cast.space)


@pytest.fixture
def document(cast) -> Document:
    return file(cast.chair, cast.space, "Auswertung.pdf", b"%PDF-1.7\n", read=False)


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


def html_in(room) -> str:
    return changes_since(room.pk, 0).changes[-1][1]["html"]


def test_a_message_points_to_documents(cast, room, document):
    paper = page(cast.chair, cast.space, "Positionspapier", read=False)
    message = post(cast.guest, room, "", documents=[document.pk, paper.pk, document.pk])
    live, stored = message_event(message)["html"], html_in(room)
    assert live == stored
    for part in (document.get_absolute_url(), "Auswertung</a>", "PDF · ", paper.get_absolute_url(), "Positionspapier"):
        assert part in stored
    assert [row.document_id for row in message.documents.all()] == [document.pk, paper.pk]


def test_what_is_in_the_trash_or_deleted_says_so(cast, room, document):
    post(cast.member, room, "Siehe", documents=[document.pk])
    library.trash_document(by=cast.chair, document=document)
    assert GONE in html_in(room)
    assert "Auswertung" not in html_in(room)
    document.refresh_from_db()
    library.restore_document(by=cast.chair, document=document)
    assert "Auswertung" in html_in(room)
    document.delete()
    assert GONE in html_in(room)


@pytest.mark.parametrize("which", ["foreign", "trashed", "unknown"])
def test_only_documents_of_the_group_that_are_there(cast, room, document, which):
    pk = 987654321
    if which == "foreign":
        pk = create_page(author=cast.stranger, space=cast.other_space, title="Fremd").pk
    elif which == "trashed":
        pk = document.pk
        library.trash_document(by=cast.chair, document=document)
    with pytest.raises(NotFound):
        post(cast.member, room, "Siehe", documents=[pk])
    assert not Message.objects.exists()
    assert head_of(room.topic) == 0


def test_at_most_five_with_the_files(cast, room):
    documents = [page(cast.chair, cast.space, f"Papier {n}", read=False).pk for n in range(5)]
    post(cast.member, room, "fünf", documents=documents)
    with pytest.raises(Invalid):
        post(cast.member, room, "sechs", documents=documents, files=[whole_upload(cast.member).pk])


def test_an_edit_keeps_them_and_words_may_go(cast, room, document):
    message = post(cast.member, room, "Siehe", documents=[document.pk])
    actions.edit_message(author=cast.member, message=message, text="", version=1)
    assert "Auswertung" in html_in(room)


def test_a_removed_message_shows_them_to_the_moderation_only(cast, room, document):
    message = post(cast.member, room, "Siehe", documents=[document.pk])
    actions.remove_message(person=cast.member, message=message)
    assert "Auswertung" not in html_in(room)
    assert list(message_for(cast.guest, room, 1).documents.all()) == []
    assert [row.document for row in message_for(cast.chair, room, 1).documents.all()] == [document]


def test_sending_again_never_doubles(cast, room, document):
    client_id = uuid4()
    for _time in range(2):
        actions.post_message(author=cast.member, room=room, text="x", client_id=client_id, documents=[document.pk])
    assert MessageDocument.objects.count() == 1


# Without scripts


def test_the_form_takes_documents(cast, member, document):
    assert member.post(ADDRESS, {"text": "", "documents": [document.pk]}).status_code == 302
    assert MessageDocument.objects.get().document == document


@pytest.mark.parametrize("given", [["x"], ["-1"], ["9" * 30], ["1", "2", "3", "4", "5", "6"], ["987654321"]])
def test_broken_choices_keep_the_text(cast, member, given):
    answer = member.post(ADDRESS, {"text": "Mein langer Text", "documents": given})
    assert answer.status_code in (404, 422)
    assert not Message.objects.exists()
    if answer.status_code == 422:
        assert "Mein langer Text" in answer.content.decode()


def test_what_cannot_be_sent_comes_back_with_its_documents(cast, member, document):
    answer = member.post(ADDRESS, {"text": "x" * 5_000, "documents": [document.pk]})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert f'name="documents" id="dokument-{document.pk}" value="{document.pk}" checked' in html


def test_the_page_to_choose_keeps_what_is_written(cast, member, room, document):
    page(cast.chair, cast.space, "Haushalt", "Wasserstoff")
    url = address("documents", room)
    first = member.get(url).content.decode()
    assert "Auswertung" in first
    assert "Haushalt" in first
    second = member.post(url, {"text": "Entwurf", "q": "Wasserstoff", "documents": [document.pk]}).content.decode()
    assert "Entwurf" in second
    assert f'value="{document.pk}" checked' in second
    assert second.count('name="documents"') == 2
    assert "Fehlt" not in second
    assert member.post(url, {"q": "fehlt"}).content.decode().count('name="documents"') == 0


@pytest.mark.parametrize("name", ["member", "guest", "stranger", "former", "anonymous"])
def test_who_may_choose(cast, client_for, room, document, name):
    status = client_for(cast.people()[name]).get(address("documents", room)).status_code
    assert status == {"member": 200, "guest": 200, "anonymous": 302}.get(name, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_takes_the_same_number_of_queries(cast, member, room, count, django_assert_num_queries):
    for number in range(count):
        file(cast.chair, cast.space, f"{number}.txt", read=False)
    member.get(address("documents", room))
    with django_assert_num_queries(7):
        member.get(address("documents", room))


# Live


@pytest.mark.live
@pytest.mark.django_db(transaction=True)
async def test_socket_and_post_name_them_among_the_files(server, live_cast, client_for):
    room = await sync_to_async(standing_room)(live_cast.space)
    paper = await sync_to_async(page)(live_cast.chair, live_cast.space, "Positionspapier", read=False)
    member = await sync_to_async(client_for)(live_cast.member)
    socket = await join_chat(server, room.pk, member)
    named = [f"document:{paper.pk}"]
    answer = await socket.command("post", client=str(uuid4()), text="", files=named)
    assert answer["type"] == "ok"
    status, _answer = await send_command(server, room.pk, member, "post", client=str(uuid4()), text="", files=named)
    assert status == 200
    assert await sync_to_async(MessageDocument.objects.count)() == 2
    for broken in (["document:"], ["document:-1"], ["document:" + "9" * 16], ["document:987654321"], [7]):
        answer = await socket.command("post", client=str(uuid4()), text="x", files=broken)
        assert answer["type"] == "error"
    assert await sync_to_async(Message.objects.count)() == 2
