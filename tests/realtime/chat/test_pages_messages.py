"""The pages about one message: what is kept on refusal, what others never see, where they lead."""

import re
from uuid import uuid4

import pytest
from django.utils.html import escape

from dialog.audit.models import AuditEntry
from realtime.chat import actions
from realtime.chat.models import Message, Reaction
from realtime.chat.queries import standing_room
from tests.realtime.chat.factories import write_messages
from tests.realtime.chat.pages import ADDRESS, address, hide, say, say_with_file, text_of

HOSTILE = "<script>alert(1)</script> & „so“"


@pytest.fixture
def member(cast, client_for):
    return client_for(cast.member)


@pytest.fixture
def moderator(cast, client_for):
    return client_for(cast.moderator)


def offered(client, message) -> set[str]:
    return client.get(address("message_actions", message)).context["may"]


def test_everybody_is_offered_what_they_may_do(cast, client_for):
    message = say(cast.space, cast.member)
    assert offered(client_for(cast.member), message) == {"reply", "react", "edit", "remove", "discuss"}
    assert offered(client_for(cast.guest), message) == {"reply", "react", "report"}
    assert offered(client_for(cast.ministry), message) == {"reply", "react", "report", "discuss"}
    moderating = {"reply", "react", "report", "discuss", "hide", "remove", "mute"}
    assert offered(client_for(cast.moderator), message) == moderating
    assert offered(client_for(cast.chair), say(cast.space, cast.moderator)) == moderating - {"mute"}


def test_of_a_hidden_message_nothing_is_offered_but_to_the_moderation(cast, member, moderator, client_for):
    message = hide(cast, say(cast.space, cast.member))
    assert offered(member, message) == set()
    assert offered(client_for(cast.guest), message) == set()
    assert offered(moderator, message) == {"show", "remove", "mute"}


def test_who_cannot_write_now_is_told_why_and_not_offered_it(cast, member):
    message, room = say(cast.space, cast.member), standing_room(cast.space)
    actions.set_room_rules(
        person=cast.chair, room=room, speaking="everyone", slow_seconds=0, is_locked=True, reason="Pause"
    )
    page = member.get(address("message_actions", message))
    assert page.context["may"] == {"remove", "discuss"}
    assert page.context["notice"] in text_of(page)


def test_the_way_to_answer_opens_the_composer_with_the_message(cast, member):
    message = say(cast.space, cast.chair, "Welche Felder?")
    page = member.get(address("message_actions", message))
    assert f'href="{ADDRESS}?antwort=1#id_text"' in page.content.decode()
    room = member.get(ADDRESS, {"antwort": "1"})
    assert room.context["answered"].source == "Welche Felder?"
    assert room.context["form"]["reply_to"].value() == 1


@pytest.mark.parametrize("value", ["", "x", "99", "-1", "9" * 60, "²"])
def test_an_answer_to_nothing_is_an_ordinary_message(cast, member, value):
    say(cast.space, cast.chair)
    room = member.get(ADDRESS, {"antwort": value})
    assert room.status_code == 200
    assert room.context["answered"] is None


def test_a_hidden_message_is_not_quoted_above_the_composer(cast, member):
    hide(cast, say(cast.space, cast.chair, "Geheimnis"))
    page = member.get(ADDRESS, {"antwort": "1"})
    assert page.context["answered"] is None
    assert "Geheimnis" not in page.content.decode()


def test_an_edit_is_stored_and_leads_back_to_the_message(cast, member):
    message = say(cast.space, cast.member, "Erste Fassung")
    response = member.post(address("message_edit", message), {"text": "Zweite Fassung", "version": "1"})
    assert response.url == f"{ADDRESS}?um=1#nachricht-1"
    assert Message.objects.get().source == "Zweite Fassung"
    history = text_of(member.get(address("message_history", message)))
    assert history.index("Zweite Fassung") < history.index("Erste Fassung")


def test_a_stale_edit_shows_both_texts_and_can_then_be_saved(cast, member):
    message = say(cast.space, cast.member, "Erste Fassung")
    page = address("message_edit", message)
    member.post(page, {"text": "Im anderen Fenster", "version": "1"})
    stale = member.post(page, {"text": "Mein Text", "version": "1"})
    assert stale.status_code == 409
    assert "Im anderen Fenster" in stale.content.decode()
    assert "Mein Text" in stale.content.decode()
    version = re.search(r'name="version" value="(\d+)"', stale.content.decode())[1]
    assert member.post(page, {"text": "Mein Text", "version": version}).status_code == 302
    assert Message.objects.get().source == "Mein Text"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "", "version": "1"},
        {"text": "Neu", "version": "x"},
        {"text": "Neu", "version": "9" * 40},
        {"text": "x" * 4001, "version": "1"},
        {"text": "halb\x00", "version": "1"},
    ],
)
def test_a_bad_edit_changes_nothing_and_keeps_the_text(cast, member, data):
    message = say(cast.space, cast.member, "Erste Fassung")
    page = member.post(address("message_edit", message), data)
    assert page.status_code == 422
    assert data.get("text", "").replace("\x00", "") in page.content.decode().replace("&#x0;", "").replace("\x00", "")
    assert Message.objects.get().source == "Erste Fassung"


def test_a_message_with_files_may_lose_its_words(cast, member):
    message = say_with_file(cast.space, cast.member).message
    message.room = standing_room(cast.space)
    assert member.post(address("message_edit", message), {"text": " ", "version": "1"}).status_code == 302
    assert Message.objects.get().source == ""


def test_an_edit_in_a_locked_room_keeps_the_text_and_says_why(cast, member):
    message, room = say(cast.space, cast.member), standing_room(cast.space)
    actions.set_room_rules(
        person=cast.chair, room=room, speaking="everyone", slow_seconds=0, is_locked=True, reason="Pause"
    )
    page = member.post(address("message_edit", message), {"text": "Mein langer Text", "version": "1"})
    assert page.status_code == 409
    assert "Mein langer Text" in page.content.decode()
    assert page.context["form"].errors["text"]
    assert "current" not in page.context


@pytest.mark.parametrize("page", ["message_edit", "message_remove", "message_report", "message_hide"])
def test_a_form_about_a_message_that_is_gone_says_so(cast, client_for, page):
    message = say(cast.space, cast.member)
    actions.remove_message(person=cast.member, message=message)
    person = {"message_report": cast.guest, "message_hide": cast.moderator}.get(page, cast.member)
    client = client_for(person)
    assert client.get(address(page, message)).status_code == 409
    sent = client.post(address(page, message), {"text": "Bleibt", "version": "1", "reason": "Bleibt stehen"})
    assert sent.status_code == 409
    assert "Bleibt" in sent.content.decode()


def test_authors_remove_without_a_reason_and_others_with_one(cast, member, moderator):
    own, other = say(cast.space, cast.member), say(cast.space, cast.member)
    assert member.post(address("message_remove", own), {}).status_code == 302
    refused = moderator.post(address("message_remove", other), {"reason": "  "})
    assert refused.status_code == 422
    assert refused.context["form"].errors["reason"]
    response = moderator.post(address("message_remove", other), {"reason": "Nennt Personen"})
    assert response.url == address("message_actions", other)
    assert "data-flash" in moderator.get(response.url).content.decode()
    assert [row.state for row in Message.objects.order_by("position")] == ["removed", "removed"]
    assert AuditEntry.objects.filter(action="chat.remove_message").count() == 1


@pytest.mark.parametrize("page", ["message_hide", "message_remove"])
def test_a_reason_that_is_too_long_is_refused_and_kept(cast, moderator, page):
    message = say(cast.space, cast.member)
    response = moderator.post(address(page, message), {"reason": "y" * 501})
    assert response.status_code == 422
    assert "y" * 501 in response.content.decode()
    assert Message.objects.get().is_shown


def test_hidden_words_appear_nowhere_for_members(cast, client_for):
    message = say_with_file(cast.space, cast.member, "Geheimnis.pdf").message
    Message.objects.filter(pk=message.pk).update(source="Geheimnis", html="<p>Geheimnis</p>", folded="geheimnis")
    message.room = room = standing_room(cast.space)
    say(cast.space, cast.guest, "Antwort darauf", reply_to=message.position)
    hide(cast, message)
    attached = message.attachments.all()[0]
    for person in (cast.member, cast.guest, cast.ministry):
        client = client_for(person)
        for path in (
            ADDRESS,
            f"{ADDRESS}?teil=1",
            f"{ADDRESS}?antwort=1",
            address("room_detail", room),
            address("search", room, q="Antwort"),
            address("message_actions", message),
            f"{address('people', room)}?q=Geheimnis",
        ):
            page = client.get(path)
            assert page.status_code == 200
            assert "Geheimnis" not in page.content.decode(), path
        assert client.get(address("message_history", message)).status_code == 403
        assert client.get(address("attachment", room, attached.pk)).status_code == 404


def test_the_moderation_reads_what_it_has_hidden(cast, moderator):
    message = hide(cast, say(cast.space, cast.member, "Geheimnis"))
    assert "Geheimnis" in text_of(moderator.get(address("message_actions", message)))
    history = text_of(moderator.get(address("message_history", message)))
    assert "Geheimnis" in history
    assert "Begründung: Nennt Personen" in history
    assert "Geheimnis" not in text_of(moderator.get(ADDRESS))
    shown = moderator.post(address("message_show", message))
    assert shown.url == address("message_actions", message)
    assert "data-flash" in moderator.get(shown.url).content.decode()
    assert "Geheimnis" in text_of(moderator.get(ADDRESS))
    assert moderator.post(address("message_show", message)).status_code == 409


def test_a_file_is_sent_to_those_who_read_the_room(cast, member, moderator):
    attached = say_with_file(cast.space, cast.chair)
    path = address("attachment", standing_room(cast.space), attached.pk)
    response = member.get(path)
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("attachment")
    assert member.get(path, {"ansicht": "1"})["Content-Disposition"].startswith("inline")
    actions.remove_message(person=cast.chair, message=Message.objects.get())
    assert member.get(path).status_code == 404
    assert moderator.get(path).status_code == 200


def test_reactions_can_be_added_and_taken_back(cast, member):
    message = say(cast.space, cast.chair)
    page = address("message_react", message)
    assert member.post(page, {"kind": "agree", "on": "1"}).url == f"{ADDRESS}?um=1#nachricht-1"
    member.post(page, {"kind": "agree", "on": "1"})
    assert Reaction.objects.count() == 1
    choices = member.get(address("message_actions", message)).context["reactions"]
    assert [choice.kind for choice in choices if choice.is_mine] == ["agree"]
    member.post(page, {"kind": "agree", "on": "0"})
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("kind", ["", "x", "👍", "y" * 5000])
def test_an_unknown_reaction_is_refused(cast, member, kind):
    assert member.post(address("message_react", say(cast.space, cast.chair)), {"kind": kind}).status_code == 400
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("page", ["message_actions", "message_report", "message_hide", "message_remove"])
def test_names_and_reasons_are_escaped(cast, client_for, page):
    cast.member.display_name = HOSTILE
    cast.member.save()
    message = say(cast.space, cast.member, "@x <img src=x onerror=alert(1)>")
    html = client_for(cast.chair).get(address(page, message)).content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert escape(HOSTILE) in html
    if page != "message_actions":
        sent = client_for(cast.chair).post(address(page, message), {"reason": HOSTILE + "z" * 500}).content.decode()
        assert "<script>alert" not in sent
        assert escape(HOSTILE) in sent


def test_a_reason_stands_escaped_in_the_room(cast, member):
    hide(cast, say(cast.space, cast.chair), HOSTILE)
    html = member.get(ADDRESS).content.decode()
    assert "<script>alert" not in html
    assert escape(HOSTILE) in html


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("message_actions", 10), ("message_history", 10)])
def test_pages_ask_the_same_number_of_queries(cast, client_for, django_assert_num_queries, page, queries, count):
    message = write_messages(cast.space, cast.member, 1)[0]
    message.room = standing_room(cast.space)
    for number in range(count):
        actions.edit_message(author=cast.member, message=message, text=f"Fassung {number}", version=number + 1)
        actions.set_reaction(person=cast.chair, message=message, kind=Reaction.Kind.values[number], on=True)
    client = client_for(cast.moderator)
    with django_assert_num_queries(queries):
        client.get(address(page, message))


def test_lines_of_the_system_have_no_pages(cast, member):
    room = standing_room(cast.space)
    actions.set_room_rules(
        person=cast.chair, room=room, speaking="everyone", slow_seconds=0, is_locked=True, reason="Pause"
    )
    position = Message.objects.get(kind="system").position
    for page in ("message_detail", "message_actions"):
        assert member.get(address(page, room, position)).status_code == 404
    assert member.post(address("message_react", room, position), {"kind": "agree"}).status_code == 404


def test_sending_again_after_a_lost_answer_leads_to_the_same_message(cast, member):
    data = {"text": "Einmal", "client_id": str(uuid4())}
    assert member.post(ADDRESS, data).url == member.post(ADDRESS, data).url
    assert Message.objects.count() == 1
