import pytest

from bench.documents import yjs
from bench.documents.trace import BATCH, script

KEYSTROKES = 2_000


@pytest.mark.parametrize("is_product", [True, False])
def test_updates_make_the_text_that_was_typed(is_product: bool) -> None:
    made = script(KEYSTROKES, is_product=is_product)
    page = yjs.Page()
    for update in made.updates:
        page.apply_update(update)
    text = yjs.product_text(page) if is_product else yjs.peers_text(page)
    assert str(text) == made.final
    assert made.keystrokes == KEYSTROKES


def test_product_and_peers_get_the_same_text_in_as_many_updates() -> None:
    """The product needs one more: its paragraph."""
    ours, theirs = script(KEYSTROKES, is_product=True), script(KEYSTROKES, is_product=False)
    assert ours.final == theirs.final
    assert (len(ours.updates), len(theirs.updates)) == (KEYSTROKES // BATCH + 1, KEYSTROKES // BATCH)
