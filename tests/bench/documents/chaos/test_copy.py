import random

from bench.documents import yjs
from bench.documents.chaos.copy import Copy, text_of
from bench.documents.chaos.ledger import Ledger, disordered, tokens_in

STEPS = 300


def copies(many: int, ledger: Ledger) -> list[Copy]:
    seed = yjs.Page()
    yjs.new_product_text(seed)
    made = [Copy(author, ledger, random.Random(author)) for author in range(many)]
    for copy in made:
        copy.apply(seed.get_update())
    return made


def exchange(everybody: list[Copy]) -> None:
    for copy in everybody:
        for other in everybody:
            other.apply(copy.page.get_update(other.page.get_state()))


def test_tokens_of_each_stay_in_order_whenever_copies_meet() -> None:
    """Paragraphs are begun at the end, tokens typed behind the last one: so order tells what the server mixed up."""
    ledger, chance = Ledger(), random.Random(1)
    everybody = copies(3, ledger)
    for step in range(STEPS):
        chance.choice(everybody).do_something()
        if step % 7 == 0:
            exchange(everybody)
    exchange(everybody)
    texts = {text_of(copy.page) for copy in everybody}
    assert len(texts) == 1
    found = tokens_in(texts.pop())
    assert disordered(found) == 0
    assert set(found) == ledger.typed - ledger.taken
    assert ledger.taken


def test_only_what_a_committed_message_carried_is_acknowledged() -> None:
    ledger = Ledger()
    (copy,) = copies(1, ledger)
    first, second = copy.do_something(), copy.do_something()
    copy.carried_by(1, everything=False)
    third = copy.do_something()
    copy.stored_up_to(1)
    assert ledger.acked == {first.name, second.name}
    copy.carried_by(2, everything=False)
    copy.stored_up_to(1)
    assert third.name not in ledger.acked
    copy.stored_up_to(2)
    assert third.name in ledger.acked


def test_after_a_break_the_answer_to_the_server_carries_everything() -> None:
    ledger = Ledger()
    (copy,) = copies(1, ledger)
    copy.do_something()
    copy.carried_by(5, everything=False)
    copy.lost_connection()
    copy.stored_up_to(9)
    assert ledger.acked == set()
    copy.carried_by(1, everything=True)
    copy.stored_up_to(1)
    assert ledger.acked == {(0, 0)}


def test_what_comes_from_others_is_not_sent_again() -> None:
    first, second = copies(2, Ledger())
    first.do_something()
    second.apply(first.page.get_update())
    assert (len(first.updates), second.updates) == (1, [])
