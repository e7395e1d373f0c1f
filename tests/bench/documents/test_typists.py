import json

from bench.documents import yjs
from bench.documents.client import Client, Place
from bench.documents.typists import Stopwatch, caret_state
from bench.documents.wire import Address
from realtime.editing.carets import is_position


async def reader() -> Client:
    return Client(Place(Address(1, "/")))


async def test_a_letter_of_somebody_else_is_timed_once() -> None:
    watch, probe, writer = Stopwatch(), await reader(), yjs.Page()
    text = yjs.peers_text(writer)
    text.insert(0, "ab")
    watch.typed = {(writer.client_id, 0): 0.0, (writer.client_id, 1): 0.0}
    probe.page.apply_update(writer.get_update())
    watch.look(probe)
    watch.look(probe)
    assert len(watch.seconds) == 2


async def test_own_letters_and_nodes_are_not_timed() -> None:
    watch, probe = Stopwatch(), await reader()
    yjs.new_product_text(probe.page).insert(0, "a")
    watch.typed = {(probe.page.client_id, 2): 0.0}
    watch.look(probe)
    assert watch.seconds == []


def test_wanted_is_the_number_of_letters_of_each() -> None:
    watch = Stopwatch()
    watch.typed = {(1, 0): 0.0, (1, 1): 0.0, (2, 0): 0.0}
    assert watch.wanted() == {1: 2, 2: 1}


def test_milliseconds_are_those_of_the_share() -> None:
    watch = Stopwatch()
    assert watch.milliseconds(0.5) is None
    watch.seconds = [0.003, 0.001, 0.002]
    assert (watch.milliseconds(0.5), watch.milliseconds(1)) == (2.0, 3.0)


def test_carets_are_places_that_the_product_passes_on() -> None:
    cursor = json.loads(caret_state(5, 7, "content"))["cursor"]
    assert is_position(cursor["anchor"])
    assert is_position(cursor["head"])
