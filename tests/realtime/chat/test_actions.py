"""What people do to messages: their own, and with words added to others'."""

from uuid import uuid4

import pytest
from django.utils import timezone

from dialog.common.errors import Conflict, Invalid, TooLarge
from dialog.common.log import head_of
from realtime.chat import actions
from realtime.chat.actions import announcing
from realtime.chat.models import ChatRoom, Mention, Message, Reaction
from realtime.chat.queries import changes_since, message_in, standing_room
from tests.dialog.files.factories import whole_upload
from tests.realtime.chat.factories import post, write_messages


@pytest.fixture
def room(cast) -> ChatRoom:
    return standing_room(cast.space)


@pytest.fixture
def message(cast, room) -> Message:
    return write_messages(cast.space, cast.member, 1)[0]


def edit(message, text="Neue Worte", version=1) -> Message:
    return actions.edit_message(author=message.author, message=message, text=text, version=version)


def set_rules(person, room, *, speaking="everyone", slow=0, locked=False, reason="Grund") -> ChatRoom:
    return actions.set_room_rules(
        person=person, room=room, speaking=speaking, slow_seconds=slow, is_locked=locked, reason=reason
    )


def mute(cast, person, minutes=10):
    return actions.mute_person(moderator=cast.chair, space=cast.space, person=person, minutes=minutes, reason="Ton")


def html_sent(room, since) -> str:
    return " ".join(event.get("html", "") for _change, event in changes_since(room.pk, since).changes)


# Editing


def test_an_edit_keeps_the_old_words_and_gets_a_number(room, message):
    edited = edit(message, "GRÜẞE an **alle**")
    assert (edited.version, edited.position, edited.change) == (2, 1, 2)
    assert (edited.folded, edited.html) == ("grüsse an **alle**", "<p>GRÜẞE an <strong>alle</strong></p>\n")
    assert edited.edited_at is not None
    old = edited.revisions.get()
    assert (old.version, old.source, old.written_at) == (1, "Nachricht 1", message.created_at)
    again = edit(edited, "Dritte Fassung", version=2)
    assert again.revisions.get(version=2).written_at == edited.edited_at
    assert "Dritte Fassung" in html_sent(room, 2)


def test_the_same_words_change_nothing(room, message):
    assert edit(message, " Nachricht 1\r\n").version == 1
    assert head_of(room.topic) == 1
    assert not message.revisions.exists()


def test_a_stale_edit_is_a_conflict_and_keeps_what_is_there(message):
    edit(message, "Erste Änderung")
    with pytest.raises(Conflict):
        edit(message, "Zweite Änderung", version=1)
    message.refresh_from_db()
    assert (message.source, message.version) == ("Erste Änderung", 2)


@pytest.mark.parametrize(
    ("text", "error"), [("", Invalid), ("  ", Invalid), ("a\x00b", Invalid), ("x" * 4001, TooLarge)]
)
def test_an_edit_needs_words_that_can_be_stored(room, message, text, error):
    with pytest.raises(error):
        edit(message, text)
    assert head_of(room.topic) == 1


def test_a_message_with_files_may_lose_its_words(cast, room):
    upload = whole_upload(cast.member)
    message = post(cast.member, room, files=[upload.pk])
    assert edit(message, "").source == ""


@pytest.mark.parametrize("state", ["hidden", "removed"])
def test_what_is_hidden_or_removed_is_not_edited_nor_reacted_to(cast, room, message, state):
    if state == "hidden":
        actions.hide_message(person=cast.chair, message=message, reason="Ton")
    else:
        actions.remove_message(person=cast.member, message=message)
    with pytest.raises(Conflict):
        edit(message)
    with pytest.raises(Conflict):
        actions.set_reaction(person=cast.guest, message=message, kind="agree", on=True)
    with pytest.raises(Conflict):
        actions.report_message(reporter=cast.guest, message=message, reason="Ton")
    with pytest.raises(Conflict):
        actions.hide_message(person=cast.chair, message=message, reason="Ton")
    assert head_of(room.topic) == 2


def test_an_edit_changes_the_answers_that_quote_it(cast, room, message):
    answer = post(cast.guest, room, "Ja", reply_to=1)
    edit(message, "Ganz andere Worte")
    answer.refresh_from_db()
    assert (answer.position, answer.change) == (2, 4)
    assert html_sent(room, 3).count("Ganz andere Worte") == 1


def test_only_who_is_newly_named_is_told(cast, room):
    message = post(cast.member, room, "@Gast und @Moderation")
    Mention.objects.filter(user=cast.guest).update(told_at=timezone.now())
    edit(message, "@Gast und @Protokollführung und @Cluster-Kontakt Neckar-Alb")
    waiting = dict(message.mentions.values_list("user", "told_at"))
    assert set(waiting) == {cast.guest.pk, cast.minute_taker.pk}
    assert waiting[cast.guest.pk] is not None
    assert waiting[cast.minute_taker.pk] is None


# Removing


def test_authors_take_their_words_back_without_a_reason(cast, room, message):
    removed = actions.remove_message(person=cast.member, message=message)
    assert (removed.state, removed.state_by, removed.state_reason) == ("removed", cast.member, "")
    assert "Nachricht 1" not in html_sent(room, 0)


def test_the_moderation_gives_a_reason_that_stands_in_the_place(cast, room, message):
    for reason in ("", "   ", "x" * 501):
        with pytest.raises(Invalid):
            actions.remove_message(person=cast.chair, message=message, reason=reason)
    actions.remove_message(person=cast.chair, message=message, reason="Falscher  Raum")
    sent = html_sent(room, 1)
    assert "Falscher Raum" in sent
    assert "Nachricht 1" not in sent


def test_removed_is_removed(cast, message):
    actions.remove_message(person=cast.chair, message=message, reason="Ton")
    for person in (cast.member, cast.chair):
        with pytest.raises(Conflict):
            actions.remove_message(person=person, message=message, reason="Noch einmal")
    with pytest.raises(Conflict):
        actions.show_message(person=cast.chair, message=message)


def test_authors_cannot_remove_the_decision_of_the_moderation(cast, message):
    actions.hide_message(person=cast.chair, message=message, reason="Ton")
    with pytest.raises(Conflict):
        actions.remove_message(person=cast.member, message=message)
    assert actions.remove_message(person=cast.chair, message=message, reason="Ton").state == "removed"


def test_a_quotation_of_removed_words_disappears_with_them(cast, room, message):
    answer = post(cast.guest, room, "Ja", reply_to=1)
    actions.remove_message(person=cast.member, message=message)
    assert "Nachricht 1" not in html_sent(room, 0)
    assert "Ja" in html_sent(room, 0)
    assert message_in(room, answer.position).reply_to == message


# Reactions


def test_reactions_are_said_once_and_taken_back_once(cast, room, message):
    heads = []
    for on in (True, True, False, False):
        actions.set_reaction(person=cast.guest, message=message, kind="agree", on=on)
        heads.append(head_of(room.topic))
    assert heads == [2, 2, 3, 3]
    assert not Reaction.objects.exists()


def test_everybody_sees_who_reacts(cast, room, message):
    for person in (cast.guest, cast.chair):
        actions.set_reaction(person=person, message=message, kind="agree", on=True)
    assert f'data-people="{cast.guest.pk} {cast.chair.pk}"' in html_sent(room, 2)
    assert set(Reaction.objects.values_list("user", "kind")) == {(cast.guest.pk, "agree"), (cast.chair.pk, "agree")}


@pytest.mark.parametrize("kind", ["", "Agree", "laugh", "👍"])
def test_other_reactions_do_not_exist(cast, message, kind):
    with pytest.raises(Invalid):
        actions.set_reaction(person=cast.guest, message=message, kind=kind, on=True)


# Preferences


def test_silencing_is_everybodys_own_choice_and_can_be_taken_back(cast, room):
    for person, silenced in ((cast.member, True), (cast.member, True), (cast.guest, True), (cast.guest, False)):
        actions.silence_room(person=person, room=room, silenced=silenced)
    assert dict(room.preferences.values_list("user", "is_silenced")) == {cast.member.pk: True, cast.guest.pk: False}


def test_an_edit_renews_the_newest_answers_only(cast, monkeypatch):
    monkeypatch.setattr(announcing, "MOST_ANSWERS", 2)
    room = standing_room(cast.space)
    first = actions.post_message(author=cast.member, room=room, text="Frage", client_id=uuid4())
    for _n in range(3):
        actions.post_message(author=cast.guest, room=room, text="Antwort", client_id=uuid4(), reply_to=first.position)
    actions.edit_message(author=cast.member, message=message_in(room, first.position), text="Andere Frage", version=1)
    assert list(room.messages.values_list("position", "change")) == [(1, 5), (2, 2), (3, 6), (4, 7)]
