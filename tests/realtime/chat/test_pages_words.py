"""What the forms of the chat say when something cannot be taken: our own words, in the person's language."""

import pytest
from django.utils import timezone, translation

from realtime.chat.forms import (
    DayForm,
    EditForm,
    MessageForm,
    MuteForm,
    RetentionForm,
    RulesForm,
    SearchForm,
    SettleForm,
)
from realtime.chat.queries import meeting_room, standing_room
from realtime.chat.queries.history import FOUND
from realtime.chat.views.excerpt import excerpt
from tests.realtime.chat.factories import write_messages
from tests.realtime.chat.pages import address, say
from tests.workgroups.meetings.factories import MeetingFactory

DJANGO = ("Ensure this value", "Select a valid choice", "This field is required", "Enter a", "No file was submitted")


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (DayForm({"tag": "1999-12-31"}), "tag", "Please choose a day from 01.01.2000 on."),
        (DayForm({"tag": "9999-12-31"}), "tag", "Please choose a day up to 31.12.2100."),
        (SearchForm({"q": "a" * 201}), "q", "At most 200 characters, please."),
        (SettleForm({"answer": "Ja"}), "verdict", "Please choose a decision."),
        (MuteForm({"reason": "Ton"}), "minutes", "Please choose how long."),
    ],
)
def test_refusals_say_what_to_do(form, field, words):
    with translation.override("en"):
        assert form.errors[field] == [words]


@pytest.mark.parametrize(
    "form",
    [
        EditForm({"text": "Neu"}, has_files=False),
        EditForm({"text": "Neu", "version": "x"}, has_files=False),
        EditForm({"text": "Neu", "version": "0"}, has_files=False),
        EditForm({"text": "Neu", "version": "9" * 40}, has_files=False),
        MessageForm({"text": "Neu", "reply_to": "x"}),
        MessageForm({"text": "Neu", "reply_to": "-1"}),
        MuteForm({"minutes": "7", "reason": "Ton"}),
        RulesForm({}),
        RulesForm({"speaking": "x", "slow_seconds": "7"}),
        RetentionForm({"keep_days": "7"}),
        SettleForm({"verdict": "x", "answer": "Ja"}),
        DayForm({}),
        DayForm({"tag": "x"}),
    ],
)
def test_no_words_of_django_come_back(form):
    with translation.override("en"):
        told = [str(words) for errors in form.errors.values() for words in errors]
    assert told
    assert not [words for words in told if words.startswith(DJANGO)]


def test_a_full_list_of_results_says_that_it_holds_the_newest(cast, client_for):
    write_messages(cast.space, cast.chair, FOUND + 1, "Atlas")
    client, room = client_for(cast.member), standing_room(cast.space)
    say(cast.space, cast.chair, "Einzelfall")
    full = client.get(address("search", room, q="atlas")).content.decode()
    assert f'id="treffer">Die neuesten {FOUND} Nachrichten<' in full
    assert 'id="treffer">1 Nachricht<' in client.get(address("search", room, q="einzelfall")).content.decode()


@pytest.mark.parametrize(
    ("source", "word", "marked"),
    [
        ("Die Prüfung", "pruefung", "<mark>Prüfung</mark>"),
        ("Die Pruefung", "PRÜFUNG", "<mark>Pruefung</mark>"),
        ("Die Straße", "strasse", "<mark>Straße</mark>"),
        ("a.b & c", "a.b", "<mark>a.b</mark> &amp;"),
    ],
)
def test_what_was_found_is_marked_in_both_spellings(source, word, marked):
    assert marked in excerpt(source, [word])


def test_a_room_that_has_been_emptied_says_so_at_the_field(cast, client_for):
    room = meeting_room(MeetingFactory(space=cast.space, running=True))
    room.emptied_at = timezone.now()
    room.save()
    page = client_for(cast.chair).post(address("rules", room), {"retention": "1", "keep_days": "90"})
    assert page.status_code == 409
    assert page.context["retention"].errors["keep_days"]
