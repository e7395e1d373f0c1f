import pytest

from bench.documents import yjs
from documents.editing.updates import check_update
from realtime.editing.protocol import Ask, Carets, Edit, decode


def test_state_vector_says_how_far_each_client_has_come() -> None:
    page = yjs.Page()
    text = yjs.peers_text(page)
    text.insert(0, "abc")
    text.insert(3, "d")
    assert yjs.state_vector(page.get_state()) == {page.client_id: 4}


def test_text_of_the_product_lies_in_the_last_paragraph() -> None:
    page = yjs.Page()
    assert yjs.product_text(page) is None
    yjs.new_product_text(page).insert(0, "eins")
    yjs.new_product_text(page).insert(0, "zwei")
    assert str(yjs.product_text(page)) == "zwei"


def test_messages_are_those_that_the_product_reads() -> None:
    page = yjs.Page()
    yjs.new_product_text(page).insert(0, "a")
    update = page.get_update()
    check_update(update)
    assert decode(yjs.ask(page)) == Ask(page.get_state())
    assert decode(yjs.edit(update)) == decode(yjs.answer(update)) == Edit(update)
    told = decode(yjs.caret(7, 2, '{"user": {}}'))
    assert isinstance(told, Carets)
    assert [(caret.client, caret.clock, caret.state) for caret in told.carets] == [(7, 2, {"user": {}})]


@pytest.mark.parametrize("size", [0, 127, 128, 20_000])
def test_length_goes_before_bytes(size: int) -> None:
    assert decode(b"\x00\x02" + yjs.with_length(b"a" * size)) == Edit(b"a" * size)
